import { IconId } from '@tabler/icons-react'
import type { RefObject } from 'react'
import { t } from '../../../shared/texts'
import { EmptyState } from '../../components/empty-state'
import { CardProfile } from '../card/card-profile'
import { PersonProfile } from '../person/person-profile'
import { ProcessPanel } from '../process/process-panel'
import { useProcess } from '../process/process-store'
import classes from './search-tab.module.css'
import { TickedCards } from './ticked-cards'

interface ProfileSideProps {
  readonly frame: RefObject<HTMLDivElement | null>
  readonly card: string | null
  readonly person: string | null
  /** True where the side is about the ticked cards while no profile is open. */
  readonly ticked: boolean
  /** Given where the profile covers the list. */
  readonly onBack: (() => void) | null
  /** What had the focus is gone. */
  readonly onFocusLost: () => void
}

/** The profile of the chosen card or person, or what can be done with the ticked cards, with the wizard over it while one is open. */
export function ProfileSide({ frame, card, person, ticked, onBack, onFocusLost }: ProfileSideProps) {
  const wizardOpen = useProcess((state) => state.wizard !== null)
  return (
    <div className={classes.profileSide}>
      <div ref={frame} className={classes.profile} inert={wizardOpen} tabIndex={-1}>
        {card !== null ? <CardProfile card={card} onBack={onBack} /> : null}
        {person !== null ? <PersonProfile person={person} onBack={onBack} /> : null}
        {card === null && person === null && ticked ? <TickedCards onBack={onBack} onGone={onFocusLost} /> : null}
        {card === null && person === null && !ticked ? (
          <div className={classes.noProfile}>
            <EmptyState icon={<IconId size={24} />} title={t('search.none.title')} text={t('search.none.text')} />
          </div>
        ) : null}
      </div>
      {wizardOpen ? <ProcessPanel onFocusLost={onFocusLost} /> : null}
    </div>
  )
}
