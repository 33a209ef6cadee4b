import type { BureauSettings } from '../../../shared/model'
import { t } from '../../../shared/texts'
import type { BureauNeeds } from '..'
import { deskMark } from '../orders'
import { type Bureau, BureauUnavailable, type OrderBatch, type SubmitOutcome } from '../port'
import { baseAddress } from './address'
import { type Patience, standardPatience } from './exchange'
import { Line } from './line'
import { askAbout, checkLine, newsOf } from './news'
import { submitOrders } from './submit'

type Needs = Pick<BureauNeeds, 'log' | 'secret' | 'desk'>

/**
 * The bureau's web service. Opens nothing by itself: each call looks at the settings and at the secret anew.
 * A test in a hurry brings its own patience.
 */
export function restBureau(rest: BureauSettings['rest'], needs: Needs, patience: Patience = standardPatience): Bureau {
  const line = () => Line.to(rest, needs)
  const base = baseAddress(rest.address)
  const name = typeof base === 'string' ? t('webService.nameless') : t('webService.name', { host: base.host })
  return {
    status: { name, simulated: false },
    submit: (batch, signal) => submit(line, batch, { patience, signal }),
    ask: async (order) => askAbout(line(), order.id, patience),
    async *news(open, { signal }) {
      yield* newsOf(line(), open, { patience, signal })
    },
    check: async (signal) => {
      const once = { ...patience, repeats: 0 }
      return checkLine(line(), `${deskMark(needs.desk())}-check`, once, signal)
    },
  }
}

async function submit(
  line: () => Line,
  batch: OrderBatch,
  manner: { readonly patience: Patience; readonly signal: AbortSignal },
): Promise<readonly SubmitOutcome[]> {
  try {
    return await submitOrders(line(), batch, manner)
  } catch (error) {
    if (!(error instanceof BureauUnavailable)) throw error
    const { message } = error
    return batch.orders.map(() => ({ kind: 'not-sent', reason: message }))
  }
}
