import type { Card, Order, Person } from '../../shared/model'
import { t } from '../../shared/texts'
import { type DeskIdentity, formatId, numberOfId } from '../engine/view'
import type { BureauOrder, OrderBatch, SubmitOutcome } from './port'

/** How much of the desk's identity goes before each order number: enough to tell all desks of a bureau apart. */
const markLength = 8

/** What all order ids of a desk begin with, `3f2a91c0`. */
export function deskMark(desk: string): string {
  return desk.slice(0, markLength)
}

/** The identities of a desk, oldest first, see `DeskView.desks`. */
export type DeskIdentities = readonly DeskIdentity[]

/**
 * The identity under which an order was given its number: orders keep theirs when a backup is restored.
 * @throws {Error} when there is none: a desk without a record has no orders.
 */
export function deskOf(desks: DeskIdentities, order: Pick<Order, 'id'>): string {
  const number = numberOfId('order', order.id)
  const identity = desks.findLast(({ ordersAfter }) => number > ordersAfter)
  if (!identity) throw new Error(`no desk gave out ${order.id}`)
  return identity.desk
}

/** The id under which the bureau knows an order, `3f2a91c0-O-000123`. */
export function bureauOrderId(desks: DeskIdentities, order: Pick<Order, 'id'>): string {
  return `${deskMark(deskOf(desks, order))}-${order.id}`
}

/**
 * The desk's order number in a bureau's id; `null` when it is not one of this desk. A number under an identity that
 * did not give it out is that of an order which a restored backup knows nothing of: it is none of this desk's.
 */
export function deskOrderNumber(desks: DeskIdentities, id: string): string | null {
  for (const { desk } of desks) {
    const mark = `${deskMark(desk)}-`
    if (!id.startsWith(mark)) continue
    const number = id.slice(mark.length)
    // What is no number at all is told apart by whoever looks for the order.
    if (numberOfId('order', number) === 0 || deskOf(desks, { id: number }) === desk) return number
  }
  return null
}

/** An order as the bureau gets it. */
export function bureauOrder(
  desks: DeskIdentities,
  card: Card & { readonly order: Order },
  holder: Person | null,
): BureauOrder {
  const { order } = card
  return {
    id: bureauOrderId(desks, order),
    card: card.id,
    cardType: card.cardType,
    layout: order.layout,
    commonName: order.commonName,
    upn: order.upn,
    title: card.title,
    organisationalUnit: card.organisationalUnit,
    holder: holder && {
      employeeNumber: holder.employeeNumber,
      givenName: holder.givenName,
      familyName: holder.familyName,
      email: holder.email,
    },
    deliveryAddress: order.deliveryAddress,
    validFrom: card.validFrom,
    validThrough: card.validThrough,
    requestedAt: order.requested.at,
  }
}

/**
 * Orders that leave together, under one id and the identity of the newest of them: sent again after a backup was
 * restored, a batch is the one it was.
 */
export function orderBatch(
  desks: DeskIdentities,
  id: string,
  cards: readonly { readonly order: Pick<Order, 'id'> }[],
  orders: readonly BureauOrder[],
): OrderBatch {
  const newest = cards.reduce((one, { order }) => Math.max(one, numberOfId('order', order.id)), 0)
  return { id, desk: deskOf(desks, { id: formatId('order', newest) }), orders }
}

/**
 * What an attempt says about an order that was sent before. That it did not leave this time says nothing about the
 * time before, which may have arrived; and what the bureau has under its id, which is nobody else's, is this order.
 */
export function asSentBefore(outcome: SubmitOutcome): SubmitOutcome {
  if (outcome.kind === 'not-sent') return { kind: 'unanswered', reason: outcome.reason }
  if (outcome.kind === 'refused' && outcome.known) return { kind: 'taken', note: t('batch.notes.knownAlready') }
  return outcome
}
