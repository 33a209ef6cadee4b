import type { BureauStatus } from '../../shared/contract/responses'
import type { Card, Order } from '../../shared/model'

/** What the bureau says to one order. */
export type SubmitOutcome =
  | { readonly taken: true; readonly note: string }
  | { readonly taken: false; readonly reason: string }

/** The external production service, as the desk needs it. An order carries an id the bureau recognises. */
export interface Bureau {
  readonly status: BureauStatus
  /** Sends one order. Sending the same order id again must not make a second card. */
  submit(card: Card, order: Order): Promise<SubmitOutcome>
}
