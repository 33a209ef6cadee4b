import { createHash } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { t } from '../../shared/texts'
import type { Card } from '../../shared/model'
import type { Encoder, EncodeOutcome } from './port'

/** What a real encoder would do to the chip, one after another. */
const parts = ['reader', 'profile', 'keys', 'pin', 'puk'] as const
/** Once the PIN is set, a chip without its PUK could never be unblocked: that part is not broken off. */
const lastPart = 'puk'

/** Ways an encoding can end, each with the part at which it does; `works` gets through all of them. */
const trials = {
  works: null,
  'no-chip': { at: 'reader', cause: 'no-chip' },
  unplugged: { at: 'keys', cause: 'chip' },
  'pin-refused': { at: 'pin', cause: 'pin' },
} as const

/**
 * Plays a chip encoder: takes its time, tells how far it is, and can be made to fail, so that every end can
 * be tried. No chip is written; its name and every screen that uses it say so. PIN and PUK are not looked at.
 */
export function simulatedEncoder(partMilliseconds = 250): Encoder {
  return {
    status: { name: t('wizards.encoder.name'), simulated: true },
    profiles: ['Standard', 'Signature'],
    trials: (Object.keys(trials) as (keyof typeof trials)[]).map((value) => ({
      value,
      label: t(`wizards.encoder.trials.${value}`),
    })),
    async encode({ card, trial }, tell, signal): Promise<EncodeOutcome> {
      const end = Object.entries(trials).find(([name]) => name === trial)?.[1] ?? null
      for (const [done, part] of parts.entries()) {
        if (signal.aborted) return failed('stopped')
        const stoppable = part !== lastPart
        tell({ done, total: parts.length, text: t(`wizards.encoder.parts.${part}`), stoppable })
        // A stop wakes it at once, and is then seen before the next part.
        await delay(partMilliseconds, undefined, stoppable ? { signal } : {}).catch(() => {})
        if (end?.at === part && !signal.aborted) return failed(end.cause)
      }
      return { encoded: true, chip: { uid: uidOf(card), cardNumber: null } }
    },
  }
}

function failed(cause: 'no-chip' | 'chip' | 'pin' | 'stopped'): EncodeOutcome {
  return { encoded: false, cause, reason: t(`wizards.encoder.failures.${cause}`) }
}

/** Every card has one chip: seven bytes that are the same at each encoding, as a maker's serial would be. */
function uidOf({ id, chipUid }: Pick<Card, 'id' | 'chipUid'>): string {
  return chipUid ?? `04${createHash('sha256').update(id).digest('hex').slice(0, 12)}`.toUpperCase()
}
