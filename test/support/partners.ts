import type { CertificateAuthority } from '../../electron/certificates/port'
import type { EncodeOutcome, Encoder } from '../../electron/encoding/port'
import type { Bureau, BureauAnswer, SubmitOutcome } from '../../electron/production/port'
import { certificatePurposes } from '../../shared/model'

/**
 * Partners of the desk that answer at once and as a test tells them: what the world does is part of the
 * situation, like an option.
 */

/** How far the bureau says an order is. */
export type BureauStatus = 'ordered' | 'in-production' | 'produced' | 'failed'

/** A bureau that takes or refuses every order, and says of each how far it is. */
export class TestBureau implements Bureau {
  readonly status = { name: 'Test bureau', simulated: false }
  takes = true
  says: BureauStatus = 'in-production'
  /** True: it cannot be reached. */
  silent = false
  /** How often each order was taken or refused, by its id. */
  readonly received = new Map<string, number>()
  /** Orders that are lost on the way however often they are sent. */
  readonly lost = new Set<string>()

  async submit(_card: unknown, { id }: { readonly id: string }): Promise<SubmitOutcome> {
    if (this.silent || this.lost.has(id)) throw new Error('no line')
    this.received.set(id, (this.received.get(id) ?? 0) + 1)
    return this.takes ? { taken: true, note: '' } : { taken: false, reason: 'this layout is not made any more' }
  }

  async ask(card: { readonly id: string }): Promise<BureauAnswer> {
    if (this.silent) throw new Error('no line')
    const cardNumber = this.says === 'produced' ? `N-${card.id}` : null
    return { known: true, status: this.says, note: '', cardNumber }
  }
}

/** An encoder that writes every chip, or fails in the way it is told to. Remembers no PIN. */
export class TestEncoder implements Encoder {
  readonly status = { name: 'Test encoder', simulated: false }
  readonly profiles = ['Standard']
  readonly trials = []
  fails: 'no-chip' | 'chip' | 'pin' | null = null

  async encode({ card }: { readonly card: { readonly id: string } }): Promise<EncodeOutcome> {
    if (this.fails) return { encoded: false, cause: this.fails, reason: 'The chip was not written.' }
    return { encoded: true, chip: { uid: Buffer.from(card.id).toString('hex').toUpperCase(), cardNumber: null } }
  }
}

/** An authority that issues, or cannot. Counts what it issued and what was given back. */
export class TestAuthority implements CertificateAuthority {
  readonly status = { name: 'Test authority', simulated: false }
  fails = false
  issued = 0
  takenBack = 0

  issue: CertificateAuthority['issue'] = async ({ validFrom, validThrough }) => {
    if (this.fails) throw new Error('no certificates today')
    return certificatePurposes.map((purpose) => {
      this.issued += 1
      const serial = this.issued.toString(16).toUpperCase().padStart(32, '0')
      return { serial, purpose, validFrom, validThrough, status: 'valid', heldBy: null }
    })
  }

  takeBack: CertificateAuthority['takeBack'] = async (certificates) => {
    this.takenBack += certificates.length
  }
}
