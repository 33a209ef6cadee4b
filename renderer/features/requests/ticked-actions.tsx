import { Button } from '@mantine/core'
import { useId } from 'react'
import { mostSubjects } from '../../../shared/contract'
import { t } from '../../../shared/texts'
import { useProcess } from '../process/process-store'
import { decisions, decisionsForSeveral } from './decisions'
import classes from './requests-tab.module.css'
import { useRequests } from './requests-store'

/** What can be done with the ticked requests: one wizard over all of them, in which each stands or falls alone. */
export function TickedActions() {
  const ticked = useRequests((state) => state.ticked)
  const total = useRequests((state) => state.lists.open.total)
  const counts = { count: ticked.size, total }
  const rows = useRequests((state) => state.lists.open.rows).filter(({ card }) => ticked.has(card.id))
  const id = useId()
  return (
    <fieldset className={classes.summary} aria-label={t('requests.several.label')}>
      <output className={classes.count}>
        {ticked.size === mostSubjects && total > mostSubjects
          ? t('requests.tickedMost', counts)
          : t('requests.ticked', counts)}
      </output>
      {decisionsForSeveral(rows).map(({ decision, disabledBecause }) => (
        <span key={decision}>
          <Button
            size="compact-sm"
            variant={decision === 'approve' ? 'filled' : 'default'}
            {...(disabledBecause !== null && {
              'aria-disabled': true,
              'data-disabled': true,
              'aria-describedby': `${id}-${decision}`,
              title: disabledBecause,
            })}
            onClick={() => {
              if (disabledBecause !== null) return
              const cards = rows.map(({ card }) => card.id)
              useProcess.getState().start({ process: decisions[decision], card: null, person: null, cards })
            }}
          >
            {t(`requests.several.${decision}`, { count: ticked.size })}
          </Button>
          {disabledBecause === null ? null : (
            <span id={`${id}-${decision}`} hidden>
              {disabledBecause}
            </span>
          )}
        </span>
      ))}
      <Button
        size="compact-sm"
        variant="subtle"
        className={classes.clear}
        onClick={() => void useRequests.getState().tickAll(false)}
      >
        {t('requests.several.clear')}
      </Button>
    </fieldset>
  )
}
