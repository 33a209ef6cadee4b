import dayjs from 'dayjs'
import type { CardRow, Overview, ParsedRequestOf, ResponseOf, SessionUser } from '../../shared/contract'
import { type AnyState, cardTypes, type SymbolicName } from '../../shared/lifecycle'
import type { Card } from '../../shared/model'
import type { Clock } from '../ports'
import type { Store } from '../store/port'
import { addDays } from '../processes/validity'
import { localDay } from '../world'
import type { Cards } from './cards'
import { isOrdered, type Ordered, type Requests } from './requests'
import type { Search } from './search'
import { inSlices, sortedInSlices } from './search/slices'

interface Needs {
  readonly store: Pick<Store, 'view'>
  readonly clock: Clock
  readonly search: Pick<Search, 'inState' | 'select' | 'row'> & {
    readonly lists: Pick<Search['lists'], 'count' | 'idsBy' | 'requestTimes'>
  }
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
  /** The ids of temporary cards to come back, most overdue first; those due today are at the end. */
  readonly due: readonly string[]
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
    return {
      sequence,
      today,
      toDecide: own.toDecide,
      ownWaiting: own.waiting,
      ownDecided: own.decided.slice(0, mostRows).map((card) => requests.row(card, user)),
      orderAges,
      failedToday: {
        total: failedToday.length,
        rows: failedToday.slice(0, mostRows).map((card) => search.row(card)),
      },
      due: { today: dueToday, overdue: due.length - dueToday, rows: this.rows(due.slice(0, mostRows)) },
    }
  }

  /** A page of the temporary cards that are due back today or overdue, most overdue first. */
  async due({ offset, limit }: ParsedRequestOf<'overview.due'>): Promise<ResponseOf<'overview.due'>> {
    const { due, sequence } = await this.readShared()
    return { total: due.length, rows: this.rows(due.slice(offset, offset + limit)), sequence }
  }

  private rows(ids: readonly string[]): CardRow[] {
    const { store, search } = this.needs
    const cards = ids.map((id) => store.view.card(id)).filter((card) => card !== undefined)
    return cards.map((card) => search.row(card))
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
    const { search } = this.needs
    const { lists } = search
    const [midnight, nextMidnight] = [startOf(0), startOf(-1)]
    // All is taken in one go, so that it is the desk at one moment: of cards themselves only the few that are needed.
    const [cardTimes, temporaryCardTimes] = cardTypes.map((type) => lists.requestTimes(type, { states: underway }))
    const failed = cardTypes.flatMap((type) => search.inState(type, 'failed', { changedSince: midnight }))
    const overdue = { states: ['assigned'], lastDayBy: today } as const
    const due = lists.idsBy('validThrough', 'temporary-card', [overdue, { states: ['expired'] }])
    const before = { ...overdue, lastDayBy: addDays(today, -1) }
    const dueToday = lists.count('temporary-card', overdue) - lists.count('temporary-card', before)

    const cardAges = await agesOf(cardTimes, startOf)
    const temporaryCardAges = await agesOf(temporaryCardTimes, startOf)
    const orderAges = bands.map(([from, to], band) => ({
      from,
      to,
      card: cardAges[band] ?? 0,
      temporaryCard: temporaryCardAges[band] ?? 0,
    }))
    const failedToday = await chosen(failed, (card) => {
      // A repeat that is on its way has not failed.
      if (card.order?.sending) return false
      return failedAt(card) >= midnight && failedAt(card) < nextMidnight
    })
    return {
      sequence,
      today,
      orderAges,
      failedToday: await sortedInSlices(failedToday, latestFailureFirst),
      due: await due,
      dueToday,
    }
  }

  private async findOwn(user: SessionUser, { startOf }: Days): Promise<Own> {
    const { search } = this.needs
    const requester = user.id
    // What was decided since then has changed since then. Approved ones on their way to the bureau are told anyway.
    const underway = search.inState('card', 'requested', { requester, decided: true })
    const since = startOf(decidedDays)
    const later = await search.select(
      'card',
      ({ order }) => order !== null && order.decision !== null && order.decision.at >= since,
      { requester, decided: true, changedSince: since },
    )
    const decided = new Map([...underway, ...later].map((card) => [card.id, card]))
    return {
      toDecide: await this.toDecide(user),
      waiting: search.lists.count('card', { requester, states: ['requested'] }),
      decided: await sortedInSlices([...decided.values()].filter(isOrdered), latestDecisionFirst),
    }
  }

  /** Requests this user may approve or reject as things stand. */
  private async toDecide(user: SessionUser): Promise<number> {
    const { store, search } = this.needs
    const open = await search.lists.idsBy('requested', 'card', [{ states: ['requested'] }])
    const first = store.view.card(open[0] ?? '')
    const commands = (card: Card) =>
      this.needs.cards.commands(card, user).filter(({ process }) => deciding.includes(process))
    // What is offered at all depends on the state, the settings and the roles: it is the same for all of them.
    if (!first || commands(first).length === 0) return 0
    let count = 0
    await inSlices(open, (id) => {
      const card = store.view.card(id)
      if (card && commands(card).some(({ disabledBecause }) => disabledBecause === null)) count += 1
    })
    return count
  }
}

/** How many of these times are in each band. */
async function agesOf(times: Float64Array | undefined, startOf: Days['startOf']): Promise<readonly number[]> {
  const counts = bands.map(() => 0)
  const starts = bands.map(([, to]) => (to === null ? Number.NEGATIVE_INFINITY : Date.parse(startOf(to))))
  await inSlices(times ?? [], (time) => {
    const band = starts.findIndex((start) => time >= start)
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

function latestDecisionFirst(one: Ordered, other: Ordered): number {
  return text(other.order.decision?.at ?? '', one.order.decision?.at ?? '') || text(one.id, other.id)
}
