import { setTimeout as pause } from 'node:timers/promises'
import type { Answer } from '../../shared/errors'
import { Fault } from './fault'

/** How long a call may take before it counts as one that never answers, milliseconds. */
export const patience = 60_000

/** @throws {Fault} when no answer comes, or an exception instead of one. */
export async function answered<Value>(call: Promise<Answer<Value>>, what: string): Promise<Answer<Value>> {
  const late = new AbortController()
  const tooLate = pause(patience, undefined, { signal: late.signal, ref: true }).then(() => {
    throw new Fault(`no answer within ${patience / 1000} s`, [what])
  })
  try {
    return await Promise.race([call, tooLate])
  } finally {
    late.abort()
    tooLate.catch(() => {})
  }
}
