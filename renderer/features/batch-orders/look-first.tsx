import { ActionIcon, Button } from '@mantine/core'
import { IconInbox, IconX } from '@tabler/icons-react'
import { useId } from 'react'
import type { BatchPreview } from '../../../shared/contract'
import { t } from '../../../shared/texts'
import { EmptyState } from '../../components/empty-state'
import { ErrorNotice } from '../../components/error-notice'
import { Loading } from '../../components/loading'
import { formatMoment } from '../../format'
import { FileBadge } from './badges'
import { countsText } from './batch-words'
import { useLook } from './look-store'
import { OutcomeLines } from './outcome-lines'
import { Problem } from './run-details'
import classes from './run-details.module.css'

type Source = BatchPreview['sources'][number]

/** What a run would take in now, file by file, and that nothing was changed by looking. */
export function LookFirst({ onClose }: { readonly onClose: (() => void) | null }) {
  const looking = useLook((state) => state.looking)
  const seen = useLook((state) => state.seen)
  const error = useLook((state) => state.error)
  const { look } = useLook.getState()
  return (
    <article className={classes.run} aria-busy={looking}>
      <header className={classes.header}>
        <div className={classes.heading}>
          <h2>{t('batchOrders.lookFirst.title')}</h2>
          {onClose ? (
            <ActionIcon
              variant="subtle"
              color="gray"
              className={classes.close}
              aria-label={t('batchOrders.lookFirst.close')}
              title={t('batchOrders.lookFirst.close')}
              onClick={onClose}
            >
              <IconX size={16} />
            </ActionIcon>
          ) : null}
        </div>
        <div className={classes.looked}>
          <p role="status">
            {looking || !seen
              ? t('batchOrders.lookFirst.looking')
              : t('batchOrders.lookFirst.unchanged', { at: formatMoment(seen.at) })}
          </p>
          <Button variant="default" size="compact-sm" loading={looking} onClick={() => void look()}>
            {t('batchOrders.lookFirst.again')}
          </Button>
        </div>
        <ErrorNotice error={error} />
        {seen?.preview.problem ? <Problem text={seen.preview.problem} /> : null}
      </header>
      {seen ? <Sources preview={seen.preview} /> : error ? null : <Loading />}
    </article>
  )
}

function Sources({ preview: { sources, problem } }: { readonly preview: BatchPreview }) {
  if (sources.length === 0 && problem === null) {
    return <EmptyState icon={<IconInbox size={24} />} text={t('batchOrders.lookFirst.nothing')} />
  }
  return sources.map((source, index) => (
    // What was looked at once stays in its place; answers to questions have no name.
    // biome-ignore lint/suspicious/noArrayIndexKey: see above
    <SourceSection key={`${source.name} ${index}`} source={source} />
  ))
}

function SourceSection({ source: { name, outcome, reason, counts, lines } }: { readonly source: Source }) {
  const title = useId()
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  // What says nothing new is counted alone, as in the details of a run.
  const telling = lines.filter((line) => line.outcome !== 'unchanged')
  return (
    <section className={classes.section} aria-labelledby={title}>
      <div className={classes.source}>
        <h3 id={title} className={classes.sectionTitle} data-copyable>
          {name ?? t('batchOrders.lookFirst.answers')}
        </h3>
        {name === null ? null : <FileBadge outcome={outcome} wouldBe />}
      </div>
      {reason ? <p className={classes.reason}>{reason}</p> : null}
      {outcome === 'taken-in' ? <p className={classes.sourceCounts}>{countsText(counts)}</p> : null}
      <OutcomeLines lines={telling} labelledBy={title} />
      {outcome === 'taken-in' && telling.length === 0 ? (
        <p className={classes.dimmed}>{t('batchOrders.lookFirst.noLines')}</p>
      ) : null}
      {telling.length > 0 && telling.length < total ? (
        <p className={classes.dimmed}>{t('batchOrders.lookFirst.some', { shown: telling.length, count: total })}</p>
      ) : null}
    </section>
  )
}
