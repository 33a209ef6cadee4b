import type { CardType, OptionName, Role, SymbolicName } from '../../shared/lifecycle'
import { carryThrough } from '../support/answering'
import { TestAuthority, TestEncoder } from '../support/partners'
import { must, outcome, password, setOptions, type Somebody, TestDesk } from '../support/test-desk'
import { refusing, sayingOf, taken, ToldBureau } from '../support/told-bureau'
import { documentedProcesses, documentedStates } from '../unit/documented-lifecycle'
import { type Cast, casts, type Offer, type Switch } from './combinations'
import { commandsOf } from './commands'
import type { Place, World } from './documented'
import { cardRoutes, type RouteStep, temporaryCardRoutes } from './routes'

/** A card that is needed: in which state, and whose. `null` = of no cast: somebody who is nobody in the matrix. */
export interface Demand {
  readonly cardType: CardType
  /** `new`: only the person is needed. */
  readonly state: Place
  readonly requester: Cast | null
  readonly holder: Cast | null
  /** The state of another card of the same person. */
  readonly other: Place | null
}

/** What stands ready for one combination, or for all that only look at it. */
export interface Exhibit {
  readonly person: string
  /** `null` for a card that is not made yet. */
  readonly card: string | null
}

const optionNames = {
  approval: 'CardsAddonExtProdApproval',
  queue: 'CardsAddonExtProdQueue',
  multiple: 'CardsAddonExtProdMultipleCards',
  fourEyes: 'FourEyes',
  certificates: 'CardsCertificates',
  temporaryQueue: 'TempCardsAddonExtProdQueue',
  temporaryMultiple: 'TempCardsMultipleCards',
} as const satisfies Record<Switch, OptionName>

const day = 86_400_000
/** A window holds only so many open wizards. */
const atOnce = 6

/** Options while cards are brought into their states: nothing stands in the way. */
const building = { multiple: 'on', temporaryMultiple: 'on', certificates: 'on' } as const

/** A desk with everybody the matrix needs, and cards brought into every state by processes alone. */
export class Stage {
  private readonly windows = new Map<Cast, Somebody>()
  private readonly records = new Map<Cast, string>()
  private persons = 0

  private constructor(
    readonly test: TestDesk,
    readonly bureau: ToldBureau,
    private ada: Somebody,
    private parts: { readonly operator: Somebody; readonly approver: Somebody },
  ) {}

  static async open(): Promise<Stage> {
    const bureau = new ToldBureau()
    const partners = { bureau, encoder: new TestEncoder(), authority: new TestAuthority() }
    const { test, ada } = await TestDesk.withAdministrator(partners)
    const operator = await test.somebody(ada, 'olga', 'operator')
    const approver = await test.somebody(ada, 'amir', 'approver')
    const stage = new Stage(test, bureau, ada, { operator, approver })
    // The clock moves by weeks: nobody's screen locks meanwhile.
    must(await ada.desk.settings.saveDesk({ version: 0, values: { idleLockMinutes: 0 } }))
    // Cards that wait in the queue are to be found there: nobody sends them by hand, and nothing by itself.
    await setOptions(ada, { BatchSyncMinutes: 0 })
    for (const [cast, roles] of Object.entries(casts) as [Cast, readonly Role[]][]) {
      if (roles.length === 0) continue
      const person = await stage.person()
      stage.records.set(cast, person)
      const account = {
        userName: userNameOf(cast),
        name: `Somebody who is ${cast}`,
        roles: [...roles],
        password,
        person,
      }
      must(await ada.desk.accounts.add(account))
    }
    await stage.signEverybodyIn()
    return stage
  }

  somebody(cast: Cast): Somebody {
    const window = this.windows.get(cast)
    if (!window) throw new Error(`${cast} has no window`)
    return window
  }

  /** Somebody who may look at every card. */
  get observer(): Somebody {
    return this.parts.operator
  }

  close(): Promise<void> {
    return this.test.close()
  }

  /** Sets the options of a world, as an administrator does. */
  async set(world: Partial<World>): Promise<void> {
    const named = (Object.entries(optionNames) as [Switch, OptionName][])
      .filter(([name]) => name in world)
      .map(([name, option]) => [option, world[name] === 'on'])
    await setOptions(this.ada, Object.fromEntries(named))
  }

  /** What the bureau does, as part of the world. */
  tell({ bureau, answer }: Pick<World, 'bureau' | 'answer'>): void {
    this.bureau.silent = false
    this.bureau.toOrder = bureau === 'takes' ? taken() : refusing('this layout is not made any more')
    this.bureau.toQuestion = sayingOf(answer)
  }

  /** Switches commands on or off in every state, and sets the roles of every process, as an administrator does. */
  async offer(offer: Offer): Promise<void> {
    for (const cardType of ['card', 'temporary-card'] as const) {
      for (const tab of ['general', ...documentedStates[cardType].map(([id]) => id)] as const) {
        const { settings } = must(await this.ada.desk.settings.read())
        const { version } = settings.cardTypes[cardType]
        const { defaults, additional } = commandsOf(cardType, tab, offer)
        must(
          await this.ada.desk.settings.saveCommands({
            cardType,
            tab,
            version,
            defaults: [...defaults],
            additional: [...additional],
          }),
        )
      }
    }
    const { settings } = must(await this.ada.desk.settings.read())
    const exchanged = { operator: ['approver'], approver: ['operator'] } as const
    const documented = { operator: ['operator'], approver: ['approver'] } as const
    const roles = documentedProcesses
      .filter(({ role }) => role === 'operator' || role === 'approver')
      .map(({ symbolicName, role }) => [
        symbolicName,
        (offer === 'exchanged' ? exchanged : documented)[role as 'operator' | 'approver'],
      ])
    const { version } = settings.processRoles
    must(await this.ada.desk.settings.saveProcessRoles({ version, roles: Object.fromEntries(roles) }))
  }

