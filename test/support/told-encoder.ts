import type { EncodeOutcome, EncodeProgress, Encoder, Encoding } from '../../electron/encoding/port'

/** What a test makes of one encoding. */
type Script = (
  encoding: Encoding,
  tell: (progress: EncodeProgress) => void,
  signal: AbortSignal,
) => EncodeOutcome | Promise<EncodeOutcome>

/** An encoder that does, each time it is asked, what the test told it to do; else it writes the chip. */
export class ToldEncoder implements Encoder {
  readonly status = { name: 'Test encoder', simulated: false }
  readonly profiles = ['Standard', 'Signature']
  readonly trials = []
  /** Profile, PIN and PUK of every chip it was asked to write, oldest first. */
  readonly asked: Pick<Encoding, 'profile' | 'pin' | 'puk'>[] = []
  private readonly scripts: Script[] = []

  /** The next encoding that nobody has told yet how it goes. */
  next(script: Script): void {
    this.scripts.push(script)
  }

  /** The next encoding waits in the middle; answers when it does, and how to let it go on. */
  holdNext(end: EncodeOutcome = written('04A1B2C3D4E5F6'), stoppable = true) {
    const begun = Promise.withResolvers<AbortSignal>()
    const released = Promise.withResolvers<void>()
    this.next(async (_encoding, tell, signal) => {
      tell({ done: 1, total: 2, text: 'Half-way.', stoppable })
      begun.resolve(signal)
      await released.promise
      return stoppable && signal.aborted ? { encoded: false, cause: 'stopped', reason: 'It was stopped.' } : end
    })
    return { begun: begun.promise, release: released.resolve }
  }

  async encode(encoding: Encoding, tell: (progress: EncodeProgress) => void, signal: AbortSignal) {
    const { card, profile, pin, puk } = encoding
    this.asked.push({ profile, pin, puk })
    const script = this.scripts.shift()
    return script ? script(encoding, tell, signal) : written(card.chipUid ?? '04A1B2C3D4E5F6')
  }
}

/** A chip that was written. */
export function written(uid: string, cardNumber: string | null = null): EncodeOutcome {
  return { encoded: true, chip: { uid, cardNumber } }
}
