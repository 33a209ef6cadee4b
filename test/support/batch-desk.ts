import type { DeskOptions } from '../../electron/compose'
import type { DeskEvent, RecordedCommit } from '../../electron/engine/events'
import type { BatchRunDetails, BatchStatus, RequestOf } from '../../shared/contract'
import type { AnyState, SymbolicName } from '../../shared/lifecycle'
import type { Card, HistoryEntry, Order, SyncOutcome, SyncProgress, SyncRun } from '../../shared/model'
import {
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
import { numberOf, ToldBureau } from './told-bureau'

export const abortCard = 'CardsAddonExtProdProcAbort'
export const abortTemporary = 'TempCardsAddonExtProdProcAbort'
export const repeatOrder = 'CardsAddonExtProdProcRepeat'
export const sendCard = 'CardsAddonExtProdBatchSend'
export const sendTemporary = 'TempCardsAddonExtProdBatchSend'
export const statusOfCard = 'CardsAddonExtProdBatchStatus'
export const statusOfTemporary = 'TempCardsAddonExtProdBatchStatus'
const editCard = 'CardsProcEdit'

/** A line of a run in few words: the desk's number of the order, and what became of it. */
export type Line = readonly [order: string, outcome: SyncOutcome]

/**
 * A desk with a told bureau and an operator `olga`, both kinds of card in its queue, whose screens never lock.
 * Batch sync runs when a test says so: by hand, or when `check` finds that it is time.
 */
export class BatchDesk {
  private persons = 0

  private constructor(
    readonly test: TestDesk,
    readonly bureau: ToldBureau,
    public ada: Somebody,
    public olga: Somebody,
  ) {}

  static async open(options: Omit<DeskOptions, 'folder' | 'clock' | 'log'> = {}): Promise<BatchDesk> {
    const bureau = new ToldBureau()
    const { test, ada } = await TestDesk.withAdministrator({ bureau, ...options })
    must(await ada.desk.settings.saveDesk({ version: 0, values: { idleLockMinutes: 0 } }))
    const olga = await test.somebody(ada, 'olga', 'operator')
    await switchOn(ada, 'card', 'general', 'CardsAddonExtProdProcOrder')
    await switchOn(ada, 'card', 'processing', abortCard)
    await switchOn(ada, 'card', 'processing', editCard)
    await switchOn(ada, 'temporary-card', 'general', 'TempCardsAddonExtProdProcOrder')
    await switchOn(ada, 'temporary-card', 'processing', abortTemporary)
    return new BatchDesk(test, bureau, ada, olga)
  }

  close(): Promise<void> {
    return this.test.close()
  }

  /** Closes the desk and opens its folder again, with everybody signed in. */
  async restart(options: Partial<DeskOptions> = {}): Promise<void> {
    await this.test.restart(options)
    await this.reopenWindows()
  }

  /** Opens the folder again after a crash. */
  async reopen(): Promise<void> {
    await this.test.reopen()
    await this.reopenWindows()
  }

  /** Signs everybody in at new windows. */
  async reopenWindows(): Promise<void> {
    this.ada = await this.test.signIn('ada')
    this.olga = await this.test.signIn('olga')
  }

  /** Temporary cards in the queue, and then cards. */
  async queued(temporary: number, cards = 0): Promise<string[]> {
    const ids: string[] = []
    for (let left = temporary; left > 0; left -= 9) {
      ids.push(...(await orderTemporaryCards(this.olga, Math.min(left, 9))))
    }
    for (let count = 0; count < cards; count += 1) ids.push(await this.orderCard())
    return ids
  }

  /** Orders a card for somebody new; answers the card. */
  async orderCard(): Promise<string> {
    this.persons += 1
    const person = {
      employeeNumber: `E-${this.persons}`,
      givenName: 'Łukasz',
      familyName: `Żak ${this.persons}`,
      email: `zak${this.persons}@example.org`,
      upn: `zak${this.persons}@example.org`,
      organisationalUnit: 'Facilities',
    }
    const holder = must(await this.olga.desk.persons.add(person)).id
    const pages = [{ holder }, { deliveryAddress: 'Card desk, Main Street 1' }, {}]
    const done = outcome(await run(this.olga, 'CardsAddonExtProdProcOrder', null, pages))
    return done.cards[0]?.id ?? ''
  }

  async options(values: RequestOf<'settings.saveOptions'>['values']): Promise<void> {
    await setOptions(this.ada, values)
  }

  /** How many orders go out together from now on. */
  async perBatch(ordersPerBatch: number): Promise<void> {
    const { settings } = must(await this.ada.desk.settings.read())
    const { version, values } = settings.bureau
    const { connection, folder, rest, statusWords } = values
    const { address, organisation, clientId } = rest
    must(
      await this.ada.desk.settings.saveBureau({
        version,
        values: {
          connection,
          folder,
          rest: { address, organisation, clientId },
          ordersPerBatch,
          statusWords: [...statusWords],
        },
      }),
    )
  }

  async card(card: string): Promise<Card> {
    return must(await this.olga.desk.cards.profile({ card })).card
  }

  async order(card: string): Promise<Order> {
    const { order } = await this.card(card)
    if (!order) throw new Error(`${card} has no order`)
    return order
  }

  async orders(cards: readonly string[]): Promise<string[]> {
    return Promise.all(cards.map(async (card) => (await this.order(card)).id))
  }

  async states(cards: readonly string[]): Promise<AnyState[]> {
    return Promise.all(cards.map(async (card) => (await this.card(card)).state))
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

  /** Runs batch sync by hand and waits for its end; answers the run as it is recorded. */
  async sync(by: Somebody = this.olga): Promise<SyncRun> {
    must(await by.desk.batch.start())
    return this.ended(by)
  }

  /** Waits until no run is under way; answers the newest. */
  async ended(by: Somebody = this.olga): Promise<SyncRun> {
    await this.follow(by)
    const [newest] = await this.runs(by)
    if (!newest) throw new Error('there has been no run')
    return newest
  }

  /** Follows the run under way to its end; answers everything that was told on the way. */
  async follow(by: Somebody = this.olga): Promise<readonly SyncProgress[]> {
    const told: SyncProgress[] = []
    for (;;) {
      const news = must(await by.desk.batch.follow({ after: told.at(-1)?.number ?? 0 }))
      if (news.kind !== 'running') return told
      told.push(news.progress)
    }
  }

  /** The runs so far, newest first. */
  async runs(by: Somebody = this.olga): Promise<readonly SyncRun[]> {
    return must(await by.desk.batch.runs({ offset: 0, limit: 100 })).rows
  }

  details(run: string, outcomes: SyncOutcome[] | null = null, by: Somebody = this.olga): Promise<BatchRunDetails> {
    return by.desk.batch.run({ run, outcomes, offset: 0, limit: 100 }).then(must)
  }

  /** What became of each order in a run, by the desk's number of the order. */
  async lines(run: SyncRun): Promise<Line[]> {
    const { lines } = await this.details(run.id)
    return lines.map(({ order, outcome }): Line => [numberOf(order), outcome]).toSorted()
  }

  async status(by: Somebody = this.olga): Promise<BatchStatus> {
    return must(await by.desk.desk.snapshot()).batch
  }

  async abort(card: string, by: Somebody = this.olga) {
    return run(by, abortOf(card), card, [{}])
  }

  /** Everything the journal on the disk has, oldest first. */
  async records(): Promise<readonly RecordedCommit[]> {
    const lines = (await this.test.journal()).split('\n').filter((line) => line !== '')
    return lines.map((line) => JSON.parse(line) as RecordedCommit)
  }

  async events(): Promise<readonly DeskEvent[]> {
    return (await this.records()).flatMap(({ events }) => events)
  }

  /** Makes sure that something is refused and that the journal is byte for byte what it was. */
  async refused(code: string, action: () => Promise<Parameters<typeof refused>[0]>, ...said: readonly string[]) {
    const before = await this.test.journalPrint()
    const { code: got, message } = refused(await action())
    if (got !== code) throw new Error(`expected ${code}, got ${got}: ${message}`)
    for (const part of said) if (!message.includes(part)) throw new Error(`“${part}” is not said: ${message}`)
    if ((await this.test.journalPrint()) !== before) throw new Error('something was written although it was refused')
  }
}

/** The process that takes a card's order out of the queue. */
export function abortOf(card: string): SymbolicName {
  return card.startsWith('TC-') ? abortTemporary : abortCard
}
