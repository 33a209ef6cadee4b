import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { CardType } from '../../../shared/lifecycle'
import { SealedDocument } from '../document'
import type { Files } from '../../files'
import type { Memory } from '../memory'
import type { Breathe } from '../packed/shelf'
import { snapshotFolder } from '../names'
import { accountSchema, settingsSavedSchema } from '../schemas'
import { type DocumentName, shardOf } from './documents'
import { packedRuns, takeRuns } from './runs'

/** What every document of the snapshot begins with; the rest depends on its kind. */
export interface Content {
  readonly format: number
  readonly name: DocumentName
  /** It shows every commit up to this one, and none after. */
  readonly sequence: number
}

/** A kind of document: how it is read, what it takes from memory, how it is put back. */
interface Kind {
  parse(value: unknown): Content
  take(memory: Memory, name: DocumentName): object
  put(memory: Memory, content: Content): void
  /** Whether memory shows the same. */
  same(memory: Memory, content: Content, breathe: Breathe): Promise<boolean>
}

const head = {
  format: z.int(),
  name: z.custom<DocumentName>((value) => typeof value === 'string'),
  sequence: z.int().min(0),
}

function kind<Shape extends z.core.$ZodLooseShape, Shaped = z.output<z.ZodObject<Shape>>>(
  shape: Shape,
  take: (memory: Memory, name: DocumentName) => Readonly<Shaped>,
  put: (memory: Memory, content: Shaped & Content) => void,
  same?: (memory: Memory, content: Shaped & Content, breathe: Breathe) => Promise<boolean>,
): Kind {
  const schema = z.strictObject({ ...head, ...shape })
  return {
    parse: (value) => schema.parse(value) as Content,
    take,
    put: (memory, content) => put(memory, content as Shaped & Content),
    async same(memory, content, breathe) {
      if (same) return same(memory, content as Shaped & Content, breathe)
      const { format, name, sequence } = content
      return isDeepStrictEqual(content, { format, name, sequence, ...take(memory, name) })
    },
  }
}

const packedShape = { texts: z.array(z.string()).readonly(), values: z.string() }

const cards = (cardType: CardType) =>
  kind(
    packedShape,
    (memory, name) => memory.packedCards.packed(cardType, numberOf(name)),
    (memory, content) => memory.packedCards.take(cardType, numberOf(content.name), content),
    (memory, content, breathe) => memory.packedCards.shows(cardType, numberOf(content.name), content, breathe),
  )

const sequences = z.array(z.int().min(1))

/** @throws {Error} when there is nothing there: the lists of a document do not hang together. */
function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index]
  if (item === undefined) throw new Error(`there is no item ${index}`)
  return item
}

const kinds = {
  card: cards('card'),
  'temporary-card': cards('temporary-card'),
  person: kind(
    packedShape,
    (memory, name) => memory.packedPersons.packed(numberOf(name)),
    (memory, content) => memory.packedPersons.take(numberOf(content.name), content),
    (memory, content, breathe) => memory.packedPersons.shows(numberOf(content.name), content, breathe),
  ),
  'sync-run': kind(
    packedShape,
    ({ runs }, name) => packedRuns(runs, numberOf(name)),
    ({ runs }, content) => takeRuns(runs, numberOf(content.name), content),
  ),
  accounts: kind(
    { accounts: z.array(accountSchema), saves: z.array(sequences) },
    (memory) => ({
      accounts: [...memory.accounts()],
      saves: memory.accounts().map((account) => [...memory.accountSaves.of(account.id)]),
    }),
    (memory, content) => {
      for (const [index, account] of content.accounts.entries()) {
        memory.putAccount(account)
        memory.accountSaves.put(account.id, at(content.saves, index))
      }
    },
  ),
  settings: kind(
    { changes: z.array(settingsSavedSchema), saves: sequences },
    (memory) => ({ changes: [...memory.settingsChanges()], saves: [...memory.settingsSaves()] }),
    (memory, content) => {
      for (const [index, change] of content.changes.entries()) memory.putSettings(change, at(content.saves, index))
    },
  ),
} satisfies Record<string, Kind>

/** The number of a document of numbered things among those of its kind. */
function numberOf(name: DocumentName): number {
  return shardOf(name)?.number ?? 0
}

function kindOf(name: DocumentName): Kind {
  return name === 'accounts' || name === 'settings' ? kinds[name] : kinds[shardOf(name)?.kind ?? 'card']
}

/** One document of the snapshot, in its file. */
export function contentDocument(
  files: Files,
  folder: string,
  { name, file, format }: { name: DocumentName; file: string; format: number },
): SealedDocument<Content> {
  return new SealedDocument<Content>({
    files,
    folder,
    file: `${snapshotFolder}/${file}`,
    flushFolder: false,
    parse(value) {
      const content = kindOf(name).parse(value)
      if (content.name === name && content.format === format) return content
      throw new Error(`it is ${content.name} in format ${content.format}`)
    },
  })
}

/** What a document holds, as memory is at this moment. */
export function contentOf(memory: Memory, name: DocumentName, format: number): Content {
  return { format, name, sequence: memory.sequence, ...kindOf(name).take(memory, name) }
}

/** Puts what a document holds into memory. @throws {Error} when it does not hang together. */
export function putContent(memory: Memory, content: Content): void {
  kindOf(content.name).put(memory, content)
}

/** Whether a document holds what memory does. Memory must not change meanwhile; other work is let in. */
export function isWhatMemoryHas(memory: Memory, content: Content, breathe: Breathe): Promise<boolean> {
  return kindOf(content.name).same(memory, content, breathe)
}
