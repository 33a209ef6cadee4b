import { z } from 'zod'
import { type BackupFacts, backupKinds, type Verification } from '../../shared/model'
import { type Files, realFiles } from '../files'
import { type Log, whyOf } from '../ports'
import { openDocument, SealedDocument, writeDocument } from './document'
import { StorageFailed } from './faults'
import { storageFailed } from './messages'
import { upkeepFile } from './names'
import { sha256Schema, stampSchema } from './schemas'

const count = z.int().min(0)
const moment = z.iso.datetime({ precision: 3 })

const backupFacts: z.ZodType<BackupFacts> = z.strictObject({
  name: z.string().min(1),
  path: z.string().min(1),
  kind: z.enum(backupKinds),
  made: stampSchema,
  desk: z.string().min(1),
  sequence: count,
  hash: sha256Schema,
  cards: count,
  bytes: count,
})

const verification: z.ZodType<Verification> = z.strictObject({
  at: moment,
  milliseconds: z.number().min(0),
  ok: z.boolean(),
  records: count,
  cards: count,
  hash: sha256Schema.nullable(),
  checked: z.array(z.string()),
  fault: z.string().nullable(),
})

const notesSchema = z.strictObject({
  format: z.literal(1),
  verification: verification.nullable(),
  /** Identity of the desk that was verified: a restore makes it another one. */
  verified: z.string().nullable(),
  backup: backupFacts.nullable(),
  /** The day at this workstation of the newest daily backup, ISO 8601 date. */
  daily: z.iso.date().nullable(),
  problem: z.strictObject({ at: moment, text: z.string() }).nullable(),
})

/** What is remembered about the care of a data folder. It is information only: no record rests on it. */
export type UpkeepNotes = Omit<z.infer<typeof notesSchema>, 'format'>

const none: UpkeepNotes = { verification: null, verified: null, backup: null, daily: null, problem: null }

/** The last verification and the last backup of a data folder, in a sealed file beside its data. */
export class Upkeep {
  #underWay: Promise<void> = Promise.resolve()

  private constructor(
    private readonly document: SealedDocument<z.infer<typeof notesSchema>>,
    private known: UpkeepNotes,
  ) {}

  /** What cannot be read counts as nothing known, and is written anew by the next note. */
  static async open(folder: string, log: Log, files: Files = realFiles): Promise<Upkeep> {
    const document = new SealedDocument({ files, folder, file: upkeepFile, parse: (value) => notesSchema.parse(value) })
    try {
      const { data } = await openDocument(document)
      if (!data) return new Upkeep(document, none)
      const { format: _, ...notes } = data
      return new Upkeep(document, notes)
    } catch (error) {
      log.warn('notes of upkeep not readable', { why: whyOf(error) })
      return new Upkeep(document, none)
    }
  }

  get notes(): UpkeepNotes {
    return this.known
  }

  /** Remembers something, durably. @throws {StorageFailed} when the disk refused; it is known until the end then. */
  note(news: Partial<UpkeepNotes>): Promise<void> {
    this.known = { ...this.known, ...news }
    const done = this.#underWay.then(async () => {
      try {
        await writeDocument(this.document, { format: 1, ...this.known })
      } catch (error) {
        throw new StorageFailed(storageFailed(error), error)
      }
    })
    this.#underWay = done.catch(() => {})
    return done
  }
}
