import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react'
import type { BatchStatus } from '../../../shared/contract'
import { t } from '../../../shared/texts'
import { formatExactly, formatTimeOrDay } from '../../format'
import { useView } from '../../state/view'
import { endOf } from '../batch-orders/batch-words'
import classes from './shell.module.css'

/** When batch sync ran last and runs next, or that it had a problem; leads to BATCH ORDERS. */
export function BatchItem({ batch }: { readonly batch: BatchStatus }) {
  const { nextAt } = batch
  const { text, problem } = lastText(batch)
  const Icon = problem ? IconAlertTriangle : IconRefresh
  return (
    <>
      <button
        type="button"
        className={classes.statusLink}
        data-problem={problem || undefined}
        title={titleOf(batch)}
        onClick={() => useView.getState().showTab('batch-orders')}
      >
        <Icon size={14} aria-hidden="true" />
        {text}
      </button>
      {nextAt === null ? null : (
        <span title={t('batchOrders.status.nextExactly', { at: formatExactly(nextAt) })}>
          {t('batchOrders.status.next', { at: formatTimeOrDay(nextAt) })}
        </span>
      )}
    </>
  )
}

/** How it stands, in a few words. A run that is stopped by a person is no problem. */
function lastText({ running, lastRun }: BatchStatus): { readonly text: string; readonly problem: boolean } {
  if (running) return { text: t('batchOrders.status.underWay'), problem: false }
  if (!lastRun) return { text: t('batchOrders.status.never'), problem: false }
  const end = endOf(lastRun)
  if (end === 'problem') return { text: t('batchOrders.status.problem'), problem: true }
  if (end === 'broken-off') return { text: t('batchOrders.status.brokenOff'), problem: true }
  const at = formatTimeOrDay(lastRun.ended ?? lastRun.started.at)
  return { text: t('batchOrders.status.last', { at }), problem: false }
}

/** The exact time, and what went wrong, for whoever hovers. */
function titleOf({ lastRun }: BatchStatus): string {
  if (!lastRun) return t('batchOrders.status.open')
  const exactly = t('batchOrders.status.exactly', { at: formatExactly(lastRun.ended ?? lastRun.started.at) })
  return lastRun.problem ? `${exactly}\n${lastRun.problem}` : exactly
}
