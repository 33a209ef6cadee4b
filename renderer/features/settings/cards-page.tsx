import { UnstyledButton } from '@mantine/core'
import { IconId, IconIdBadge2 } from '@tabler/icons-react'
import { type CardType, cardTypes, states } from '../../../shared/lifecycle'
import type { CardTypeSettings, Settings } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { usePlace } from './place'
import classes from './settings.module.css'

const icons: Readonly<Record<CardType, typeof IconId>> = { card: IconId, 'temporary-card': IconIdBadge2 }

const offered = ({ commands }: CardTypeSettings) =>
  Object.values(commands).reduce(
    (sum, tab) => sum + tab.defaults.filter((each) => each.enabled).length + tab.additional.length,
    0,
  )

/** The card types, each with its own states and commands. */
export function CardsPage({ settings }: { readonly settings: Settings }) {
  const go = usePlace((state) => state.go)
  return (
    <ul className={classes.tiles}>
      {cardTypes.map((cardType) => {
        const Icon = icons[cardType]
        return (
          <li key={cardType}>
            <UnstyledButton
              className={classes.tile}
              onClick={() => go({ page: 'card-type', cardType, tab: 'life-cycle' })}
            >
              <Icon size={20} stroke={1.75} aria-hidden="true" />
              <span>
                <span className={classes.tileTitle}>{t(`lifecycle.cardTypes.${cardType}.one`)}</span>{' '}
                <span className={classes.tileText}>
                  <span>{t('settings.cards.states', { count: states[cardType].length })}</span>{' '}
                  <span>{t('settings.cards.commands', { count: offered(settings.cardTypes[cardType]) })}</span>
                </span>
              </span>
            </UnstyledButton>
          </li>
        )
      })}
    </ul>
  )
}
