import type { BatchStatus, Counts } from '../../../shared/contract'
import { cardTypes } from '../../../shared/lifecycle'
import { type SyncCounts, type SyncOutcome, type SyncRun, syncOutcomes } from '../../../shared/model'
import { listed, t } from '../../../shared/texts'
import { formatMoment } from '../../format'
import { atBureauOf } from '../../state/counts'

/** How a run stands, as people tell runs apart. */
export type RunEnd = 'under-way' | 'done' | 'stopped' | 'broken-off' | 'problem'

/** How a run stands. One that was stopped by a problem is one with a problem. */
export function endOf({ end, problem }: Pick<SyncRun, 'end' | 'problem'>): RunEnd {
  if (end === null) return 'under-way'
  if (end === 'broken-off') return end
  return problem === null ? end : 'problem'
}

/** The outcomes in the order in which people read them: what is no news comes last. */
export const outcomesInOrder: readonly SyncOutcome[] = [
  ...syncOutcomes.filter((outcome) => outcome !== 'unchanged'),
  'unchanged',
]

/** What became of orders, in words: `98 sent, 2 refused, 14 further`; `none` where there is nothing to count. */
export function countsText(counts: SyncCounts, none: string = t('batchOrders.counts.none.done')): string {
  const parts = outcomesInOrder.flatMap((outcome) => {
    const count = counts[outcome] ?? 0
    return count > 0 ? [t(`batchOrders.counts.${outcome}`, { count })] : []
  })
  return parts.join(', ') || none
}

/** What became of the orders of a run. They are counted at its end: of one without it, nothing is known here. */
export function runText(run: Pick<SyncRun, 'counts' | 'end' | 'problem'>): string {
  return countsText(run.counts, t(`batchOrders.counts.none.${endOf(run)}`))
}

/** Orders that wait in the queue: those on their way to the bureau are not among them any more. */
export function queuedOf(counts: Counts, { onTheWay }: Pick<BatchStatus, 'onTheWay'>): number {
  const waiting = cardTypes.reduce((sum, type) => sum + (counts[type].processing ?? 0), 0)
  return Math.max(0, waiting - onTheWay)
}

/** How everything stands, in one sentence. */
export function standingText(counts: Counts, batch: Pick<BatchStatus, 'onTheWay'>): string {
  const { onTheWay } = batch
  const atBureau = atBureauOf(counts)
  const parts = [
    t('batchOrders.standing.queued', { count: queuedOf(counts, batch) }),
    ...(onTheWay > 0 ? [t('batchOrders.standing.onTheWay', { count: onTheWay })] : []),
    atBureau > 0 ? t('batchOrders.standing.atBureau', { count: atBureau }) : t('batchOrders.standing.noneAtBureau'),
  ]
  return t('batchOrders.standing.sentence', { parts: listed(parts, 'and') })
}

/** When the next run begins. */
export function nextRunText({ nextAt, connection }: Pick<BatchStatus, 'nextAt' | 'connection'>): string {
  if (nextAt !== null) return t('batchOrders.standing.nextAt', { at: formatMoment(nextAt) })
  return t(connection === 'simulated' ? 'batchOrders.standing.notConnected' : 'batchOrders.standing.byHand')
}

/** Who asked for a run. */
export function askedBy({ started }: Pick<SyncRun, 'started'>): string {
  return started.user === null ? t('batchOrders.list.itself') : started.name
}
