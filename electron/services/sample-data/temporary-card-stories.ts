import type { TemporaryCardState } from '../../../shared/lifecycle'
import { fullName, type Person } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { expire, revoke } from '../../processes/certificates'
import { type Staff, system } from './colleagues'
import { deliveryAddresses } from './organisation'
import { bureauNotes, locks, noted, productionFailures, returnReasons, sendingFailures } from './phrases'
import type { Story } from './story'
import { addDays, day, dayOf, expiryRunAfter, workingMomentUntil } from './working-time'

/** What a temporary card's story needs besides the story itself. */
export interface TemporaryCardCast {
  readonly staff: Staff
  readonly layouts: readonly string[]
  /** Takes the next order number. */
  nextOrder(): number
  /** A person for a card that ends with one. */
  neededBorrower(): Person
  /** A person for an earlier loan; `null` when there is none to spare. */
  spareBorrower(): Person | null
}

/** Days that one loan may take with the time before it, weekends included; and the days the last one needs. */
const loan = 110
const lastLoan = 45

/** Tells the story of one temporary card from its order to the state it ends in. */
export function tellTemporaryCard(story: Story, ending: TemporaryCardState, cast: TemporaryCardCast): void {
  if (!order(story, ending, cast) || !make(story, ending)) return
  story.later(0.2, 6).move('TempCardsAddonExtProdInitialize', 'unassigned', cast.staff.operator(story.random), {
    set: story.chip.written,
    input: { profile: story.chip.profile },
  })
  for (let loans = 0; loans < 3 && story.random.chance(0.6); loans += 1) {
    const person = story.daysLeft > loan + lastLoan ? cast.spareBorrower() : null
    if (person !== null) lendAndTakeBack(story, cast.staff, person)
  }
  if (ending === 'assigned') lendNow(story, cast)
  if (ending === 'expired') lendTooLong(story, cast)
  if (ending === 'locked') lock(story, cast)
}

/** Orders the card for the stock; false when the story ends in the queue or before it. */
function order(story: Story, ending: TemporaryCardState, { staff, layouts, nextOrder }: TemporaryCardCast): boolean {
  const { random } = story
  const clerk = staff.operator(random)
  const layout = random.pick(layouts)
  const deliveryAddress = random.pick(deliveryAddresses)
  const ordered = story.newOrder(nextOrder(), clerk, { layout, deliveryAddress, commonName: '', upn: '' })
  const process = 'TempCardsAddonExtProdProcOrder'
  story.move(process, 'requested', clerk, { set: { layout, order: ordered }, input: { amount: 1, layout } })
  if (ending === 'requested') return false
  story.move(process, 'processing', clerk)
  if (ending === 'processing') return false
  if (ending !== 'aborted') return true
  story.later(0.02, 1).move('TempCardsAddonExtProdProcAbort', 'aborted', staff.operator(random))
  return false
}

/** The bureau takes the order and makes the card; false when the story ends there. */
function make(story: Story, ending: TemporaryCardState): boolean {
  const { random } = story
  story.batch(0, 1.5)
  if (ending === 'failed' && random.chance(0.5)) {
    const failure = random.pick(sendingFailures)
    const set = { order: story.failedOrder(failure) }
    story.move('TempCardsAddonExtProdBatchSend', 'failed', system, { set, comment: failure })
    return false
  }
  const taken = random.chance(noted)
    ? { set: { order: story.changedOrder({ bureauNote: random.pick(bureauNotes) }) } }
    : {}
  story.move('TempCardsAddonExtProdBatchSend', 'ordered', system, taken)
  if (ending === 'ordered') return false
  if (ending === 'in-production' || random.chance(0.3)) {
    story.batch(0.5, 2).move('TempCardsAddonExtProdBatchStatus', 'in-production', system)
  }
  if (ending === 'in-production') return false
  if (ending === 'failed') {
    const failure = random.pick(productionFailures)
    const failed = { order: story.batch(1, 5).failedOrder(failure) }
    story.move('TempCardsAddonExtProdBatchStatus', 'failed', system, { set: failed, comment: failure })
    return false
  }
  const produced = { cardNumber: story.cardNumber }
  story.batch(2, 6).move('TempCardsAddonExtProdBatchStatus', 'produced', system, { set: produced })
  return ending !== 'produced'
}

