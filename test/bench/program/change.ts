import type { Decision, DeskView } from '../../../electron/engine/view'
import { systemClock, timestamp } from '../../../electron/ports'
import { CardStory } from '../../../electron/processes/events'
import type { Store } from '../../../electron/store'

/** Who makes the changes. */
const who = { user: 'U-000001', name: 'Ada Brandt', role: 'operator' } as const

/**
 * The change that is measured: a card that is in use is suspended, or one that is suspended is put in use again,
 * as the processes Deactivate card and Reactivate card write it.
 */
export function change(id: string): (view: DeskView) => Decision {
  return (view) => {
    const card = view.card(id)
    if (!card) throw new Error(`${id} is not there`)
    const inUse = card.state === 'active'
    const story = CardStory.of(card, inUse ? 'CardsProcDeactivate' : 'CardsProcReactivate')
    const { events } = inUse ? story.move('inactive', { input: { reason: 'left' } }) : story.move('active')
    return { ok: true, by: { at: timestamp(systemClock), ...who }, events }
  }
}

/** The cards it can be made to, in an order that leaps about the whole desk, always the same. */
export function changeable(store: Store): readonly string[] {
  const ids: string[] = []
  for (const { id, state, cardType } of store.cards()) {
    if (cardType === 'card' && (state === 'active' || state === 'inactive')) ids.push(id)
  }
  return ids.map((_, index) => ids[(index * leap(ids.length)) % ids.length] ?? '')
}

/** A step that comes to every place before it comes to one again: it has no divisor in common with the length. */
function leap(length: number): number {
  let step = Math.max(1, Math.floor(length * 0.618))
  while (common(step, length) !== 1) step += 1
  return step
}

function common(one: number, other: number): number {
  return other === 0 ? one : common(other, one % other)
}

/** Who writes it, as a row of a table would say. */
export const changedBy = who.name
