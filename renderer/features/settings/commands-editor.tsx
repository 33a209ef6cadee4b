import { type AnyState, type CardType, isFinal } from '../../../shared/lifecycle'
import type { Settings } from '../../../shared/model'
import { stateMeaning } from '../../../shared/texts'
import { StateBadge } from '../../components/state-badge'
import { desk } from '../../desk'
import { type CommandsDraft, commandsOf } from './commands-draft'
import { CommandsPanels } from './commands-panels'
import { SaveBar } from './save-bar'
import classes from './settings.module.css'
import { useEditor } from './use-editor'

interface CommandsEditorProps {
  readonly settings: Settings
  readonly cardType: CardType
  readonly state: AnyState
}

/** The tab of one state: what it means and what it offers. */
export function CommandsEditor({ settings, cardType, state }: CommandsEditorProps) {
  const editor = useEditor<CommandsDraft>(settings, {
    pick: (from) => ({ value: commandsOf(from, cardType, state), version: from.cardTypes[cardType].version }),
    save: ({ defaults, additional }, { version }) =>
      desk.settings.saveCommands({
        cardType,
        tab: state,
        version,
        defaults: [...defaults],
        additional: [...additional],
      }),
  })
  return (
    <>
      <div className={classes.editor}>
        <div className={classes.meaning}>
          <StateBadge cardType={cardType} state={state} />
          <p>{stateMeaning(cardType, state)}</p>
        </div>
        <CommandsPanels
          settings={settings}
          cardType={cardType}
          tab={state}
          final={isFinal(cardType, state)}
          draft={editor.draft}
          onChange={editor.setDraft}
        />
      </div>
      <SaveBar editor={editor} />
    </>
  )
}
