import {
  type Asked,
  type Bureau,
  type BureauOrder,
  BureauUnavailable,
  type BureauWord,
  type News,
  type OpenOrder,
  type OrderBatch,
  type SubmitOutcome,
} from '../../electron/production/port'
import type { BureauState } from '../../shared/model'

/** What becomes of one order that is sent: what the desk hears, and whether the bureau has the order then. */
export interface Reply {
  readonly outcome: SubmitOutcome
  readonly arrives: boolean
}

export const taken = (note = ''): Reply => ({ outcome: { kind: 'taken', note }, arrives: true })
export const refusing = (reason: string): Reply => ({ outcome: { kind: 'refused', reason }, arrives: false })
export const notSent = (reason = 'The line is busy.'): Reply => ({
  outcome: { kind: 'not-sent', reason },
  arrives: false,
})
/** The order arrives, its answer does not. */
export const answerLost = (reason = 'No answer.'): Reply => ({
  outcome: { kind: 'unanswered', reason },
  arrives: true,
})
/** The order does not arrive, and nobody knows. */
export const orderLost = (reason = 'No answer.'): Reply => ({
  outcome: { kind: 'unanswered', reason },
  arrives: false,
})

/** What the bureau says about an order, whichever it is. */
export type Saying = Omit<BureauWord, 'order'>

const nothingMore = { note: '', cardNumber: null, productionDate: null, validThrough: null, personName: null }

/** The bureau's word for each state, as a new desk reads it. */
const words: Record<BureauState, string> = {
  ordered: 'Received',
  'in-production': 'In production',
  produced: 'Produced',
  failed: 'Failed',
}

/** That an order is that far, in a word a new desk understands. */
export function saying(state: BureauState, more: Partial<Saying> = {}): Saying {
  return { word: words[state], ...nothingMore, chip: null, ...more }
}

/** As `saying`, with a number of its own on every card that is made. */
export const sayingOf =
  (state: BureauState) =>
  ({ card }: OpenOrder): Saying =>
    saying(state, { cardNumber: state === 'produced' ? `N-${card}` : null })

/** That it does not know the order. */
export const unknown = (reason: string): Asked => ({ kind: 'unknown', reason })

/** A file with words, or something else the bureau left; orders are named by the desk's numbers. */
export type Left =
  | { readonly source: string; readonly words: readonly (readonly [order: string, Saying])[] }
  | Extract<News, { kind: 'rejected' | 'again' | 'unanswered' }>

/** Where a call can be held or ended by a test. */
type Hook = (batch: OrderBatch) => void | Promise<void>

/**
 * A bureau that does what a test told it, order by order, and remembers what it got. Tests name orders by
 * the desk's own numbers, `O-000123`; here alone the desk's mark is taken off and put on.
 */
export class ToldBureau implements Bureau {
  readonly status = { name: 'Test bureau', simulated: false }
  /** Every batch that was handed over, oldest first, also when nothing of it arrived. */
  readonly batches: OrderBatch[] = []
  /** The numbers of every order that was handed over, oldest first. */
  readonly sent: string[] = []
  /** What arrived: each order once, however often it came. It makes a card for each of these. */
  readonly has = new Map<string, BureauOrder>()
  readonly asked: string[] = []
  /** Which open orders it was asked about at each `news`, and whether it was a dry run. */
  readonly heard: { readonly open: readonly string[]; readonly dry: boolean }[] = []
  /** Sources the desk has put away. */
  readonly finished: string[] = []
  /** Orders that were sent again under one id with other content. */
  readonly contradictions: string[] = []

  /** True: it cannot be reached. */
  silent = false
  /** Orders that are lost on the way however often they are sent. */
  readonly lost = new Set<string>()
  /** What it says to an order; an error is a line that went dead before anything arrived. */
  toOrder: Reply | Error | ((order: string, content: BureauOrder) => Reply) = taken()
  /** What it says when asked about one order; an error is a line that went dead. */
  toQuestion: Saying | Asked | Error | ((order: OpenOrder) => Saying | Asked) = saying('produced')
  /** What it says of an order in `news`; nothing of those it was told nothing about. */
  readonly tells = new Map<string, Saying | Extract<Asked, { kind: 'unknown' }>>()
  /** In `news` it says of every open order what it says when it is asked. */
  tellsAll = false
  /** What it left for the desk; words are taken away when they are put away. */
  left: Left[] = []
  /** Called when a batch is handed over and nothing has arrived yet. */
  onSubmit: Hook = () => {}
  /** Called when everything has arrived and nothing is answered yet. */
  onArrived: Hook = () => {}
  /** Called when the desk puts a source away. */
  onFinish: (source: string) => void | Promise<void> = () => {}
  private readonly aborted: AbortSignal[] = []

