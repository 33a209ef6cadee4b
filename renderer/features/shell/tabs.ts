import type { ComponentType } from 'react'
import type { Role } from '../../../shared/lifecycle'
import type { TabId } from '../../state/view'
import { BatchOrdersTab } from '../batch-orders/batch-orders-tab'
import { OverviewTab } from '../overview/overview-tab'
import { OpenRequests } from '../requests/open-requests'
import { RequestsTab } from '../requests/requests-tab'
import { SearchTab } from '../search/search-tab'
import { SettingsTab } from '../settings/settings-tab'
import { tabIdsFor } from './tab-roles'

interface TabParts {
  readonly content: ComponentType
  /** Something to see beside its label, such as how much waits there. */
  readonly badge?: ComponentType
}

interface Tab extends TabParts {
  readonly id: TabId
}

/** What each tab shows. Who reaches it, and where it stands, is in `tab-roles.ts`. */
const parts: Readonly<Record<TabId, TabParts>> = {
  overview: { content: OverviewTab },
  search: { content: SearchTab },
  requests: { content: RequestsTab, badge: OpenRequests },
  'batch-orders': { content: BatchOrdersTab },
  settings: { content: SettingsTab },
}

/** The tabs that somebody with these roles reaches, in their order. */
export function tabsFor(roles: readonly Role[]): readonly Tab[] {
  return tabIdsFor(roles).map((id) => ({ id, ...parts[id] }))
}
