import type { Role } from '../../../shared/lifecycle'
import type { TabId } from '../../state/view'

const readers = ['operator', 'approver', 'auditor'] as const

/** The tabs in their order, and the roles of which any reaches them. */
const tabs: readonly { readonly id: TabId; readonly roles: readonly Role[] }[] = [
  { id: 'overview', roles: readers },
  { id: 'search', roles: readers },
  { id: 'requests', roles: readers },
  { id: 'batch-orders', roles: readers },
  { id: 'settings', roles: ['administrator', 'auditor'] },
]

/** The tabs that somebody with these roles reaches. */
export function tabIdsFor(roles: readonly Role[]): readonly TabId[] {
  return tabs.filter((tab) => tab.roles.some((role) => roles.includes(role))).map(({ id }) => id)
}
