import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BatchDesk } from '../support/batch-desk'
import { must } from '../support/test-desk'
import { answerLost, notSent, orderLost, taken } from '../support/told-bureau'

// Orders that go to the bureau at once, with the queue off: sent again under their number until the bureau has answered
// (domain rule 5.8).

let desk: BatchDesk
beforeEach(async () => {
  desk = await BatchDesk.open()
})
afterEach(() => desk.close())

describe('An order that leaves by itself', () => {
  beforeEach(() => desk.options({ CardsAddonExtProdQueue: false }))

  it('stays on its way when it did not leave, and is sent again under its number', async () => {
    desk.bureau.toOrder = notSent()
    const card = await desk.orderCard()
    expect(await desk.card(card)).toMatchObject({ state: 'registered', order: { sending: true, failure: null } })
    desk.bureau.toOrder = taken()
    await desk.test.resend()
    const { id } = await desk.order(card)
    expect(await desk.card(card)).toMatchObject({ state: 'ordered', order: { sending: false } })
    expect(desk.bureau.sent).toEqual([id, id])
  })

  it('says when it is sent again what it said the first time, whatever became of the person’s record', async () => {
    desk.bureau.toOrder = answerLost()
    const card = await desk.orderCard()
    const { holder } = await desk.card(card)
    const { id, version, ...values } = must(await desk.olga.desk.persons.read({ person: holder ?? '' }))
    const { employeeNumber, givenName, email, upn, organisationalUnit } = values
    const changed = { employeeNumber, givenName, familyName: 'Nowak', email, upn, organisationalUnit }
    must(await desk.olga.desk.persons.change({ person: id, version, ...changed }))
    desk.bureau.toOrder = taken()
    await desk.test.resend()
    expect(await desk.states([card])).toEqual(['ordered'])
    expect(desk.bureau.sent).toHaveLength(2)
    expect(desk.bureau.contradictions).toEqual([])
  })

  it('is not tried while the bureau is away', async () => {
    desk.bureau.toOrder = orderLost()
    const card = await desk.orderCard()
    desk.bureau.silent = true
    await desk.test.resend()
    expect(desk.bureau.sent).toHaveLength(1)
    expect((await desk.order(card)).sending).toBe(true)
  })

  it('leaves once when it is time to send again while it is being sent', async () => {
    await desk.options({ TempCardsAddonExtProdQueue: false })
    const held = desk.bureau.hold()
    const ordering = desk.queued(1)
    await held.begun
    const again = desk.test.resend()
    await expect.poll(() => desk.test.log.lines.join()).toContain('orders sent again')
    await new Promise((resolve) => setImmediate(resolve))
    held.release()
    await again
    expect(await desk.states(await ordering)).toEqual(['ordered'])
    expect(desk.bureau.sent).toHaveLength(1)
  })
})
