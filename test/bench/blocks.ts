/** What the benchmark asks of those who change cards, a line each; the answer is `BlockTimes`. */
export type Block = 'one' | 'waiting' | 'together'

/** How a block of changes went, milliseconds. */
export interface BlockTimes {
  /** From asking for a change to knowing that it is durable, for each. */
  readonly times: readonly number[]
  readonly milliseconds: number
  /** Bytes one change adds to the journal, where that is known. */
  readonly bytes?: number
  /** Why nothing could be changed. */
  readonly failure?: string
}

/** Changes that wait for each other's flush. */
export const waitingAtOnce = 100
