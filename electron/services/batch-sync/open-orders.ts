import { type AnyState, cardTypes } from '../../../shared/lifecycle'
import type { Card, Order } from '../../../shared/model'
import { numberOfId } from '../../engine/view'
import { isOnItsWay, isOpen, isQueued } from '../../processes/batch-sync'
import { bureauOrderId, type DeskIdentities, deskOrderNumber } from '../../production/orders'
import type { OpenOrder } from '../../production/port'
import type { Search } from '../search'
import type { Narrowing } from '../search/card-lists'

type Ordered = Card & { readonly order: Order }

/** Oldest order first; a batch sent again has its orders as before. Each number is read once: there may be many. */
function byOrder(cards: readonly Ordered[]): readonly Ordered[] {
  return cards
    .map((card) => ({ card, number: numberOfId('order', card.order.id) }))
    .sort((one, other) => one.number - other.number)
    .map(({ card }) => card)
}

/** The cards whose orders batch sync is about, as they are now. */
export class OpenOrders {
  /** Every card that has an order, by the order's number; complete for orders up to `newest`. */
  private index: { readonly newest: number; readonly cards: Promise<ReadonlyMap<string, string>> } | undefined

  constructor(
    private readonly search: Pick<Search, 'inState' | 'select' | 'lists'>,
    private readonly desks: () => DeskIdentities,
  ) {}

  /** Those that wait in the queue, oldest order first. */
  async queued(): Promise<readonly Ordered[]> {
    const inQueue = await this.inStates(['processing'], { sending: false })
    return byOrder(inQueue.filter(isQueued))
  }

  /** Those that left in a batch and have no answer yet, batch by batch, oldest first. */
  onTheirWay(): ReadonlyMap<string, readonly Ordered[]> {
    const processing = cardTypes.flatMap((type) => this.search.inState(type, 'processing', { sending: true }))
    const waiting = byOrder(processing.filter(isOnItsWay))
    return Map.groupBy(waiting, ({ order }) => order.batch ?? order.id)
  }

  countOnTheirWay(): number {
    const underway = { states: ['processing'], sending: true } as const
    return cardTypes.reduce((sum, type) => sum + this.search.lists.count(type, underway), 0)
  }

  /** When the oldest queued order was asked for, milliseconds since 1970; `null` when none waits. */
  oldestQueued(): number | null {
    const queued = { states: ['processing'], sending: false } as const
    const times = cardTypes.flatMap((type) => [...this.search.lists.requestTimes(type, queued)])
    return times.length === 0 ? null : times.reduce((one, other) => Math.min(one, other))
  }

  /** Those the bureau has and whose end is not known. */
  async atTheBureau(): Promise<readonly OpenOrder[]> {
    const desks = this.desks()
    const open = (await this.inStates(['ordered', 'in-production'])).filter(isOpen)
    return open.map((card) => ({ id: bureauOrderId(desks, card.order), card: card.id, state: card.state }))
  }

  /**
   * The cards that have these orders, by the bureau's id. Looks at the open ones first; for what is left all cards
   * are looked through once, in slices beside other work, and again only for orders that are newer than that.
   * `newest` is the highest order number the desk has given out.
   */
  async cardsOf(
    orders: ReadonlySet<string>,
    known: ReadonlyMap<string, string>,
    newest: number,
  ): Promise<Map<string, string>> {
    const found = new Map<string, string>()
    const missing = new Map<string, string>()
    for (const id of orders) {
      const card = known.get(id)
      const number = deskOrderNumber(this.desks(), id)
      if (card !== undefined) found.set(id, card)
      else if (number !== null) missing.set(number, id)
    }
    if (missing.size === 0) return found
    const newer = (number: string) => numberOfId('order', number) > (this.index?.newest ?? 0)
    if ([...missing.keys()].some((number) => newer(number) && numberOfId('order', number) <= newest)) {
      this.index = { newest, cards: this.everyOrder() }
    }
    const all = (await this.index?.cards) ?? new Map<string, string>()
    for (const [number, id] of missing) {
      const card = all.get(number)
      if (card !== undefined) found.set(id, card)
    }
    return found
  }

  /** Lets go of what was looked up: it is as large as the desk. */
  forget(): void {
    this.index = undefined
  }

  /** Every card that has an order, by the order's number. */
  private async everyOrder(): Promise<ReadonlyMap<string, string>> {
    const all = new Map<string, string>()
    for (const type of cardTypes) {
      await this.search.select(type, ({ id, order }) => {
        if (order) all.set(order.id, id)
        return false
      })
    }
    return all
  }

  /** The cards in these states, looked for in slices beside other work: a queue can be long. */
  private async inStates(states: readonly AnyState[], narrowing: Narrowing = {}): Promise<readonly Card[]> {
    const found: Card[] = []
    for (const type of cardTypes) {
      for (const card of await this.search.select(type, () => true, { ...narrowing, states })) found.push(card)
    }
    return found
  }
}
