import type { ReviewLine } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { ErrorNotice } from '../../components/error-notice'
import { Facts } from '../../components/facts'
import { formatDay } from '../../format'
import { ProblemNotice, WarningNotice } from './notices'
import classes from './process-panel.module.css'
import { useProcess } from './process-store'
import type { StepStage } from './stage'
import { StepField } from './step-field'
import { SubjectsList } from './subjects-list'

/** One page of a wizard: what it is about, its fields, what was chosen so far, what deserves attention. */
export function StepPage({ stage }: { readonly stage: StepStage }) {
  const { view, answers, faults, notice } = stage
  const { title, text, fields, review, subjects, warning } = view.step
  const { answer } = useProcess.getState()
  return (
    <>
      {view.problem === null ? null : <ProblemNotice key={stage.shown} text={view.problem} />}
      <h3 className={classes.pageTitle}>{title}</h3>
      <p className={classes.text}>{text}</p>
      {fields.length > 0 ? (
        <div className={classes.fields} data-fields>
          {fields.map((field) => (
            <StepField
              key={field.name}
              field={field}
              value={answers[field.name] ?? null}
              fault={faults[field.name]}
              onChange={(value) => answer(field.name, value)}
            />
          ))}
        </div>
      ) : null}
      {review.length > 0 ? (
        <section className={classes.review} aria-label={t('process.review')}>
          <Facts facts={review.map((line) => ({ label: line.label, value: written(line) }))} />
        </section>
      ) : null}
      {/* Before a list that may be long: what cannot be undone must not be below the fold. */}
      {warning ? <WarningNotice text={warning} /> : null}
      {subjects.length > 0 ? <SubjectsList subjects={subjects} /> : null}
      <ErrorNotice error={notice} />
    </>
  )
}

/** What was chosen, as people write it. */
function written({ kind, value }: ReviewLine): string {
  if (value === '') return t('process.empty')
  return kind === 'day' ? formatDay(value) : value
}
