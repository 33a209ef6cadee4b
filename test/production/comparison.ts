import type { LedgerEntry } from '../bureau/ledger.ts'
import type { CardAtEnd, Filled } from './desk/messages.ts'

/** What differs between what the bureau did and what the desk knows; each a list of sentences. */
export interface Comparison {
  /** Orders of which more than one card was made, or that the bureau took for two. */
  readonly sentTwice: readonly string[]
  /** Orders the bureau never got, cards the desk no longer has, orders that never came to an end. */
  readonly lost: readonly string[]
  /** Cards that are not what the bureau's last word says. */
  readonly wrongState: readonly string[]
  /** How often an order came to the bureau once more under its id, which it recognised. */
  readonly again: number
}

/** The state a card is in once the bureau's last word is taken in. */
const meant = { RECEIVED: 'ordered', IN_PRODUCTION: 'in-production', PRODUCED: 'produced', FAILED: 'failed' } as const
const ends: readonly string[] = ['produced', 'failed']

/** Compares the bureau's ledger with the desk, order by order. Pure. */
export function compare(
  { desk, cards }: Pick<Filled, 'desk' | 'cards'>,
  ledger: ReadonlyMap<string, LedgerEntry>,
  atEnd: readonly CardAtEnd[],
): Comparison {
  const sentTwice: string[] = []
  const lost: string[] = []
  const wrongState: string[] = []
  const entries = [...ledger.values()]
  const ofCard = Map.groupBy(entries, ({ card }) => card)
  const states = new Map(atEnd.map((each) => [each.card, each]))
  const expected = new Set<string>()
  for (const { card, order } of cards) {
    const id = `${desk.slice(0, 8)}-${order}`
    expected.add(id)
    const entry = ledger.get(id)
    const known = states.get(card)
    if (!entry) lost.push(`${id} of ${card} never came to the bureau; the desk says ${known?.state}`)
    else if (!known || known.order !== order) lost.push(`the desk no longer has ${order} of ${card}`)
    else if (!ends.includes(known.state)) lost.push(`${card} is still ${known.state}; the bureau says ${entry.reached}`)
    else if (entry.card !== card) wrongState.push(`${id} is of ${card}, the bureau has it for ${entry.card}`)
    else if (entry.reached === null || meant[entry.reached] !== known.state) {
      wrongState.push(`${card} is ${known.state}; the bureau says ${entry.reached}`)
    }
    const [first] = ofCard.get(card) ?? []
    if (first && (ofCard.get(card)?.length ?? 0) > 1) sentTwice.push(`${card} was ordered under several ids`)
    if (entry && entry.otherContent > 0) sentTwice.push(`${id} came with different content`)
    if (entry && entry.cards > 1) sentTwice.push(`${entry.cards} cards were made of ${id}`)
  }
  for (const { order } of entries) if (!expected.has(order)) sentTwice.push(`${order} was never ordered at the desk`)
  return { sentTwice, lost, wrongState, again: entries.reduce((sum, { deliveries }) => sum + deliveries - 1, 0) }
}
