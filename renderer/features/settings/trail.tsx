import { UnstyledButton } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { Fragment, useEffect, useRef } from 'react'
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
  const heading = useRef<HTMLHeadingElement>(null)
  const title = titleOf(place)
  const shown = useRef(title)
  // What was pressed to come here is gone with its page; the heading says where one is now.
  useEffect(() => {
    if (shown.current === title) return
    shown.current = title
    heading.current?.focus()
  }, [title])
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
          <h1 ref={heading} tabIndex={-1} aria-current="page">
            {title}
          </h1>
        </li>
      </ol>
    </nav>
  )
}
