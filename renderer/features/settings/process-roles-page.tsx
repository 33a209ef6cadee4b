import type { Answer } from '../../../shared/errors'
import { type CardType, cardTypes, processes, type SymbolicName } from '../../../shared/lifecycle'
import type { Settings } from '../../../shared/model'
import { roleName, t } from '../../../shared/texts'
import { Panel } from '../../components/panel'
import { desk } from '../../desk'
import { useHasRole } from '../../state/mirror'
import { type DeskRole, deskRoles, documentedRoles, pickRoles, type RolesDraft, startable } from './process-roles'
import { ProcessRolesRow, SystemRow } from './process-roles-row'
import { SaveBar } from './save-bar'
import classes from './editors.module.css'
import frame from './settings.module.css'
import { type Saved, useEditor } from './use-editor'

/** One save for all processes that changed. */
function save(draft: RolesDraft, { version, value }: Saved<RolesDraft>): Promise<Answer<Settings>> {
  const changed = startable
    .map(({ symbolicName }) => [symbolicName, [...(draft[symbolicName] ?? [])]] as const)
    .filter(([symbolicName, roles]) => roles.join() !== value[symbolicName]?.join())
  return desk.settings.saveProcessRoles({ version, roles: Object.fromEntries(changed) })
}

/** Which roles may start each process. At least one has to, or nobody could. */
export function ProcessRolesPage({ settings }: { readonly settings: Settings }) {
  const editor = useEditor<RolesDraft>(settings, { pick: pickRoles, save })
  const { draft, setDraft } = editor
  const valid = startable.every(({ symbolicName }) => (draft[symbolicName]?.length ?? 0) > 0)
  return (
    <div className={frame.single}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and whoever may only read has nothing else in it to focus */}
      <div className={frame.editor} tabIndex={0}>
        <p className={classes.note}>{t('settings.roles.who')}</p>
        {cardTypes.map((cardType) => (
          <Panel key={cardType} title={t(`lifecycle.cardTypes.${cardType}.one`)}>
            <RolesTable
              cardType={cardType}
              draft={draft}
              onChange={(process, roles) => setDraft({ ...draft, [process]: roles })}
            />
          </Panel>
        ))}
      </div>
      <SaveBar editor={editor} valid={valid} />
    </div>
  )
}

interface RolesTableProps {
  readonly cardType: CardType
  readonly draft: RolesDraft
  readonly onChange: (process: SymbolicName, roles: readonly DeskRole[]) => void
}

function RolesTable({ cardType, draft, onChange }: RolesTableProps) {
  const mayChange = useHasRole('administrator')
  const own = processes.filter((process) => process.cardType === cardType)
  return (
    <table className={classes.table} aria-label={t(`lifecycle.cardTypes.${cardType}.one`)}>
      <thead>
        <tr>
          <th scope="col">{t('settings.roles.process')}</th>
          <th scope="col" className={classes.documentedColumn}>
            {t('settings.roles.documented')}
          </th>
          {deskRoles.map((role) => (
            <th key={role} scope="col" className={classes.tickColumn}>
              {roleName(role)}
            </th>
          ))}
          {mayChange ? (
            <th scope="col" className={classes.backColumn}>
              {t('settings.roles.change')}
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {own.map(({ symbolicName, by }) =>
          by === 'system' ? (
            <SystemRow key={symbolicName} process={symbolicName} />
          ) : (
            <ProcessRolesRow
              key={symbolicName}
              process={symbolicName}
              documented={documentedRoles(symbolicName)}
              roles={draft[symbolicName] ?? []}
              onChange={(roles) => onChange(symbolicName, roles)}
            />
          ),
        )}
      </tbody>
    </table>
  )
}
