import { z } from 'zod'
import type { CardType } from '../../../shared/lifecycle'
import { SealedDocument } from '../document'
import type { Files } from '../../files'
import type { Memory } from '../memory'
import { snapshotFolder } from '../names'
import { accountSchema, settingsSavedSchema } from '../schemas'
import { type DocumentName, idsOf, shardOf } from './documents'
import { cardsOfRows, personsOfRows, rowsOfCards, rowsOfPersons, rowsOfRuns, rowsShape, runsOfRows } from './rows'

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
}

const head = {
  format: z.int(),
  name: z.custom<DocumentName>((value) => typeof value === 'string'),
  sequence: z.int().min(0),
}

function kind<Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
  take: (memory: Memory, name: DocumentName) => Readonly<z.output<z.ZodObject<Shape>>>,
  put: (memory: Memory, content: z.output<z.ZodObject<Shape>>) => void,
): Kind {
  const schema = z.strictObject({ ...head, ...shape })
  return {
    parse: (value) => schema.parse(value) as Content,
    take,
    put: (memory, content) => put(memory, content as unknown as z.output<z.ZodObject<Shape>>),
  }
}

const cards = (cardType: CardType) =>
  kind(
    rowsShape,
    (memory, name) => rowsOfCards(covered(name, (id) => memory.card(id))),
    (memory, content) => {
      for (const card of cardsOfRows(cardType, content)) memory.putCard(card)
    },
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
    rowsShape,
    (memory, name) =>
      rowsOfPersons(
        covered(name, (id) => memory.person(id)).map((person) => ({ person, saves: memory.personSaves.of(person.id) })),
      ),
    (memory, content) => {
      for (const { person, saves } of personsOfRows(content)) {
        memory.putPerson(person)
        memory.personSaves.put(person.id, saves)
      }
    },
  ),
  'sync-run': kind(
    rowsShape,
    ({ runs }, name) =>
      rowsOfRuns(covered(name, (id) => runs.get(id)).map((run) => ({ run, records: runs.recordsOf(run.id) }))),
    (memory, content) => {
      for (const { run, records } of runsOfRows(content)) memory.runs.put(run, records)
    },
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

function covered<Thing>(name: DocumentName, find: (id: string) => Thing | undefined): Thing[] {
  const shard = shardOf(name)
  return shard
    ? idsOf(shard)
        .map(find)
        .filter((thing) => thing !== undefined)
    : []
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
