import type { DeskSnapshot, PartnerStatus, SessionUser } from '../../shared/contract/responses'
import type { Partners } from '../engine/process-package'
import type { Store } from '../store/port'
import type { Session } from './accounts'
import type { BatchSync } from './batch-sync'
import type { Cards } from './cards'
import type { Search } from './search'

interface Needs {
  readonly store: Store
  readonly search: Search
  readonly cards: Cards
  /** As they are connected at this moment. */
  readonly partners: () => Partners
  readonly batchSync: Pick<BatchSync, 'status'>
  readonly version: string
}

/** What a window starts from. */
export class DeskSnapshots {
  constructor(private readonly needs: Needs) {}

  snapshot(session: Session, user: SessionUser): DeskSnapshot {
    const { store, search, cards, partners, batchSync, version } = this.needs
    const { cardTypes, options } = store.view.settings()
    return {
      notice: session.noticeNumber(),
      sequence: store.view.sequence,
      counts: search.counts(),
      options: options.values,
      searchFields: { card: cardTypes.card.searchFields, 'temporary-card': cardTypes['temporary-card'].searchFields },
      newCommands: {
        card: cards.newCommands('card', user),
        'temporary-card': cards.newCommands('temporary-card', user),
      },
      bureau: statusOf(partners().bureau),
      batch: batchSync.status(),
      encoder: statusOf(partners().encoder),
      authority: statusOf(partners().authority),
      version,
    }
  }
}

function statusOf({ name, simulated }: PartnerStatus): PartnerStatus {
  return { name, simulated }
}
