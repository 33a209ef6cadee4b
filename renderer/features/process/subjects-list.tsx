import { useId } from 'react'
import type { SubjectLine } from '../../../shared/model'
import { t } from '../../../shared/texts'
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
      <ul className={classes.list} aria-label={t('process.subjects.label')}>
        {[...refused, ...fit].map((subject) => (
          <Subject key={subject.id} subject={subject} />
        ))}
      </ul>
    </section>
  )
}

function Subject({ subject: { label, detail, problem } }: { readonly subject: SubjectLine }) {
  return (
    <li data-failed={problem !== null || undefined}>
      <ResultIcon ok={problem === null} />
      <span className={classes.label}>{label}</span>
      <span className={classes.detail}>{detail}</span>
      {problem === null ? null : <span className={classes.reason}>{problem}</span>}
    </li>
  )
}
