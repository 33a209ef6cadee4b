import { Loader } from '@mantine/core'
import { t } from '../../shared/texts'
import classes from './states.module.css'

/** Fills the place of what is on its way. Stays invisible for the first 150 ms, so that quick answers do not flicker. */
export function Loading() {
  return (
    <output className={classes.loading} aria-label={t('shell.loading')}>
      <Loader size="sm" type="dots" />
    </output>
  )
}
