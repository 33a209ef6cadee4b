import { z } from 'zod'
import type { CardType } from '../../../shared/lifecycle'
import {
  type Card,
  type Certificate,
  type Order,
  type Person,
  type Stamp,
  type SyncCounts,
  type SyncRun,
  syncOutcomes,
} from '../../../shared/model'
import { formatId } from '../../engine/view'
import { isStateOf } from '../schemas'
import { numberIn } from './documents'

/**
 * Cards, persons and runs as two plain lists: every text once, and the values of one thing after another in a
 * fixed order, a text as its place in the first list and nothing as -1. Against one object a card this is
 * a quarter of the bytes, is read and written several times as fast, and leaves texts that cards share
 * in memory once; measured at 100,000 cards.
 */
export interface Rows {
  readonly texts: readonly string[]
  readonly values: readonly number[]
}

const texts: z.ZodType<readonly string[]> = z.array(z.string())
/** Each value is checked when it is taken: a schema for each would take longer than all the rest. */
const values = z.custom<readonly number[]>(Array.isArray)
export const rowsShape = { texts, values }

const nothing = -1

/** Puts values after one another. */
class Sink implements Rows {
  readonly texts: string[] = []
  readonly values: number[] = []
  readonly #places = new Map<string, number>()

  number(value: number): void {
    this.values.push(value)
  }

  text(text: string | null): void {
    if (text === null) {
      this.values.push(nothing)
      return
    }
    let place = this.#places.get(text)
    if (place === undefined) {
      place = this.texts.length
      this.texts.push(text)
      this.#places.set(text, place)
    }
    this.values.push(place)
  }

  stamp({ at, user, name, role }: Stamp): void {
    this.text(at)
    this.text(user)
    this.text(name)
    this.text(role)
  }

  rows(): Rows {
    return { texts: this.texts, values: this.values }
  }
}

/** Takes the values in the order in which they were put. */
class Source {
  #next = 0

  constructor(private readonly rows: Rows) {}

  get done(): boolean {
    return this.#next >= this.rows.values.length
  }

