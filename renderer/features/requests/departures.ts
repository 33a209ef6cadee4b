import type { CardProfile, RequestRow } from '../../../shared/contract'
import { listed, t } from '../../../shared/texts'

/** How a request left the list of those that wait. */
export interface Departure {
  readonly card: string
  readonly order: string
  readonly holder: string
  readonly how: 'approved' | 'rejected' | 'aborted' | 'gone'
  /** Who decided. */
  readonly name: string
  /** ISO 8601 UTC. */
  readonly at: string
}

/** What became of a request that waits no longer; `null` when it waits still. */
export function departureOf({ order, card }: RequestRow, { card: now }: CardProfile): Departure | null {
  if (now.state === 'requested') return null
  const decision = now.order?.id === order.id ? now.order.decision : null
  const { name, at } = decision ?? now.changed
  const told = { card: card.id, order: order.id, holder: card.holderName || t('requests.nobody'), name, at }
  if (decision) return { ...told, how: decision.approved ? 'approved' : 'rejected' }
  return { ...told, how: now.state === 'request-aborted' ? 'aborted' : 'gone' }
}

/** What somebody else did meanwhile, in one sentence. */
export function departuresText(departures: readonly Departure[]): string {
  const [first] = departures
  if (!first) return ''
  if (departures.length === 1) return departureText(first)
  const names = listed([...new Set(departures.map(({ name }) => name))], 'and')
  return t('requests.told.several', { count: departures.length, names })
}

/** What became of one request, in one sentence. */
export function departureText({ how, order, holder, name }: Departure): string {
  return t(`requests.told.${how}`, { order, holder, name })
}
