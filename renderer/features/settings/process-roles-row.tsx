import { Badge, Button, Checkbox } from '@mantine/core'
import { type MouseEvent, useId } from 'react'
import { flushSync } from 'react-dom'
import type { SymbolicName } from '../../../shared/lifecycle'
import { listed, processDoes, processName, roleName, t } from '../../../shared/texts'
import { useHasRole } from '../../state/mirror'
import { type DeskRole, deskRoles, isChanged, withRole } from './process-roles'
import classes from './editors.module.css'
import { YesNo } from './yes-no'

interface ProcessRolesRowProps {
  readonly process: SymbolicName
  readonly documented: readonly DeskRole[]
  readonly roles: readonly DeskRole[]
  readonly onChange: (roles: readonly DeskRole[]) => void
}

/** One process with a tick for each role that may start it, and the way back to the documented one. */
export function ProcessRolesRow({ process, documented, roles, onChange }: ProcessRolesRowProps) {
  const mayChange = useHasRole('administrator')
  const changed = isChanged(roles, documented)
  const name = processName(process)
  const documentedNames = listed(documented.map(roleName), 'or')
  const fault = useId()
  const empty = roles.length === 0
  /** The button goes with what it undid; its row keeps the focus. */
  const goBack = (event: MouseEvent) => {
    const row = event.currentTarget.closest('tr')
    flushSync(() => onChange(documented))
    row?.querySelector<HTMLElement>('input')?.focus()
  }
  return (
    <tr>
      <td>
        <ProcessWords process={process} changed={changed && !empty} />
        {empty ? (
          <span id={fault} className={classes.fault}>
            {t('settings.roles.atLeastOne')}
          </span>
        ) : null}
      </td>
      <td className={classes.documentedColumn}>{documentedNames}</td>
      {deskRoles.map((role) => (
        <td key={role} className={classes.tickColumn}>
          {mayChange ? (
            <Checkbox
              aria-label={t('settings.roles.may', { role: roleName(role), process: name })}
              aria-describedby={empty ? fault : undefined}
              aria-invalid={empty || undefined}
              checked={roles.includes(role)}
              onChange={(event) => onChange(withRole(roles, role, event.currentTarget.checked))}
            />
          ) : (
            <YesNo is={roles.includes(role)} />
          )}
        </td>
      ))}
      {mayChange ? (
        <td className={classes.backColumn}>
          {changed ? (
            <Button
              variant="subtle"
              size="compact-sm"
              aria-label={t('settings.roles.backLabel', { process: name, roles: documentedNames })}
              onClick={goBack}
            >
              {t('settings.roles.back', { roles: documentedNames })}
            </Button>
          ) : null}
        </td>
      ) : null}
    </tr>
  )
}

/** A process Card Desk runs by itself: shown, and nothing to change. */
export function SystemRow({ process }: { readonly process: SymbolicName }) {
  const mayChange = useHasRole('administrator')
  return (
    <tr>
      <td>
        <ProcessWords process={process} />
      </td>
      <td className={classes.documentedColumn}>{roleName('system')}</td>
      <td colSpan={deskRoles.length + (mayChange ? 1 : 0)} className={classes.none}>
        {t('settings.roles.system')}
      </td>
    </tr>
  )
}

function ProcessWords({ process, changed = false }: { readonly process: SymbolicName; readonly changed?: boolean }) {
  return (
    <>
      <span className={classes.processName}>{processName(process)}</span>{' '}
      <code className={classes.symbolicInline}>{process}</code>{' '}
      {changed ? (
        <Badge className={classes.mark} size="sm" variant="light">
          {t('settings.roles.changed')}
        </Badge>
      ) : null}
      <span className={classes.does}>{processDoes(process)}</span>
    </>
  )
}
