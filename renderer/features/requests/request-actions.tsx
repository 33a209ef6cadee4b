import { Button } from '@mantine/core'
import { IconClock } from '@tabler/icons-react'
import { useId } from 'react'
import type { RequestRow } from '../../../shared/contract'
import { processDoes, t } from '../../../shared/texts'
import { useProcess } from '../process/process-store'
import { decisionsOf } from './decisions'
import classes from './request-details.module.css'
import { type RequestView, useRequests } from './requests-store'

interface RequestActionsProps {
  readonly view: RequestView
  readonly row: RequestRow
}

/** What this user may do with the request now, as main says; and leaving it for later, which does nothing to it. */
export function RequestActions({ view, row }: RequestActionsProps) {
  const id = useId()
  const later = useRequests((state) => state.later.has(row.card.id))
  const commands = decisionsOf(row)
  // The same reason may stand against several of them: it is told once.
  const reasons = [...new Set(commands.flatMap(({ disabledBecause }) => disabledBecause ?? []))]
  const canBeLater = view === 'open' && commands.some(({ decision }) => decision !== 'abort')
  const { leaveForLater, takeUp } = useRequests.getState()
  if (commands.length === 0 && view === 'mine') return null
  return (
    <section className={classes.actions} aria-labelledby={id}>
      <h3 id={id} className={classes.sectionTitle}>
        {t('requests.actions.title')}
      </h3>
      {commands.length === 0 ? <p className={classes.dimmed}>{t('requests.actions.none')}</p> : null}
      <div className={classes.buttons}>
        {commands.map(({ decision, process, name, disabledBecause }) => (
          <Button
            key={process}
            data-action
            variant={decision === 'approve' ? 'filled' : 'default'}
            // Still reached by the keyboard, so that its reason is heard.
            {...(disabledBecause !== null && {
              'aria-disabled': true,
              'data-disabled': true,
              'aria-describedby': `${id}-${reasons.indexOf(disabledBecause)}`,
            })}
            title={processDoes(process)}
            // The focus comes back here from a closed wizard: Enter held down must not open it again.
            onKeyDown={(event) => {
              if (event.key === 'Enter' && event.repeat) event.preventDefault()
            }}
            onClick={() => {
              if (disabledBecause !== null) return
              useProcess.getState().start({ process, card: row.card.id, person: null })
            }}
          >
            {name}
          </Button>
        ))}
        {canBeLater ? (
          <Button
            data-action
            variant="subtle"
            leftSection={<IconClock size={16} aria-hidden="true" />}
            title={t('requests.actions.laterMeaning')}
            onClick={later ? takeUp : leaveForLater}
          >
            {t(later ? 'requests.actions.takeUp' : 'requests.actions.later')}
          </Button>
        ) : null}
      </div>
      {reasons.map((reason, index) => (
        <p key={reason} id={`${id}-${index}`} className={classes.reason}>
          {reason}
        </p>
      ))}
    </section>
  )
}
