import { join, resolve } from 'node:path'
import type { RecordedCommit } from '../engine/events'
import { breather } from '../breathe'
import { readableRestore } from './backup/restore-document'
import { type Credentials, openCredentials } from './credentials'
import { DataFault, type Fault } from './faults'
import { type Files, realFiles } from '../files'
import { type Formats, formats as standardFormats } from './formats'
import type { HistoryProof } from './export/layouts'
import { type Head, readHead } from './head'
import type { JournalRecord } from './journal/record'
import { type JournalEnd, journalStart, scanJournal, type TornTail } from './journal/scan'
import { listSegments, listWholeSegments, segmentFile } from './journal/segments'
import { Memory } from './memory'
import { wayBack } from './messages'
import { credentialsFile, headFile, journalFolder, restoreFile, secretsFile, snapshotFolder } from './names'
import { checkAnchor, cutOff, replay } from './recover'
import { Secrets } from './secrets'
import { isWhatMemoryHas } from './snapshot/contents'
import { readContent, readManifest } from './snapshot/load'
import type { DocumentEntry, Manifest } from './snapshot/manifest'

/** What a check of a data folder found. */
export interface VerifyReport {
  readonly ok: boolean
  /** Records that are right, up to the first fault. */
  readonly records: number
  /** Cards these records add up to. */
  readonly cards: number
  /** What was checked and found right, as sentences. */
  readonly checked: readonly string[]
  /** Hash of the newest record that is right; `null` without one. The same hash, the same history. */
  readonly hash: string | null
  readonly fault: Fault | null
  /** What to do about the fault; `null` without one. */
  readonly advice: string | null
}

/** Bytes of the journal read so far, and bytes of the journal. */
export type VerifyProgress = (done: number, total: number) => void

interface VerifyOptions {
  readonly files?: Files
  readonly formats?: Formats
  /** The end of an earlier history, out of an export or a backup: this one must go on from it. */
  readonly proof?: HistoryProof
  /**
   * True where nobody works in the folder: then every account's password must be there, without which no desk is
   * opened. Beside a desk at work it may be set or forgotten between two looks.
   */
  readonly passwords?: boolean
}

/**
 * Checks a data folder from its first record to its end: form, order and hash of every record, the
 * history of each card, the journal's anchor, and that the snapshot shows exactly what the journal adds
 * up to. Changes nothing, needs no lock, and may run while a desk works in the folder; it lets other work
 * in every few milliseconds. Stops at the first fault.
 * @throws the signal's reason when it is aborted, or what the system says when files cannot be read.
 */
export async function verifyFolder(
  folder: string,
  onProgress: VerifyProgress = () => {},
  signal?: AbortSignal,
  { files = realFiles, formats = standardFormats, proof, passwords = false }: VerifyOptions = {},
): Promise<VerifyReport> {
  const check = new FolderCheck(resolve(folder), files, formats, { proof, passwords }, onProgress, signal)
  try {
    await check.run()
    return { ok: true, ...check.result(), fault: null, advice: null }
  } catch (error) {
    if (!(error instanceof DataFault)) throw error
    const found = (await check.halfRestored()) ?? error
    return { ok: false, ...check.result(), fault: found.fault, advice: wayBack(found) }
  }
}

class FolderCheck {
  readonly #memory = new Memory()
  readonly #checked: string[] = []
  readonly #breathe = breather()
  #hash: string | null = null
  /** Documents of the snapshot still to be compared, in the order of the commits they show. */
  #documents: DocumentEntry[] = []
  #manifest: Manifest | null = null

  constructor(
    readonly folder: string,
    readonly files: Files,
    readonly formats: Formats,
    private readonly wanted: { readonly proof: HistoryProof | undefined; readonly passwords: boolean },
    private readonly onProgress: VerifyProgress,
    private readonly signal: AbortSignal | undefined,
  ) {}

