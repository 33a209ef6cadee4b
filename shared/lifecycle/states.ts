/**
 * The states of both card types. Texts (label, meaning) are in the catalogue, `shared/texts`.
 *
 * `start`: a new card begins here. `final`: nothing leads out of it. `resting`: a card may stay
 * here for good but something can still be done. `passing`: the card waits for the next step.
 */
export type StateKind = 'start' | 'passing' | 'resting' | 'final'

/** The colour family of a state's badge; never the only sign, an icon and the label go with it. */
export type StateTone = 'neutral' | 'waiting' | 'underway' | 'ready' | 'good' | 'paused' | 'ended' | 'bad'

export interface StateDefinition<Id extends string = string> {
  readonly id: Id
  readonly kind: StateKind
  readonly tone: StateTone
}

const cardStates = [
  { id: 'registered', kind: 'start', tone: 'neutral' },
  { id: 'requested', kind: 'passing', tone: 'waiting' },
  { id: 'request-aborted', kind: 'final', tone: 'ended' },
  { id: 'rejected', kind: 'final', tone: 'bad' },
  { id: 'processing', kind: 'passing', tone: 'waiting' },
  { id: 'failed', kind: 'resting', tone: 'bad' },
  { id: 'order-aborted', kind: 'final', tone: 'ended' },
  { id: 'ordered', kind: 'passing', tone: 'underway' },
  { id: 'in-production', kind: 'passing', tone: 'underway' },
  { id: 'produced', kind: 'passing', tone: 'ready' },
  { id: 'active', kind: 'resting', tone: 'good' },
  { id: 'inactive', kind: 'resting', tone: 'paused' },
  { id: 'expired', kind: 'final', tone: 'ended' },
  { id: 'locked', kind: 'final', tone: 'bad' },
] as const satisfies readonly StateDefinition[]

const temporaryCardStates = [
  { id: 'requested', kind: 'start', tone: 'neutral' },
  { id: 'processing', kind: 'passing', tone: 'waiting' },
  { id: 'aborted', kind: 'final', tone: 'ended' },
  { id: 'failed', kind: 'final', tone: 'bad' },
  { id: 'ordered', kind: 'passing', tone: 'underway' },
  { id: 'in-production', kind: 'passing', tone: 'underway' },
  { id: 'produced', kind: 'passing', tone: 'ready' },
  { id: 'unassigned', kind: 'resting', tone: 'neutral' },
  { id: 'assigned', kind: 'resting', tone: 'good' },
  { id: 'expired', kind: 'resting', tone: 'paused' },
  { id: 'locked', kind: 'final', tone: 'bad' },
] as const satisfies readonly StateDefinition[]

export const cardTypes = ['card', 'temporary-card'] as const
export type CardType = (typeof cardTypes)[number]

/** Which states each card type has: a state of one type is not a state of the other. */
export interface StatesOf {
  card: (typeof cardStates)[number]['id']
  'temporary-card': (typeof temporaryCardStates)[number]['id']
}
export type CardState = StatesOf['card']
export type TemporaryCardState = StatesOf['temporary-card']
export type AnyState = CardState | TemporaryCardState

export const states: { readonly [Type in CardType]: readonly StateDefinition<StatesOf[Type]>[] } = {
  card: cardStates,
  'temporary-card': temporaryCardStates,
}

/** The definition of one state; `undefined` when the type has no such state. */
export function stateOf(cardType: CardType, state: string): StateDefinition<AnyState> | undefined {
  return (states[cardType] as readonly StateDefinition<AnyState>[]).find((each) => each.id === state)
}

/** True when nothing leads out of the state. */
export function isFinal(cardType: CardType, state: AnyState): boolean {
  return stateOf(cardType, state)?.kind === 'final'
}
