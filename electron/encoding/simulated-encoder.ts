import { setTimeout as delay } from 'node:timers/promises'
import { t } from '../../shared/texts'
import type { Encoder, EncodeOutcome } from './port'

/** What a real encoder would do to the chip, one after another. */
const parts = ['reader', 'profile', 'keys', 'pin', 'puk'] as const

/**
 * Plays a chip encoder: takes its time, tells how far it is, and can be made to fail, so that every end can
 * be tried. No chip is written; its name and every screen that uses it say so. PIN and PUK are not looked at.
 */
export function simulatedEncoder(partMilliseconds = 250): Encoder {
  return {
    status: { name: t('wizards.encoder.name'), simulated: true },
    profiles: ['Standard', 'Signature'],
    trials: (['works', 'no-chip', 'unplugged', 'pin-refused'] as const).map((value) => ({
      value,
      label: t(`wizards.encoder.trials.${value}`),
    })),
    async encode({ card, trial }, tell, signal): Promise<EncodeOutcome> {
      for (const [done, part] of parts.entries()) {
        tell({ done, total: parts.length, text: t(`wizards.encoder.parts.${part}`), stoppable: part !== 'puk' })
        await delay(partMilliseconds)
        if (signal.aborted && part !== 'puk') return failed('stopped')
        if (trial === 'no-chip' && part === 'reader') return failed('no-chip')
        if (trial === 'unplugged' && part === 'keys') return failed('chip')
        if (trial === 'pin-refused' && part === 'pin') return failed('pin')
      }
      return { encoded: true, chip: { uid: uidOf(card.id), cardNumber: null } }
    },
  }
}

function failed(cause: 'no-chip' | 'chip' | 'pin' | 'stopped'): EncodeOutcome {
  return { encoded: false, cause, reason: t(`wizards.encoder.failures.${cause}`) }
}

/** One chip for every card, as the first encoding finds it. */
function uidOf(card: string): string {
  return `5A${Buffer.from(card).toString('hex')}`.toUpperCase()
}
