import { ErrorNotice } from '../../components/error-notice'
import { LifeCyclePicture } from '../../components/life-cycle-picture'
import { Loading } from '../../components/loading'
import { CardCertificates } from './card-certificates'
import { CardCommands } from './card-commands'
import { CardData } from './card-data'
import { CardHistory } from './card-history'
import { CardOrder } from './card-order'
import classes from './card-profile.module.css'
import { BackButton, ProfileHeader } from './profile-header'
import { useProfile } from './use-profile'

interface CardProfileProps {
  readonly card: string
  /** Given where the profile covers the list. */
  readonly onBack: (() => void) | null
}

/** Everything about one card: what it is, where it stands, what can be done with it and what was done. */
export function CardProfile({ card, onBack }: CardProfileProps) {
  const { state, stale, error, load, more } = useProfile(card)
  if (error || !state) {
    return (
      <div className={classes.profile}>
        {/* Where the profile covers the list, this is the only way back to it. */}
        {onBack ? (
          <div className={classes.header}>
            <BackButton onBack={onBack} />
          </div>
        ) : null}
        {error ? <ErrorNotice error={error} onRetry={() => void load()} /> : <Loading />}
      </div>
    )
  }
  const { profile, history, before } = state
  const { cardType, state: cardState } = profile.card
  return (
    // Until the other card is there, nothing can be done with the one before.
    <article className={classes.profile} aria-busy={stale} inert={stale}>
      <ProfileHeader card={profile.card} onBack={onBack} />
      <div className={classes.picture}>
        <LifeCyclePicture cardType={cardType} state={cardState} reachable={profile.reachable} />
      </div>
      <div className={classes.columns}>
        <div className={classes.facts}>
          <CardData card={profile.card} holder={profile.holder} />
          {profile.card.order ? <CardOrder order={profile.card.order} /> : null}
          {profile.card.certificates.length > 0 ? <CardCertificates certificates={profile.card.certificates} /> : null}
        </div>
        <CardCommands card={profile.card} commands={profile.commands} />
      </div>
      <CardHistory cardType={cardType} entries={history} onMore={before === null ? null : () => void more()} />
    </article>
  )
}
