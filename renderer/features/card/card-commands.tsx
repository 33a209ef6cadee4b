import { useId } from 'react'
import { stateOf } from '../../../shared/lifecycle'
import type { Card, CommandView } from '../../../shared/model'
import { stateLabel, t } from '../../../shared/texts'
import { CommandButton } from '../../components/command-button'
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
        <CommandButton
          key={command.process}
          command={command}
          onStart={() => useProcess.getState().start({ process: command.process, card: card.id, person: null })}
        />
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