  /** How often each order was handed over, by its number. */
  get times(): ReadonlyMap<string, number> {
    const times = new Map<string, number>()
    for (const order of this.sent) times.set(order, (times.get(order) ?? 0) + 1)
    return times
  }

  /** True when the desk asked the newest batch to break off. */
  get toldToStop(): boolean {
    return this.aborted.at(-1)?.aborted ?? false
  }

  /** The next batch that is handed over waits; answers when it does, and how to let it go on. */
  hold(where: 'onSubmit' | 'onArrived' = 'onSubmit') {
    const begun = Promise.withResolvers<OrderBatch>()
    const released = Promise.withResolvers<void>()
    const before = this[where]
    this[where] = async (batch) => {
      this[where] = before
      begun.resolve(batch)
      await released.promise
      await before(batch)
    }
    return {
      begun: begun.promise,
      release: () => released.resolve(),
      breakOff: (error: Error) => released.reject(error),
    }
  }

  async submit(batch: OrderBatch, signal: AbortSignal): Promise<readonly SubmitOutcome[]> {
    const { orders } = batch
    this.batches.push(batch)
    this.aborted.push(signal)
    for (const { id } of orders) this.sent.push(numberOf(id))
    await this.onSubmit(batch)
    if (this.silent) throw new Error('no line')
    if (this.toOrder instanceof Error) throw this.toOrder
    const replies = orders.map((order) => this.reply(order))
    await this.onArrived(batch)
    return replies.map(({ outcome }) => outcome)
  }

  async ask(order: OpenOrder): Promise<Asked> {
    this.asked.push(numberOf(order.id))
    if (this.silent) throw unavailable()
    return this.answer(order)
  }

  async *news(open: readonly OpenOrder[], { dry }: { readonly dry: boolean }): AsyncIterable<News> {
    this.heard.push({ open: open.map(({ id }) => numberOf(id)), dry })
    if (this.silent) throw unavailable()
    const mark = this.mark(open)
    for (const each of [...this.left]) {
      if ('kind' in each) {
        yield each.kind === 'unanswered' ? { ...each, orders: each.orders.map(mark) } : each
        if (!dry) this.left = this.left.filter((other) => other !== each)
        continue
      }
      const { source } = each
      const finish = async () => {
        await this.onFinish(source)
        if (dry) throw new Error('a dry run puts nothing away')
        this.finished.push(source)
        this.left = this.left.filter((other) => other !== each)
      }
      yield { kind: 'words', source, words: each.words.map(([order, said]) => worded(mark(order), said)), finish }
    }
    const told: BureauWord[] = []
    for (const order of open) {
      const said = this.tells.get(numberOf(order.id)) ?? (this.tellsAll ? this.answer(order) : null)
      if (said === null) continue
      if ('word' in said && !('kind' in said)) told.push(worded(order.id, said))
      else if (said.kind === 'word') told.push(said.word)
      else if (said.kind === 'unknown') yield { kind: 'unknown', orders: [order.id], reason: said.reason }
    }
    if (told.length > 0) yield { kind: 'words', source: null, words: told, finish: async () => {} }
  }

  async check(): Promise<string> {
    if (this.silent) throw unavailable()
    return 'It answers.'
  }

  private reply(order: BureauOrder): Reply {
    const number = numberOf(order.id)
    if (this.lost.has(number)) return orderLost()
    if (this.toOrder instanceof Error) throw this.toOrder
    const reply = typeof this.toOrder === 'function' ? this.toOrder(number, order) : this.toOrder
    const known = this.has.get(number)
    // Whatever it has it does not refuse: sent again under its id, it is the same order.
    if (known && reply.outcome.kind === 'refused') return taken()
    if (!reply.arrives) return reply
    if (known && JSON.stringify(known) !== JSON.stringify(order)) this.contradictions.push(number)
    if (!known) this.has.set(number, order)
    return reply
  }

  private answer(order: OpenOrder): Asked {
    if (this.toQuestion instanceof Error) throw this.toQuestion
    const said = typeof this.toQuestion === 'function' ? this.toQuestion(order) : this.toQuestion
    return 'kind' in said ? said : { kind: 'word', word: worded(order.id, said) }
  }

  /** Puts the desk's mark before an order number; a name that is none stays what it is. */
  private mark(open: readonly OpenOrder[]): (order: string) => string {
    const known = open[0]?.id ?? this.batches[0]?.orders[0]?.id ?? ''
    const mark = known.slice(0, known.length - numberOf(known).length)
    return (order) => (/^O-\d+$/.test(order) ? `${mark}${order}` : order)
  }
}

function unavailable(): BureauUnavailable {
  return new BureauUnavailable('Plug in the cable.')
}

function worded(order: string, said: Saying): BureauWord {
  return { order, ...said }
}

/** The desk's number of an order, without the mark of the desk before it. */
export function numberOf(id: string): string {
  return /O-\d+$/.exec(id)?.[0] ?? id
}
