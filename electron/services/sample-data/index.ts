import { type CardState, isFinal, type TemporaryCardState } from '../../../shared/lifecycle'
import type { Stamp } from '../../../shared/model'
import { defaultSettings } from '../../engine/default-settings'
import type { Commit } from '../../engine/events'
import type { Counter } from '../../engine/view'
import { tellCard } from './card-stories'
import { Staff } from './colleagues'
import { Borrowers, CardHolders } from './holders'
import { personAt } from './persons'
import { Plan, type PlannedCard } from './plan'
import { Random } from './random'
import { Story } from './story'
import { tellTemporaryCard } from './temporary-card-stories'
import { dayOf } from './working-time'

export { colleagues } from './colleagues'

const cardStream = 3
const personsAtOnce = 200

export interface SampleDataOptions {
  readonly seed: number
  /** Cards of both types together. */
  readonly cards: number
  /** ISO 8601 UTC; every history ends before it. */
  readonly now: string
  /** The day at the workstation, ISO 8601 date; the day of `now` in UTC when it is left out. */
  readonly today?: string
  /** Who takes the histories over into this desk. */
  readonly by: Stamp
  /** The next free number of each kind. */
  readonly firstNumbers: Readonly<Record<Counter, number>>
}

/**
 * Invented persons and cards with believable histories. The same options give the same commits, byte
 * for byte; nothing is read from the world. Commits are made one at a time, so that a desk of any size
 * needs little memory.
 */
export function sampleData(options: SampleDataOptions) {
  return {
    /** Persons first, some hundred to a commit, then a commit for each card. Ids of the colleagues' accounts by user name. */
    *commits(colleagueIds: Readonly<Record<string, string>>): Generator<Commit, void, undefined> {
      const plan = new Plan(options.cards, options.seed, Date.parse(options.now))
      // As many persons as cards: some get a second card when the first has ended, so some have none.
      yield* personCommits(options, plan.cards)
      yield* cardCommits(options, plan, new Staff(colleagueIds))
    },
  }
}

function* personCommits(
  { seed, by, firstNumbers }: SampleDataOptions,
  count: number,
): Generator<Commit, void, undefined> {
  for (let start = 0; start < count; start += personsAtOnce) {
    const indexes = Array.from({ length: Math.min(personsAtOnce, count - start) }, (_, index) => start + index)
    const events = indexes.map((index) => {
      return { type: 'person-saved', person: personAt(index, seed, firstNumbers.person) } as const
    })
    yield { by, events }
  }
}

function* cardCommits(options: SampleDataOptions, plan: Plan, staff: Staff): Generator<Commit, void, undefined> {
  const { seed, firstNumbers, by } = options
  const { cardTypes } = defaultSettings()
  const now = Date.parse(options.now)
  const today = options.today ?? dayOf(now)
  const numbers = { ...firstNumbers }
  const next = (counter: Counter) => numbers[counter]++
  const nextOrder = () => next('order')
  const holders = new CardHolders()
  const borrowers = new Borrowers(plan.cards, plan.handedOut)
  const person = (index: number) => personAt(index, seed, firstNumbers.person)

  function tell({ cardType, state, began }: PlannedCard, story: Story): void {
    if (cardType === 'card') {
      const index = holders.take(began, story.random)
      const holder = person(index)
      tellCard(story, state as CardState, { staff, holder, layouts: cardTypes.card.layouts, nextOrder })
      if (isFinal(cardType, state)) holders.free(index, story.time)
      return
    }
    tellTemporaryCard(story, state as TemporaryCardState, {
      staff,
      layouts: cardTypes['temporary-card'].layouts,
      nextOrder,
      neededBorrower: () => person(borrowers.needed()),
      spareBorrower: () => {
        const index = borrowers.spare()
        return index === null ? null : person(index)
      },
    })
  }

  let index = 0
  for (const planned of plan.oldestFirst()) {
    const random = new Random(seed, cardStream, index)
    const story = new Story(planned.cardType, next(planned.cardType), planned.began, now, today, random)
    tell(planned, story)
    index += 1
    yield { by, events: story.events }
  }
}
