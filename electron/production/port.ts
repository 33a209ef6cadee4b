import type { PartnerStatus } from '../../shared/contract/responses'
import type { Card, Order } from '../../shared/model'

/** What the bureau says to one order. */
export type SubmitOutcome =
  | { readonly taken: true; readonly note: string }
  | { readonly taken: false; readonly reason: string }

/** What the bureau says about an order it was sent earlier. */
export type BureauAnswer =
  | {
      readonly known: true
      readonly status: 'ordered' | 'in-production' | 'produced' | 'failed'
      /** The bureau's own words; empty when it said nothing more. */
      readonly note: string
      /** Number printed on the card; `null` until the bureau knows it. */
      readonly cardNumber: string | null
    }
  | { readonly known: false; readonly reason: string }

/** The external production service, as the desk needs it. An order carries an id the bureau recognises. */
export interface Bureau {
  readonly status: PartnerStatus
  /** Sends one order. Sending the same order id again must not make a second card. */
  submit(card: Card, order: Order): Promise<SubmitOutcome>
  /** How far an order is. Rejects when the bureau cannot be reached. */
  ask(card: Card, order: Order): Promise<BureauAnswer>
}
