import { processes, processOf, type Role, type SymbolicName } from '../../../shared/lifecycle'
import type { Settings } from '../../../shared/model'
import { startersOf } from './commands-draft'
import type { Saved } from './use-editor'

/**
 * The roles a process can be given to: an auditor changes nothing, and an administrator does not act on
 * cards unless they are also one of these.
 */
export const deskRoles = ['operator', 'approver'] as const satisfies readonly Role[]
export type DeskRole = (typeof deskRoles)[number]

/** The starters of every process while they are edited. */
export type RolesDraft = Readonly<Partial<Record<SymbolicName, readonly DeskRole[]>>>

/** The processes somebody can start, as opposed to those Card Desk runs by itself. */
export const startable = processes.filter((process) => process.by !== 'system')

const inOrder = (roles: readonly Role[]) => deskRoles.filter((role) => roles.includes(role))

/** The roles that start the process as documented; nobody for what Card Desk runs by itself. */
export function documentedRoles(process: SymbolicName): readonly DeskRole[] {
  const by = processOf(process)?.by
  return by === undefined || by === 'system' ? [] : inOrder([by])
}

/** The starters of every process as they are saved. */
export function pickRoles(settings: Settings): Saved<RolesDraft> {
  return {
    version: settings.processRoles.version,
    value: Object.fromEntries(
      startable.map(({ symbolicName }) => [symbolicName, inOrder(startersOf(settings, symbolicName))]),
    ),
  }
}

/** The roles with one of them given or taken away, in their order. */
export function withRole(roles: readonly DeskRole[], role: DeskRole, on: boolean): readonly DeskRole[] {
  return deskRoles.filter((each) => (each === role ? on : roles.includes(each)))
}

/** True when these are not the documented roles. */
export function isChanged(roles: readonly DeskRole[], documented: readonly DeskRole[]): boolean {
  return roles.join() !== documented.join()
}
