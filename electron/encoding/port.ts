import type { PartnerStatus } from '../../shared/contract/responses'
import type { Card } from '../../shared/model'

/** What is written to a chip. Lives in memory alone, from the wizard's page to the end of the encoding. */
export interface Encoding {
  readonly card: Card
  /** One of the encoder's profiles. */
  readonly profile: string
  /** Digits; never logged, stored or put into an error. */
  readonly pin: string
  readonly puk: string
  /** One of the encoder's trials, for an encoder that has some; else `null`. */
  readonly trial: string | null
}

/** What an encoded chip says of itself. */
export interface EncodedChip {
  /** Unique identifier, hexadecimal capitals. */
  readonly uid: string
  /** The card's number as the chip has it; `null` when the chip has none. */
  readonly cardNumber: string | null
}

/** How an encoding ended. `reason` is a finished sentence without any secret. */
export type EncodeOutcome =
  | { readonly encoded: true; readonly chip: EncodedChip }
  /** `pin`: the chip refused the PIN, so another one is asked for. */
  | { readonly encoded: false; readonly cause: 'no-chip' | 'chip' | 'pin' | 'stopped'; readonly reason: string }

/** How far an encoding is. */
export interface EncodeProgress {
  readonly done: number
  readonly total: number
  /** What is being written now, in one sentence. */
  readonly text: string
  /** False while breaking off would leave a chip nobody can use. */
  readonly stoppable: boolean
}

/** What writes chips. */
export interface Encoder {
  readonly status: PartnerStatus
  /** Profiles it can write, in the order in which they are offered. Never empty. */
  readonly profiles: readonly string[]
  /** Ways a simulated encoder can be made to end, so that every one can be tried; none for a real one. */
  readonly trials: readonly { readonly value: string; readonly label: string }[]
  /**
   * Writes profile, PIN and PUK to the chip in the reader. Tells how far it is; ends early when `signal`
   * says so and it can. Rejects only when something unforeseen breaks: the chip is then to be tried again.
   */
  encode(encoding: Encoding, tell: (progress: EncodeProgress) => void, signal: AbortSignal): Promise<EncodeOutcome>
}
