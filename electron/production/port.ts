import type { PartnerStatus } from '../../shared/contract/responses'
import type { CardType } from '../../shared/lifecycle'
import type { BureauState, ChipReadOut } from '../../shared/model'

/** One order as the bureau gets it: everything it needs to make the card, and nothing else about people. */
export interface BureauOrder {
  /** The desk's mark and the order's number, `3f2a91c0-O-000123`: of all desks and all times, one order. */
  readonly id: string
  /** The desk's number of the card. */
  readonly card: string
  readonly cardType: CardType
  readonly layout: string
  /** Printed on a personal card; empty for a temporary card. */
  readonly commonName: string
  readonly upn: string
  readonly title: string
  readonly organisationalUnit: string
  /** Whom it is for; `null` for a temporary card. */
  readonly holder: {
    readonly employeeNumber: string
    readonly givenName: string
    readonly familyName: string
    readonly email: string
  } | null
  readonly deliveryAddress: string
  /** First and last day, ISO 8601 dates; `null` where none is known yet. */
  readonly validFrom: string | null
  readonly validThrough: string | null
  /** ISO 8601 UTC with milliseconds. */
  readonly requestedAt: string
}

/** Orders that leave together. Sent again after a crash it has the same id and orders. */
export interface OrderBatch {
  /** `B-000012`; for an order that leaves by itself the number of the order. */
  readonly id: string
  /** Which desk it comes from: the identity of its data, as the journal has it. */
  readonly desk: string
  readonly orders: readonly BureauOrder[]
}

/** What became of sending one order. */
export type SubmitOutcome =
  /** The bureau has it, now or since an earlier time. */
  | { readonly kind: 'taken'; readonly note: string }
  /**
   * The bureau will not make it. `known`: because it has something under this id already, with other content;
   * what that is, it does not say.
   */
  | { readonly kind: 'refused'; readonly reason: string; readonly known?: true }
  /** It certainly did not leave. */
  | { readonly kind: 'not-sent'; readonly reason: string }
  /** It may have arrived. */
  | { readonly kind: 'unanswered'; readonly reason: string }

/** What the bureau says about one order, in its own words. What it does not say is `null` or empty. */
export interface BureauWord {
  /** As in `BureauOrder.id`; anything at all when the bureau is mistaken. */
  readonly order: string
  /** Its status word; what it means is a table in Settings. */
  readonly word: string
  readonly note: string
  /** Number printed on the card. */
  readonly cardNumber: string | null
  /** ISO 8601 dates. */
  readonly productionDate: string | null
  readonly validThrough: string | null
  readonly personName: string | null
  readonly chip: ChipReadOut | null
}

/** An order the bureau has and whose end is not known. */
export interface OpenOrder {
  readonly id: string
  readonly card: string
  readonly state: 'ordered' | 'in-production'
}

/** What comes in from the bureau, piece by piece. */
export type News =
  | {
      readonly kind: 'words'
      /** Name of the file they came in; `null` when they were answers to questions. */
      readonly source: string | null
      readonly words: readonly BureauWord[]
      /**
       * Puts the source away; called once, after everything in it is durable. Not called in a dry run.
       * @throws {BureauUnavailable} when it cannot be put away: it comes again, and changes nothing.
       */
      finish(): Promise<void>
    }
  /** The bureau does not know these orders. */
  | { readonly kind: 'unknown'; readonly orders: readonly string[]; readonly reason: string }
  /** It did not answer about these. */
  | { readonly kind: 'unanswered'; readonly orders: readonly string[]; readonly reason: string }
  /** A file that cannot be taken in, put aside with its reason (in a dry run: that would be). */
  | { readonly kind: 'rejected'; readonly source: string; readonly reason: string }
  /** A file with the content of one that was taken in before, put away. */
  | { readonly kind: 'again'; readonly source: string }

/** What the bureau answers about one order. */
export type Asked =
  | { readonly kind: 'word'; readonly word: BureauWord }
  /** It does not know the order. */
  | { readonly kind: 'unknown'; readonly reason: string }
  /** It has said nothing about it since it was last heard. */
  | { readonly kind: 'no-news'; readonly reason: string }

/** What the bureau says about an order, in the desk's states. */
export type BureauAnswer =
  | {
      readonly known: true
      readonly status: BureauState
      /** The bureau's own words; empty when it said nothing more. */
      readonly note: string
      readonly cardNumber: string | null
      readonly productionDate: string | null
      readonly chip: ChipReadOut | null
    }
  | {
      readonly known: false
      /** It does not know the order, has said nothing new about it, or used a word without a meaning here. */
      readonly cause: 'unknown' | 'no-news' | 'unknown-word'
      readonly reason: string
    }

/** The bureau cannot be reached, or what it left not be put away. The message is a finished sentence for people. */
export class BureauUnavailable extends Error {
  override name = 'BureauUnavailable'
}

/**
 * The external production service, as the desk needs it. Whatever it is sent or asked twice under one order
 * id, it makes one card. Nothing here changes the desk.
 */
export interface Bureau {
  readonly status: PartnerStatus
  /**
   * Sends a batch; answers one outcome for each order, in their order. Aborting stops it between two orders
   * and leaves the rest `not-sent`. A rejection means that nobody knows what arrived.
   */
  submit(batch: OrderBatch, signal: AbortSignal): Promise<readonly SubmitOutcome[]>
  /** How far one order is. @throws {BureauUnavailable} */
  ask(order: OpenOrder): Promise<Asked>
  /**
   * Everything new about the open orders, and whatever else the bureau left for the desk. Ends early when
   * aborted. A dry run puts nothing away. @throws {BureauUnavailable}
   */
  news(open: readonly OpenOrder[], how: { readonly dry: boolean; readonly signal: AbortSignal }): AsyncIterable<News>
  /** Tries whether it can be reached; answers in one sentence what it found. @throws {BureauUnavailable} */
  check(signal: AbortSignal): Promise<string>
}
