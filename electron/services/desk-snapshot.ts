import type { DeskSnapshot, PartnerStatus, SessionUser } from '../../shared/contract/responses'
import type { Partners } from '../engine/process-package'
import type { Store } from '../store/port'
import type { Session } from './accounts'
import type { Cards } from './cards'
import type { Search } from './search'

interface Needs {
  readonly store: Store
  readonly search: Search
  readonly cards: Cards
  readonly partners: Partners
  readonly version: string
}

/** What a window starts from. */
export class DeskSnapshots {
  constructor(private readonly needs: Needs) {}

  snapshot(session: Session, user: SessionUser): DeskSnapshot {
    const { store, search, cards, partners, version } = this.needs
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
      bureau: statusOf(partners.bureau),
      encoder: statusOf(partners.encoder),
      authority: statusOf(partners.authority),
      version,
    }
  }
}

function statusOf({ name, simulated }: PartnerStatus): PartnerStatus {
  return { name, simulated }
}
