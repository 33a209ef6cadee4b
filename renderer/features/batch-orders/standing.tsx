import { Button } from '@mantine/core'
import { IconEye, IconPlayerPlay } from '@tabler/icons-react'
import { useId } from 'react'
import type { DeskSnapshot } from '../../../shared/contract'
import { cardTypes } from '../../../shared/lifecycle'
import type { SyncRun } from '../../../shared/model'
import { stateLabel, t } from '../../../shared/texts'
import { ErrorNotice } from '../../components/error-notice'
import { type Fact, Facts } from '../../components/facts'
import { Moment } from '../../components/moment'
import { SimulatedNotice } from '../../components/simulated-notice'
import { formatExactly } from '../../format'
import { useHasRole, useMirror } from '../../state/mirror'
import { useView } from '../../state/view'
import { EndBadge } from './badges'
import classes from './batch-orders.module.css'
import { useBatchWork } from './batch-work'
import { endOf, nextRunText, runText, standingText } from './batch-words'
import { RunWork, useWorkText } from './run-work'

/** How everything stands, which bureau it is, what waits, and the commands: look first, and run. */
export function Standing({ onLook }: { readonly onLook: () => void }) {
  const snapshot = useMirror((state) => state.snapshot)
  const underWay = useUnderWay()
  const refused = useBatchWork((state) => state.refused)
  const operator = useHasRole('operator')
  const title = useId()
  if (!snapshot) return null
  const { counts, batch, bureau } = snapshot
  return (
    <section className={classes.standing} aria-labelledby={title}>
      <div className={classes.head}>
        <h2 id={title} className={classes.sentence} tabIndex={-1} data-copyable data-standing>
          {standingText(counts, batch)}
        </h2>
        {operator ? <Commands underWay={underWay} onLook={onLook} /> : null}
      </div>
      <ErrorNotice error={refused} />
      <Facts
        facts={[
          { label: t('batchOrders.standing.waits'), value: <Waiting counts={counts} /> },
          {
            label: t('batchOrders.standing.bureau'),
            value: bureau.simulated ? (
              <SimulatedNotice text={t('shell.status.simulatedMeaning.bureau', { name: bureau.name })} />
            ) : (
              bureau.name
            ),
          },
        ]}
      />
      {/* The run takes the place of the last one, so that the list stays where it is. */}
      <div className={classes.place}>{underWay ? <RunWork /> : <LastAndNext batch={batch} />}</div>
      <Heard underWay={underWay} lastRun={batch.lastRun} />
    </section>
  )
}

/** True from the moment a run is asked for here, and while one is under way wherever it was asked for. */
function useUnderWay(): boolean {
  const running = useMirror((state) => state.snapshot?.batch.running ?? false)
  return useBatchWork(({ starting, progress }) => starting || progress !== null) || running
}

interface CommandsProps {
  readonly underWay: boolean
  readonly onLook: () => void
}

function Commands({ underWay, onLook }: CommandsProps) {
  const reason = useId()
  return (
    <div className={classes.commands}>
      <Button
        variant="default"
        leftSection={<IconEye size={16} aria-hidden="true" />}
        title={t('batchOrders.lookTitle')}
        data-look
        onClick={onLook}
      >
        {t('batchOrders.look')}
      </Button>
      <Button
        leftSection={<IconPlayerPlay size={16} aria-hidden="true" />}
        title={underWay ? t('batchOrders.underWay') : t('batchOrders.runTitle')}
        // Keeps the focus while it cannot be pressed, so that it is still there afterwards.
        data-disabled={underWay}
        aria-disabled={underWay}
        aria-describedby={underWay ? reason : undefined}
        // A run may be over at once: Enter held down must not start one after the other.
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.repeat) event.preventDefault()
        }}
        onClick={() => {
          if (!underWay) void useBatchWork.getState().start()
        }}
      >
        {t('batchOrders.run')}
      </Button>
      {underWay ? (
        <span id={reason} hidden>
          {t('batchOrders.underWay')}
        </span>
      ) : null}
    </div>
  )
}

/** The orders in the queue, by type of card, each a way to the search behind it. */
function Waiting({ counts }: { readonly counts: DeskSnapshot['counts'] }) {
  const types = cardTypes.filter((cardType) => (counts[cardType].processing ?? 0) > 0)
  if (types.length === 0) return t('batchOrders.standing.nothingWaits')
  return (
    <span className={classes.waiting}>
      {types.map((cardType) => (
        <button
          key={cardType}
          type="button"
          className={classes.link}
          title={t('batchOrders.standing.search')}
          onClick={() =>
            useView.getState().searchFor({ cardType, label: stateLabel(cardType, 'processing'), text: '' })
          }
        >
          {t(`batchOrders.standing.${cardType}`, { count: counts[cardType].processing ?? 0 })}
        </button>
      ))}
    </span>
  )
}

/** What happens, for whoever hears the screen: it is always there, so that its changes are heard. */
function Heard({ underWay, lastRun }: { readonly underWay: boolean; readonly lastRun: SyncRun | null }) {
  const text = useWorkText()
  const ended = lastRun && {
    end: t(`batchOrders.ends.${endOf(lastRun)}.label`),
    counts: lastRun.problem?.replace(/\.$/, '') ?? runText(lastRun),
  }
  return (
    <output className={classes.heard}>{underWay ? text : ended ? t('batchOrders.standing.ended', ended) : ''}</output>
  )
}

/** How the last run ended, and when the next begins. */
function LastAndNext({ batch }: { readonly batch: DeskSnapshot['batch'] }) {
  const { lastRun, nextAt } = batch
  const last: Fact = {
    label: t('batchOrders.standing.lastRun'),
    value: lastRun ? (
      <span className={classes.lastRun}>
        <Moment at={lastRun.ended ?? lastRun.started.at} />
        <EndBadge end={endOf(lastRun)} />
        <span className={classes.lastCounts} title={lastRun.problem ?? runText(lastRun)}>
          {lastRun.problem ?? runText(lastRun)}
        </span>
      </span>
    ) : (
      t('batchOrders.standing.never')
    ),
  }
  const next: Fact = {
    label: t('batchOrders.standing.nextRun'),
    value: <span title={formatExactly(nextAt)}>{nextRunText(batch)}</span>,
  }
  return <Facts facts={[last, next]} />
}
