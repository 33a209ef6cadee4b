import { UnstyledButton } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { Fragment } from 'react'
import { t } from '../../../shared/texts'
import { type Place, usePlace } from './place'
import classes from './settings.module.css'

const titleOf = (place: Place) =>
  place.page === 'card-type' ? t(`lifecycle.cardTypes.${place.cardType}.one`) : t(`settings.pages.${place.page}.title`)

/** The pages above this one, Home first. */
function above(place: Place): readonly Place[] {
  if (place.page === 'home') return []
  return place.page === 'card-type' ? [{ page: 'home' }, { page: 'cards' }] : [{ page: 'home' }]
}

/** Settings → Home → Cards → card type: each page above is a way back. */
export function Trail() {
  const { place, go } = usePlace()
  return (
    <nav className={classes.trail} aria-label={t('settings.trail')}>
      <ol>
        <li className={classes.trailRoot}>{t('settings.root')}</li>
        {above(place).map((each) => (
          <Fragment key={each.page}>
            <IconChevronRight size={14} aria-hidden="true" />
            <li>
              <UnstyledButton className={classes.trailLink} onClick={() => go(each)}>
                {titleOf(each)}
              </UnstyledButton>
            </li>
          </Fragment>
        ))}
        <IconChevronRight size={14} aria-hidden="true" />
        <li>
          <h1 aria-current="page">{titleOf(place)}</h1>
        </li>
      </ol>
    </nav>
  )
}
