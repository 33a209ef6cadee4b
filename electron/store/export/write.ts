import { isAbsolute, join, relative, resolve } from 'node:path'
import type { ExportFormat, Stamp } from '../../../shared/model'
import { breather } from '../../breathe'
import { codeOf, type Files, type OpenFile, realFiles, writeAll } from '../../files'
import { FolderUnfit } from '../faults'
import { type Formats, formats as standardFormats } from '../formats'
import { journalStart, scanJournal } from '../journal/scan'
import { listSegments } from '../journal/segments'
import { folderMissing, folderRefused, insideData, notAbsolute } from '../messages'
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
 * @throws {DataFault} when the journal is damaged; {@link FolderUnfit} when the file cannot be written there; the
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
  await checkFolder(files, data, into)
  const segments = await listSegments(files, data)
  const total = segments.reduce((sum, { bytes }) => sum + bytes, 0)
  const layout = layouts[format]()
  const path = await freePath(files, join(into, `${exportName}-${made.at.replaceAll(/[:.]/g, '-')}`), format)
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
    await onDisk(into, async () => {
      await files.rename(`${path}.partial`, path)
      await files.flushFolder(into)
    })
    onProgress(total, total)
    return { path, records: end.sequence, bytes, ...proof }
  } catch (error) {
    await output.discard()
    throw error
  }
}

async function checkFolder(files: Files, data: string, into: string): Promise<void> {
  if (!isAbsolute(into)) throw notAbsolute(into)
  const found = await onDisk(into, () => files.look(into))
  if (!found) throw folderMissing(into)
  const way = relative(data, resolve(into))
  if (way === '' || !(way.startsWith('..') || isAbsolute(way))) throw insideData(into)
}

/** A name that is not taken: two exports of one moment stay two files. */
async function freePath(files: Files, start: string, format: ExportFormat): Promise<string> {
  for (let number = 1; ; number += 1) {
    const path = `${start}${number === 1 ? '' : `-${number}`}.${format}`
    if (!(await files.look(path)) && !(await files.look(`${path}.partial`))) return path
  }
}

/** What the disk refuses there is no fault of the desk's own folder. */
async function onDisk<Value>(into: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (error) {
    throw codeOf(error) ? folderRefused(into, error) : error
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
    return new TextFile(files, path, await onDisk(path, () => files.open(path, 'create')))
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
    await onDisk(this.path, () => this.file.flush())
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
    await onDisk(this.path, () => writeAll(this.file, bytes, this.written))
    this.written += bytes.length
  }
}
