import type { DeskEvent, RecordedCommit, SettingsChange } from '../../electron/engine/events'
import type { AnyState, OptionValues, Role } from '../../shared/lifecycle'
import type { Account, CardData, CommandSettings, Stamp } from '../../shared/model'
import { bySystem, documentedProcess, movesOf } from '../matrix/documented'
import { documentedOptions, documentedProcesses } from '../unit/documented-lifecycle'

/** A run of batch sync: who began it, and whether it has ended. */
interface AuditedRun {
  readonly by: Stamp
  ended: boolean
}

/** A card as the audit adds it up, from nothing but the journal. */
export interface AuditedCard extends CardData {
  readonly id: string
  readonly cardType: 'card' | 'temporary-card'
  readonly state: AnyState
  readonly version: number
  readonly process: string
}
type CardEvent = Extract<DeskEvent, { type: 'card-moved' | 'card-edited' }>

const openOrUsable = ['requested', 'processing', 'ordered', 'in-production', 'produced', 'active', 'inactive']
const orders = ['CardsAddonExtProdProcOrder', 'CardsAddonExtProdBoProcOrderMultiple', 'CardsAddonExtProdProcRepeat']
/** Where a card can only be when the bureau has its order. */
const atTheBureauOrPast = ['ordered', 'in-production', 'produced', 'active', 'unassigned', 'assigned']
const decisions = ['CardsAddonExtProdProcApprove', 'CardsAddonExtProdProcReject']

/**
 * Reads a journal from its first line as an auditor would, with the product model in hand: every card is
 * added up anew, and every entry is held against the rules as settings, options and accounts were at that
 * moment. What breaks a rule is in `faults`, as a sentence with the record's number.
 */
export class Audit {
  readonly faults: string[] = []
  readonly cards = new Map<string, AuditedCard>()
  /** How many entries each process made. */
  readonly counts = new Map<string, number>()
  /** The card each order was for, by the order's number. */
  readonly orders = new Map<string, string>()
  /** Orders the bureau has taken. */
  readonly taken = new Set<string>()
  readonly runs = new Map<string, AuditedRun>()
  private readonly accounts = new Map<string, Account>()
  private readonly commands = new Map<string, CommandSettings>()
  private readonly roles = new Map<string, readonly Role[]>()
  private options = Object.fromEntries(documentedOptions.map(([name, , value]) => [name, value])) as OptionValues
  private sequence = 0

  static of(journal: string): Audit {
    const audit = new Audit()
    for (const line of journal.split('\n')) if (line !== '') audit.read(JSON.parse(line) as RecordedCommit)
    return audit
  }

  /** Cards whose time was over before that moment and that nobody has ended yet. */
  overdue(at: string): readonly AuditedCard[] {
    const ends = Object.values(bySystem)
      .flat()
      .filter((move) => move.endsWith('> expired'))
    return [...this.cards.values()].filter(
      ({ state, validThrough }) => ends.includes(`${state} > expired`) && (validThrough ?? '9999') < localDay(at),
    )
  }

  private read({ sequence, by, events }: RecordedCommit): void {
    this.sequence = sequence
    const before = new Map(this.cards)
    const touched = new Set<string>()
    for (const event of events) {
      if (event.type === 'account-saved') {
        this.accounts.set(event.account.id, event.account)
      } else if (event.type === 'settings-saved') {
        if (!this.rolesOf(by).includes('administrator')) this.fault(`settings saved by ${by.name}`)
        this.set(event)
      } else if (event.type === 'sync-started' || event.type === 'sync-noted' || event.type === 'sync-ended') {
        this.checkRun(event, by)
      } else if (event.type === 'card-moved' || event.type === 'card-edited') {
        if (!touched.has(event.card)) this.checkStart(event, by, before)
        touched.add(event.card)
        this.checkRunOf(event, by)
        this.apply(event)
        this.checkOrder(event)
      }
    }
    for (const card of touched) this.checkCertificates(before.get(card), this.cards.get(card))
  }

  private set(change: SettingsChange): void {
    if (change.section === 'commands') this.commands.set(`${change.cardType} ${change.tab}`, change.after)
    if (change.section === 'process-roles') this.roles.set(change.process, change.after)
    if (change.section === 'options') this.options = { ...this.options, ...change.after }
  }

