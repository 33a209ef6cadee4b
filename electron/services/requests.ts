import type { ParsedRequestOf, RequestRow, ResponseOf, SessionUser } from '../../shared/contract'
import type { Card } from '../../shared/model'
import type { Store } from '../store/port'
import type { Cards } from './cards'
import type { Search } from './search'

interface Needs {
  readonly store: Store
  readonly search: Search
  readonly cards: Cards
}

/** A card that has an order. */
export type Ordered = Card & { readonly order: NonNullable<Card['order']> }

/** Orders of cards that wait for a decision, and what became of those somebody asked for. */
export class Requests {
  constructor(private readonly needs: Needs) {}

  /** A page of them: open ones with the oldest first, one's own with the newest first. */
  async list(
    { view, offset, limit }: ParsedRequestOf<'requests.list'>,
    user: SessionUser,
  ): Promise<ResponseOf<'requests.list'>> {
    const { view: desk } = this.needs.store
    const { sequence } = desk
    const found = view === 'open' ? await this.open() : await this.askedBy(user)
    const page = found.slice(offset, offset + limit).map((id) => desk.card(id))
    const rows = page.filter((card) => card !== undefined && isOrdered(card)).map((card) => this.row(card, user))
    return { total: found.length, rows, sequence }
  }

  /** Cards whose order waits for a decision, oldest first; not those that are decided and on their way to the bureau. */
  private open(): Promise<readonly string[]> {
    return this.needs.search.lists.idsBy('requested', 'card', [{ states: ['requested'], decided: false }])
  }

  /** Cards whose order that user asked for in this desk, newest first. */
  private async askedBy(user: SessionUser): Promise<readonly string[]> {
    return (await this.needs.search.lists.idsBy('requested', 'card', [{ requester: user.id }])).toReversed()
  }

  /** A request as a list and its page show it. */
  row(card: Ordered, user: SessionUser): RequestRow {
    const { view } = this.needs.store
    const { requested } = card.order
    const account = view.account(requested.user ?? '')
    return {
      card: this.needs.search.row(card),
      order: card.order,
      holder: view.person(card.holder ?? '') ?? null,
      requester: {
        name: requested.name,
        userName: account?.userName ?? '',
        person: view.person(account?.person ?? '') ?? null,
      },
      commands: this.needs.cards.commands(card, user),
    }
  }
}

/** True for a card that has an order. */
export function isOrdered(card: Card): card is Ordered {
  return card.order !== null
}
