import type { Card, Order, Person } from '../../shared/model'
import { t } from '../../shared/texts'
import type { BureauOrder, OrderBatch, SubmitOutcome } from './port'

/** How much of the desk's identity goes before each order number: enough to tell all desks of a bureau apart. */
const markLength = 8

/** What all order ids of a desk begin with, `3f2a91c0`. */
export function deskMark(desk: string): string {
  return desk.slice(0, markLength)
}

/** The id under which the bureau knows an order, `3f2a91c0-O-000123`. */
export function bureauOrderId(desk: string, order: Pick<Order, 'id'>): string {
  return `${deskMark(desk)}-${order.id}`
}

/** The desk's order number in a bureau's id; `null` when it is not one of this desk. */
export function deskOrderNumber(desk: string, id: string): string | null {
  const mark = `${deskMark(desk)}-`
  return id.startsWith(mark) ? id.slice(mark.length) : null
}

/** An order as the bureau gets it. */
export function bureauOrder(desk: string, card: Card & { readonly order: Order }, holder: Person | null): BureauOrder {
  const { order } = card
  return {
    id: bureauOrderId(desk, order),
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

/** Orders that leave together, under one id. */
export function orderBatch(desk: string, id: string, orders: readonly BureauOrder[]): OrderBatch {
  return { id, desk, orders }
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
