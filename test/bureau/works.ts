import canonicalize from 'canonicalize'
import { checksumOf } from './checksum.ts'
import type { Ledger, LedgerEntry, LedgerRecord } from './ledger.ts'
import type { Manners } from './options.ts'
import type { BureauOrder } from './order-file.ts'
import { type Fate, fateOf, makeCard, nextWord, type Word } from './production-line.ts'

/** How an order came. */
export type Way = 'folder' | 'rest'

/** What became of an order that came. */
export type Delivery = 'new' | 'again' | 'other-content'

/** Tells the person at the bureau, in one line. */
export type Say = (line: string) => void

/** The bureau behind its doors: takes orders, once each, and carries them from word to word. */
export class Works {
  private readonly ledger: Ledger
  private readonly manners: Manners
  private readonly say: Say
  /** Orders with words to come, and when the next one is due, milliseconds since 1970. */
  private readonly open = new Map<string, number>()

  constructor(ledger: Ledger, manners: Manners, say: Say) {
    this.ledger = ledger
    this.manners = manners
    this.say = say
    for (const { order, fate, reached } of ledger.entries.values()) {
      if (nextWord(fate, reached) !== null) this.open.set(order, 0)
    }
  }

  find(order: string): LedgerEntry | undefined {
    return this.ledger.entries.get(order)
  }

  /** Takes orders; durable when it resolves. Answers what became of each, in their order. */
  async take(orders: readonly BureauOrder[], way: Way): Promise<readonly Delivery[]> {
    const records: LedgerRecord[] = []
    const fresh = new Map<string, string>()
    const deliveries = orders.map((order): Delivery => {
      const content = contentOf(order)
      const known = this.find(order.order)?.content ?? fresh.get(order.order)
      if (known !== undefined) {
        records.push({ kind: 'again', at: now(), order: order.order, other: known !== content })
        return known === content ? 'again' : 'other-content'
      }
      fresh.set(order.order, content)
      const fate = fateOf(order.order, this.manners)
      records.push(takenRecord(order, way, fate, content))
      // The web service says its first word at once.
      const word = nextWord(fate, null)
      if (way === 'rest' && word !== null) records.push({ kind: 'reached', at: now(), order: order.order, word })
      return 'new'
    })
    const written = this.ledger.record(...records)
    for (const [place, { order, card, layout }] of orders.entries()) {
      const delivery = deliveries[place]
      if (delivery === 'new') {
        const refused = this.find(order)?.fate === 'refused'
        if (way === 'folder') this.open.set(order, Date.now() + this.manners.late)
        else if (!refused) this.open.set(order, Date.now() + this.manners.pace)
        this.say(`${order} ${refused ? 'refused' : 'taken'}: ${card}${layout && `, ${layout}`}`)
      } else {
        const times = this.find(order)?.deliveries ?? 0
        this.say(`${order} came for time ${times}${delivery === 'again' ? '' : ' with other content: not taken'}`)
      }
    }
    await written
    return deliveries
  }

  /**
   * Carries orders that are due one word further; durable when it resolves. What is told through the folder goes on
   * only after the desk was told the word before.
   */
  async advance(): Promise<void> {
    const records: LedgerRecord[] = []
    const moment = Date.now()
    for (const [order, due] of this.open) {
      const entry = this.find(order)
      if (!entry || due > moment || (entry.way === 'folder' && entry.reached !== entry.told)) continue
      const word = nextWord(entry.fate, entry.reached)
      if (word === 'PRODUCED') {
        const at = now()
        records.push({ kind: 'made', at, order, ...makeCard(order, this.manners.seed, at.slice(0, 10)) })
        this.say(`${order} made: ${entry.card}`)
      } else if (word === 'FAILED' && entry.fate === 'fails') this.say(`${order} failed: ${entry.card}`)
      if (word !== null) records.push({ kind: 'reached', at: now(), order, word })
      if (word === null || nextWord(entry.fate, word) === null) this.open.delete(order)
      else this.open.set(order, moment + this.manners.pace)
    }
    await this.ledger.record(...records)
  }

  /** Orders from the folder whose last word the desk was not given yet. */
  untold(): readonly (LedgerEntry & { readonly reached: Word })[] {
    const all = [...this.ledger.entries.values()]
    return all.filter((entry): entry is LedgerEntry & { readonly reached: Word } => {
      return entry.way === 'folder' && entry.reached !== null && entry.reached !== entry.told
    })
  }

  /** The desk was given these words. */
  told(words: readonly { readonly order: string; readonly word: Word }[]): Promise<void> {
    return this.ledger.record(...words.map(({ order, word }) => ({ kind: 'told', at: now(), order, word }) as const))
  }

  /** How many orders came, how many cards were made, and how many cards were made more than once. */
  sum(): { readonly orders: number; readonly made: number; readonly twice: number } {
    const made = [...this.ledger.cardsMade().values()]
    return {
      orders: this.ledger.entries.size,
      made: made.reduce((sum, count) => sum + count, 0),
      twice: made.filter((count) => count > 1).length,
    }
  }
}

/**
 * Checksum over what an order says. The batch it came in is no part of that: an order whose desk knows that it did not
 * leave goes out in another one later.
 */
function contentOf({ batch: _, ...order }: BureauOrder): string {
  return checksumOf(canonicalize(order) ?? '')
}

function takenRecord(order: BureauOrder, way: Way, fate: Fate, content: string): LedgerRecord {
  const { holder, commonName, desk, batch, card, cardType, layout, validThrough } = order
  const personName = holder ? `${holder.givenName} ${holder.familyName}`.trim() : commonName
  const kept = { desk, batch, card, cardType, layout, personName, validThrough, content }
  return { kind: 'taken', at: now(), order: order.order, way, fate, ...kept }
}

function now(): string {
  return new Date().toISOString()
}
