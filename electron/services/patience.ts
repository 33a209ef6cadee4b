import { setTimeout as delay } from 'node:timers/promises'

/** How long a partner outside the desk may take to answer. */
export const standardPatience = 30_000

/** The answer, or a rejection saying that `who` did not answer in time; aborting ends the waiting with a rejection. */
export async function withPatience<Value>(
  who: string,
  milliseconds: number,
  answer: Promise<Value>,
  signal?: AbortSignal,
): Promise<Value> {
  const patience = new AbortController()
  const ends = signal ? AbortSignal.any([patience.signal, signal]) : patience.signal
  const late = delay(milliseconds, undefined, { signal: ends, ref: false }).then(() => {
    throw new Error(`${who} did not answer in time`)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    patience.abort()
    late.catch(() => {})
  }
}
