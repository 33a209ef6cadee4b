import type { CardType } from '../../../shared/lifecycle'
import {
  type Card,
  type Certificate,
  type Order,
  type Person,
  type SyncCounts,
  type SyncRun,
  syncOutcomes,
} from '../../../shared/model'
import type { Holder } from '../holders'
import { isStateOf } from '../schemas'
import { idWith } from './ids'
import type { Sink } from './sink'
import type { Source } from './source'

/** How a kind of numbered thing becomes bytes, and a thing again. Its number stands beside the bytes. */
export interface Packing<Thing> {
  put(sink: Sink, thing: Thing): void
  /** The same thing again. @throws {Error} when the bytes do not hang together. */
  take(source: Source, number: number): Thing
}

/** The cards of a type. Values are taken in the order in which they were put. */
export function cardPacking(cardType: CardType): Packing<Card> {
  return {
    put(sink, card) {
      sink.id('person', card.holder)
      sink.word(card.state)
      sink.number(card.version)
      sink.word(card.layout)
      sink.phrase(card.title)
      sink.word(card.organisationalUnit)
      sink.day(card.validFrom)
      sink.day(card.validThrough)
      sink.text(card.cardNumber)
      sink.text(card.chipUid)
      sink.word(card.chipProfile)
      sink.stamp(card.created)
      sink.stamp(card.changed)
      sink.word(card.changed.process)
      sink.word(card.changed.from)
      sink.number(card.lastSequence)
      putOrder(sink, card.order)
      sink.number(card.certificates.length)
      for (const certificate of card.certificates) putCertificate(sink, certificate)
    },
    take(source, number) {
      // Members of an object are evaluated in the order in which they are written.
      const card = {
        id: idWith(cardType, number),
        cardType,
        holder: source.idOrNull('person'),
        state: source.word(),
        version: source.number(),
        layout: source.word(),
        title: source.text(),
        organisationalUnit: source.word(),
        validFrom: source.dayOrNull(),
        validThrough: source.dayOrNull(),
        cardNumber: source.textOrNull(),
        chipUid: source.textOrNull(),
        chipProfile: source.wordOrNull(),
        created: source.stamp(),
        changed: {
          at: source.time(),
          user: source.wordOrNull(),
          name: source.word(),
          role: source.word(),
          process: source.word(),
          from: source.wordOrNull(),
        },
        lastSequence: source.number(),
        order: takeOrder(source),
        certificates: takeCertificates(source),
      } as Card
      if (!isStateOf(cardType, card.state)) throw new Error(`there is no state ${card.state} of a ${cardType}`)
      return card
    },
  }
}

/** The holder alone of a card whose values begin here. */
export function peekHolder(source: Source): Holder | null {
  return source.shortOrNull()
}

function putOrder(sink: Sink, order: Order | null): void {
  sink.truth(order !== null)
  if (!order) return
  sink.id('order', order.id)
  sink.stamp(order.requested)
  sink.word(order.layout)
  sink.phrase(order.deliveryAddress)
  sink.text(order.commonName)
  sink.text(order.upn)
  sink.truth(order.decision !== null)
  if (order.decision) {
    sink.stamp(order.decision)
    sink.truth(order.decision.approved)
    sink.phrase(order.decision.comment)
  }
  sink.number(order.attempt)
  sink.truth(order.sending)
  sink.phrase(order.failure)
  sink.time(order.failedAt)
  sink.phrase(order.bureauNote)
  sink.id('batch', order.batch)
  sink.time(order.sentAt)
  sink.day(order.productionDate)
  sink.truth(order.chip !== null)
  if (!order.chip) return
  sink.word(order.chip.type)
  sink.text(order.chip.uid)
}

function takeOrder(source: Source): Order | null {
  if (!source.truth()) return null
  return {
    id: source.id('order'),
    requested: source.stamp(),
    layout: source.word(),
    deliveryAddress: source.text(),
    commonName: source.text(),
    upn: source.text(),
    decision: source.truth() ? { ...source.stamp(), approved: source.truth(), comment: source.text() } : null,
    attempt: source.number(),
    sending: source.truth(),
    failure: source.textOrNull(),
    failedAt: source.timeOrNull(),
    bureauNote: source.textOrNull(),
    batch: source.idOrNull('batch'),
    sentAt: source.timeOrNull(),
    productionDate: source.dayOrNull(),
    chip: source.truth() ? { type: source.word(), uid: source.text() } : null,
  }
}

function putCertificate(sink: Sink, certificate: Certificate): void {
  sink.text(certificate.serial)
  sink.word(certificate.purpose)
  sink.day(certificate.validFrom)
  sink.day(certificate.validThrough)
  sink.word(certificate.status)
  sink.word(certificate.heldBy)
}

function takeCertificates(source: Source): readonly Certificate[] {
  const certificates: Certificate[] = []
  for (let left = source.number(); left > 0; left -= 1) {
    certificates.push({
      serial: source.text(),
      purpose: source.word(),
      validFrom: source.day(),
      validThrough: source.day(),
      status: source.word(),
      heldBy: source.wordOrNull(),
    })
  }
  return certificates
}

/** A person with the sequences of the records that saved them, oldest first. */
export interface PersonRow {
  readonly person: Person
  readonly saves: readonly number[]
}

export const personPacking: Packing<PersonRow> = {
  put(sink, { person, saves }) {
    sink.text(person.employeeNumber)
    sink.number(person.version)
    sink.text(person.givenName)
    sink.text(person.familyName)
    sink.text(person.email)
    sink.text(person.upn)
    sink.phrase(person.organisationalUnit)
    sink.growing(saves)
  },
  take: (source, number) => ({
    person: {
      id: idWith('person', number),
      employeeNumber: source.text(),
      version: source.number(),
      givenName: source.text(),
      familyName: source.text(),
      email: source.text(),
      upn: source.text(),
      organisationalUnit: source.text(),
    },
    saves: source.growing(),
  }),
}

/** The employee number alone of a person whose values begin here. */
export function peekEmployeeNumber(source: Source): string {
  return source.text()
}

/** A run of batch sync with the sequences of the records it wrote in, see `SyncRuns`. */
export interface RunRow {
  readonly run: SyncRun
  readonly records: readonly number[]
}

export const runPacking: Packing<RunRow> = {
  put(sink, { run, records }) {
    sink.stamp(run.started)
    sink.time(run.ended)
    sink.word(run.end)
    sink.phrase(run.problem)
    const counted = syncOutcomes.flatMap((outcome) => {
      const count = run.counts[outcome]
      return count === undefined ? [] : [{ outcome, count }]
    })
    sink.number(counted.length)
    for (const { outcome, count } of counted) {
      sink.word(outcome)
      sink.number(count)
    }
    sink.growing(records)
  },
  take(source, number) {
    const run: SyncRun = {
      id: idWith('sync-run', number),
      started: source.stamp(),
      ended: source.timeOrNull(),
      end: source.wordOrNull(),
      problem: source.textOrNull(),
      counts: takeCounts(source),
    }
    return { run, records: source.growing() }
  },
}

function takeCounts(source: Source): SyncCounts {
  const counts: [string, number][] = []
  for (let left = source.number(); left > 0; left -= 1) counts.push([source.word(), source.number()])
  return Object.fromEntries(counts)
}