  /** Brings cards into their states, those that run out first: time passes for them, and then for no other. */
  async build(demands: readonly Demand[]): Promise<Exhibit[]> {
    await this.offer('on')
    await this.set(building)
    const persons = await inTurn(demands, ({ holder }) => this.holderOf(holder))
    const sites = demands.map((demand, index) => ({
      demand,
      person: persons[index] ?? '',
      card: null as string | null,
    }))
    const others = sites
      .filter(({ demand }) => demand.other !== null)
      .map(({ demand, person }) => ({ demand: { ...demand, state: demand.other ?? '' }, person, card: null }))
    const all: Site[] = [...others, ...sites].filter(({ demand }) => demand.state !== 'new')
    const isPassing = ({ demand: { cardType, state } }: Site) => routeOf(cardType, state).expiry === true
    const passing = all.filter(isPassing)
    await this.bring(passing)
    if (passing.length > 0) await this.letTimePass(passing)
    await this.bring(all.filter((site) => !isPassing(site)))
    return sites.map(({ person, card }) => ({ person, card }))
  }

  private async bring(sites: readonly Site[]): Promise<void> {
    for (const group of Map.groupBy(sites, ({ demand }) => `${demand.cardType} ${demand.state}`).values()) {
      const [first] = group
      if (!first) continue
      for (const step of routeOf(first.demand.cardType, first.demand.state).steps) {
        await this.set(step.options ?? {})
        this.tell({ bureau: step.bureau === 'refuses' ? 'refuses' : 'takes', answer: step.answer ?? 'produced' })
        this.bureau.silent = step.bureau === 'silent'
        await inTurn(group, (site) => this.take(site, step))
      }
    }
    this.bureau.silent = false
  }

  private async take(site: Site, { process, by, answers = {}, bureau }: RouteStep): Promise<void> {
    const { requester } = site.demand
    const who = by === 'requester' ? (requester ? this.somebody(requester) : this.parts.operator) : this.parts[by]
    const start = { process: process as SymbolicName, card: site.card, person: null }
    const done = outcome(await carryThrough(who, start, { person: site.person, answers }))
    site.card ??= done.cards[0]?.id ?? null
    if (bureau !== 'silent' || !site.card) return
    const { card } = must(await this.observer.desk.cards.profile({ card: site.card }))
    if (card.order) this.bureau.lost.add(card.order.id)
  }

  /** Longer than what is assigned or ordered in the sites lasts; then the desk is opened, as after a holiday. */
  private async letTimePass(sites: readonly Site[]): Promise<void> {
    this.test.clock.pass(45 * day)
    await this.test.restart()
    this.ada = await this.test.signIn('ada')
    this.parts = { operator: await this.test.signIn('olga'), approver: await this.test.signIn('amir') }
    await this.signEverybodyIn()
    const deadline = Date.now() + 10_000
    for (const { card } of sites) {
      for (;;) {
        const { state } = must(await this.observer.desk.cards.profile({ card: card ?? '' })).card
        if (state === 'expired') break
        if (Date.now() > deadline) throw new Error(`${card} is ${state} although its time is over`)
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    }
  }

  private async signEverybodyIn(): Promise<void> {
    for (const [cast, roles] of Object.entries(casts) as [Cast, readonly Role[]][]) {
      this.windows.set(cast, roles.length === 0 ? this.test.window() : await this.test.signIn(userNameOf(cast)))
    }
  }

  private async holderOf(cast: Cast | null): Promise<string> {
    return (cast && this.records.get(cast)) ?? this.person()
  }

  private async person(): Promise<string> {
    this.persons += 1
    const number = this.persons
    const person = await this.parts.operator.desk.persons.add({
      employeeNumber: `E-${number}`,
      givenName: 'Noor',
      familyName: `Nakamura ${number}`,
      email: '',
      upn: `nn${number}@example.org`,
      organisationalUnit: 'Facilities',
    })
    return must(person).id
  }
}

interface Site {
  readonly demand: Demand
  readonly person: string
  card: string | null
}

/** Some at a time, in order, so that their changes share flushes. */
async function inTurn<Item, Value>(items: readonly Item[], act: (item: Item) => Promise<Value>): Promise<Value[]> {
  const values: Value[] = []
  for (let at = 0; at < items.length; at += atOnce) {
    values.push(...(await Promise.all(items.slice(at, at + atOnce).map(act))))
  }
  return values
}

function routeOf(cardType: CardType, state: Place) {
  const route = (cardType === 'card' ? cardRoutes : temporaryCardRoutes)[state]
  if (!route) throw new Error(`no way leads to ${state} of a ${cardType}`)
  return route
}

function userNameOf(cast: Cast): string {
  return cast.replaceAll(/[ ,]+/g, '-')
}
