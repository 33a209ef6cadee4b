import type { ComponentType } from 'react'
import type { Role } from '../../../shared/lifecycle'
import type { TabId } from '../../state/view'
import { OverviewTab } from '../overview/overview-tab'
import { OpenRequests } from '../requests/open-requests'
import { RequestsTab } from '../requests/requests-tab'
import { SearchTab } from '../search/search-tab'
import { SettingsTab } from '../settings/settings-tab'

interface Tab {
  readonly id: TabId
  /** Any of these reaches it. */
  readonly roles: readonly Role[]
  readonly content: ComponentType
  /** Something to see beside its label, such as how much waits there. */
  readonly badge?: ComponentType
}

/** The tabs in their order. A new part of the desk is a line here. */
const tabs: readonly Tab[] = [
  { id: 'overview', roles: ['operator', 'approver', 'auditor'], content: OverviewTab },
  { id: 'search', roles: ['operator', 'approver', 'auditor'], content: SearchTab },
  { id: 'requests', roles: ['operator', 'approver', 'auditor'], content: RequestsTab, badge: OpenRequests },
  { id: 'settings', roles: ['administrator', 'auditor'], content: SettingsTab },
]

/** The tabs that somebody with these roles reaches. */
export function tabsFor(roles: readonly Role[]): readonly Tab[] {
  return tabs.filter((tab) => tab.roles.some((role) => roles.includes(role)))
}
