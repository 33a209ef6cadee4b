import { simulatedEncoder } from '../../electron/encoding/simulated-encoder'
import type { Encoder } from '../../electron/encoding/port'
import type { Answer } from '../../shared/errors'
import type { SymbolicName } from '../../shared/lifecycle'
import type { Advance, Answers, Card, HistoryEntry, RunView } from '../../shared/model'
import { TestAuthority } from './partners'
import {
  ended,
  must,
  orderTemporaryCards,
  outcome,
  refused,
  run,
  setOptions,
  type Somebody,
  switchOn,
  TestDesk,
} from './test-desk'
import { sayingOf, ToldBureau } from './told-bureau'

/** PIN and PUK as tests type them; they must be found nowhere afterwards. */
export const pin = '481620'
export const puk = '90317264'
export const pinPage: Answers = { pin, pinAgain: pin, puk, pukAgain: puk }

/**
 * A desk with a stock of temporary cards, an operator `olga`, and every process of a temporary card switched
 * on. Orders go out at once, and the bureau has made a card as soon as it is asked.
 */
export class StockDesk {
  private persons = 0

  private constructor(
    readonly test: TestDesk,
    readonly ada: Somebody,
    public olga: Somebody,
    readonly bureau: ToldBureau,
    readonly authority: TestAuthority,
  ) {}

  static async open(encoder: Encoder = simulatedEncoder(0)): Promise<StockDesk> {
    const bureau = new ToldBureau()
    bureau.toQuestion = sayingOf('produced')
    const authority = new TestAuthority()
    const { test, ada } = await TestDesk.withAdministrator({ bureau, encoder, authority })
    const olga = await test.somebody(ada, 'olga', 'operator')
    await switchOn(ada, 'temporary-card', 'general', 'TempCardsAddonExtProdProcOrder')
    await switchOn(ada, 'temporary-card', 'ordered', 'TempCardsAddonExtProdProcUpdate')
    await switchOn(ada, 'temporary-card', 'produced', 'TempCardsAddonExtProdInitialize')
    await setOptions(ada, { TempCardsAddonExtProdQueue: false })
    return new StockDesk(test, ada, olga, bureau, authority)
  }

  close(): Promise<void> {
    return this.test.close()
  }

  /** Closes the desk and opens its folder again, with the operator signed in. */
  async restart(options: Parameters<TestDesk['restart']>[0] = {}): Promise<void> {
    await this.test.restart(options)
    this.olga = await this.test.signIn('olga')
  }

  async person(familyName = 'Moreau'): Promise<string> {
    this.persons += 1
    const added = await this.olga.desk.persons.add({
      employeeNumber: `E-${this.persons}`,
      givenName: 'Inès',
      familyName,
      email: '',
      upn: '',
      organisationalUnit: 'Ferries',
    })
    return must(added).id
  }

  /** A card the bureau has made. */
  async produced(): Promise<string> {
    const [card = ''] = await orderTemporaryCards(this.olga, 1)
    outcome(await run(this.olga, 'TempCardsAddonExtProdProcUpdate', card, [{}, {}]))
    return card
  }

  /** A card in the stock, its chip written. */
  async inStock(): Promise<string> {
    const card = await this.produced()
    outcome(await run(this.olga, 'TempCardsAddonExtProdInitialize', card, [pinPage, {}]))
    return card
  }

  /** A card in somebody's hands; two weeks unless said otherwise. */
  async assigned(holder?: string, lastDay: Answers = {}): Promise<string> {
    const card = await this.inStock()
    const person = holder ?? (await this.person())
    outcome(await run(this.olga, 'TempCardsProcAssign', card, [{ holder: person }, lastDay, {}]))
    return card
  }

  /** A card whose assignment has run out: two days later. */
  async expired(): Promise<string> {
    const card = await this.assigned(undefined, { validThrough: this.day(0) })
    await this.pass(2)
    return card
  }

  /** The day so many days from the moment tests begin at. */
  day(days: number): string {
    return new Date(Date.parse('2026-11-20') + days * 86_400_000).toISOString().slice(0, 10)
  }

  /** Lets days go by, with the expiry run at the end of them; the operator signs in again. */
  async pass(days: number): Promise<void> {
    this.test.clock.pass(days * 86_400_000)
    await this.test.expire()
    this.olga = await this.test.signIn('olga')
  }

  async card(card: string): Promise<Card> {
    return must(await this.olga.desk.cards.profile({ card })).card
  }

  /** The card's history, newest first. */
  async history(card: string): Promise<readonly HistoryEntry[]> {
    return must(await this.olga.desk.cards.history({ card, limit: 100 })).entries
  }

  async commands(card: string): Promise<readonly SymbolicName[]> {
    return must(await this.olga.desk.cards.profile({ card })).commands.map(({ process }) => process)
  }

  /** Opens a wizard and goes through its first pages. */
  async onPage(process: SymbolicName, card: string, pages: readonly Answers[] = []): Promise<RunView> {
    let view = must(await this.olga.desk.processes.open({ process, card, person: null }))
    for (const answers of pages) view = page(await this.next(view, answers))
    return view
  }

  /** One Next, followed to its end. */
  async next(view: RunView, answers: Answers = {}, by = this.olga): Promise<Answer<Advance>> {
    const given = { ...view.answers, ...answers }
    return ended(by, await by.desk.processes.next({ run: view.run, step: view.step.id, answers: given }))
  }

  /** Makes sure that something is refused and that the journal is byte for byte what it was. */
  async refused(code: string, action: () => Promise<Answer>): Promise<{ message: string; details: object }> {
    const before = await this.test.journalPrint()
    const { code: got, message, details } = refused(await action())
    if (got !== code) throw new Error(`expected ${code}, got ${got}: ${message}`)
    if ((await this.test.journalPrint()) !== before) throw new Error('something was written although it was refused')
    return { message, details }
  }
}

/** The page an answer leads to. */
export function page(answer: Answer<Advance>): RunView {
  const value = must(answer)
  if (value.kind !== 'step') throw new Error(`no page: ${value.kind}`)
  return value.view
}