function assign(story: Story, staff: Staff, holder: Person, lastDay: string): void {
  const validFrom = dayOf(story.time)
  const set = { holder: holder.id, validFrom, validThrough: lastDay, ...story.chip.issue(validFrom, lastDay) }
  const input = { holder: holder.id, holderName: fullName(holder), validThrough: lastDay }
  story.move('TempCardsProcAssign', 'assigned', staff.operator(story.random), { set, input })
}

function extend(story: Story, staff: Staff, lastDay: string): void {
  const clerk = staff.operator(story.random)
  const comment = t('temporaryCardWizards.extend.replaced')
  story.edit('TempCardsProcExtend', clerk, story.chip.change(revoke), { comment })
  const set = { validThrough: lastDay, ...story.chip.written, ...story.chip.issue(dayOf(story.time), lastDay) }
  const input = { validThrough: lastDay, profile: story.chip.profile }
  story.move('TempCardsProcExtend', 'assigned', clerk, { set, input })
}

function runOut(story: Story, lastDay: string): void {
  const extras = { set: story.chip.change(expire), input: { validThrough: lastDay } }
  story.goTo(expiryRunAfter(lastDay)).move('TempCardsExpiryRun', 'expired', system, extras)
}

/** An earlier loan: back in time mostly, else after the expiry run has ended it. */
function lendAndTakeBack(story: Story, staff: Staff, holder: Person): void {
  const { random } = story
  story.later(0.5, 60)
  const days = random.whole(1, 14)
  const lastDay = addDays(dayOf(story.time), days)
  assign(story, staff, holder, lastDay)
  const over = expiryRunAfter(lastDay)
  const late = random.chance(0.15)
  if (!late) story.before(over)
  if (late || story.time >= over) {
    runOut(story, lastDay)
    story.later(0.2, 4)
  }
  const set = { holder: null, validFrom: null, validThrough: null, ...story.chip.change(revoke) }
  const who = { holder: holder.id, holderName: fullName(holder) }
  const input = { reason: random.pick(returnReasons), ...who, validThrough: lastDay }
  story.move('TempCardsProcWithdraw', 'unassigned', staff.operator(random), { set, input })
}

/** The loan the story ends in: due today or some day soon. What is overdue the expiry run has ended. */
function lendNow(story: Story, { staff, neededBorrower }: TemporaryCardCast): void {
  const { random } = story
  const due = dueIn(story)
  const lastDay = addDays(story.today, due)
  const extended = random.chance(0.2)
  const ago = extended
    ? random.whole(Math.max(15, due + 13), 28) - due
    : random.whole(Math.max(1, -due), Math.max(1, 14 - due))
  story.goTo(workingMomentUntil(story.now - (ago + random.fraction()) * day, random))
  assign(story, staff, neededBorrower(), extended ? addDays(dayOf(story.time), 14) : lastDay)
  if (extended) {
    story.later(2, 9)
    extend(story, staff, lastDay)
  }
}

function dueIn(story: Story): number {
  const { random } = story
  return random.chance(0.15) ? 0 : random.whole(1, 13)
}

/** The loan that ran out: the card was not brought back. */
function lendTooLong(story: Story, { staff, neededBorrower }: TemporaryCardCast): void {
  const { random } = story
  const days = random.whole(1, 14)
  const over = random.whole(1, 20)
  story.goTo(workingMomentUntil(story.now - (days + over + 1 + random.fraction()) * day, random))
  const lastDay = addDays(dayOf(story.time), days)
  assign(story, staff, neededBorrower(), lastDay)
  runOut(story, lastDay)
}

/** Blocked for good, out of the stock or in somebody's hands. */
function lock(story: Story, { staff, spareBorrower }: TemporaryCardCast): void {
  const { random } = story
  const holder = random.chance(0.5) && story.daysLeft > lastLoan ? spareBorrower() : null
  let end = story.now
  if (holder !== null) {
    story.later(0.5, 20)
    const lastDay = addDays(dayOf(story.time), 14)
    assign(story, staff, holder, lastDay)
    end = expiryRunAfter(lastDay)
  }
  const { reason, comment } = random.pick(locks)
  const remark = random.chance(0.4) ? { comment } : {}
  const extras = { set: story.chip.change(revoke), input: { reason }, ...remark }
  story.before(end).move('TempCardsProcLock', 'locked', staff.operator(random), extras)
}
