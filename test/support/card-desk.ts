import { simulatedEncoder } from '../../electron/encoding/simulated-encoder'
import type { SymbolicName } from '../../shared/lifecycle'
import type { Answer } from '../../shared/errors'
import type { Advance, Answers, Card, HistoryEntry, RunView } from '../../shared/model'
import {
  ended,
  must,
  outcome,
  password,
  refused,
  run,
  setOptions,
  type Somebody,
  switchOn,
  TestDesk,
} from './test-desk'
import { refusing, saying, taken, ToldBureau } from './told-bureau'

export const deliveryAddress = 'Card desk, Main Street 1'
export const pins = { pin: '274906', pinAgain: '274906', puk: '90817264', pukAgain: '90817264' }

/** A desk with an operator `olga`, an approver `amir`, and every process of a card switched on. */
export class CardDesk {
  private persons = 0

  private constructor(
    readonly test: TestDesk,
    readonly ada: Somebody,
    readonly olga: Somebody,
    readonly amir: Somebody,
    readonly bureau: ToldBureau,
  ) {}

  static async open(options: Parameters<typeof TestDesk.withAdministrator>[0] = {}): Promise<CardDesk> {
    const bureau = new ToldBureau()
    bureau.toOrder = taken('taken in')
    const { test, ada } = await TestDesk.withAdministrator({ bureau, encoder: simulatedEncoder(0), ...options })
    const olga = await test.somebody(ada, 'olga', 'operator')
    const amir = await test.somebody(ada, 'amir', 'approver')
    for (const tab of ['general', 'registered'] as const) await switchOn(ada, 'card', tab, 'CardsAddonExtProdProcOrder')
    for (const tab of ['ordered', 'in-production'] as const) {
      await switchOn(ada, 'card', tab, 'CardsAddonExtProdProcUpdate')
    }
    await switchOn(ada, 'card', 'processing', 'CardsAddonExtProdProcAbort')
    return new CardDesk(test, ada, olga, amir, bureau)
  }

  close(): Promise<void> {
    return this.test.close()
  }

  /** A new holder, with an employee number of their own. */
  async person(familyName = 'Żak'): Promise<string> {
    this.persons += 1
    const employeeNumber = `E-${this.persons}`
    const rest = { email: '', upn: `${employeeNumber}@example.org`, organisationalUnit: 'Facilities' }
    return must(await this.olga.desk.persons.add({ employeeNumber, givenName: 'Łukasz', familyName, ...rest })).id
  }

  async card(card: string): Promise<Card> {
    return must(await this.olga.desk.cards.profile({ card })).card
  }

  /** The card's history, oldest first. */
  async history(card: string): Promise<readonly HistoryEntry[]> {
    return [...must(await this.olga.desk.cards.history({ card, limit: 50 })).entries].reverse()
  }

  async lastEntry(card: string): Promise<HistoryEntry> {
    const last = (await this.history(card)).at(-1)
    if (!last) throw new Error(`${card} has no history`)
    return last
  }

  /** Orders a card for a person, as the options of the moment have it; answers the card. */
  async order(holder: string, by = this.olga): Promise<string> {
    const done = outcome(await run(by, 'CardsAddonExtProdProcOrder', null, [{ holder }, { deliveryAddress }, {}]))
    return done.cards[0]?.id ?? ''
  }

  /** A card in Requested, asked for by the operator. */
  async requested(holder?: string): Promise<string> {
    await setOptions(this.ada, { CardsAddonExtProdApproval: true })
    return this.order(holder ?? (await this.person()))
  }

  /** A card whose order the bureau refused. */
  async failed(holder?: string, reason = 'unknown layout'): Promise<string> {
    const { toOrder } = this.bureau
    this.bureau.toOrder = refusing(reason)
    const card = await this.ordered(holder)
    this.bureau.toOrder = toOrder
    return card
  }

  /** A card whose order was sent at once. */
  async ordered(holder?: string): Promise<string> {
    await setOptions(this.ada, { CardsAddonExtProdQueue: false })
    const card = await this.order(holder ?? (await this.person()))
    await setOptions(this.ada, { CardsAddonExtProdQueue: true })
    return card
  }

  async produced(holder?: string): Promise<string> {
    const card = await this.ordered(holder)
    this.bureau.toQuestion = saying('produced', { cardNumber: '7700 1234' })
    outcome(await run(this.olga, 'CardsAddonExtProdProcUpdate', card, [{}, {}]))
    return card
  }

  /** A card in use; with certificates when asked for. */
  async active(certificates = false): Promise<string> {
    const card = await this.produced()
    await setOptions(this.ada, { CardsCertificates: certificates })
    outcome(await run(this.olga, 'CardsAddonExtProdProcActivate', card, [{ identity: 'known' }, pins, {}]))
    return card
  }

  /** It is nine o'clock on that day, and the operator has unlocked the screen. */
  async goTo(day: string): Promise<void> {
    this.test.clock.pass(Date.parse(`${day}T09:00:00.000Z`) - this.test.clock.now())
    must(await this.olga.desk.session.unlock({ password }))
  }

  /** Says that an account is that person's. */
  async link(userName: string, person: string): Promise<void> {
    const account = must(await this.ada.desk.accounts.list()).find((each) => each.userName === userName)
    if (!account) throw new Error(`no account ${userName}`)
    const { id, version, name, roles, disabled } = account
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

  /** Goes through one wizard over several cards. */
  async runSeveral(
    somebody: Somebody,
    process: SymbolicName,
    cards: readonly string[],
    pages: readonly Answers[],
  ): Promise<Answer<Advance>> {
    let view: RunView = must(await somebody.desk.processes.openSeveral({ process, cards: [...cards] }))
    let answer: Answer<Advance> | undefined
    for (const answers of pages) {
      const given = { ...view.answers, ...answers }
      answer = await ended(
        somebody,
        await somebody.desk.processes.next({ run: view.run, step: view.step.id, answers: given }),
      )
      if (answer.ok && answer.value.kind === 'step') view = answer.value.view
    }
    if (!answer) throw new Error('a wizard has at least one page')
    return answer
  }

  /** Makes sure that something is refused and that the journal is byte for byte what it was. */
  async refused(code: string, action: () => Promise<Answer>, ...said: readonly string[]): Promise<string> {
    const before = await this.test.journalPrint()
    const { code: got, message } = refused(await action())
    if (got !== code) throw new Error(`expected ${code}, got ${got}: ${message}`)
    for (const part of said) if (!message.includes(part)) throw new Error(`“${part}” is not said: ${message}`)
    if ((await this.test.journalPrint()) !== before) throw new Error('something was written although it was refused')
    return message
  }
}
