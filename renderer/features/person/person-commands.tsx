import { useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { PersonCommand } from '../../../shared/contract'
import type { SymbolicName } from '../../../shared/lifecycle'
import { fullName, type Person } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { CommandButton } from '../../components/command-button'
import frame from '../card/card-profile.module.css'
import { useProcess } from '../process/process-store'
import { ChooseFromStock } from './choose-from-stock'

interface PersonCommandsProps {
  readonly person: Person
  readonly commands: readonly PersonCommand[]
}

/** What this user may do for the person now, each a button; nothing else is decided here. */
export function PersonCommands({ person, commands }: PersonCommandsProps) {
  const title = useId()
  const [choosingFor, setChoosingFor] = useState<SymbolicName | null>(null)
  const buttons = useRef(new Map<SymbolicName, HTMLButtonElement | null>())
  const { start } = useProcess.getState()
  /** Back to the command the card was chosen for: there the wizard gives the focus back, too. */
  const closeStock = () => {
    flushSync(() => setChoosingFor(null))
    if (choosingFor) buttons.current.get(choosingFor)?.focus()
  }
  const chosen = (card: string) => {
    closeStock()
    if (choosingFor) start({ process: choosingFor, card, person: person.id })
  }
  return (
    <section className={frame.commands} aria-labelledby={title}>
      <h3 id={title} className={frame.sectionTitle}>
        {t('persons.commands.title')}
      </h3>
      {commands.length === 0 ? <p className={frame.none}>{t('persons.commands.none')}</p> : null}
      {commands.map((command) => (
        <CommandButton
          key={command.process}
          command={command}
          buttonRef={(button) => {
            buttons.current.set(command.process, button)
          }}
          onStart={() => {
            if (command.needs === 'temporary-card') setChoosingFor(command.process)
            else start({ process: command.process, card: null, person: person.id })
          }}
        />
      ))}
      <ChooseFromStock opened={choosingFor !== null} holder={fullName(person)} onClose={closeStock} onChosen={chosen} />
    </section>
  )
}
