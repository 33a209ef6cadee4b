import { chance, digits, hexDigits } from './chance.ts'
import type { Manners } from './options.ts'

/** The bureau's words, as they are in the standard table of a desk. */
export type Word = 'RECEIVED' | 'IN_PRODUCTION' | 'PRODUCED' | 'FAILED'

/** What will become of an order; decided when it is taken. */
export type Fate = 'refused' | 'fails' | 'made'

const ways: Readonly<Record<Fate, readonly Word[]>> = {
  refused: ['FAILED'],
  fails: ['RECEIVED', 'IN_PRODUCTION', 'FAILED'],
  made: ['RECEIVED', 'IN_PRODUCTION', 'PRODUCED'],
}

/** What will become of an order. Pure: seed and order alone decide. */
export function fateOf(order: string, { seed, refuse, fail }: Pick<Manners, 'seed' | 'refuse' | 'fail'>): Fate {
  if (chance(seed, 'refuse', order) < refuse) return 'refused'
  return chance(seed, 'fail', order) < fail ? 'fails' : 'made'
}

/** The word after `reached` on the way to that fate; `null` at the end of it. */
export function nextWord(fate: Fate, reached: Word | null): Word | null {
  const way = ways[fate]
  return way[reached === null ? 0 : way.indexOf(reached) + 1] ?? null
}

/** Words that were said before `reached`: what an answer that comes too late would say. */
export function earlierWords(fate: Fate, reached: Word): readonly Word[] {
  return ways[fate].slice(0, ways[fate].indexOf(reached))
}

/** What the bureau says besides the word. */
export function noteOf(fate: Fate, word: Word): string {
  if (word !== 'FAILED') return ''
  return fate === 'refused' ? 'This order cannot be taken.' : 'The card broke while it was being made.'
}

/** What a card has when it is made. */
export interface MadeCard {
  readonly cardNumber: string
  /** ISO 8601 date. */
  readonly productionDate: string
  readonly chip: { readonly type: string; readonly uid: string }
}

/** The card of an order, made on that day. */
export function makeCard(order: string, seed: number, day: string): MadeCard {
  const number = digits(8, seed, 'number', order)
  return {
    cardNumber: `7700 ${number.slice(0, 4)} ${number.slice(4)}`,
    productionDate: day,
    // 04 is the maker's code that real chips of seven bytes begin with most often.
    chip: { type: 'Trial chip', uid: `04${hexDigits(12, seed, 'chip', order)}` },
  }
}
