import { IconFlask } from '@tabler/icons-react'
import classes from './simulated-notice.module.css'

/** Says that something outside the desk only plays its part on this workstation. */
export function SimulatedNotice({ text }: { readonly text: string }) {
  return (
    <p className={classes.notice}>
      <IconFlask size={16} aria-hidden="true" />
      <span>{text}</span>
    </p>
  )
}