  /** @throws {Error} when there is no whole number here. */
  number(): number {
    const value = this.rows.values[this.#next]
    this.#next += 1
    if (Number.isSafeInteger(value)) return value as number
    throw new Error(`value ${this.#next} is no whole number`)
  }

  /** @throws {Error} when there is no such text. */
  text<Text extends string>(): Text {
    const text = this.textOrNull()
    if (text === null) throw new Error(`value ${this.#next} has no text`)
    return text as Text
  }

  textOrNull<Text extends string>(): Text | null {
    const place = this.number()
    if (place === nothing) return null
    const text = this.rows.texts[place]
    if (text === undefined) throw new Error(`there is no text ${place}`)
    return text as Text
  }

  stamp(): Stamp {
    return { at: this.text(), user: this.textOrNull(), name: this.text(), role: this.text() }
  }
}

/** Cards of one type as lists. */
export function rowsOfCards(cards: Iterable<Card>): Rows {
  const sink = new Sink()
  for (const card of cards) {
    sink.number(numberIn(card.id))
    sink.text(card.state)
    sink.number(card.version)
    sink.text(card.holder)
    sink.text(card.layout)
    sink.text(card.title)
    sink.text(card.organisationalUnit)
    sink.text(card.validFrom)
    sink.text(card.validThrough)
    sink.text(card.cardNumber)
    sink.text(card.chipUid)
    sink.text(card.chipProfile)
    sink.stamp(card.created)
    sink.stamp(card.changed)
    sink.text(card.changed.process)
    sink.text(card.changed.from)
    sink.number(card.lastSequence)
    putOrder(sink, card.order)
    sink.number(card.certificates.length)
    for (const certificate of card.certificates) putCertificate(sink, certificate)
  }
  return sink.rows()
}

/** The cards of a document. @throws {Error} when it does not hang together. */
export function* cardsOfRows(cardType: CardType, rows: Rows): Iterable<Card> {
  const source = new Source(rows)
  while (!source.done) {
    // Members are evaluated in the order in which they were put.
    const card = {
      id: formatId(cardType, source.number()),
      cardType,
      state: source.text(),
      version: source.number(),
      holder: source.textOrNull(),
      layout: source.text(),
      title: source.text(),
      organisationalUnit: source.text(),
      validFrom: source.textOrNull(),
      validThrough: source.textOrNull(),
      cardNumber: source.textOrNull(),
      chipUid: source.textOrNull(),
      chipProfile: source.textOrNull(),
      created: source.stamp(),
      changed: { ...source.stamp(), process: source.text(), from: source.textOrNull() },
      lastSequence: source.number(),
      order: takeOrder(source),
      certificates: Array.from({ length: source.number() }, () => takeCertificate(source)),
    } as Card
    if (!isStateOf(cardType, card.state)) throw new Error(`there is no state ${card.state} of a ${cardType}`)
    yield card
  }
}

function putOrder(sink: Sink, order: Order | null): void {
  sink.text(order?.id ?? null)
  if (!order) return
  sink.stamp(order.requested)
  sink.text(order.layout)
  sink.text(order.deliveryAddress)
  sink.text(order.commonName)
  sink.text(order.upn)
  sink.number(order.decision ? 1 : 0)
  if (order.decision) {
    sink.stamp(order.decision)
    sink.number(order.decision.approved ? 1 : 0)
    sink.text(order.decision.comment)
  }
  sink.number(order.attempt)
  sink.number(order.sending ? 1 : 0)
  sink.text(order.failure)
  sink.text(order.failedAt)
  sink.text(order.bureauNote)
  sink.text(order.batch)
  sink.text(order.sentAt)
  sink.text(order.productionDate)
  sink.text(order.chip?.type ?? null)
  sink.text(order.chip?.uid ?? null)
}

function takeOrder(source: Source): Order | null {
  const id = source.textOrNull()
  if (id === null) return null
  return {
    id,
    requested: source.stamp(),
    layout: source.text(),
    deliveryAddress: source.text(),
    commonName: source.text(),
    upn: source.text(),
    decision:
      source.number() === 1 ? { ...source.stamp(), approved: source.number() === 1, comment: source.text() } : null,
    attempt: source.number(),
    sending: source.number() === 1,
    failure: source.textOrNull(),
    failedAt: source.textOrNull(),
    bureauNote: source.textOrNull(),
    batch: source.textOrNull(),
    sentAt: source.textOrNull(),
    productionDate: source.textOrNull(),
    chip: takeChip(source),
  }
}

function takeChip(source: Source): Order['chip'] {
  const [type, uid] = [source.textOrNull(), source.textOrNull()]
  return type === null || uid === null ? null : { type, uid }
}

function putCertificate(sink: Sink, certificate: Certificate): void {
  sink.text(certificate.serial)
  sink.text(certificate.purpose)
  sink.text(certificate.validFrom)
  sink.text(certificate.validThrough)
  sink.text(certificate.status)
  sink.text(certificate.heldBy)
}

function takeCertificate(source: Source): Certificate {
  return {
    serial: source.text(),
    purpose: source.text(),
    validFrom: source.text(),
    validThrough: source.text(),
    status: source.text(),
    heldBy: source.textOrNull(),
  }
}

/** A person with the sequences of the records that saved them, see `SaveIndex`. */
export interface PersonRow {
  readonly person: Person
  readonly saves: readonly number[]
}

/** Persons as lists. */
export function rowsOfPersons(persons: Iterable<PersonRow>): Rows {
  const sink = new Sink()
  for (const { person, saves } of persons) {
    sink.number(numberIn(person.id))
    sink.number(person.version)
    sink.text(person.employeeNumber)
    sink.text(person.givenName)
    sink.text(person.familyName)
    sink.text(person.email)
    sink.text(person.upn)
    sink.text(person.organisationalUnit)
    sink.number(saves.length)
    for (const sequence of saves) sink.number(sequence)
  }
  return sink.rows()
}

/** The persons of a document. @throws {Error} when it does not hang together. */
export function* personsOfRows(rows: Rows): Iterable<PersonRow> {
  const source = new Source(rows)
  while (!source.done) {
    const person = {
      id: formatId('person', source.number()),
      version: source.number(),
      employeeNumber: source.text(),
      givenName: source.text(),
      familyName: source.text(),
      email: source.text(),
      upn: source.text(),
      organisationalUnit: source.text(),
    }
    yield { person, saves: Array.from({ length: source.number() }, () => source.number()) }
  }
}

/** A run of batch sync with the sequences of the records it wrote in, see `SyncRuns`. */
export interface RunRow {
  readonly run: SyncRun
  readonly records: readonly number[]
}

/** Runs of batch sync as lists. */
export function rowsOfRuns(runs: Iterable<RunRow>): Rows {
  const sink = new Sink()
  for (const { run, records } of runs) {
    sink.number(numberIn(run.id))
    sink.stamp(run.started)
    sink.text(run.ended)
    sink.text(run.end)
    sink.text(run.problem)
    const counted = syncOutcomes.flatMap((outcome) => {
      const count = run.counts[outcome]
      return count === undefined ? [] : [{ outcome, count }]
    })
    sink.number(counted.length)
    for (const { outcome, count } of counted) {
      sink.text(outcome)
      sink.number(count)
    }
    sink.number(records.length)
    for (const sequence of records) sink.number(sequence)
  }
  return sink.rows()
}

/** The runs of a document. @throws {Error} when it does not hang together. */
export function* runsOfRows(rows: Rows): Iterable<RunRow> {
  const source = new Source(rows)
  while (!source.done) {
    const run: SyncRun = {
      id: formatId('sync-run', source.number()),
      started: source.stamp(),
      ended: source.textOrNull(),
      end: source.textOrNull(),
      problem: source.textOrNull(),
      counts: takeCounts(source),
    }
    yield { run, records: Array.from({ length: source.number() }, () => source.number()) }
  }
}

function takeCounts(source: Source): SyncCounts {
  return Object.fromEntries(Array.from({ length: source.number() }, () => [source.text(), source.number()]))
}
