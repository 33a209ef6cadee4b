import { IconAlertTriangle, IconCircleCheck, IconShieldCheck } from '@tabler/icons-react'
import type { DataTaskEnd, Verification } from '../../../../shared/model'
import { t } from '../../../../shared/texts'
import { type Fact, Facts } from '../../../components/facts'
import { Moment } from '../../../components/moment'
import { Panel } from '../../../components/panel'
import { desk } from '../../../desk'
import editors from '../editors.module.css'
import classes from './data.module.css'
import { formatDuration, isNoteOf } from './data-words'
import { TaskPart } from './task-part'

/** When the data was checked last and what came of it, and the way to check it now. */
export function VerificationPanel({ verification }: { readonly verification: Verification | null }) {
  return (
    <Panel title={t('dataPage.verification.title')} text={t('dataPage.verification.text')}>
      <div className={classes.parts}>
        {verification ? (
          <LastOne verification={verification} />
        ) : (
          <p className={editors.note}>{t('dataPage.verification.never')}</p>
        )}
        <TaskPart
          kind="verification"
          start={{
            icon: <IconShieldCheck size={16} aria-hidden="true" />,
            label: t('dataPage.verification.verify'),
            missing: '',
            begin: () => desk.data.verify(),
          }}
          isShown={(end) => isShown(end, verification)}
        />
      </div>
    </Panel>
  )
}

/** Whether how the last check ended stands above already: one that was stopped, or could not be noted, does not. */
function isShown(end: DataTaskEnd, verification: Verification | null): boolean {
  if (end.end === 'stopped' || verification === null || verification.ok !== (end.end === 'done')) return false
  return isNoteOf(verification, end)
}

function LastOne({ verification }: { readonly verification: Verification }) {
  const { at, milliseconds, ok, records, checked, fault } = verification
  const Icon = ok ? IconCircleCheck : IconAlertTriangle
  const facts: readonly Fact[] = [
    { label: t('dataPage.verification.last'), value: <Moment at={at} /> },
    { label: t('dataPage.verification.took'), value: formatDuration(milliseconds) },
    {
      label: t('dataPage.verification.result'),
      value: (
        <span className={classes.result} data-tone={ok ? 'good' : 'bad'}>
          <Icon size={16} aria-hidden="true" />
          {t(ok ? 'dataPage.verification.right' : 'dataPage.verification.fault')}
        </span>
      ),
    },
    ...(ok
      ? []
      : [{ label: t('dataPage.verification.before'), value: t('dataPage.there.records', { count: records }) }]),
    ...(checked.length > 0
      ? [{ label: t('dataPage.verification.checked'), value: <Checked sentences={checked} /> }]
      : []),
  ]
  return (
    <>
      <div className={classes.facts}>
        <Facts facts={facts} />
      </div>
      {fault === null ? null : <p className={classes.faultBox}>{fault}</p>}
    </>
  )
}

function Checked({ sentences }: { readonly sentences: readonly string[] }) {
  return (
    <ul className={classes.checked}>
      {sentences.map((each) => (
        <li key={each}>{each}</li>
      ))}
    </ul>
  )
}
