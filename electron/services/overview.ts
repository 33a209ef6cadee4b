import dayjs from 'dayjs'
import type { Overview, ParsedRequestOf, ResponseOf, SessionUser } from '../../shared/contract'
import type { AnyState, CardType, SymbolicName } from '../../shared/lifecycle'
import type { Card } from '../../shared/model'
import type { Clock } from '../ports'
import type { Store } from '../store/port'
import { localDay } from '../world'
import type { Cards } from './cards'
import { isOrdered, type Ordered, type Requests } from './requests'
import type { Search } from './search'
import { inSlices, sortedInSlices } from './search/slices'

interface Needs {
  readonly store: Pick<Store, 'view'>
  readonly clock: Clock
  readonly search: Pick<Search, 'inState' | 'select' | 'row'>
  readonly cards: Pick<Cards, 'commands'>
  readonly requests: Pick<Requests, 'row'>
}

/** Rows of each list on the overview. */
const mostRows = 10
/** Somebody's own requests are told for this many days after they were decided. */
const decidedDays = 7

/** Orders in these states are asked for and not delivered; those of both types have the same names. */
const underway = ['requested', 'processing', 'ordered', 'in-production'] as const satisfies readonly AnyState[]
/** The bands of their ages in whole days, from and to. */
const bands = [
  [0, 0],
  [1, 3],
  [4, 7],
  [8, 14],
  [15, null],
] as const

const deciding: readonly SymbolicName[] = ['CardsAddonExtProdProcApprove', 'CardsAddonExtProdProcReject']

/** What the overview says to everybody. */
interface Shared {
  readonly sequence: number
  readonly today: string
  readonly orderAges: Overview['orderAges']
  readonly failedToday: readonly Card[]
  /** Temporary cards to come back, most overdue first; those due today are at the end. */
  readonly due: readonly Card[]
  readonly dueToday: number
}

/** What it says to one user. */
interface Own {
  readonly toDecide: number
  readonly waiting: number
  readonly decided: readonly Ordered[]
}

/** Days at this workstation at one moment. */
interface Days {
  /** ISO 8601 date. */
  readonly today: string
  /** When the day so many days ago began, as the journal writes times: such texts sort as the times do. */
  startOf(daysAgo: number): string
}

/** Something worked out for the desk as it was, good until the key changes. A failure is not kept. */
class Remembered<Value> {
  private key: string | undefined
  private value: Promise<Value> | undefined

  read(key: string, find: () => Promise<Value>): Promise<Value> {
    if (this.value && this.key === key) return this.value
    const value = find()
    this.key = key
    this.value = value
    value.catch(() => {
      if (this.value === value) this.value = undefined
    })
    return value
  }
}

/**
 * The start of the day at a desk, and the temporary cards to come back. Days are those of this
 * workstation. Everything is looked for in slices beside other work, and remembered until the desk or
 * the day changes.
 */
export class OverviewService {
  private readonly shared = new Remembered<Shared>()
  private readonly own = new Map<string, Remembered<Own>>()

  constructor(private readonly needs: Needs) {}

  /** What this user sees first. Reflects the desk at its `sequence` or later. */
  async read(user: SessionUser): Promise<Overview> {
    const { search, requests } = this.needs
    const { sequence, today, orderAges, failedToday, due, dueToday } = await this.readShared()
    const own = await this.readOwn(user)
    const rows = (cards: readonly Card[]) => cards.slice(0, mostRows).map((card) => search.row(card))
    return {
      sequence,
      today,
      toDecide: own.toDecide,
      ownWaiting: own.waiting,
      ownDecided: own.decided.slice(0, mostRows).map((card) => requests.row(card, user)),
      orderAges,
      failedToday: { total: failedToday.length, rows: rows(failedToday) },
      due: { today: dueToday, overdue: due.length - dueToday, rows: rows(due) },
    }
  }

  /** A page of the temporary cards that are due back today or overdue, most overdue first. */
  async due({ offset, limit }: ParsedRequestOf<'overview.due'>): Promise<ResponseOf<'overview.due'>> {
    const { due, sequence } = await this.readShared()
    const rows = due.slice(offset, offset + limit).map((card) => this.needs.search.row(card))
    return { total: due.length, rows, sequence }
  }

  private readShared(): Promise<Shared> {
    const days = this.days()
    return this.shared.read(this.key(days), () => this.findShared(days))
  }

  private readOwn(user: SessionUser): Promise<Own> {
    const days = this.days()
    const own = this.own.get(user.id) ?? new Remembered()
    this.own.set(user.id, own)
    return own.read(`${this.key(days)} ${user.roles}`, () => this.findOwn(user, days))
  }

  private key({ today }: Days): string {
    return `${this.needs.store.view.sequence} ${today}`
  }