  /** One run at a time, begun by an operator or by the program, and over once. */
  private checkRun(event: Extract<DeskEvent, { run: string; type: `sync-${string}` }>, by: Stamp): void {
    const run = this.runs.get(event.run)
    if (event.type === 'sync-started') {
      if (run) this.fault(`${event.run} began twice`)
      if ([...this.runs.values()].some(({ ended }) => !ended)) this.fault(`${event.run} began while another went on`)
      const may = by.role === 'system' || (by.role === 'operator' && this.rolesOf(by).includes('operator'))
      if (!may) this.fault(`${event.run} was begun by ${by.name} as ${by.role}`)
      this.runs.set(event.run, { by, ended: false })
      return
    }
    if (!run || run.ended) this.fault(`${event.run} goes on although it is not under way`)
    if (event.type === 'sync-ended' && run) {
      // The next start closes what was broken off, whoever began it.
      if (event.end !== 'broken-off' && run.by.user !== by.user) this.fault(`${event.run} was ended by ${by.name}`)
      run.ended = true
    }
  }

  /** What batch sync does, and nothing else, is part of a run under way, in the name of who began it. */
  private checkRunOf({ process, card, run: id }: CardEvent, by: Stamp): void {
    const isBatch = /Batch(Send|Status)$/.test(process)
    if (isBatch !== (id !== undefined)) this.fault(`${process} on ${card} is ${id ? 'part of' : 'outside'} a run`)
    if (id === undefined) return
    const run = this.runs.get(id)
    if (!run || run.ended) this.fault(`${card} was changed by ${id}, which is not under way`)
    else if (run.by.user !== by.user || run.by.role !== by.role)
      this.fault(`${card} was changed by ${by.name} in ${id}`)
  }

  /** An order is one card’s, and is taken once (5.8). */
  private checkOrder(event: CardEvent): void {
    const card = this.cards.get(event.card)
    const order = card?.order
    if (!card || !order) return
    const other = this.orders.get(order.id)
    if (other !== undefined && other !== card.id) this.fault(`${order.id} is ordered for ${other} and for ${card.id}`)
    this.orders.set(order.id, card.id)
    if (atTheBureauOrPast.includes(card.state) && !order.sentAt) this.fault(`${card.id} is ${card.state}, but not sent`)
    if (event.type !== 'card-moved' || event.to !== 'ordered' || event.from === 'ordered') return
    if (this.taken.has(order.id)) this.fault(`${order.id} was taken twice`)
    this.taken.add(order.id)
  }

  /** The rules for starting a process (5.1), on the desk as it was before this record. */
  private checkStart(event: CardEvent, by: Stamp, before: ReadonlyMap<string, AuditedCard>): void {
    const card = before.get(event.card)
    const process = documentedProcess(event.process)
    this.counts.set(event.process, (this.counts.get(event.process) ?? 0) + 1)
    if (card?.order?.sending) {
      // The bureau's answer, recorded as the end of what asked for it.
      if (card.process !== event.process) this.fault(`${card.id} was sent by ${card.process}, not ${event.process}`)
      return
    }
    const start = card?.state ?? 'new'
    if (event.run !== undefined) {
      if (!process.from.includes(start)) this.fault(`${event.process} on ${event.card}, which was ${start}`)
      return
    }
    if (by.role === 'system') {
      this.checkSystem(event, by, card)
      return
    }
    if (!process.from.includes(start)) this.fault(`${event.process} on ${event.card}, which was ${start}`)
    if (!this.isOffered(event, card?.state ?? 'general')) this.fault(`${event.process} was not offered in ${start}`)
    const allowed = this.roles.get(event.process) ?? [process.role as Role]
    if (!allowed.includes(by.role as Role)) this.fault(`${event.process} in the role ${by.role}`)
    if (!this.rolesOf(by).includes(by.role as Role)) this.fault(`${by.name} acted as ${by.role}, which they are not`)
    this.checkConditions(event, by, card)
  }

  private checkSystem(event: CardEvent, { at }: Stamp, card: AuditedCard | undefined): void {
    if (documentedProcess(event.process).role !== 'system') this.fault(`${event.process} by the program itself`)
    if (!event.process.endsWith('ExpiryRun')) return
    if (!card?.validThrough || card.validThrough >= localDay(at)) this.fault(`${event.card} expired before its time`)
  }

