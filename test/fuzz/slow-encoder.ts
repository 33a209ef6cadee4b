import { setTimeout as pause } from 'node:timers/promises'
import type { EncodeOutcome, EncodeProgress, Encoder, Encoding } from '../../electron/encoding/port'
import { TestEncoder } from '../support/partners'

/** The test encoder, which at times takes its time, tells how far it is and can be stopped half-way. */
export class SlowEncoder implements Encoder {
  readonly inner = new TestEncoder()
  readonly status = this.inner.status
  readonly profiles = this.inner.profiles
  readonly trials = this.inner.trials
  /** How long half a chip takes, milliseconds. */
  milliseconds = 0

  async encode(
    encoding: Encoding,
    tell: (progress: EncodeProgress) => void,
    signal: AbortSignal,
  ): Promise<EncodeOutcome> {
    for (let done = 0; done < 2 && this.milliseconds > 0; done += 1) {
      tell({ done, total: 2, text: 'Writing the chip.', stoppable: true })
      await pause(this.milliseconds)
      if (signal.aborted) return { encoded: false, cause: 'stopped', reason: 'It was stopped.' }
    }
    return this.inner.encode(encoding)
  }
}
