import fc from 'fast-check'
import { colleagues, sampleData, type SampleDataOptions } from '../../electron/services/sample-data'
import type { CardEdited, CardMoved, Commit } from '../../electron/engine/events'
import { evolveCard } from '../../electron/engine/evolve'
import type { AnyState } from '../../shared/lifecycle'
import type { Card, Person, Stamp } from '../../shared/model'

export const colleagueIds: Readonly<Record<string, string>> = Object.fromEntries(
  colleagues.map(({ userName }, index) => [userName, `U-00000${index + 2}`]),
)

/** Options for sample data; what is not given is the same for every test. */
export function sampleOptions(given: Partial<SampleDataOptions> = {}): SampleDataOptions {
  const now = given.now ?? '2026-03-12T10:20:30.400Z'
  const by: Stamp = { at: now, user: 'U-000001', name: 'Ada Founder', role: 'administrator' }
  const firstNumbers = { card: 1, 'temporary-card': 1, order: 1, person: 1, account: 7, batch: 1, 'sync-run': 1 }
  return { seed: 1, cards: 300, now, by, firstNumbers, ...given }
}

export function commitsOf(options: SampleDataOptions): readonly Commit[] {
  return [...sampleData(options).commits(colleagueIds)]
}

/** One step of a card's history with the card before and after it. */
export interface Step {
  readonly event: CardMoved | CardEdited
  readonly as: Stamp
  readonly before: Card | undefined
  readonly after: Card
  readonly from: AnyState | null
}

/** The desk that sample data makes: everything replayed as the store does it. */
export function replay(commits: readonly Commit[]) {
  const persons = new Map<string, Person>()
  const cards = new Map<string, Card>()
  const steps: Step[] = []
  for (const [index, { events, by }] of commits.entries()) {
    for (const event of events) {
      if (event.type === 'person-saved') persons.set(event.person.id, event.person)
      if (event.type !== 'card-moved' && event.type !== 'card-edited') continue
      const before = cards.get(event.card)
      const after = evolveCard(before, event, by, index + 1)
      cards.set(event.card, after)
      const from = event.type === 'card-moved' ? event.from : event.state
      steps.push({ event, as: event.as ?? by, before, after, from })
    }
  }
  return { persons, cards, steps }
}

/** Any seed, any moment of the week, any small desk with room for every state. */
export const anyOptions = fc
  .record({
    seed: fc.integer({ min: 0, max: 2 ** 31 }),
    cards: fc.integer({ min: 30, max: 250 }),
    now: fc.date({ min: new Date('2024-01-01'), max: new Date('2034-01-01'), noInvalidDate: true }),
  })
  .map(({ now, ...rest }) => sampleOptions({ ...rest, now: now.toISOString() }))
/** How many desks a property is tried on. */
export const often = { numRuns: 40 }
