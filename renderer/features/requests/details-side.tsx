import { IconChecklist } from '@tabler/icons-react'
import type { RefObject } from 'react'
import { t } from '../../../shared/texts'
import { EmptyState } from '../../components/empty-state'
import { ProcessPanel } from '../process/process-panel'
import { useProcess } from '../process/process-store'
import { RequestDetails } from './request-details'
import classes from './requests-tab.module.css'
import { useRequests } from './requests-store'

interface DetailsSideProps {
  readonly frame: RefObject<HTMLDivElement | null>
  /** Given where the details cover the list. */
  readonly onBack: (() => void) | null
  /** What had the focus is gone, with the wizard or with the request before. */
  readonly onFocusLost: () => void
}

/** The chosen request, with the wizard over it while one is open. */
export function DetailsSide({ frame, onBack, onFocusLost }: DetailsSideProps) {
  const view = useRequests((state) => state.view)
  const shown = useRequests((state) => state.lists[state.view].shown)
  const wizardOpen = useProcess((state) => state.wizard !== null)
  return (
    <div className={classes.details}>
      <div ref={frame} className={classes.frame} inert={wizardOpen} tabIndex={-1}>
        {shown ? (
          <RequestDetails key={shown.row.card.id} view={view} shown={shown} onBack={onBack} onFocusLost={onFocusLost} />
        ) : (
          <div className={classes.none}>
            <EmptyState
              icon={<IconChecklist size={24} />}
              title={t('requests.none.title')}
              text={t('requests.none.text')}
            />
          </div>
        )}
      </div>
      {wizardOpen ? <ProcessPanel onFocusLost={onFocusLost} /> : null}
    </div>
  )
}
