import { useId } from 'react'
import type { SubjectLine } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { LongList, type LongListRow } from './long-list'
import classes from './process-lists.module.css'
import { ResultIcon } from './result-icon'

/**
 * The cards or persons a run over several is about. Those it would be refused for stand first, with the
 * reason, so that nobody has to look for them.
 */
export function SubjectsList({ subjects }: { readonly subjects: readonly SubjectLine[] }) {
  const title = useId()
  const refused = subjects.filter(({ problem }) => problem !== null)
  const fit = subjects.filter(({ problem }) => problem === null)
  return (
    <section className={classes.block} aria-labelledby={title}>
      <p id={title} className={classes.counts}>
        <span>{t('process.subjects.done', { count: fit.length })}</span>{' '}
        {refused.length > 0 ? (
          <span className={classes.bad}>{t('process.subjects.refused', { count: refused.length })}</span>
        ) : null}
      </p>
      <LongList label={t('process.subjects.label')} rows={[...refused, ...fit].map(rowOf)} />
    </section>
  )
}

function rowOf({ id, label, detail, problem }: SubjectLine): LongListRow {
  return {
    key: id,
    failed: problem !== null,
    cells: (
      <>
        <ResultIcon ok={problem === null} />
        <span className={classes.label}>{label}</span>
        <span className={classes.detail}>{detail}</span>
        {problem === null ? null : <span className={classes.reason}>{problem}</span>}
      </>
    ),
  }
}
