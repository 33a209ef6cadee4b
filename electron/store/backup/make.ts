import type { BackupFacts } from '../../../shared/model'
import type { Files } from '../../files'
import { type Log, whyOf } from '../../ports'
import { CatchingUp } from '../catching-up'
import type { Credentials } from '../credentials'
import { sealedDocument } from '../document'
import { DataFault, StorageFailed } from '../faults'
import type { Formats } from '../formats'
import type { Head } from '../head'
import type { Positions } from '../journal/positions'
import type { JournalEnd } from '../journal/scan'
import { segmentFile } from '../journal/segments'
import type { JournalWriter } from '../journal/writer'
import type { Memory } from '../memory'
import { dataRefused, storageFailed, storeClosed } from '../messages'
import { credentialsFile, headFile, secretsFile } from '../names'
import type { BackupRequest } from '../port'
import type { Secrets } from '../secrets'
import { flushNames, type Side, type Source, told } from './copy'
import { factsOf } from './description'
import { notBackedUp, nothingToBackUp } from './messages'
import { folderOutside, nameOf, removeLeftovers, takeName } from './place'
import { makeWholeCopy } from './whole-copy'

/** The parts of an open store that a backup is made of. */
export interface BackupNeeds {
  readonly files: Files
  readonly folder: string
  readonly formats: Formats
  readonly log: Log
  readonly memory: Memory
  readonly positions: Positions
  readonly writer: Pick<JournalWriter, 'end'>
  readonly credentials: Pick<Credentials, 'bytes'>
  readonly secrets: Pick<Secrets, 'bytes'>
}

/** A desk at one moment. */
interface Moment {
  readonly desk: string
  readonly end: JournalEnd
  readonly cards: number
  readonly sources: readonly Source[]
}

/** The backups of an open desk, one after another; see `Store.backup`. */
export class Backups {
  readonly #closing = new AbortController()
  #underWay: Promise<unknown> = Promise.resolve()

  constructor(private readonly needs: BackupNeeds) {}

  make(request: BackupRequest): Promise<BackupFacts> {
    const made = this.#underWay.then(() => this.#make(request))
    this.#underWay = made.catch(() => {})
    return made
  }

  /** Stops what is under way, and what is asked for from now on. */
  async close(): Promise<void> {
    this.#closing.abort(new StorageFailed(storeClosed(), null))
    await this.#underWay
  }

  async #make({ into, kind, by, onProgress, signal: stop }: BackupRequest): Promise<BackupFacts> {
    const { files, folder, formats, log } = this.needs
    const signal = stop ? AbortSignal.any([stop, this.#closing.signal]) : this.#closing.signal
    signal.throwIfAborted()
    const from: Side = { folder, fail: (error) => ownFolderFailed(folder, error) }
    await folderOutside(files, into, (await told(from, () => files.follow(folder))) ?? folder)
    const moment = await this.#moment(signal)
    const { desk, cards } = moment
    const { sequence, hash } = moment.end
    const target: Side = { folder: into, fail: (error) => notBackedUp(into, error) }
    const name = await told(target, async () => {
      await removeLeftovers(files, into, desk).catch((error: unknown) =>
        log.warn('unfinished backup not removed', { why: whyOf(error) }),
      )
      return takeName(files, into, nameOf(desk, by.at))
    })
    try {
      const description = await makeWholeCopy({
        files,
        formats,
        from,
        to: { ...target, folder: name.partial },
        sources: moment.sources,
        describe: (copied) => ({
          format: formats.current,
          ...{ kind, made: by, desk, sequence, hash, cards, files: [...copied] },
        }),
        onProgress,
        signal,
      })
      await told(target, () => putInPlace(files, into, name))
      return factsOf(description, name.path)
    } finally {
      name.letGo()
    }
  }

  /** The desk as it is durably, taken in one go: what comes later is not in it, nothing is in it by halves. */
  async #moment(signal: AbortSignal): Promise<Moment> {
    const { memory, positions, writer, credentials, secrets, formats } = this.needs
    const catchingUp = new CatchingUp()
    while (memory.sequence !== writer.end.sequence) {
      signal.throwIfAborted()
      await catchingUp.turn()
    }
    const { end } = writer
    const identity = memory.desks().at(-1)
    if (!identity) throw nothingToBackUp()
    const head: Head = { format: formats.current, sequence: end.sequence, hash: end.hash }
    const segments = positions.segments
      .filter(({ first }) => first <= end.segment)
      .map(({ first, bytes }): Source => {
        const length = first === end.segment ? end.offset : bytes
        return { name: segmentFile(first), length, mode: 'read' }
      })
    const documents: readonly Source[] = [
      { name: headFile, content: sealedDocument(head).bytes },
      { name: credentialsFile, content: credentials.bytes() },
      { name: secretsFile, content: secrets.bytes() },
    ]
    return { desk: identity.desk, end, cards: memory.cardCount, sources: [...documents, ...segments] }
  }
}

/** Gives a finished backup its name; durable when it resolves. */
export async function putInPlace(
  files: Files,
  into: string,
  { path, partial }: { readonly path: string; readonly partial: string },
): Promise<void> {
  let written = partial
  try {
    await files.rename(partial, path)
    written = path
    await flushNames(files, into)
  } catch (error) {
    await files.remove(written).catch(() => {})
    throw error
  }
}

function ownFolderFailed(folder: string, error: unknown): unknown {
  if (error instanceof DataFault) return dataRefused(folder, error)
  return new StorageFailed(storageFailed(error), error)
}
