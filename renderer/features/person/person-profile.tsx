import { ChangeHistory } from '../../components/change-history'
import { ErrorNotice } from '../../components/error-notice'
import { Loading } from '../../components/loading'
import { t } from '../../../shared/texts'
// A person's profile is laid out as a card's.
import frame from '../card/card-profile.module.css'
import { BackButton } from '../card/profile-header'
import { PersonCards } from './person-cards'
import { PersonCommands } from './person-commands'
import { PersonData } from './person-data'
import { PersonHeader } from './person-header'
import classes from './person-profile.module.css'
import { usePerson } from './use-person'

interface PersonProfileProps {
  readonly person: string
  /** Given where the profile covers the list. */
  readonly onBack: (() => void) | null
}

/** Everything about one person: their record, their cards, what can be done for them and what was changed. */
export function PersonProfile({ person: id, onBack }: PersonProfileProps) {
  const { state, stale, error, load, more } = usePerson(id)
  if (error || !state) {
    return (
      <div className={frame.profile}>
        {/* Where the profile covers the list, this is the only way back to it. */}
        {onBack ? (
          <div className={frame.header}>
            <BackButton onBack={onBack} />
          </div>
        ) : null}
        {error ? <ErrorNotice error={error} onRetry={() => void load()} /> : <Loading />}
      </div>
    )
  }
  const { profile, changes, before } = state
  const { person, cards, commands } = profile
  return (
    // Until the other person is there, nothing can be done with the one before.
    <article className={frame.profile} aria-busy={stale} inert={stale}>
      <PersonHeader person={person} onBack={onBack} />
      <div className={classes.columns}>
        <PersonData person={person} />
        <PersonCommands key={person.id} person={person} commands={commands} />
      </div>
      <PersonCards cards={cards} />
      <ChangeHistory
        title={t('persons.history.title')}
        none={t('persons.history.none')}
        entries={changes}
        onMore={before === null ? null : () => void more()}
      />
    </article>
  )
}
