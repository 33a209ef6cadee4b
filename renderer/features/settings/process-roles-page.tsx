import { Checkbox } from '@mantine/core'
import type { Answer } from '../../../shared/errors'
import { cardTypes, processes, type Role, type SymbolicName } from '../../../shared/lifecycle'
import type { Settings } from '../../../shared/model'
import { processDoes, processName, roleName, t } from '../../../shared/texts'
import { Panel } from '../../components/panel'
import { desk } from '../../desk'
import { useHasRole } from '../../state/mirror'
import { startersOf } from './commands-draft'
import { SaveBar } from './save-bar'
import classes from './editors.module.css'
import frame from './settings.module.css'
import { type Saved, useEditor } from './use-editor'

const desks = ['operator', 'approver'] as const
type DeskRole = (typeof desks)[number]
type Draft = Readonly<Partial<Record<SymbolicName, readonly DeskRole[]>>>

const startable = processes.filter((process) => process.by !== 'system')
const deskRoles = (roles: readonly Role[]) => desks.filter((role) => roles.includes(role))

const pick = (settings: Settings): Saved<Draft> => ({
  version: settings.processRoles.version,
  value: Object.fromEntries(
    startable.map(({ symbolicName }) => [symbolicName, deskRoles(startersOf(settings, symbolicName))]),
  ),
})

/** One save for all processes that changed. */
function save(draft: Draft, { version, value }: Saved<Draft>): Promise<Answer<Settings>> {
  const changed = startable
    .map(({ symbolicName }) => [symbolicName, [...(draft[symbolicName] ?? [])]] as const)
    .filter(([symbolicName, roles]) => roles.join() !== value[symbolicName]?.join())
  return desk.settings.saveProcessRoles({ version, roles: Object.fromEntries(changed) })
}

/** Which roles may start each process. At least one has to, or nobody could. */
export function ProcessRolesPage({ settings }: { readonly settings: Settings }) {
  const mayChange = useHasRole('administrator')
  const editor = useEditor<Draft>(settings, { pick, save })
  const { draft, setDraft } = editor
  const valid = startable.every(({ symbolicName }) => (draft[symbolicName]?.length ?? 0) > 0)
  const toggle = (process: SymbolicName, role: DeskRole, on: boolean) => {
    const before = draft[process] ?? []
    const after = desks.filter((each) => (each === role ? on : before.includes(each)))
    setDraft({ ...draft, [process]: after })
  }
  return (
    <div className={frame.single}>
      <div className={frame.editor}>
        {cardTypes.map((cardType) => {
          const title = t(`lifecycle.cardTypes.${cardType}.one`)
          return (
            <Panel key={cardType} title={title}>
              <table className={classes.table} aria-label={title}>
                <thead>
                  <tr>
                    <th scope="col">{t('settings.roles.process')}</th>
                    {desks.map((role) => (
                      <th key={role} scope="col" className={classes.tickColumn}>
                        {roleName(role)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {startable
                    .filter((process) => process.cardType === cardType)
                    .map(({ symbolicName }) => (
                      <tr key={symbolicName}>
                        <td>
                          <span className={classes.processName}>{processName(symbolicName)}</span>{' '}
                          <code className={classes.symbolicInline}>{symbolicName}</code>{' '}
                          <span className={classes.does}>{processDoes(symbolicName)}</span>
                          {draft[symbolicName]?.length === 0 ? (
                            <span className={classes.fault}>{t('settings.roles.atLeastOne')}</span>
                          ) : null}
                        </td>
                        {desks.map((role) => (
                          <td key={role} className={classes.tickColumn}>
                            <Checkbox
                              aria-label={t('settings.roles.may', {
                                role: roleName(role),
                                process: processName(symbolicName),
                              })}
                              checked={draft[symbolicName]?.includes(role) ?? false}
                              disabled={!mayChange}
                              onChange={(event) => toggle(symbolicName, role, event.currentTarget.checked)}
                            />
                          </td>
                        ))}
                      </tr>
                    ))}
                </tbody>
              </table>
            </Panel>
          )
        })}
      </div>
      <SaveBar editor={editor} valid={valid} />
    </div>
  )
}