  private days(): Days {
    const { clock } = this.needs
    const midnight = dayjs(clock.now()).startOf('day')
    return {
      today: localDay(clock),
      startOf: (daysAgo) => midnight.subtract(daysAgo, 'day').startOf('day').toISOString(),
    }
  }

  private async findShared({ today, startOf }: Days): Promise<Shared> {
    const { sequence } = this.needs.store.view
    // The cards are taken in one go, so that all of this is the desk at one moment.
    const orders = (['card', 'temporary-card'] as const).map((type) => this.inStates(type, underway))
    const failed = [...this.inStates('card', ['failed']), ...this.inStates('temporary-card', ['failed'])]
    const assigned = this.inStates('temporary-card', ['assigned'])
    const expired = this.inStates('temporary-card', ['expired'])

    const [cardAges, temporaryCardAges] = await Promise.all(orders.map((cards) => agesOf(cards, startOf)))
    const orderAges = bands.map(([from, to], band) => ({
      from,
      to,
      card: cardAges?.[band] ?? 0,
      temporaryCard: temporaryCardAges?.[band] ?? 0,
    }))

    const [midnight, nextMidnight] = [startOf(0), startOf(-1)]
    const failedToday = await chosen(failed, (card) => {
      // A repeat that is on its way has not failed.
      if (card.order?.sending) return false
      return failedAt(card) >= midnight && failedAt(card) < nextMidnight
    })
    const back = await chosen(assigned, ({ validThrough }) => validThrough !== null && validThrough <= today)
    const dueToday = (await chosen(back, ({ validThrough }) => validThrough === today)).length
    return {
      sequence,
      today,
      orderAges,
      failedToday: await sortedInSlices(failedToday, latestFailureFirst),
      due: await sortedInSlices([...back, ...expired], mostOverdueFirst),
      dueToday,
    }
  }

  private inStates(cardType: CardType, states: readonly AnyState[]): readonly Card[] {
    return states.flatMap((state) => this.needs.search.inState(cardType, state))
  }

  private async findOwn(user: SessionUser, { startOf }: Days): Promise<Own> {
    const since = startOf(decidedDays)
    const asked = await this.needs.search.select('card', ({ state, order }) => {
      if (order?.requested.user !== user.id) return false
      return state === 'requested' || (order.decision !== null && order.decision.at >= since)
    })
    const waiting = asked.filter((card) => card.state === 'requested').length
    const decided = asked.filter(isOrdered).filter(({ order }) => order.decision !== null)
    return {
      toDecide: await this.toDecide(user),
      waiting,
      decided: await sortedInSlices(decided, latestDecisionFirst),
    }
  }

  /** Requests this user may approve or reject as things stand. */
  private async toDecide(user: SessionUser): Promise<number> {
    const open = this.needs.search.inState('card', 'requested')
    const [first] = open
    const commands = (card: Card) =>
      this.needs.cards.commands(card, user).filter(({ process }) => deciding.includes(process))
    // What is offered at all depends on the state, the settings and the roles: it is the same for all of them.
    if (!first || commands(first).length === 0) return 0
    let count = 0
    await inSlices(open, (card) => {
      if (commands(card).some(({ disabledBecause }) => disabledBecause === null)) count += 1
    })
    return count
  }
}

/** How many of the cards' orders are in each band. */
async function agesOf(cards: readonly Card[], startOf: Days['startOf']): Promise<readonly number[]> {
  const counts = bands.map(() => 0)
  const starts = bands.map(([, to]) => (to === null ? '' : startOf(to)))
  await inSlices(cards, ({ order }) => {
    const band = order ? starts.findIndex((start) => order.requested.at >= start) : -1
    if (band >= 0) counts[band] = (counts[band] ?? 0) + 1
  })
  return counts
}

async function chosen(cards: readonly Card[], fits: (card: Card) => boolean): Promise<readonly Card[]> {
  const found: Card[] = []
  await inSlices(cards, (card) => {
    if (fits(card)) found.push(card)
  })
  return found
}

const text = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)

/** When a card in Failed came there. An order of format 1 does not say: its card's last change is the nearest to it. */
function failedAt({ order, changed }: Card): string {
  return order?.failedAt ?? changed.at
}

function latestFailureFirst(one: Card, other: Card): number {
  return text(failedAt(other), failedAt(one)) || text(one.id, other.id)
}

function mostOverdueFirst(one: Card, other: Card): number {
  return text(one.validThrough ?? '', other.validThrough ?? '') || text(one.id, other.id)
}

function latestDecisionFirst(one: Ordered, other: Ordered): number {
  return text(other.order.decision?.at ?? '', one.order.decision?.at ?? '') || text(one.id, other.id)
}
