import type { AnyState, CardType, StatesOf, SymbolicName } from '../lifecycle'
import type { Certificate } from './certificate'
import type { Stamp } from './history'

/** What an approver made of an order. */
export interface OrderDecision extends Stamp {
  readonly approved: boolean
  /** The approver's comment, or the reason of a rejection. */
  readonly comment: string
}

/** What was ordered, for whom it was asked and how far the order has come. */
export interface Order {
  /** Also the id the bureau recognises, so that nothing is ever made twice. */
  readonly id: string
  readonly requested: Stamp
  readonly layout: string
  readonly deliveryAddress: string
  /** Printed on a personal card; empty for a temporary card. */
  readonly commonName: string
  readonly upn: string
  /** `null` while nobody has decided, and for orders that need no decision. */
  readonly decision: OrderDecision | null
  /** 1 for the first try; counts up when a failed order is repeated. */
  readonly attempt: number
  /** True from the moment it is on its way to the bureau until the bureau's answer is recorded. */
  readonly sending: boolean
  /** Why ordering or production failed; `null` when it did not. */
  readonly failure: string | null
  /** When ordering or production failed, ISO 8601 in UTC; `null` while it has not, and for orders of format 1. */
  readonly failedAt: string | null
  /** What the bureau said last about the order; `null` before it said anything. */
  readonly bureauNote: string | null
  /** The batch it was sent in, `B-000012`; `null` before, and for an order that was sent by itself. */
  readonly batch: string | null
  /** When the bureau had it, ISO 8601 in UTC; `null` before, and for orders of earlier formats. */
  readonly sentAt: string | null
  /** The day the bureau made the card, ISO 8601 date; `null` until it says so. */
  readonly productionDate: string | null
  /** What the bureau read out of the chip; `null` until it says so. */
  readonly chip: ChipReadOut | null
}

/** A chip as the bureau read it when it made the card. */
export interface ChipReadOut {
  /** Such as `MIFARE DESFire EV3`, in the bureau's words. */
  readonly type: string
  /** Its unique identifier, hexadecimal in upper case. */
  readonly uid: string
}

interface CardOf<Type extends CardType> {
  /** The desk's own number, printed in lists: `C-000123`, `TC-000481`. Never used twice. */
  readonly id: string
  readonly cardType: Type
  readonly state: StatesOf[Type]
  /** Counts the changes of this card; a wizard's last Next is refused when it has moved on. */
  readonly version: number
  /** Id of the person, or `null` while nobody has it. */
  readonly holder: string | null
  readonly layout: string
  readonly title: string
  readonly organisationalUnit: string
  /** First day of validity, ISO 8601 date; `null` until known. */
  readonly validFrom: string | null
  /** Last day of validity (of the assignment, for a temporary card), ISO 8601 date; `null` until known. */
  readonly validThrough: string | null
  readonly order: Order | null
  /** Number printed by the bureau; `null` until it is known. */
  readonly cardNumber: string | null
  /** The chip's unique identifier, hexadecimal; `null` until the chip was read. */
  readonly chipUid: string | null
  /** The profile the chip was encoded with; `null` until it was encoded. */
  readonly chipProfile: string | null
  /** The certificates of its latest issue, each with its status. */
  readonly certificates: readonly Certificate[]
  readonly created: Stamp
  readonly changed: Stamp & { readonly process: SymbolicName; readonly from: AnyState | null }
  /** Sequence number of the journal record that last touched this card: where its history begins. */
  readonly lastSequence: number
}

/** A card of either type: the type decides which states it can be in. */
export type Card = { [Type in CardType]: CardOf<Type> }[CardType]

/** The data of a card that processes set; state, version and stamps follow from the event itself. */
export type CardData = Omit<
  CardOf<CardType>,
  'id' | 'cardType' | 'state' | 'version' | 'created' | 'changed' | 'lastSequence'
>
