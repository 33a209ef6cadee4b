import { IconId } from '@tabler/icons-react'
import type { RefObject } from 'react'
import { t } from '../../../shared/texts'
import { EmptyState } from '../../components/empty-state'
import { CardProfile } from '../card/card-profile'
import { ProcessPanel } from '../process/process-panel'
import { useProcess } from '../process/process-store'
import classes from './search-tab.module.css'

interface CardSideProps {
  readonly frame: RefObject<HTMLDivElement | null>
  readonly card: string | null
  /** Given where the profile covers the list. */
  readonly onBack: (() => void) | null
  /** What had the focus is gone. */
  readonly onFocusLost: () => void
}

/** The chosen card's profile, with the wizard over it while one is open. */
export function CardSide({ frame, card, onBack, onFocusLost }: CardSideProps) {
  const wizardOpen = useProcess((state) => state.wizard !== null)
  return (
    <div className={classes.card}>
      <div ref={frame} className={classes.profile} inert={wizardOpen} tabIndex={-1}>
        {card === null ? (
          <div className={classes.noCard}>
            <EmptyState icon={<IconId size={24} />} title={t('card.none.title')} text={t('card.none.text')} />
          </div>
        ) : (
          <CardProfile card={card} onBack={onBack} />
        )}
      </div>
      {wizardOpen ? <ProcessPanel onFocusLost={onFocusLost} /> : null}
    </div>
  )
}
