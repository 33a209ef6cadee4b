import { IconChevronRight } from '@tabler/icons-react'
import { useId } from 'react'
import { stateOf } from '../../../shared/lifecycle'
import type { Card, CommandView } from '../../../shared/model'
import { processDoes, stateLabel, t } from '../../../shared/texts'
import { useProcess } from '../process/process-store'
import classes from './card-profile.module.css'

interface CardCommandsProps {
  readonly card: Card
  readonly commands: readonly CommandView[]
}

/** What this user may do with the card now, each a button; nothing else is decided here. */
export function CardCommands({ card, commands }: CardCommandsProps) {
  const title = useId()
  return (
    <section className={classes.commands} aria-labelledby={title}>
      <h3 id={title} className={classes.sectionTitle}>
        {t('card.commands.title')}
      </h3>
      {commands.length === 0 ? <p className={classes.none}>{noneText(card)}</p> : null}
      {commands.map((command) => (
        <Command key={command.process} card={card.id} command={command} />
      ))}
    </section>
  )
}

/** Nothing leads out of a final state, so that nobody can add a command there. */
function noneText({ cardType, state }: Card): string {
  const none = t('card.commands.none')
  if (stateOf(cardType, state)?.kind === 'final') return none
  return `${none} ${t('card.commands.add', { state: stateLabel(cardType, state) })}`
}

function Command({
  card,
  command: { process, name, disabledBecause },
}: {
  readonly card: string
  readonly command: CommandView
}) {
  const reason = useId()
  const disabled = disabledBecause !== null
  return (
    <div className={classes.commandSlot}>
      <button
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
          if (!disabled) useProcess.getState().start({ process, card, person: null })
        }}
      >
        <span>{name}</span>
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
