import { z } from 'zod'
import type { Commit, RecordedCommit } from '../../engine/events'
import { DataFault } from '../faults'
import { type Formats, upgraded } from '../formats'
import { eventSchema, firstIssue, sha256Schema, stampSchema } from '../schemas'
import { checkSeal, seal } from '../seal'
import { canonical } from './canonical'

/** The `previous` of the first record of a journal. */
export const noHash = '0'.repeat(64)

/** The largest line, in bytes: a commit that needs more is refused as a bug, so that every record can be read. */
export const maximumLineBytes = 64 * 1024 * 1024

const commitShape = { by: stampSchema, events: z.array(eventSchema).min(1) }
const commitSchema = z.strictObject(commitShape)
const recordSchema = z.strictObject({
  format: z.int(),
  sequence: z.int().min(1),
  ...commitShape,
  previous: sha256Schema,
  hash: sha256Schema,
})

/** One record, with what links it to the one before. */
export interface JournalRecord {
  readonly commit: RecordedCommit
  readonly previous: string
  readonly hash: string
}

export interface EncodedRecord extends JournalRecord {
  /** The line as it is written, with its line feed. */
  readonly line: Buffer
}

/**
 * The line of a commit: its RFC 8785 canonical JSON with the SHA-256 of that text put in before the
 * closing brace. The commit that comes back is a copy as reading the line gives it, checked as a reader checks it, so
 * that memory holds exactly what a later start will read.
 * @throws {Error} when the commit cannot be written down or could not be read again: a bug.
 */
export function encodeRecord(commit: Commit, sequence: number, previous: string, format: number): EncodedRecord {
  const { by, events } = commit
  const written = canonical({ by, events, format, previous, sequence })
  const { text, hash } = seal(written.text, 'hash')
  const line = Buffer.from(`${text}\n`)
  if (line.length > maximumLineBytes) throw new Error(`a commit of ${line.length} bytes is too large`)
  const parsed = commitSchema.safeParse({ by: written.value.by, events: written.value.events })
  if (!parsed.success) throw new Error(`this commit could not be read again: ${firstIssue(parsed.error)}`)
  return { line, hash, previous, commit: { sequence, by: parsed.data.by, events: parsed.data.events } }
}

/** Where a line was found, for the message when it is not what it should be. */
export interface LinePlace {
  readonly file: string
  readonly line: number
  readonly sequence: number
}

/**
 * Reads one line, without its line feed, and checks everything it says of itself.
 * @throws {DataFault} naming file, line and sequence.
 */
export function decodeRecord(line: Buffer, formats: Formats, place: LinePlace): JournalRecord {
  const hash = checkSeal(line, 'hash')
  if (hash === null)
    throw new DataFault({ ...place, what: `record ${place.sequence} is damaged: its hash does not fit` })
  let value: unknown
  try {
    value = JSON.parse(line.toString('utf8'))
  } catch {
    throw new DataFault({ ...place, what: `record ${place.sequence} is not JSON` })
  }
  const parsed = recordSchema.safeParse(upgraded(value, 'record', formats, place))
  if (!parsed.success) {
    throw new DataFault({ ...place, what: `record ${place.sequence} has the wrong form: ${firstIssue(parsed.error)}` })
  }
  const { sequence, by, events, previous } = parsed.data
  if (sequence !== place.sequence) {
    throw new DataFault({ ...place, what: `record ${sequence} stands where record ${place.sequence} belongs` })
  }
  return { commit: { sequence, by, events }, previous, hash }
}