  result() {
    return { records: this.#memory.sequence, cards: this.#memory.cardCount, checked: this.#checked, hash: this.#hash }
  }

  async run(): Promise<void> {
    const { files, folder, formats } = this
    if ((await files.list(folder)).length === 0) {
      throw new DataFault({ file: '.', line: null, sequence: null, what: 'there is no data in this folder' })
    }
    // In this order, so that a desk that goes on meanwhile never makes these remember more than the journal has.
    const head = await readHead(files, folder, formats)
    this.#manifest = await this.#readManifest()
    this.#documents = (this.#manifest?.documents ?? []).toSorted((one, other) => one.sequence - other.sequence)
    const credentials = await openCredentials(files, folder, formats)
    this.#checked.push(`${credentialsFile} is readable`)
    await Secrets.open(files, folder, formats)
    this.#checked.push(
      (await files.size(join(folder, secretsFile))) === null
        ? `${secretsFile} is not there: no secret was ever kept`
        : `${secretsFile} is readable`,
    )
    await this.#journal(head)
    if (this.wanted.passwords) this.#checkPasswords(credentials)
    if (this.#manifest) await this.#snapshotDone(this.#manifest)
  }

  /** What is missing from a folder in which a restore stopped halfway is in other places in it. */
  async halfRestored(): Promise<DataFault | null> {
    const { files, folder, formats } = this
    const restore = await readableRestore(files, folder, formats).catch(() => null)
    if (restore?.state !== 'moving-out' && restore?.state !== 'moving-in') return null
    const what = 'a restore was begun and not finished'
    return new DataFault({ file: restoreFile, line: null, sequence: null, what }, 'half-restored')
  }

  /** Without them nobody could sign in, so such a desk is not opened. */
  #checkPasswords(credentials: Credentials): void {
    const lost = this.#memory
      .accounts()
      .filter(({ credential }) => credential !== null && !credentials.get(credential)).length
    if (lost === 0) return
    const what = `the ${lost === 1 ? 'password of an account is' : `passwords of ${lost} accounts are`} missing`
    throw new DataFault({ file: credentialsFile, line: null, sequence: null, what })
  }

