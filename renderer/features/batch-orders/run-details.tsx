import { IconAlertTriangle } from '@tabler/icons-react'
import { useId } from 'react'
import type { BatchRunDetails } from '../../../shared/contract'
import { t } from '../../../shared/texts'
import { Facts } from '../../components/facts'
import { Moment } from '../../components/moment'
import { EndBadge, FileBadge } from './badges'
import { askedBy, endOf, runText } from './batch-words'
import { OutcomeFilter } from './outcome-filter'
import { OutcomeLines } from './outcome-lines'
import classes from './run-details.module.css'
import { useRunDetails } from './run-details-store'

interface RunDetailsProps {
  readonly details: BatchRunDetails
  /** Another run was chosen, and is on its way. */
  readonly stale: boolean
}

/** One run: when and by whom, how it ended, the files it met, and what became of each order. */
export function RunDetails({ details, stale }: RunDetailsProps) {
  const { run, files } = details
  const end = endOf(run)
  return (
    <article className={classes.run} aria-busy={stale} inert={stale}>
      <header className={classes.header}>
        <div className={classes.heading}>
          <h2 data-copyable>{run.id}</h2>
          <EndBadge end={end} />
        </div>
        {end === 'done' ? null : <p className={classes.meaning}>{t(`batchOrders.ends.${end}.meaning`)}</p>}
        {run.problem ? <Problem text={run.problem} /> : null}
        <Facts
          facts={[
            { label: t('batchOrders.details.began'), value: <Moment at={run.started.at} /> },
            ...(run.ended ? [{ label: t('batchOrders.details.ended'), value: <Moment at={run.ended} /> }] : []),
            { label: t('batchOrders.details.by'), value: askedBy(run) },
            { label: t('batchOrders.details.counts'), value: runText(run) },
          ]}
        />
      </header>
      {files.length > 0 ? <Files files={files} /> : null}
      <Orders details={details} />
    </article>
  )
}

/** What kept the run from going on. */
export function Problem({ text }: { readonly text: string }) {
  return (
    <p className={classes.problem}>
      <IconAlertTriangle size={16} aria-hidden="true" />
      <span>{text}</span>
    </p>
  )
}

function Files({ files }: Pick<BatchRunDetails, 'files'>) {
  const title = useId()
  return (
    <section className={classes.section} aria-labelledby={title}>
      <h3 id={title} className={classes.sectionTitle}>
        {t('batchOrders.details.files')}
      </h3>
      <ul className={classes.files} aria-labelledby={title}>
        {files.map(({ name, outcome, reason }, index) => (
          // The bureau may leave two files of one name, one after the other; what is listed stays in its place.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={`${name} ${index}`}>
            <FileBadge outcome={outcome} />
            <span className={classes.fileName} data-copyable>
              {name}
            </span>
            {reason ? <p className={classes.reason}>{t('batchOrders.files.nothingTakenIn', { reason })}</p> : null}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Orders({ details: { run, lines, total } }: { readonly details: BatchRunDetails }) {
  const outcome = useRunDetails((state) => state.outcome)
  const title = useId()
  const left = total - lines.length
  // Where nothing changed for an order, a run keeps the number of them only.
  const counted = outcome === null ? 0 : (run.counts[outcome] ?? 0)
  const none = counted > 0 ? 'onlyCounted' : outcome !== null ? 'noneOfThese' : (`noOrders.${endOf(run)}` as const)
  return (
    <section className={classes.section} aria-labelledby={title}>
      <h3 id={title} className={classes.sectionTitle}>
        {t('batchOrders.details.orders')}
      </h3>
      <OutcomeFilter counts={run.counts} outcome={outcome} onChoose={useRunDetails.getState().filter} />
      {total === 0 ? <p className={classes.dimmed}>{t(`batchOrders.details.${none}`)}</p> : null}
      <OutcomeLines lines={lines} labelledBy={title} />
      {left > 0 ? (
        <button type="button" className={classes.more} onClick={useRunDetails.getState().more}>
          {t('batchOrders.details.more', { count: left })}
        </button>
      ) : null}
    </section>
  )
}
