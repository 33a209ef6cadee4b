import type { CertificateAuthority } from '../../electron/certificates/port'
import type { EncodeOutcome, Encoder } from '../../electron/encoding/port'
import { certificatePurposes } from '../../shared/model'

/**
 * Partners of the desk that answer at once and as a test tells them: what the world does is part of the
 * situation, like an option.
 */

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
