import { Checkbox } from '@mantine/core'
import type { Answer } from '../../../shared/errors'
import type { CardType } from '../../../shared/lifecycle'
import { type SearchField, type Settings, searchFields } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { Panel } from '../../components/panel'
import { desk } from '../../desk'
import { useHasRole } from '../../state/mirror'
import { type CommandsDraft, commandsOf } from './commands-draft'
import { CommandsPanels } from './commands-panels'
import { faultOfLayouts, LayoutsPanel } from './layouts-panel'
import { SaveBar } from './save-bar'
import classes from './editors.module.css'
import frame from './settings.module.css'
import { type Saved, useEditor } from './use-editor'

interface GeneralDraft {
  readonly commands: CommandsDraft
  readonly searchFields: readonly SearchField[]
  readonly layouts: readonly string[]
}

const pickFor =
  (cardType: CardType) =>
  (settings: Settings): Saved<GeneralDraft> => {
    const { version, searchFields: fields, layouts } = settings.cardTypes[cardType]
    return {
      version,
      value: {
        commands: commandsOf(settings, cardType, 'general'),
        searchFields: searchFields.filter((field) => fields.includes(field)),
        layouts,
      },
    }
  }

const saveFor =
  (cardType: CardType) =>
  ({ commands, searchFields, layouts }: GeneralDraft, { version }: Saved<GeneralDraft>): Promise<Answer<Settings>> =>
    desk.settings.saveGeneral({
      cardType,
      version,
      defaults: [...commands.defaults],
      additional: [...commands.additional],
      searchFields: [...searchFields],
      layouts: [...layouts],
    })

function SearchFieldsPanel({
  draft,
  onChange,
}: {
  readonly draft: GeneralDraft
  readonly onChange: (draft: GeneralDraft) => void
}) {
  const mayChange = useHasRole('administrator')
  if (!mayChange)
    return (
      <Panel title={t('settings.searchFields.title')} text={t('settings.searchFields.text')}>
        <ul className={classes.read} aria-label={t('settings.searchFields.title')}>
          {draft.searchFields.map((field) => (
            <li key={field}>{t(`settings.searchFields.${field}`)}</li>
          ))}
        </ul>
      </Panel>
    )
  return (
    <Panel title={t('settings.searchFields.title')} text={t('settings.searchFields.text')}>
      <Checkbox.Group
        aria-label={t('settings.searchFields.title')}
        value={[...draft.searchFields]}
        onChange={(chosen) =>
          onChange({ ...draft, searchFields: searchFields.filter((field) => chosen.includes(field)) })
        }
        error={draft.searchFields.length === 0 ? t('settings.searchFields.atLeastOne') : null}
      >
        <div className={classes.ticks}>
          {searchFields.map((field) => (
            <Checkbox key={field} value={field} label={t(`settings.searchFields.${field}`)} />
          ))}
        </div>
      </Checkbox.Group>
    </Panel>
  )
}

/** The General tab: what makes a new card, where the search text looks, which layouts there are. */
export function GeneralEditor({ settings, cardType }: { readonly settings: Settings; readonly cardType: CardType }) {
  const editor = useEditor<GeneralDraft>(settings, { pick: pickFor(cardType), save: saveFor(cardType) })
  const { draft, setDraft } = editor
  const valid = draft.searchFields.length > 0 && faultOfLayouts(draft.layouts) === null
  return (
    <>
      <div className={frame.editor}>
        <div className={frame.meaning}>
          <p>{t('settings.generalMeaning')}</p>
        </div>
        <CommandsPanels
          settings={settings}
          cardType={cardType}
          tab="general"
          final={false}
          draft={draft.commands}
          onChange={(commands) => setDraft({ ...draft, commands })}
        />
        <div className={classes.pair}>
          <SearchFieldsPanel draft={draft} onChange={setDraft} />
          <LayoutsPanel layouts={draft.layouts} onChange={(layouts) => setDraft({ ...draft, layouts })} />
        </div>
      </div>
      <SaveBar editor={editor} valid={valid} />
    </>
  )
}
