import { IconChevronRight } from '@tabler/icons-react'
import { type Ref, useId } from 'react'
import type { CommandView } from '../../shared/model'
import { processDoes } from '../../shared/texts'
import classes from './command-button.module.css'

interface CommandButtonProps {
  readonly command: CommandView
  /** Said beside the name, such as on how many cards it can be run. */
  readonly note?: string
  readonly onStart: () => void
  readonly buttonRef?: Ref<HTMLButtonElement>
}

/** A command under "What do you want to do?", with the reason where it cannot be run just now. */
export function CommandButton({ command, note, onStart, buttonRef }: CommandButtonProps) {
  const { process, name, disabledBecause } = command
  const reason = useId()
  const disabled = disabledBecause !== null
  return (
    <div>
      <button
        ref={buttonRef}
        type="button"
        className={classes.command}
        // Still reached by the keyboard, so that its reason is heard.
        aria-disabled={disabled}
        aria-describedby={disabled ? reason : undefined}
        title={processDoes(process)}
        // The focus comes back here from a closed wizard: Enter held down must not open it again.
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.repeat) event.preventDefault()
        }}
        onClick={() => {
          if (!disabled) onStart()
        }}
      >
        <span>{name}</span>
        {note === undefined ? null : <span className={classes.note}>{note}</span>}
        <IconChevronRight size={16} aria-hidden="true" />
      </button>
      {disabled ? (
        <p id={reason} className={classes.reason}>
          {disabledBecause}
        </p>
      ) : null}
    </div>
  )
}
