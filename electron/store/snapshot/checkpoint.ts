import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { type Log, whyOf } from '../../ports'
import { CatchingUp } from '../catching-up'
import { writeDocument } from '../document'
import type { Files } from '../../files'
import type { Formats } from '../formats'
import type { JournalEnd } from '../journal/scan'
import type { Positions } from '../journal/positions'
import type { Memory } from '../memory'
import { snapshotFolder } from '../names'
import { contentDocument, contentOf } from './contents'
import type { DocumentName } from './documents'
import { type DocumentEntry, type Manifest, manifestDocument, snapshotLayout } from './manifest'

interface CheckpointNeeds {
  readonly files: Files
  readonly folder: string
  readonly formats: Formats
  readonly memory: Memory
  readonly positions: Positions
  readonly log: Log
  /** Where the durable journal ends at this moment. */
  end(): JournalEnd
  /** Moves the anchor there. */
  anchor(): Promise<void>
}

/** What the snapshot on disk is, as far as the next one needs to know. */
export type SnapshotState = Pick<Manifest, 'generation' | 'sequence' | 'documents'>

/**
 * Writes what changed to the snapshot while commits go on. Each document is taken from memory in one go
 * and so shows one moment; the manifest names the earliest of these moments and is switched last, so that
 * a crash at any point leaves the snapshot before it, whole.
 */
export class Checkpoints {
  #state: SnapshotState
  /** The files of the manifest before, which is kept usable. */
  #previous: readonly string[] = []
  /** Never used twice, not even after a failure, so that a file is never another than a manifest says. */
  #generation: number
  #underWay: Promise<void> = Promise.resolve()

  constructor(
    private readonly needs: CheckpointNeeds,
    state: SnapshotState | null,
  ) {
    this.#state = state ?? { generation: 0, sequence: 0, documents: [] }
    this.#generation = this.#state.generation
  }

  /** Sequence of the newest complete checkpoint. */
  get sequence(): number {
    return this.#state.sequence
  }

  /** One after another: a second call waits for the first and then writes what changed meanwhile. */
  take(): Promise<void> {
    const taken = this.#underWay.then(() => this.#take())
    this.#underWay = taken.catch(() => {})
    return taken
  }

  async #take(): Promise<void> {
    const { files, folder, formats, memory, positions, end, anchor } = this.needs
    const catchingUp = new CatchingUp()
    while (memory.sequence !== end().sequence) await catchingUp.turn()
    const { sequence, hash, segment, offset } = end()
    if (sequence === this.#state.sequence && memory.dirty.size === 0) return anchor()
    const start = { desks: memory.desks(), counts: { ...memory.counts }, segments: positions.copy() }
    this.#generation += 1
    const generation = this.#generation
    const stale = [...memory.dirty]
    memory.dirty.clear()
    try {
      const written = await this.#writeDocuments(stale, generation)
      const untouched = this.#state.documents.filter((entry) => !written.has(entry.name))
      const documents = [...untouched, ...written.values()]
      // The anchor first: no document may show a record that the anchor does not vouch for.
      await anchor()
      await writeDocument(manifestDocument(files, folder, formats, 'current'), {
        format: formats.current,
        layout: snapshotLayout,
        generation,
        sequence,
        hash,
        segment,
        offset,
        ...start,
        documents,
      })
      this.#previous = this.#state.documents.map((entry) => entry.file)
      this.#state = { generation, sequence, documents }
    } catch (error) {
      for (const name of stale) memory.dirty.add(name)
      throw error
    }
    await this.#sweep()
  }

  async #writeDocuments(names: readonly DocumentName[], generation: number): Promise<Map<DocumentName, DocumentEntry>> {
    const { files, folder, formats, memory } = this.needs
    const written = new Map<DocumentName, DocumentEntry>()
    await files.makeFolder(join(folder, snapshotFolder))
    for (const name of names) {
      const file = `${name}-${generation}.json`
      const content = contentOf(memory, name, formats.current)
      await setImmediate()
      const document = contentDocument(files, folder, { name, file, format: formats.current })
      await writeDocument(document, content)
      written.set(name, { name, file, sequence: content.sequence, seal: document.seal })
      await setImmediate()
    }
    await files.flushFolder(join(folder, snapshotFolder))
    return written
  }

  /** Removes what neither this manifest nor the one before it names. Failing is no harm: the next one tries again. */
  async #sweep(): Promise<void> {
    const { files, folder, log } = this.needs
    const kept = new Set([...this.#previous, ...this.#state.documents.map((entry) => entry.file)])
    try {
      for (const name of await files.list(join(folder, snapshotFolder))) {
        if (name.startsWith('manifest.') && name.endsWith('.json')) continue
        if (!kept.has(name)) await files.remove(join(folder, snapshotFolder, name))
      }
    } catch (error) {
      log.warn('old snapshot files not removed', { why: whyOf(error) })
    }
  }
}
