import { Badge, Select, Switch } from '@mantine/core'
import { type CardType, isSymbolicName, type SymbolicName } from '../../../shared/lifecycle'
import type { Settings, SettingsTab } from '../../../shared/model'
import { listed, processDoes, processName, roleName, t } from '../../../shared/texts'
import { Panel } from '../../components/panel'
import { useHasRole } from '../../state/mirror'
import { addable, type CommandsDraft, moved, startersOf, withAdded, withDefault, withoutAdded } from './commands-draft'
import { RowMoves } from './row-moves'
import classes from './editors.module.css'
import { useSettings } from './settings-store'
import { YesNo } from './yes-no'

interface CommandsPanelsProps {
  readonly settings: Settings
  readonly cardType: CardType
  readonly tab: SettingsTab
  /** True where nothing can ever be offered. */
  readonly final: boolean
  readonly draft: CommandsDraft
  readonly onChange: (draft: CommandsDraft) => void
}

function Later({ process }: { readonly process: SymbolicName }) {
  const runnable = useSettings((state) => state.runnable)
  if (runnable.has(process)) return null
  return (
    <Badge className={classes.later} size="sm" variant="default">
      {t('settings.later')}
    </Badge>
  )
}

function ProcessWords({ process }: { readonly process: SymbolicName }) {
  return (
    <>
      <span className={classes.processName}>{processName(process)}</span> <Later process={process} />{' '}
      <span className={classes.does}>{processDoes(process)}</span>
    </>
  )
}

function Stands({ process, enabled }: { readonly process: SymbolicName; readonly enabled: boolean }) {
  return (
    <div className={classes.lineRead}>
      <span className={classes.lineStands}>
        <YesNo is={enabled} kind="offered" />
      </span>
      <span>
        <span className={classes.processName}>{processName(process)}</span>{' '}
        <span className={classes.does}>{processDoes(process)}</span>
      </span>
    </div>
  )
}

function Defaults({ tab, final, draft, onChange }: CommandsPanelsProps) {
  const mayChange = useHasRole('administrator')
  const text = tab === 'general' ? t('settings.defaults.textNew') : t('settings.defaults.text')
  return (
    <Panel title={t('settings.defaults.title')} text={text}>
      {draft.defaults.length === 0 ? (
        <p className={classes.none}>{t(final ? 'settings.defaults.final' : 'settings.defaults.none')}</p>
      ) : (
        <ul className={classes.lines}>
          {draft.defaults.map(({ process, enabled }) => (
            <li key={process} className={classes.line}>
              {mayChange ? (
                <Switch
                  className={classes.lineSwitch}
                  checked={enabled}
                  onChange={(event) => onChange(withDefault(draft, process, event.currentTarget.checked))}
                  label={processName(process)}
                  labelPosition="right"
                  description={processDoes(process)}
                />
              ) : (
                <Stands process={process} enabled={enabled} />
              )}
              <Later process={process} />
              <code className={classes.symbolicName}>{process}</code>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

function ProcessList({ cardType, tab, draft, onChange }: CommandsPanelsProps) {
  const runnable = useSettings((state) => state.runnable)
  const choices = addable(cardType, tab, draft).map(({ symbolicName }) => {
    const later = !runnable.has(symbolicName)
    const name = processName(symbolicName)
    return { value: symbolicName, label: later ? t('settings.laterChoice', { name }) : name, disabled: later }
  })
  return (
    <Select
      label={t('settings.additional.list')}
      placeholder={t(choices.length > 0 ? 'settings.additional.choose' : 'settings.additional.nothingLeft')}
      data={choices}
      // Not `disabled`: adding the last choice would lose the focus.
      readOnly={choices.length === 0}
      aria-disabled={choices.length === 0}
      value={null}
      onChange={(process) => process && isSymbolicName(process) && onChange(withAdded(draft, process))}
      className={classes.processList}
    />
  )
}

function Additional(props: CommandsPanelsProps) {
  const { settings, final, draft, onChange } = props
  const mayChange = useHasRole('administrator')
  return (
    <Panel title={t('settings.additional.title')} text={t('settings.additional.text')}>
      <div data-rows>
        {mayChange && !final ? <ProcessList {...props} /> : null}
        <table className={classes.table} aria-label={t('settings.additional.title')}>
          <thead>
            <tr>
              <th scope="col" className={classes.narrow}>
                {t('settings.additional.order')}
              </th>
              <th scope="col">{t('settings.additional.process')}</th>
              <th scope="col" className={classes.starters}>
                {t('settings.additional.startedBy')}
              </th>
              <th scope="col" className={classes.symbolicColumn}>
                {t('settings.symbolicName')}
              </th>
              {mayChange ? (
                <th scope="col" className={classes.actions}>
                  {t('settings.additional.change')}
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {draft.additional.map((process, index) => (
              <tr key={process}>
                <td>{index + 1}</td>
                <td>
                  <ProcessWords process={process} />
                </td>
                <td>{listed(startersOf(settings, process).map(roleName), 'or')}</td>
                <td>
                  <code className={classes.symbolicName}>{process}</code>
                </td>
                {mayChange ? (
                  <td className={classes.actions}>
                    <RowMoves
                      first={index === 0}
                      last={index === draft.additional.length - 1}
                      labels={{
                        up: t('settings.additional.up', { process: processName(process) }),
                        down: t('settings.additional.down', { process: processName(process) }),
                        remove: t('settings.additional.remove', { process: processName(process) }),
                      }}
                      onMove={(by) => onChange({ ...draft, additional: moved(draft.additional, index, by) })}
                      onRemove={() => onChange(withoutAdded(draft, process))}
                    />
                  </td>
                ) : null}
              </tr>
            ))}
            {draft.additional.length === 0 ? (
              <tr>
                <td colSpan={mayChange ? 5 : 4} className={classes.none}>
                  {t(final ? 'settings.defaults.final' : 'settings.additional.none')}
                </td>
              </tr>
            ) : null}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

/** What one tab offers: its documented defaults and the processes an administrator added. */
export function CommandsPanels(props: CommandsPanelsProps) {
  return (
    <>
      <Defaults {...props} />
      <Additional {...props} />
    </>
  )
}
