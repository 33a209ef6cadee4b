import type { CardState } from '../../../shared/lifecycle'
import { fullName, type Order, type Person } from '../../../shared/model'
import { expire, putOnHold, revive, revoke } from '../../processes/certificates'
import { formatId } from '../../engine/view'
import { type Doer, type Staff, system } from './colleagues'
import { deliveryAddresses, titlesIn, units } from './organisation'
import {
  approvalComments,
  bureauNotes,
  noted,
  personalLocks,
  productionFailures,
  rejectionReasons,
  sendingFailures,
  suspensionReasons,
  withdrawalReasons,
} from './phrases'
import type { Story } from './story'
import { addMonths, dayOf, expiryRunAfter } from './working-time'

/** What a card's story needs besides the story itself. */
export interface CardCast {
  readonly staff: Staff
  readonly holder: Person
  readonly layouts: readonly string[]
  /** Takes the next order number. */
  nextOrder(): number
}

/** The layout whose cards are valid for a year; all others are for three. */
const shortLayout = 'Contractor'
/** Days a detour may take, weekends included: registering some days earlier, or waiting for approval. */
const detour = 8
/** Days the shortest way to each state may take from the order on, weekends included. */
const shortestWay: Partial<Record<CardState, number>> = {
  rejected: 6.5,
  'request-aborted': 6.5,
  'order-aborted': 4.5,
  ordered: 1.6,
  'in-production': 3.6,
  failed: 9.6,
  produced: 9.6,
  active: 21,
  inactive: 21,
  locked: 21,
  expired: 21,
}

/** Tells the story of one card from its registration to the state it ends in. */
export function tellCard(story: Story, ending: CardState, cast: CardCast): void {
  const layout = layoutFor(story, ending, cast.layouts)
  const lastDay = order(story, ending, cast, layout)
  if (lastDay === null || !leaveQueue(story, ending, cast)) return
  if (!send(story, ending, cast)) return
  if (ending === 'ordered' || !produce(story, ending, cast)) return
  if (ending !== 'produced') use(story, ending, cast, lastDay)
}

/** A layout with which the card is still valid, or over, as its ending needs. */
function layoutFor(story: Story, ending: CardState, layouts: readonly string[]): string {
  const age = story.daysLeft
  const [others, short] = [
    layouts.filter((each) => each !== shortLayout),
    layouts.filter((each) => each === shortLayout),
  ]
  if (ending === 'expired' && age < 1130) return story.random.pick(short)
  return story.random.pick(age > 330 ? others : layouts)
}

/** Registers and orders the card; answers the last day of its validity, `null` when the story ends here. */
function order(story: Story, ending: CardState, cast: CardCast, layout: string): string | null {
  const { random } = story
  const { holder, staff } = cast
  const clerk = staff.operator(random)
  const organisationalUnit = holder.organisationalUnit
  const title = random.chance(0.8) ? random.pick(titlesIn(organisationalUnit)) : ''
  const set = { holder: holder.id, layout, title, organisationalUnit }
  const waiting = ending === 'processing'
  const apart = ending === 'registered' || (roomFor(story, ending) > detour && (waiting || random.chance(0.4)))
  const process = random.chance(0.25) ? 'CardsAddonExtProdBoProcOrderMultiple' : 'CardsAddonExtProdProcOrder'
  story.move(apart ? 'CardsAddonExtProdProcRegister' : process, 'registered', clerk, { set, input: { layout } })
  if (ending === 'registered') return null

  if (apart && waiting) story.lately(4)
  else if (apart) story.later(0.02, 4)
  const requester = apart ? staff.operator(random) : clerk
  const deliveryAddress = random.pick(deliveryAddresses)
  const data = { layout, deliveryAddress, commonName: fullName(holder), upn: holder.upn }
  const months = layout === shortLayout ? 12 : 36
  const validFrom = dayOf(story.time)
  const validThrough = addMonths(validFrom, months)
  const ordered = { order: story.newOrder(cast.nextOrder(), requester, data), validFrom, validThrough }
  const asked = needsDecision(ending) || (!waiting && roomFor(story, ending) > detour && random.chance(0.15))
  story.move(apart ? 'CardsAddonExtProdProcOrder' : process, asked ? 'requested' : 'processing', requester, {
    set: ordered,
    input: { validityMonths: months },
  })
  if (asked && ending !== 'requested') return answerRequest(story, ending, cast, requester) ? validThrough : null
  return ending === 'requested' ? null : validThrough
}

function roomFor(story: Story, ending: CardState): number {
  return story.daysLeft - (shortestWay[ending] ?? 0)
}

function needsDecision(ending: CardState): boolean {
  return ending === 'requested' || ending === 'rejected' || ending === 'request-aborted'
}

/** What became of a request; true when it was approved. */
function answerRequest(story: Story, ending: CardState, { staff }: CardCast, requester: Doer): boolean {
  const { random } = story
  story.later(0.05, 3)
  if (ending === 'request-aborted') {
    const comment = random.chance(0.7) ? { comment: random.pick(withdrawalReasons) } : {}
    story.move('CardsAddonExtProdProcAbortRequest', 'request-aborted', requester, comment)
    return false
  }
  const approver = staff.approver(random, requester)
  if (ending === 'rejected') {
    const comment = random.pick(rejectionReasons)
    const set = { order: decided(story, approver, false, comment) }
    story.move('CardsAddonExtProdProcReject', 'rejected', approver, { set, comment })
    return false
  }
  const comment = random.chance(0.5) ? random.pick(approvalComments) : ''
  const set = { order: decided(story, approver, true, comment) }
  story.move('CardsAddonExtProdProcApprove', 'processing', approver, { set, ...(comment && { comment }) })
  return true
}

