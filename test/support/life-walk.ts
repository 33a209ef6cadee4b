import fc from 'fast-check'
import type { RecordedCommit } from '../../electron/engine/events'
import type { Answer } from '../../shared/errors'
import type { OptionName, Role, SymbolicName } from '../../shared/lifecycle'
import type { AccountView, Advance } from '../../shared/model'
import { documentedOptions, documentedProcesses, documentedStates } from '../unit/documented-lifecycle'
import { carryThrough, toTheEnd } from './answering'
import { Audit } from './audit'
import { TestAuthority, TestEncoder } from './partners'
import { must, setOptions, type Somebody, TestDesk, type UserName } from './test-desk'
import { answerLost, notSent, orderLost, refusing, type Reply, sayingOf, taken, ToldBureau } from './told-bureau'

/** What people and the world can do at a desk. Numbers are places in a list, taken modulo its length. */
export type Deed =
  /** Something the card's profile offers, as people do. */
  | {
      readonly do: 'offered'
      readonly who: number
      readonly card: number
      readonly which: number
      readonly person: number
    }
  /** Anything on anything, as people do not. */
  | {
      readonly do: 'anything'
      readonly who: number
      readonly card: number
      readonly which: number
      readonly person: number
    }
  | { readonly do: 'new'; readonly who: number; readonly which: number; readonly person: number }
  /** Two people on one card at the same time. */
  | { readonly do: 'both'; readonly who: number; readonly other: number; readonly card: number; readonly which: number }
  | { readonly do: 'several'; readonly who: number; readonly card: number; readonly which: number }
  | { readonly do: 'leave'; readonly who: number; readonly card: number; readonly which: number }
  | { readonly do: 'option'; readonly which: number; readonly chance: number }
  | { readonly do: 'command'; readonly which: number; readonly chance: number }
  | { readonly do: 'process-roles'; readonly which: number; readonly roles: number }
  | { readonly do: 'account'; readonly who: number; readonly roles: number }
  | { readonly do: 'bureau'; readonly mood: number }
  | { readonly do: 'encoder'; readonly mood: number }
  | { readonly do: 'authority'; readonly mood: number }
  /** Batch sync by hand, sometimes stopped, sometimes with somebody at work on a card meanwhile. */
  | { readonly do: 'sync'; readonly who: number; readonly card: number; readonly which: number }
  /** The power goes in the middle of a batch, before or after it has arrived. */
  | { readonly do: 'crash'; readonly who: number; readonly which: number }
  /** Minutes go by, and batch sync looks at the clock. */
  | { readonly do: 'minutes'; readonly minutes: number }
  | { readonly do: 'days'; readonly days: number }
  | { readonly do: 'restart' }

// Evenly spread: first and last places are no more telling than others.
const place = fc.noBias(fc.nat({ max: 10_000 }))
const weighted = <Kind extends Deed['do']>(
  weight: number,
  kind: Kind,
  rest: { [Name in keyof Omit<Extract<Deed, { do: Kind }>, 'do'>]: fc.Arbitrary<Extract<Deed, { do: Kind }>[Name]> },
) => ({ weight, arbitrary: fc.record({ do: fc.constant(kind), ...rest }) as fc.Arbitrary<Deed> })

/** One deed; most are work, some change what work may be done. */
export const deed: fc.Arbitrary<Deed> = fc.oneof(
  weighted(80, 'offered', { who: place, card: place, which: place, person: place }),
  weighted(12, 'anything', { who: place, card: place, which: place, person: place }),
  weighted(16, 'new', { who: place, which: place, person: place }),
  weighted(8, 'both', { who: place, other: place, card: place, which: place }),
  weighted(3, 'several', { who: place, card: place, which: place }),
  weighted(2, 'leave', { who: place, card: place, which: place }),
  weighted(4, 'option', { which: place, chance: place }),
  weighted(3, 'command', { which: place, chance: place }),
  weighted(1, 'process-roles', { which: place, roles: place }),
  weighted(2, 'account', { who: place, roles: place }),
  weighted(5, 'bureau', { mood: place }),
  weighted(2, 'encoder', { mood: place }),
  weighted(1, 'authority', { mood: place }),
  weighted(10, 'sync', { who: place, card: place, which: place }),
  weighted(2, 'crash', { who: place, which: place }),
  weighted(4, 'minutes', { minutes: fc.integer({ min: 1, max: 40 }) }),
  weighted(1, 'days', { days: fc.integer({ min: 1, max: 45 }) }),
  weighted(1, 'restart', {}),
)

