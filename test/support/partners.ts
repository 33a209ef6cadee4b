import type { CertificateAuthority } from '../../electron/certificates/port'
import type { EncodeOutcome, Encoder } from '../../electron/encoding/port'
import type { Asked, Bureau, News, OpenOrder, OrderBatch, SubmitOutcome } from '../../electron/production/port'
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

  async submit({ orders }: OrderBatch): Promise<readonly SubmitOutcome[]> {
    return orders.map(({ id }) => this.take(numberIn(id)))
  }

  private take(order: string): SubmitOutcome {
    if (this.silent || this.lost.has(order)) throw new Error('no line')
    this.received.set(order, (this.received.get(order) ?? 0) + 1)
    return this.takes ? { kind: 'taken', note: '' } : { kind: 'refused', reason: 'this layout is not made any more' }
  }

  private word({ id, card }: OpenOrder) {
    const cardNumber = this.says === 'produced' ? `N-${card}` : null
    const nothing = { note: '', productionDate: null, validThrough: null, personName: null, chip: null }
    return { order: id, word: words[this.says], cardNumber, ...nothing }
  }

  async ask(order: OpenOrder): Promise<Asked> {
    if (this.silent) throw new Error('no line')
    return { kind: 'word', word: this.word(order) }
  }

  async *news(open: readonly OpenOrder[]): AsyncIterable<News> {
    if (this.silent) throw new Error('no line')
    yield { kind: 'words', source: null, words: open.map((order) => this.word(order)), finish: async () => {} }
  }

  async check(): Promise<string> {
    return 'It answers.'
  }
}

/** The bureau's word for each of them, as a new desk reads it. */
const words: Record<BureauStatus, string> = {
  ordered: 'Received',
  'in-production': 'In production',
  produced: 'Produced',
  failed: 'Failed',
}

/** The desk's number of an order, without the mark of the desk before it. */
function numberIn(id: string): string {
  return id.slice(id.indexOf('O-'))
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
