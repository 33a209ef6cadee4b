import { chance } from '../bureau/chance.ts'

/** When one life of the desk ends. */
export type Death =
  /** So many milliseconds after its start, most often before it is open or in the middle of its first steps. */
  | { readonly when: 'starting'; readonly delay: number }
  /** During a run, so many milliseconds after no more than `left` is left to do. */
  | { readonly when: 'working'; readonly left: number; readonly delay: number }

/** One life in this many ends while the desk starts. */
const startingShare = 0.12
const longestStart = 900
const longestDelay = 40

/**
 * When the next life ends. What is left to do is shared out among the kills that are still wanted, so that there is
 * something under way at the last one, too. Pure: the seed decides.
 */
export function nextDeath(seed: number, kill: number, left: number, kills: number): Death {
  const random = (what: string) => chance(seed, what, String(kill))
  if (random('where') < startingShare) return { when: 'starting', delay: random('start') * longestStart }
  const share = (left / (kills - kill + 1)) * (0.2 + random('share'))
  return { when: 'working', left: left - share, delay: random('delay') * longestDelay }
}