const workers: readonly UserName[] = ['olga', 'otto', 'amir', 'udo']
/** Partners fail, but mostly they do what they are there for. */
const answers = ['produced', 'in-production', 'produced', 'produced', 'failed', 'ordered', 'produced'] as const
const failures = [null, null, null, null, 'no-chip', 'chip', 'pin'] as const
const roleSets: readonly (readonly Role[])[] = [
  ['operator'],
  ['approver'],
  ['operator', 'approver'],
  ['operator'],
  ['operator', 'approver'],
  ['operator', 'approver', 'administrator'],
  ['auditor'],
]
const run = documentedProcesses.filter(({ role }) => role !== 'system')
const making = run.filter(({ from }) => from.includes('new'))
const switchable = run.flatMap((each) =>
  each.from.map((from) => ({ ...each, tab: from === 'new' ? ('general' as const) : from })),
)
const switches = documentedOptions.filter(([, , value]) => typeof value === 'boolean').map(([name]) => name)
const day = 86_400_000

/** A desk that several people work at while its settings and the world around it change. */
export class LifeWalk {
  readonly bureau = new ToldBureau()
  readonly encoder = new TestEncoder()
  readonly authority = new TestAuthority()
  /** Answers that must never be: an unexpected error, or a refusal that wrote something. */
  readonly faults: string[] = []
  commands = 0
  readonly cards: string[] = []
  private readonly persons: string[] = []
  private test!: TestDesk
  private ada!: Somebody
  private people: Somebody[] = []

  /** A desk at which everything is offered, with four people of whom two have records of their own. */
  static async start(): Promise<LifeWalk> {
    const walk = new LifeWalk()
    const { bureau, encoder, authority } = walk
    const { test, ada } = await TestDesk.withAdministrator({ bureau, encoder, authority })
    walk.test = test
    walk.ada = ada
    bureau.tellsAll = true
    must(await ada.desk.settings.saveDesk({ version: 0, values: { idleLockMinutes: 0 } }))
    walk.people = [
      await test.somebody(ada, 'olga', 'operator'),
      await test.somebody(ada, 'otto', 'operator'),
      await test.somebody(ada, 'amir', 'approver'),
      await test.somebody(ada, 'udo', 'operator', 'approver'),
    ]
    for (let number = 0; number < 16; number += 1) walk.persons.push(await walk.newPerson(number))
    for (const [index, userName] of (['amir', 'udo'] as const).entries()) {
      await walk.changeAccount(userName, { person: walk.persons[index] ?? null })
    }
    await setOptions(ada, { CardsAddonExtProdQueue: false, TempCardsAddonExtProdQueue: false, CardsCertificates: true })
    for (const { on, cardType, tab, symbolicName } of switchable) {
      if (!on) await walk.offer(cardType, tab, symbolicName as SymbolicName, true)
    }
    return walk
  }

  close(): Promise<void> {
    return this.test.close()
  }

