import { chance } from '../bureau/chance'

/** What a desk is doing when it is killed, and how long after that began, milliseconds. */
export type Death =
  /** After its process was made: most often before it answers anything. */
  | { readonly when: 'starting'; readonly delay: number }
  /** After so many answers to changes. */
  | { readonly when: 'working'; readonly answers: number; readonly delay: number }
  /** After so many answers and the end of its input: it finishes, takes a checkpoint and lets go. */
  | { readonly when: 'closing'; readonly answers: number; readonly delay: number }

/** One life in so many ends while the desk starts, or while it closes. */
const startingShare = 0.15
const closingShare = 0.3
const mostAnswers = 70
/** The longest wait after an answer: a commit takes a few milliseconds. */
const longestDelay = 12

/** How long starting and closing take here, milliseconds, as far as it is known. */
export interface Durations {
  readonly starting: number
  readonly closing: number
}

/** When and how the next life ends. Pure: seed, folder and number of the life decide. */
export function nextDeath(seed: number, folder: string, life: number, durations: Durations): Death {
  const random = (what: string) => chance(seed, folder, what, String(life))
  const where = random('where')
  if (where < startingShare) return { when: 'starting', delay: random('delay') * durations.starting * 1.2 }
  const answers = Math.floor(random('answers') ** 2 * mostAnswers)
  if (where < startingShare + closingShare) {
    return { when: 'closing', answers, delay: random('delay') * durations.closing * 1.1 }
  }
  return { when: 'working', answers, delay: random('delay') * longestDelay }
}
