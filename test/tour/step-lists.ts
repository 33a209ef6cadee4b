import { dataSteps } from './data-steps.ts'
import { lifeSteps } from './life-steps.ts'
import { productionSteps } from './production-steps.ts'
import { type Step, steps } from './steps.ts'

/** What a tour can walk through, by the word of `--steps`. */
export const stepLists = {
  /** The documented use case alone: what shows that an installed program works. */
  'use-case': steps,
  /**
   * The use case, then the lives of a card and of a temporary card, their production by the bureau program, and the care
   * for the data.
   */
  all: [...steps, ...lifeSteps, ...productionSteps, ...dataSteps],
} as const satisfies Record<string, readonly Step[]>

/**
 * The steps that a word of the command line asks for.
 * @throws {Error} that names the words there are.
 */
export function stepsOf(word: string): readonly Step[] {
  if (word === 'use-case' || word === 'all') return stepLists[word]
  throw new Error(`There are no steps "${word}"; there are ${Object.keys(stepLists).join(', ')}.`)
}
