import type { DeskClient } from '../../shared/contract/client'
import type { Answer } from '../../shared/errors'
import type { SymbolicName } from '../../shared/lifecycle'
import type { Advance, Answers, NewPerson, Outcome, RunView } from '../../shared/model'
import type { Intent, Ledger } from './ledger'
import { cardIs, settingsAre, personIs } from './things'

const orderTemporary = 'TempCardsAddonExtProdProcOrder'
const abortTemporary = 'TempCardsAddonExtProdProcAbort'
const orderCard = 'CardsAddonExtProdProcOrder'

/** The desk refused something that it had no reason to refuse. */
export class Refused extends Error {
  override name = 'Refused'
}

/** The value of an answer that must be one. @throws {Refused} */
export function granted<Value>(answer: Answer<Value>): Value {
  if (answer.ok) return answer.value
  throw new Refused(`${answer.error.code}: ${answer.error.message}`)
}

/** What the hands of one life share: which cards wait to be aborted, and who has no card yet. */
export class Stock {
  private readonly waiting: string[] = []
  private readonly persons: string[] = []
  private readonly cardless: string[] = []

  constructor(things: ReadonlyMap<string, string>) {
    for (const [thing, is] of things) {
      if (thing.startsWith('TC-') && is.startsWith('processing')) this.waiting.push(thing)
      if (thing.startsWith('P-')) this.persons.push(thing)
    }
  }

  addCards(cards: Iterable<string>): void {
    this.waiting.push(...cards)
  }

  addPerson(person: string): void {
    this.persons.push(person)
    this.cardless.push(person)
  }

  /** Takes up to so many cards: nobody else gets them. */
  takeCards(count: number): string[] {
    return this.waiting.splice(-count)
  }

  takePerson(): string | undefined {
    return this.persons.pop()
  }

  takeCardless(): string | undefined {
    const person = this.cardless.pop()
    const place = person === undefined ? -1 : this.persons.indexOf(person)
    if (place >= 0) this.persons.splice(place, 1)
    return person
  }
}

interface HandNeeds {
  readonly desk: DeskClient
  readonly ledger: Ledger
  readonly stock: Stock
  /** From 0 up to 1, always another. */
  readonly random: () => number
  /** Part of everything this hand makes; no other hand of any life has it. */
  readonly name: string
  /** Only one hand changes settings, so that nobody is told that somebody else did. */
  readonly changesSettings: boolean
  /** Called after each answer to a change. */
  onAnswer(): void
}

/** Somebody at work at the desk: one thing after another, chosen by chance, until the desk is gone. */
export class Hand {
  private count = 0

  constructor(private readonly needs: HandNeeds) {}

  /** One thing, from opening a wizard to the answer of its last Next. */
  async act(): Promise<void> {
    this.count += 1
    const { random, changesSettings, onAnswer } = this.needs
    const choice = random()
    if (choice < 0.35) await this.orderCards(1 + Math.floor(random() * 9))
    else if (choice < 0.6) await this.abortOne()
    else if (choice < 0.7) await this.abortSeveral(2 + Math.floor(random() * 6))
    else if (choice < 0.8) await this.addPerson()
    else if (choice < 0.86) await this.changePerson()
    else if (choice < 0.93 || !changesSettings) await this.orderForPerson()
    else await this.saveSettings()
    onAnswer()
  }

  private get mark(): string {
    return `${this.needs.name} ${this.count} street`
  }

  private async orderCards(amount: number): Promise<void> {
    const { stock } = this.needs
    const is = cardIs('processing', 'Blue', this.mark)
    const pages = [{ amount, layout: 'Blue', deliveryAddress: this.mark }, {}]
    const { intent, outcome } = await this.wizard(await this.open(orderTemporary, null), pages, () =>
      this.making(amount, is),
    )
    this.answeredMade(intent, outcome)
    stock.addCards(outcome.cards.map(({ id }) => id))
  }

  private async abortOne(): Promise<void> {
    const [card] = this.needs.stock.takeCards(1)
    if (card === undefined) return this.orderCards(3)
    const run = await this.open(abortTemporary, card)
    const { intent, outcome } = await this.wizard(run, [{}], () => this.aborting([card]))
    this.answeredEach(intent, outcome)
  }

  private async abortSeveral(count: number): Promise<void> {
    const cards = this.needs.stock.takeCards(count)
    if (cards.length === 0) return this.orderCards(9)
    const run = granted(await this.needs.desk.processes.openSeveral({ process: abortTemporary, cards }))
    const { intent, outcome } = await this.wizard(run, [{}], () => this.aborting(cards))
    this.answeredEach(intent, outcome)
  }

