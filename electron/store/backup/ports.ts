import { type Files, realFiles } from '../../files'
import { type Formats, formats as standardFormats } from '../formats'

/** The disk and the formats of the data; tests bring their own. */
export interface BackupPorts {
  readonly files?: Files
  readonly formats?: Formats
}

/** The ports with the real ones in the place of those left out. */
export function filledIn({ files = realFiles, formats = standardFormats }: BackupPorts): Required<BackupPorts> {
  return { files, formats }
}

/** Bytes dealt with so far, and altogether. */
export type Progress = (done: number, total: number) => void
