import type { Counts } from '../../../shared/contract'
import { type AnyState, type CardType, type StateTone, states } from '../../../shared/lifecycle'
import { stateLabel } from '../../../shared/texts'

/** One entry of the Status drop-down: a label with every state that carries it. */
export interface StatusLabel {
  readonly label: string
  readonly states: readonly AnyState[]
  readonly tone: StateTone
  readonly count: number
}

/** The states of a card type as an operator tells them apart: each label once, in the order of a life. */
export function statusLabels(cardType: CardType, counts: Counts): readonly StatusLabel[] {
  const labels = new Map<string, StatusLabel>()
  for (const { id, tone } of states[cardType]) {
    const label = stateLabel(cardType, id)
    const same = labels.get(label)
    const count = counts[cardType][id] ?? 0
    labels.set(label, {
      label,
      states: [...(same?.states ?? []), id],
      tone: same?.tone ?? tone,
      count: (same?.count ?? 0) + count,
    })
  }
  return [...labels.values()]
}

/** The states a label stands for; `null` for "any state". */
export function statesLabelled(cardType: CardType, label: string | null): AnyState[] | null {
  if (label === null) return null
  return states[cardType].filter(({ id }) => stateLabel(cardType, id) === label).map(({ id }) => id)
}

/** How many cards of a type there are, in whatever state. */
export function countOf(cardType: CardType, counts: Counts): number {
  return Object.values(counts[cardType]).reduce((sum, count) => sum + count, 0)
}