  /**
   * Closes the desk and opens it again with a bureau that cannot be reached, and waits for what the program
   * does by itself at a start: from then on nothing changes. Answers somebody who may see every card.
   */
  async wake(): Promise<Somebody> {
    await this.test.shutDown()
    this.bureau.silent = true
    await this.test.reopen()
    await this.signIn()
    await this.changeAccount('olga', { roles: ['operator'] })
    const now = new Date(this.test.clock.now()).toISOString()
    const deadline = Date.now() + 10_000
    while (Audit.of(await this.journal()).overdue(now).length > 0) {
      if (Date.now() > deadline) throw new Error('cards whose time is over are still in use')
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    return this.test.signIn('olga')
  }

  journal(): Promise<string> {
    return this.test.journal()
  }

  async take(deed: Deed): Promise<void> {
    this.commands += 1
    switch (deed.do) {
      case 'offered':
        return this.runOffered(deed)
      case 'anything': {
        const process = at(run, deed.which)
        return this.run(at(this.people, deed.who), process?.symbolicName, at(this.cards, deed.card), deed.person)
      }
      case 'new':
        return this.run(at(this.people, deed.who), at(making, deed.which)?.symbolicName, null, deed.person)
      case 'both':
        return this.runBoth(deed)
      case 'several':
        return this.runSeveral(deed)
      case 'leave':
        return this.openAndLeave(deed)
      case 'option': {
        const name = at(switches, deed.which) as OptionName
        await setOptions(this.ada, { [name]: deed.chance % 2 === 0 })
        return
      }
      case 'command': {
        const each = at(switchable, deed.which)
        if (each) await this.offer(each.cardType, each.tab, each.symbolicName as SymbolicName, deed.chance % 3 > 0)
        return
      }
      case 'process-roles':
        return this.setProcessRoles(deed)
      case 'account':
        return this.changeAccount(at(workers, deed.who) ?? 'olga', { roles: at(roleSets, deed.roles) ?? ['operator'] })
      case 'bureau':
        this.bureau.silent = deed.mood % 10 === 0
        this.bureau.toOrder = repliesOf(deed.mood)
        this.bureau.onArrived = () => {
          if (deed.mood % 15 === 7) throw new Error('the line went dead')
        }
        this.bureau.toQuestion = sayingOf(at(answers, deed.mood) ?? 'produced')
        return
      case 'encoder':
        this.encoder.fails = at(failures, deed.mood) ?? null
        return
      case 'authority':
        this.authority.fails = deed.mood % 4 === 0
        return
      case 'sync':
        return this.sync(deed)
      case 'crash':
        return this.crash(deed)
      case 'minutes':
        this.test.clock.pass(deed.minutes * 60_000)
        return this.test.sync()
      case 'days':
        this.test.clock.pass(deed.days * day)
        return this.restart()
      case 'restart':
        return this.restart()
    }
  }

  /** The next card of the list, from the given one on, at which this person can do something. */
  private async runOffered({ who, card, which, person }: Extract<Deed, { do: 'offered' }>): Promise<void> {
    const somebody = at(this.people, who)
    if (!somebody) return
    for (let tries = 0; tries < Math.min(this.cards.length, 8); tries += 1) {
      const id = at(this.cards, card + tries) ?? ''
      const profile = await somebody.desk.cards.profile({ card: id })
      this.note(profile)
      const possible = profile.ok ? profile.value.commands.filter((each) => each.disabledBecause === null) : []
      // Most of the time people go on with a card rather than end its life.
      const onward = possible.filter((each) => !/Lock|Abort|Reject|Edit/.test(each.process))
      const process = at(which % 5 > 0 && onward.length > 0 ? onward : possible, which)?.process
      if (process) return this.run(somebody, process, id, person)
    }
  }

  private async run(
    who: Somebody | undefined,
    process: string | undefined,
    card: string | null | undefined,
    person: number,
  ) {
    if (!who || !process || card === undefined) return
    const before = await this.test.journalLength()
    const start = { process: process as SymbolicName, card, person: null }
    const answer = await carryThrough(who, start, {
      person: at(this.persons, person) ?? null,
      answers: this.answers(person),
    })
    await this.settle(who, answer)
    const refused = !answer.ok || answer.value.kind === 'step'
    if (refused) await this.expectNothingSince(before, `${process} on ${card} was refused`)
  }

  /** Nobody wrote anything; the program itself may have, for it goes on by itself after a start. */
  private async expectNothingSince(length: number, what: string): Promise<void> {
    if ((await this.test.journalLength()) === length) return
    const written = Buffer.from(await this.test.journal())
      .subarray(length)
      .toString()
    const records = written.split('\n').filter((line) => line !== '')
    const byPeople = records.filter((line) => (JSON.parse(line) as RecordedCommit).by.role !== 'system')
    if (byPeople.length > 0) this.faults.push(`${what}, and yet it wrote ${byPeople.join(' and ')}`)
  }

  /** Short validities, so that cards run out within a walk; sometimes whatever the wizard suggests. */
  private answers(number: number) {
    return number % 3 === 0 ? {} : { validityMonths: 1 + (number % 3) }
  }

  private async runBoth({ who, other, card, which }: Extract<Deed, { do: 'both' }>): Promise<void> {
    const people = [at(this.people, who), at(this.people, other)]
    const id = at(this.cards, card)
    if (!id) return
    const tries = people.map(async (somebody) => {
      if (!somebody) return
      const profile = await somebody.desk.cards.profile({ card: id })
      const process = profile.ok ? at(profile.value.commands, which)?.process : undefined
      if (!process) return
      const answer = await carryThrough(
        somebody,
        { process, card: id, person: null },
        { person: at(this.persons, which) ?? null },
      )
      await this.settle(somebody, answer)
    })
    await Promise.all(tries)
  }

  private async runSeveral({ who, card, which }: Extract<Deed, { do: 'several' }>): Promise<void> {
    const somebody = at(this.people, who)
    const id = at(this.cards, card)
    if (!somebody || !id) return
    const profile = await somebody.desk.cards.profile({ card: id })
    const process = profile.ok ? at(profile.value.commands, which)?.process : undefined
    if (!process) return
    const cards = this.cards.slice(card % this.cards.length).slice(0, 6)
    const opened = await somebody.desk.processes.openSeveral({ process, cards })
    await this.settle(somebody, opened.ok ? await toTheEnd(somebody, opened.value) : opened)
  }

  private async sync({ who, card, which }: Extract<Deed, { do: 'sync' }>): Promise<void> {
    const somebody = at(this.people, who)
    if (!somebody) return
    const started = await somebody.desk.batch.start()
    this.note(started)
    if (!started.ok) return
    if (which % 7 === 0) this.note(await somebody.desk.batch.stop())
    if (which % 3 === 0) await this.runBoth({ do: 'both', who: who + 1, other: who + 2, card, which })
    await this.test.sync()
  }

  /** Nothing is lost when there is nothing to send: then the power goes at rest. */
  private async crash({ who, which }: Extract<Deed, { do: 'crash' }>): Promise<void> {
    const somebody = at(this.people, who)
    if (!somebody) return
    const { onArrived, silent } = this.bureau
    const held = this.bureau.hold(which % 2 === 0 ? 'onSubmit' : 'onArrived')
    const started = await somebody.desk.batch.start()
    if (started.ok) await Promise.race([held.begun, this.test.sync()])
    await this.test.crash(() => {
      this.bureau.silent = true
      held.release()
    })
    this.bureau.onSubmit = () => {}
    this.bureau.onArrived = onArrived
    this.bureau.silent = silent
    await this.test.reopen()
    await this.test.resend()
    await this.test.sync()
    await this.signIn()
  }

  private async openAndLeave({ who, card, which }: Extract<Deed, { do: 'leave' }>): Promise<void> {
    const somebody = at(this.people, who)
    const id = at(this.cards, card)
    const process = at(run, which)?.symbolicName as SymbolicName | undefined
    if (!somebody || !id || !process) return
    const before = await this.test.journalLength()
    const opened = await somebody.desk.processes.open({ process, card: id, person: null })
    this.note(opened)
    if (opened.ok) this.note(await somebody.desk.processes.cancel({ run: opened.value.run }))
    await this.expectNothingSince(before, `${process} was cancelled`)
  }

  /** Remembers new cards; gives up a wizard that stands on a page with a problem. */
  private async settle(who: Somebody, answer: Answer<Advance>): Promise<void> {
    this.note(answer)
    if (!answer.ok) return
    if (answer.value.kind === 'step') this.note(await who.desk.processes.cancel({ run: answer.value.view.run }))
    if (answer.value.kind !== 'outcome') return
    for (const { id } of answer.value.outcome.cards) if (id !== '' && !this.cards.includes(id)) this.cards.push(id)
  }

  private note(answer: Answer): void {
    if (!answer.ok && answer.error.code === 'internal') {
      this.faults.push(`an unexpected error: ${this.test.log.lines.filter((line) => line.includes('failed')).at(-1)}`)
    }
  }

  private async setProcessRoles({ which, roles }: Extract<Deed, { do: 'process-roles' }>): Promise<void> {
    const process = at(run, which)?.symbolicName
    if (!process) return
    const { settings } = must(await this.ada.desk.settings.read())
    const given = at([['operator'], ['approver'], ['operator', 'approver']] as const, roles) ?? ['operator']
    must(
      await this.ada.desk.settings.saveProcessRoles({
        version: settings.processRoles.version,
        roles: { [process]: [...given] },
      }),
    )
  }

  private async changeAccount(
    userName: UserName,
    changes: Partial<Pick<AccountView, 'roles' | 'person'>>,
  ): Promise<void> {
    const accounts = must(await this.ada.desk.accounts.list())
    const account = accounts.find((each) => each.userName === userName)
    if (!account) throw new Error(`${userName} has no account`)
    const { id, version, name, roles, disabled, person } = { ...account, ...changes }
    must(
      await this.ada.desk.accounts.change({
        account: id,
        version,
        userName,
        name,
        roles: [...roles],
        disabled,
        person,
      }),
    )
  }

  private async offer(
    cardType: 'card' | 'temporary-card',
    tab: string,
    process: SymbolicName,
    on: boolean,
  ): Promise<void> {
    const { settings } = must(await this.ada.desk.settings.read())
    const { version, commands } = settings.cardTypes[cardType]
    const place = ['general' as const, ...documentedStates[cardType].map(([id]) => id)].find((each) => each === tab)
    const known = place && commands[place]
    if (!known) throw new Error(`${cardType} has no tab ${tab}`)
    const defaults = known.defaults.map((each) => (each.process === process ? { process, enabled: on } : each))
    const isDefault = defaults.some((each) => each.process === process)
    const others = known.additional.filter((each) => each !== process)
    const additional = on && !isDefault ? [...others, process] : others
    must(await this.ada.desk.settings.saveCommands({ cardType, tab: place, version, defaults, additional }))
  }

  private async restart(): Promise<void> {
    await this.test.restart()
    // What was on its way is sent again at the start: not a trace of the next command.
    await this.test.resend()
    await this.test.sync()
    await this.signIn()
  }

  private async signIn(): Promise<void> {
    this.ada = await this.test.signIn('ada')
    this.people = await Promise.all(workers.map((each) => this.test.signIn(each)))
  }

  private async newPerson(number: number): Promise<string> {
    const [olga] = this.people
    if (!olga) throw new Error('nobody is at the desk')
    const person = { givenName: 'Ines', familyName: `Okafor ${number}`, employeeNumber: `E-${number}` }
    const added = await olga.desk.persons.add({
      ...person,
      email: '',
      upn: `io${number}@example.org`,
      organisationalUnit: '',
    })
    return must(added).id
  }
}

/** What the bureau says to orders while it is in that mood: mostly it takes them. */
function repliesOf(mood: number): Reply | ((order: string) => Reply) {
  const gone = refusing('this layout is not made any more')
  if (mood % 6 === 1) return gone
  if (mood % 6 !== 2) return taken()
  const mixed = [taken(), gone, notSent(), answerLost(), orderLost(), taken()]
  return (order) => at(mixed, Number(order.slice(2)) + mood) ?? taken()
}

function at<Item>(list: readonly Item[], place: number): Item | undefined {
  return list[place % list.length]
}