  private async orderForPerson(): Promise<void> {
    const holder = this.needs.stock.takeCardless()
    if (holder === undefined) return this.addPerson()
    const run = await this.open(orderCard, null)
    const pages = [{ holder }, { deliveryAddress: this.mark }, {}]
    const { intent, outcome } = await this.wizard(run, pages, ({ answers }) =>
      this.making(1, cardIs('processing', String(answers.layout), this.mark, holder)),
    )
    this.answeredMade(intent, outcome)
  }

  private async addPerson(): Promise<void> {
    const { desk, ledger, stock } = this.needs
    const person = this.somebody('Łukasz')
    const is = personIs(1, person)
    const intent = ledger.asked(this.making(1, is, person.employeeNumber))
    const { id } = granted(await desk.persons.add(person))
    ledger.answered(intent, new Map([[id, is]]))
    stock.addPerson(id)
  }

  private async changePerson(): Promise<void> {
    const { desk, ledger, stock } = this.needs
    const id = stock.takePerson()
    if (id === undefined) return this.addPerson()
    const { version } = granted(await desk.persons.read({ person: id }))
    const person = this.somebody('田中')
    const is = personIs(version + 1, person)
    const intent = ledger.asked({ changes: new Map([[id, is]]), makes: null })
    granted(await desk.persons.change({ person: id, version, ...person }))
    ledger.answered(intent, new Map([[id, is]]))
  }

  private async saveSettings(): Promise<void> {
    const { desk, ledger, random } = this.needs
    const { version, values: before } = granted(await desk.settings.read()).settings.desk
    const values = { idleLockMinutes: 10 + Math.floor(random() * 200) }
    const is = settingsAre(values)
    if (settingsAre(before) === is) return
    const intent = ledger.asked({ changes: new Map([['settings', is]]), makes: null })
    granted(await desk.settings.saveDesk({ version, values }))
    ledger.answered(intent, new Map([['settings', is]]))
  }

  private somebody(givenName: string): NewPerson {
    const employeeNumber = `${this.needs.name} ${this.count}`
    return { employeeNumber, givenName, familyName: 'Żak', email: '', upn: '', organisationalUnit: 'Visitors' }
  }

  private making(count: number, is: string, mark = this.mark): Intent {
    return { changes: new Map(), makes: { count, is, mark } }
  }

  private aborting(cards: readonly string[]): Intent {
    const { ledger } = this.needs
    const aborted = (card: string) => ledger.what(card)?.replace('processing', 'aborted') ?? ''
    return { changes: new Map(cards.map((card) => [card, aborted(card)])), makes: null }
  }

  private async open(process: SymbolicName, card: string | null): Promise<RunView> {
    return granted(await this.needs.desk.processes.open({ process, card, person: null }))
  }

  /** Goes through a wizard; what it does is noted as asked for just before its last Next. */
  private async wizard(opened: RunView, pages: readonly Answers[], intentOf: (last: RunView) => Intent) {
    const { desk, ledger } = this.needs
    let view = opened
    let intent: Intent | null = null
    for (const [index, answers] of pages.entries()) {
      if (index === pages.length - 1) intent = ledger.asked(intentOf(view))
      const request = { run: view.run, step: view.step.id, answers: { ...view.answers, ...answers } }
      const advance = await this.ended(granted(await desk.processes.next(request)))
      if (advance.kind === 'step') view = advance.view
      if (advance.kind === 'outcome' && intent) return { intent, outcome: advance.outcome }
    }
    throw new Refused(`the wizard is still on page ${view.stepNumber}: ${view.problem ?? view.step.title}`)
  }

  private async ended(advance: Advance): Promise<Advance> {
    let now = advance
    while (now.kind === 'working') {
      const { run, number } = now.progress
      now = granted(await this.needs.desk.processes.follow({ run, after: number }))
    }
    return now
  }

  private answeredMade(intent: Intent, outcome: Outcome): void {
    const good = outcome.cards.filter(({ ok }) => ok)
    const { count, is } = intent.makes ?? { count: 0, is: '' }
    if (good.length !== count) throw new Refused(`${good.length} of ${count} were made: ${outcome.text}`)
    this.needs.ledger.answered(intent, new Map(good.map(({ id }) => [id, is])))
  }

  private answeredEach(intent: Intent, outcome: Outcome): void {
    const bad = outcome.cards.find(({ ok, id }) => !ok || !intent.changes.has(id))
    if (bad || outcome.cards.length !== intent.changes.size) throw new Refused(bad?.message ?? outcome.text)
    this.needs.ledger.answered(intent, new Map(intent.changes))
  }
}
