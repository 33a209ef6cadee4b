import { join, resolve } from 'node:path'
import type { ExportFormat, Stamp } from '../../../shared/model'
import { breather } from '../../breathe'
import { type Files, type OpenFile, realFiles, writeAll } from '../../files'
import { type Formats, formats as standardFormats } from '../formats'
import { journalStart, scanJournal } from '../journal/scan'
import { listWholeSegments } from '../journal/segments'
import { outside, outsideFolder } from '../outside'
import { exportName, type HistoryProof, layouts } from './layouts'

export interface ExportRequest {
  readonly format: ExportFormat
  /** Full path of the folder the file is made in; it must be there. */
  readonly into: string
  /** Who has it made, and when. */
  readonly made: Stamp
}

/** What was written. */
export interface HistoryExported extends HistoryProof {
  /** Full path of the file. */
  readonly path: string
  readonly records: number
  readonly bytes: number
}

interface ExportOptions {
  readonly files?: Files
  readonly formats?: Formats
}

/** Written at a time. */
const chunkBytes = 256 * 1024

/**
 * Writes the whole history as one new file that carries its own proof: the records as the journal has them, and the
 * hash of the newest one. Every record is checked on the way. Needs no lock and may run while a desk works in the
 * folder: it ends with the record that was the last one at the start. `onProgress` tells bytes read and altogether.
 * There is no such file before it is complete and durable.
 * @throws {DataFault} when the journal is damaged; {FolderUnfit} when the file cannot be written there; the
 * signal's reason when it is aborted. What was written is removed then.
 */
export async function exportHistory(
  folder: string,
  { format, into, made }: ExportRequest,
  onProgress: (done: number, total: number) => void = () => {},
  signal?: AbortSignal,
  { files = realFiles, formats = standardFormats }: ExportOptions = {},
): Promise<HistoryExported> {
  const data = resolve(folder)
  const target = await outsideFolder(files, data, into)
  const { segments } = await listWholeSegments(files, data)
  const total = segments.reduce((sum, { bytes }) => sum + bytes, 0)
  const layout = layouts[format]()
  const path = await freePath(files, join(target, `${exportName}-${made.at.replaceAll(/[:.]/g, '-')}`), format)
  const output = await TextFile.create(files, `${path}.partial`)
  try {
    const breathe = breather()
    let done = 0
    let begun = false
    const begin = (desk: string | null) => {
      begun = true
      return output.add(layout.before({ desk, made }))
    }
    const { end } = await scanJournal({
      ...{ files, folder: data, formats, segments, from: journalStart },
      breathe() {
        signal?.throwIfAborted()
        return breathe()?.then(() => onProgress(done, total))
      },
      onRecord(record, _, length, line) {
        done += length
        const [founded] = record.commit.events
        if (!begun) begin(founded?.type === 'desk-founded' ? founded.desk : null)
        return output.add(layout.record(record, line.toString('utf8')))
      },
    })
    if (!begun) begin(null)
    const proof = { sequence: end.sequence, hash: end.hash }
    await output.add(layout.after(proof))
    const bytes = await output.finish()
    signal?.throwIfAborted()
    await outside(into, async () => {
      await files.rename(`${path}.partial`, path)
      await files.flushFolder(target).catch(async (error: unknown) => {
        await files.remove(path)
        throw error
      })
    })
    onProgress(total, total)
    return { path, records: end.sequence, bytes, ...proof }
  } catch (error) {
    await output.discard()
    throw error
  }
}

/** A name that is not taken: two exports of one moment stay two files. */
async function freePath(files: Files, start: string, format: ExportFormat): Promise<string> {
  for (let number = 1; ; number += 1) {
    const path = `${start}${number === 1 ? '' : `-${number}`}.${format}`
    const taken = await outside(start, async () => (await files.look(path)) ?? (await files.look(`${path}.partial`)))
    if (!taken) return path
  }
}

/** A file that grows by texts. */
class TextFile {
  private waiting: string[] = []
  private length = 0
  private written = 0

  private constructor(
    private readonly files: Files,
    private readonly path: string,
    private readonly file: OpenFile,
  ) {}

  static async create(files: Files, path: string): Promise<TextFile> {
    return new TextFile(files, path, await outside(path, () => files.open(path, 'create')))
  }

  /** A promise only when it is time to write: most texts just wait for more. */
  add(text: string): Promise<void> | undefined {
    this.waiting.push(text)
    this.length += text.length
    return this.length >= chunkBytes ? this.flush() : undefined
  }

  /** Durable when it resolves; answers its bytes. */
  async finish(): Promise<number> {
    await this.flush()
    await outside(this.path, () => this.file.flush())
    await this.file.close()
    return this.written
  }

  async discard(): Promise<void> {
    await this.file.close().catch(() => {})
    await this.files.remove(this.path).catch(() => {})
  }

  private async flush(): Promise<void> {
    const bytes = Buffer.from(this.waiting.join(''))
    this.waiting = []
    this.length = 0
    await outside(this.path, () => writeAll(this.file, bytes, this.written))
    this.written += bytes.length
  }
}
