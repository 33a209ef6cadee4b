import { IconCheck, IconMinus } from '@tabler/icons-react'
import { t } from '../../../shared/texts'
import classes from './editors.module.css'

/** How a switch or tick stands, for those who only look: in words, with no control to try. */
export function YesNo({ is, kind = 'yesNo' }: { readonly is: boolean; readonly kind?: 'yesNo' | 'onOff' | 'offered' }) {
  const Icon = is ? IconCheck : IconMinus
  return (
    <span className={classes.stands} data-is={is}>
      <Icon size={14} aria-hidden="true" />
      {t(`settings.stands.${kind}.${is ? 'yes' : 'no'}`)}
    </span>
  )
}