  /** The snapshot to compare; none when an earlier version made it, as the next start drops it unread. */
  async #readManifest(): Promise<Manifest | null> {
    try {
      return await readManifest(this, 'current')
    } catch (fault) {
      if (!(fault instanceof DataFault && fault.kind === 'older')) throw fault
      this.#checked.push(`${snapshotFolder} is of an earlier version: the next start makes it anew`)
      return null
    }
  }

  async #journal(head: Head | null): Promise<void> {
    const { files, folder, formats } = this
    const { segments, unfinished } = await listWholeSegments(files, folder)
    const total = segments.reduce((sum, segment) => sum + segment.bytes, 0)
    let done = 0
    const scanned = await scanJournal({
      files,
      folder,
      formats,
      segments,
      from: journalStart,
      breathe: () => {
        this.signal?.throwIfAborted()
        return this.#breathe()?.then(() => this.onProgress(done, total))
      },
      onRecord: (record, segment, length) => {
        done += length
        if (head?.sequence === record.commit.sequence) checkAnchor(head, record)
        this.#checkLinks(record.commit, segment)
        replay(this.#memory, record, segment)
        this.#hash = record.hash
        this.#checkProof(record, segment)
        return this.#compareDue()
      },
    })
    const { end } = scanned
    const torn = scanned.torn ?? (unfinished > 0 ? await this.#unfinished(end, unfinished) : null)
    if (head && end.sequence < head.sequence) throw cutOff(head, end)
    if (this.wanted.proof && end.sequence < this.wanted.proof.sequence) throw this.#notProven(end.sequence, end.segment)
    if (!head && end.sequence > 0) {
      const what = 'it is missing: whether records were cut off the end of the journal cannot be told'
      throw new DataFault({ file: headFile, line: null, sequence: null, what })
    }
    // Zero bytes are in no record: where there are some, its sectors came to the disk in another order than its bytes.
    if (torn?.bytes.at(-1) === 0x0a && !torn.bytes.includes(0)) {
      const file = segmentFile(torn.segment)
      const sequence = end.sequence + 1
      throw new DataFault({ file, line: sequence - torn.segment + 1, sequence, what: `record ${sequence} is damaged` })
    }
    this.onProgress(total, total)
    this.#checked.push(
      `${journalFolder}: form, order and hash of ${end.sequence} records in ${segments.length} ${segments.length === 1 ? 'file' : 'files'}, and the history of ${this.#memory.cardCount} cards`,
    )
    if (torn)
      this.#checked.push(
        `an unfinished record of ${torn.bytes.length} bytes at the end, which the next start puts aside`,
      )
    if (head) this.#checked.push(`${headFile}: the journal has record ${head.sequence}, which it remembers`)
  }

  /** The record that a proof is about must be the very same. */
  #checkProof({ commit: { sequence }, hash }: JournalRecord, segment: number): void {
    if (this.wanted.proof?.sequence === sequence && this.wanted.proof.hash !== hash)
      throw this.#notProven(sequence, segment)
  }

  #notProven(sequence: number, segment: number): DataFault {
    const wanted = this.wanted.proof?.sequence
    const what =
      wanted === sequence
        ? `record ${sequence} is another one than the proof was made of: the history before it was replaced`
        : `the proof was made of record ${wanted}, and the journal ends with record ${sequence}`
    return new DataFault({ file: segmentFile(Math.max(segment, 1)), line: null, sequence, what })
  }

  /** What is left behind the last whole record; `null` when a desk at work has finished it meanwhile. */
  async #unfinished(end: JournalEnd, bytes: number): Promise<TornTail | null> {
    const { files, folder, formats } = this
    const now = await listWholeSegments(files, folder)
    if (now.unfinished !== bytes || (now.segments.at(-1)?.bytes ?? 0) !== end.offset) return null
    const segments = await listSegments(files, folder)
    return (await scanJournal({ files, folder, formats, segments, from: end, breathe: () => undefined, onRecord() {} }))
      .torn
  }

  /** Every event of a card must name the card's record before it: histories are read along these links. */
  #checkLinks({ sequence, events }: RecordedCommit, segment: number): void {
    for (const event of events) {
      if (event.type !== 'card-moved' && event.type !== 'card-edited') continue
      const before = this.#memory.card(event.card)?.lastSequence ?? null
      if (event.previous === before) continue
      const what = `record ${sequence} names record ${event.previous} as the one before it of ${event.card}, which is ${before}`
      throw new DataFault({ file: segmentFile(segment), line: sequence - segment + 1, sequence, what })
    }
  }

  /** Compares the documents that show exactly the commits applied so far. */
  #compareDue(): Promise<void> | undefined {
    return this.#documents[0]?.sequence === this.#memory.sequence ? this.#compare() : undefined
  }

  async #compare(): Promise<void> {
    const { files, folder } = this
    const manifest = this.#manifest
    while (manifest && this.#documents[0]?.sequence === this.#memory.sequence) {
      const entry = this.#documents.shift() as DocumentEntry
      try {
        const content = await readContent({ files, folder }, entry, manifest.format)
        await this.#breathe()
        if (!(await isWhatMemoryHas(this.#memory, content, this.#breathe))) {
          const what = `it is not what the journal adds up to at record ${entry.sequence}`
          throw new DataFault({ file: `${snapshotFolder}/${entry.file}`, line: null, sequence: entry.sequence, what })
        }
      } catch (fault) {
        const now = await readManifest(this, 'current')
        if (now?.generation === manifest.generation) throw fault
        // A desk that works in the folder took two checkpoints meanwhile and removed what is compared here.
        this.#documents = []
      }
      this.signal?.throwIfAborted()
      await this.#breathe()
    }
  }

  async #snapshotDone({ documents, sequence }: Manifest): Promise<void> {
    const [left] = this.#documents
    if (left) {
      const what = `it shows record ${left.sequence}, which the journal does not have`
      throw new DataFault({ file: `${snapshotFolder}/${left.file}`, line: null, sequence: left.sequence, what })
    }
    const now = await readManifest(this, 'current')
    this.#checked.push(
      now?.generation === this.#manifest?.generation
        ? `${snapshotFolder}: ${documents.length} documents of record ${sequence} and later are what the journal adds up to`
        : `${snapshotFolder}: renewed by a working desk during the check`,
    )
  }
}
