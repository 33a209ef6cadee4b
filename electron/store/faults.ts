import type { Refusal } from '../../shared/errors'

/** Why a data folder is not opened. */
export const storeRefusalCodes = ['folder-locked', 'folder-unusable', 'data-unreadable', 'data-newer'] as const
export type StoreRefusalCode = (typeof storeRefusalCodes)[number]

/** The folder cannot be opened. Nothing in it was changed. The message names the way back. */
export class StoreRefusal extends Error {
  override readonly name = 'StoreRefusal'
  constructor(
    readonly code: StoreRefusalCode,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message)
  }
}

/** The disk refused a write outside a transaction, or a reading; `refusal` is the answer to give for it. */
export class StorageFailed extends Error {
  override readonly name = 'StorageFailed'
  constructor(
    readonly refusal: Refusal,
    cause: unknown,
  ) {
    super(refusal.error.message, { cause })
  }
}

/** A folder outside the desk's own, or a backup, cannot be used; the message says why and what to do. */
export class FolderUnfit extends Error {
  override readonly name = 'FolderUnfit'
  /** Its message names a path. */
  readonly loggedAs = 'folder-unfit'
}

/** Where something is wrong in the data and what: the fault a start is refused for and `verify` reports. */
export interface Fault {
  /** Path inside the data folder. */
  readonly file: string
  /** Line in that file, from 1; `null` when the file is not made of lines. */
  readonly line: number | null
  /** Sequence of the record concerned; `null` when it is not about one record. */
  readonly sequence: number | null
  /** What is wrong, as a sentence without its full stop. */
  readonly what: string
}

/**
 * `damaged`: not what was written. `newer`: whole, but from a newer version. `older`: a snapshot of an
 * earlier version, which the next start makes anew. `cut`: the journal ends before the place its anchor
 * remembers. `gone`: there is a snapshot but no journal. `half-restored`: a restore stopped while things were moved.
 */
export type FaultKind = 'damaged' | 'newer' | 'older' | 'cut' | 'gone' | 'half-restored'

/** Data that cannot be what this program wrote. */
export class DataFault extends Error {
  override readonly name = 'DataFault'
  constructor(
    readonly fault: Fault,
    readonly kind: FaultKind = 'damaged',
  ) {
    super(`${fault.file}${fault.line === null ? '' : `, line ${fault.line}`}: ${fault.what}`)
  }
}

/** The fault of a record that is whole, but not the one that the snapshot says is there. */
export function unexpectedRecord(sequence: number, what: string): DataFault {
  return new DataFault({
    file: 'journal',
    line: null,
    sequence,
    what: `record ${sequence} is not as expected: ${what}`,
  })
}