  /** The processes' own conditions (3.1, 3.2, 4). */
  private checkConditions(event: CardEvent, by: Stamp, card: AuditedCard | undefined): void {
    const requester = card?.order?.requested.user
    const own = this.accounts.get(by.user ?? '')?.person ?? null
    if (decisions.includes(event.process) && this.options.FourEyes) {
      if (requester === by.user) this.fault(`${by.name} decided on ${event.card}, which they asked for`)
      if (own !== null && own === card?.holder) this.fault(`${by.name} decided on ${event.card}, their own card`)
    }
    if (event.process === 'CardsAddonExtProdProcAbortRequest' && requester !== by.user) {
      this.fault(`${by.name} aborted the request for ${event.card}, which somebody else asked for`)
    }
    const holder = event.set?.holder ?? card?.holder ?? null
    if (holder === null) return
    const others = [...this.cards.values()].filter((other) => other.holder === holder && other.id !== event.card)
    const othersOfType = (cardType: string) => others.filter((other) => other.cardType === cardType)
    if (orders.includes(event.process) && !this.options.CardsAddonExtProdMultipleCards) {
      const blocking = othersOfType('card').find((each) => openOrUsable.includes(each.state) || each.order?.sending)
      if (blocking) this.fault(`${event.card} ordered although ${holder} has ${blocking.id}, ${blocking.state}`)
    }
    if (event.process === 'TempCardsProcAssign' && !this.options.TempCardsMultipleCards) {
      const blocking = othersOfType('temporary-card').find((each) => each.state === 'assigned')
      if (blocking) this.fault(`${event.card} assigned although ${holder} has ${blocking.id}`)
    }
  }

  private apply(event: CardEvent): void {
    const card = this.cards.get(event.card)
    const from = event.type === 'card-moved' ? event.from : event.state
    const to = event.type === 'card-moved' ? event.to : event.state
    if (event.version !== (card?.version ?? 0) + 1)
      this.fault(`${event.card} goes from ${card?.version} to ${event.version}`)
    if (from !== (card?.state ?? null)) this.fault(`${event.card} is said to leave ${from} but is ${card?.state}`)
    if (event.type === 'card-moved' && !movesOf(event.process).includes(`${from ?? 'new'} > ${to}`)) {
      this.fault(`${event.process} moved ${event.card} from ${from} to ${to}`)
    }
    const { card: id, cardType, version, process, set } = event
    this.cards.set(id, { ...(card ?? empty), ...set, id, cardType, version, process, state: to })
  }

  /** Card and certificates never drift apart (5.7). */
  private checkCertificates(before: AuditedCard | undefined, card: AuditedCard | undefined): void {
    if (!card) return
    const { id, state, certificates } = card
    const wrong = (words: string) =>
      this.fault(`${id} is ${state} with certificates ${words}: ${JSON.stringify(certificates)}`)
    const alive = certificates.filter(({ status }) => status === 'valid' || status === 'on-hold')
    const held = certificates.filter(({ heldBy }) => heldBy === 'deactivation')
    if (state === 'inactive') {
      if (certificates.some(({ status }) => status === 'valid')) wrong('still valid')
      const valid = (before?.certificates ?? []).filter(({ status }) => status === 'valid')
      const same =
        valid.every(({ serial }) => held.some((each) => each.serial === serial)) && held.length === valid.length
      if (before?.state === 'active' && !same) wrong('other than those it had put on hold')
    } else if (held.length > 0) wrong('put on hold by a deactivation that is over')
    if (state === 'active' && before?.state === 'inactive') {
      const revived = before.certificates.filter(({ heldBy }) => heldBy === 'deactivation')
      const valid = certificates.filter(({ status }) => status === 'valid')
      if (revived.length !== valid.length) wrong('other than those the deactivation held')
    }
    if (!['active', 'inactive', 'assigned'].includes(state) && alive.length > 0) wrong('that have not ended')
  }

  private isOffered({ process, cardType }: CardEvent, tab: string): boolean {
    const commands = this.commands.get(`${cardType} ${tab}`)
    const shipped = documentedProcesses.some((each) => each.symbolicName === process && each.on)
    if (!commands) return shipped
    return (
      commands.additional.includes(process) ||
      commands.defaults.some((each) => each.process === process && each.enabled)
    )
  }

  private rolesOf({ user }: Stamp): readonly Role[] {
    const account = this.accounts.get(user ?? '')
    return account && !account.disabled ? account.roles : []
  }

  private fault(what: string): void {
    this.faults.push(`record ${this.sequence}: ${what}`)
  }
}

const empty: CardData = {
  holder: null,
  layout: '',
  title: '',
  organisationalUnit: '',
  validFrom: null,
  validThrough: null,
  order: null,
  cardNumber: null,
  chipUid: null,
  chipProfile: null,
  certificates: [],
}

/** The day at this workstation, ISO 8601. */
function localDay(at: string): string {
  const date = new Date(at)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
