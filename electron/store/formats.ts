import { DataFault } from './faults'
import { toFormat2 } from './format-2'
import { toFormat3 } from './format-3'
import { toFormat4 } from './format-4'

/**
 * One step from a format of the data folder to the next. Journal records are never rewritten, so that
 * their hashes stay a proof: they are read through `record` for ever. Whole documents are rewritten
 * once, after a backup. The snapshot is made anew from the journal.
 */
export interface Migration {
  /** The format this step leads to; it starts from the one before. */
  readonly to: number
  /** What changes, for the log and the reader. */
  readonly what: string
  /** A record of the format before, as this format has it. Pure. */
  record(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>
  /** The content of `credentials.json` of the format before, as this format has it. Pure. */
  credentials(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>
  /** The content of `secrets.json` of the format before, as this format has it. Pure. */
  secrets(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>
}

/** The format this program writes, and the way to it from every earlier one. */
export interface Formats {
  readonly current: number
  /** In order, without a gap, ending at `current`; empty when there never was another. */
  readonly migrations: readonly Migration[]
}

/** What every file of the data folder says first of itself: the one format of them all. */
export const formats: Formats = { current: 4, migrations: [toFormat2, toFormat3, toFormat4] }

/** The format of the data folder that this program reads and writes. */
export const dataFormat = formats.current

type Place = { readonly file: string; readonly line: number | null; readonly sequence: number | null }

/**
 * Parsed JSON of any format so far, as the current format has it.
 * @throws {DataFault} when it has no format, or one that only a newer version knows.
 */
export function upgraded(
  value: unknown,
  kind: 'record' | 'credentials' | 'secrets',
  { current, migrations }: Formats,
  place: Place,
): Readonly<Record<string, unknown>> {
  const format = formatOf(value)
  if (format === null) throw new DataFault({ ...place, what: 'it does not say which format it has' })
  checkNotNewer(format, current, place)
  const steps = migrations.filter((each) => each.to > format)
  if (steps.length !== current - format) throw new DataFault({ ...place, what: `format ${format} was never in use` })
  const start = value as Readonly<Record<string, unknown>>
  return steps.reduce((before, step) => ({ ...step[kind](before), format: step.to }), start)
}

/** @throws {DataFault} marked as newer, for a format this program does not know yet. */
export function checkNotNewer(format: number, current: number, place: Place): void {
  if (format <= current) return
  throw new DataFault(
    { ...place, what: `it has format ${format}, this version knows formats up to ${current}` },
    'newer',
  )
}

/** The format a parsed document states; `null` when it states none. */
export function formatOf(value: unknown): number | null {
  if (typeof value !== 'object' || value === null || !('format' in value)) return null
  return Number.isSafeInteger(value.format) ? (value.format as number) : null
}