/** The order with what the approver made of it. */
function decided(story: Story, approver: Doer, approved: boolean, comment: string): Order {
  return story.changedOrder({ decision: { ...story.stamp(approver), approved, comment } })
}

/** Whether the order gets out of the queue to the bureau; false when the story ends in it or with an abort. */
function leaveQueue(story: Story, ending: CardState, { staff }: CardCast): boolean {
  if (ending === 'processing') return false
  if (ending !== 'order-aborted') return true
  story.later(0.02, 1).move('CardsAddonExtProdProcAbort', 'order-aborted', staff.operator(story.random))
  return false
}

/** The bureau takes the order, at the second try now and then; false when the story ends with its refusal. */
function send(story: Story, ending: CardState, cast: CardCast): boolean {
  const { random } = story
  const ends = ending === 'failed' && random.chance(0.5)
  const repeats = !ends && roomFor(story, ending) > 2 * detour && random.chance(0.04)
  if (ends || repeats) {
    const failure = random.pick(sendingFailures)
    const set = { order: story.batch(0, 1.5).failedOrder(failure) }
    story.move('CardsAddonExtProdBatchSend', 'failed', system, { set, comment: failure })
  }
  if (ends) return false
  if (repeats) {
    // A repeat is a new order to the bureau, see Repeat card order.
    const id = formatId('order', cast.nextOrder())
    const set = { order: story.changedOrder({ id, failure: null, failedAt: null, attempt: 2 }) }
    story.later(0.2, 5).move('CardsAddonExtProdProcRepeat', 'processing', cast.staff.operator(random), { set })
  }
  const taken = random.chance(noted)
    ? { set: { order: story.changedOrder({ bureauNote: random.pick(bureauNotes) }) } }
    : {}
  story.batch(0, 1.5).move('CardsAddonExtProdBatchSend', 'ordered', system, taken)
  return true
}

/** The bureau makes the card; false when the story ends before it is made. */
function produce(story: Story, ending: CardState, { staff }: CardCast): boolean {
  const { random } = story
  if (ending === 'in-production' || random.chance(0.3)) {
    story.batch(0.5, 2).move('CardsAddonExtProdBatchStatus', 'in-production', system)
  }
  if (ending === 'in-production') return false
  if (ending === 'failed') {
    const failure = random.pick(productionFailures)
    const set = { order: story.batch(1, 5).failedOrder(failure) }
    story.move('CardsAddonExtProdBatchStatus', 'failed', system, { set, comment: failure })
    return false
  }
  story.batch(2, 6)
  const set = { cardNumber: story.cardNumber }
  const asked = random.chance(0.05) && roomFor(story, ending) > detour
  if (asked) story.later(0, 0.2).move('CardsAddonExtProdProcUpdate', 'produced', staff.operator(random), { set })
  else story.move('CardsAddonExtProdBatchStatus', 'produced', system, { set })
  return true
}

/** The card's life with its holder, up to the state it ends in. */
function use(story: Story, ending: CardState, { staff, holder }: CardCast, lastDay: string): void {
  const { random } = story
  const over = ending === 'expired' ? expiryRunAfter(lastDay) : story.now
  if (ending !== 'expired' || random.chance(0.92)) {
    story.later(0.3, 8)
    const issued = story.chip.certified ? story.chip.issue(dayOf(story.time), lastDay) : {}
    const set = { ...story.chip.written, ...issued }
    const input = { profile: story.chip.profile }
    story.move('CardsAddonExtProdProcActivate', 'active', staff.operator(random), { set, input })
    if (random.chance(0.04)) moveHouse(story, staff, holder, over)
    if (random.chance(0.08)) suspend(story, staff, over).reactivate()
    if (
      ending === 'inactive' ||
      (ending === 'locked' && random.chance(0.3)) ||
      (ending === 'expired' && random.chance(0.1))
    ) {
      suspend(story, staff, over)
    }
  }
  if (ending === 'expired') {
    const extras = { set: story.chip.change(expire), input: { validThrough: lastDay } }
    story.goTo(over).move('CardsExpiryRun', 'expired', system, extras)
  }
  if (ending === 'locked') {
    const { reason, comment } = random.pick(personalLocks)
    const remark = random.chance(0.4) ? { comment } : {}
    const extras = { set: story.chip.change(revoke), input: { reason }, ...remark }
    story.before(over).move('CardsProcLock', 'locked', staff.operator(random), extras)
  }
}

function suspend(story: Story, staff: Staff, over: number) {
  const input = { reason: story.random.pick(suspensionReasons) }
  const extras = { set: story.chip.change(putOnHold), input }
  story.before(over).move('CardsProcDeactivate', 'inactive', staff.operator(story.random), extras)
  return {
    reactivate() {
      const set = story.chip.change(revive)
      story.before(over).move('CardsProcReactivate', 'active', staff.operator(story.random), { set })
    },
  }
}

function moveHouse(story: Story, staff: Staff, holder: Person, over: number): void {
  const organisationalUnit = story.random.pick(units.filter((unit) => unit !== holder.organisationalUnit))
  story.before(over).edit('CardsProcEdit', staff.operator(story.random), {
    organisationalUnit,
    title: story.random.pick(titlesIn(organisationalUnit)),
  })
}
