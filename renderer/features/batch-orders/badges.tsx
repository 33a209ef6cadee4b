import type { StateTone } from '../../../shared/lifecycle'
import type { SyncFile, SyncOutcome } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { ToneBadge } from '../../components/state-badge'
import type { RunEnd } from './batch-words'

const ends: Readonly<Record<RunEnd, StateTone>> = {
  'under-way': 'underway',
  done: 'good',
  stopped: 'paused',
  'broken-off': 'waiting',
  problem: 'bad',
}

const outcomes: Readonly<Record<SyncOutcome, StateTone>> = {
  sent: 'underway',
  refused: 'bad',
  'not-sent': 'waiting',
  unanswered: 'waiting',
  moved: 'good',
  failed: 'bad',
  unchanged: 'neutral',
  backwards: 'paused',
  over: 'ended',
  'unknown-order': 'bad',
  'unknown-word': 'bad',
  'unknown-to-bureau': 'bad',
  'not-saved': 'bad',
}

const files: Readonly<Record<SyncFile['outcome'], StateTone>> = {
  'taken-in': 'good',
  again: 'neutral',
  rejected: 'bad',
}

/** How a run stands or ended. */
export function EndBadge({ end }: { readonly end: RunEnd }) {
  return (
    <ToneBadge
      tone={ends[end]}
      label={t(`batchOrders.ends.${end}.label`)}
      title={t(`batchOrders.ends.${end}.meaning`)}
    />
  )
}

/** What became of one order. */
export function OutcomeBadge({ outcome }: { readonly outcome: SyncOutcome }) {
  const words = `batchOrders.outcomes.${outcome}` as const
  return <ToneBadge tone={outcomes[outcome]} label={t(`${words}.label`)} title={t(`${words}.meaning`)} />
}

interface FileBadgeProps {
  readonly outcome: SyncFile['outcome']
  /** It was only looked at: this is what a run would do. */
  readonly wouldBe?: boolean
}

/** What became of a file the bureau left, or would become of it. */
export function FileBadge({ outcome, wouldBe = false }: FileBadgeProps) {
  const words = wouldBe ? (`batchOrders.files.wouldBe.${outcome}` as const) : (`batchOrders.files.${outcome}` as const)
  return <ToneBadge tone={files[outcome]} label={t(`${words}.label`)} title={t(`${words}.meaning`)} />
}
