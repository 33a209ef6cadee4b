import { IconAlertTriangle } from '@tabler/icons-react'
import states from '../../components/states.module.css'
import classes from './process-panel.module.css'

/** Why the work of the last Next did not succeed. Screen readers hear it when its page is drawn. */
export function ProblemNotice({ text }: { readonly text: string }) {
  return (
    <div role="alert" className={classes.problem}>
      <div className={states.error}>
        <IconAlertTriangle size={16} aria-hidden="true" />
        <p>{text}</p>
      </div>
    </div>
  )
}

/** Something that deserves attention before going on. */
export function WarningNotice({ text }: { readonly text: string }) {
  return (
    <p className={classes.warning}>
      <IconAlertTriangle size={16} aria-hidden="true" />
      <span>{text}</span>
    </p>
  )
}
