import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Bureau } from '../../electron/production/port'
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
} from '../support/test-desk'
import { refusing, taken, ToldBureau } from '../support/told-bureau'

// Ordering (domain 3 and 4): where an order goes depends on the options of the moment.
const order = 'CardsAddonExtProdProcOrder'
const register = 'CardsAddonExtProdProcRegister'
const address = 'Card desk, Main Street 1'

let test: TestDesk
let ada: Somebody
let olga: Somebody

async function openDesk(bureau?: Bureau) {
  ;({ test, ada } = await TestDesk.withAdministrator(bureau ? { bureau } : {}))
  olga = await test.somebody(ada, 'olga', 'operator')
  await switchOn(ada, 'temporary-card', 'general', 'TempCardsAddonExtProdProcOrder')
  await switchOn(ada, 'card', 'general', order)
  await switchOn(ada, 'card', 'registered', order)
}
afterEach(() => test.close())

const person = (employeeNumber: string) =>
  olga.desk.persons
    .add({
      employeeNumber,
      givenName: 'Łukasz',
      familyName: 'Żak',
      email: 'lukasz@example.org',
      upn: 'lzak@example.org',
      organisationalUnit: 'Facilities',
    })
    .then((answer) => must(answer).id)

const state = async (card: string) => must(await olga.desk.cards.profile({ card })).card
const steps = async (card: string) =>
  must(await olga.desk.cards.history({ card, limit: 50 }))
    .entries.map(({ process, from, to }) => [process, from, to])
    .reverse()

async function registered(holder: string): Promise<string> {
  const done = outcome(await run(olga, register, null, [{ holder }, { layout: 'Employee', title: 'Engineer' }, {}]))
  return done.cards[0]?.id ?? ''
}
const orderFor = (card: string) => run(olga, order, card, [{ deliveryAddress: address }, {}])
const orderNew = (holder: string) => run(olga, order, null, [{ holder }, { deliveryAddress: address }, {}])

describe('Order temporary cards', () => {
  beforeEach(() => openDesk())

  it('makes as many cards as asked for, each with its own number and order, in one commit', async () => {
    const before = (await test.journal()).split('\n').length
    const cards = await orderTemporaryCards(olga, 9)
    expect((await test.journal()).split('\n').length).toBe(before + 1)
    expect(new Set(cards).size).toBe(9)
    const orders = await Promise.all(cards.map(async (card) => (await state(card)).order?.id))
    expect(new Set(orders).size).toBe(9)
    for (const card of cards) {
      expect((await state(card)).state).toBe('processing')
      expect(await steps(card)).toEqual([
        ['TempCardsAddonExtProdProcOrder', null, 'requested'],
        ['TempCardsAddonExtProdProcOrder', 'requested', 'processing'],
      ])
    }
  })

  it('takes amounts from 1 to 9 and says so at the field otherwise', async () => {
    for (const amount of [0, 10, -1, 1.5, '3', null, true]) {
      const error = refused(
        await run(olga, 'TempCardsAddonExtProdProcOrder', null, [{ amount, layout: 'Blue', deliveryAddress: address }]),
      )
      expect(error.code).toBe('invalid-answers')
      expect(Object.keys(error.details.fields ?? {})).toEqual(['amount'])
    }
  })

  it('refuses a layout that is not in the list, and an address of control characters', async () => {
    const error = refused(
      await run(olga, 'TempCardsAddonExtProdProcOrder', null, [
        { amount: 1, layout: 'Gold', deliveryAddress: 'a\u0007b' },
      ]),
    )
    expect(Object.keys(error.details.fields ?? {}).sort()).toEqual(['deliveryAddress', 'layout'])
  })

  it('goes straight to Ordered with the queue off, and the history says it was a simulated bureau', async () => {
    await setOptions(ada, { TempCardsAddonExtProdQueue: false })
    const opened = must(
      await olga.desk.processes.open({ process: 'TempCardsAddonExtProdProcOrder', card: null, person: null }),
    )
    const next = must(
      await olga.desk.processes.next({
        run: opened.run,
        step: opened.step.id,
        answers: { amount: 2, layout: 'Green', deliveryAddress: address },
      }),
    )
    expect(next.kind === 'step' && next.view.step.warning).toMatch(/simulated/)
    const done = outcome(
      await ended(olga, await olga.desk.processes.next({ run: opened.run, step: 'confirm', answers: {} })),
    )
    expect(done.cards.map((card) => card.state)).toEqual(['ordered', 'ordered'])
    const card = done.cards[0]?.id ?? ''
    expect((await steps(card)).map(([, , to]) => to)).toEqual(['requested', 'requested', 'ordered'])
    expect(must(await olga.desk.cards.history({ card, limit: 1 })).entries[0]?.comment).toMatch(/simulated/i)
  })

  it('leaves cards in the queue where they are when the queue is switched off', async () => {
    const [card = ''] = await orderTemporaryCards(olga, 1)
    await setOptions(ada, { TempCardsAddonExtProdQueue: false })
    expect((await state(card)).state).toBe('processing')
  })
})

describe('Register card and Order card', () => {
  beforeEach(() => openDesk())

  it('registers a card for its holder, ready to be ordered', async () => {
    const holder = await person('E-1')
    const card = await registered(holder)
    expect(await state(card)).toMatchObject({
      state: 'registered',
      holder,
      layout: 'Employee',
      title: 'Engineer',
      order: null,
    })
    expect((await state(card)).organisationalUnit).toBe('Facilities')
    expect(await steps(card)).toEqual([[register, null, 'registered']])
    // The history keeps the name of that day, whatever the person is called later.
    expect(must(await olga.desk.cards.history({ card, limit: 1 })).entries[0]?.input).toMatchObject({
      holder,
      holderName: 'Łukasz Żak',
      layout: 'Employee',
      title: 'Engineer',
    })
  })

  it("fills in the holder's name and UPN by itself, and validity from the option", async () => {
    const card = await registered(await person('E-1'))
    const view = must(await olga.desk.processes.open({ process: order, card, person: null }))
    expect(view.answers).toMatchObject({ commonName: 'Łukasz Żak', upn: 'lzak@example.org', validityMonths: 36 })
    outcome(await orderFor(card))
    // The test clock stands at 2026-11-20.
    expect(await state(card)).toMatchObject({
      state: 'processing',
      validFrom: '2026-11-20',
      validThrough: '2029-11-20',
    })
  })

  it('registers and orders in one run for a person, recording both', async () => {
    const done = outcome(await orderNew(await person('E-1')))
    const card = done.cards[0]?.id ?? ''
    expect(await steps(card)).toEqual([
      [order, null, 'registered'],
      [order, 'registered', 'processing'],
    ])
    const entries = must(await olga.desk.cards.history({ card, limit: 5 })).entries
    expect(new Set(entries.map((entry) => entry.number.split('.')[0])).size).toBe(1)
    expect(entries[1]?.input).toMatchObject({ holderName: 'Łukasz Żak' })
    expect(entries[0]?.input).toMatchObject({ commonName: 'Łukasz Żak', validThrough: '2029-11-20' })
  })

  it("starts from a person's profile without asking for the holder, and says there why not", async () => {
    const holder = await person('E-1')
    const done = outcome(await run(olga, order, null, [{ deliveryAddress: address }, {}], holder))
    const card = done.cards[0]?.id ?? ''
    expect(await state(card)).toMatchObject({ holder, state: 'processing', order: { commonName: 'Łukasz Żak' } })
    const { commands } = must(await olga.desk.persons.profile({ person: holder }))
    expect(commands.find(({ process }) => process === order)?.disabledBecause).toContain(card)
  })

  it('counts a produced card as usable, and a card that ended as nothing', async () => {
    const lock = 'CardsProcLock'
    await setOptions(ada, { CardsAddonExtProdQueue: false })
    const update = 'CardsAddonExtProdProcUpdate'
    for (const tab of ['ordered', 'in-production'] as const) await switchOn(ada, 'card', tab, update)
    const holder = await person('E-1')
    const card = outcome(await orderNew(holder)).cards[0]?.id ?? ''
    for (const reached of ['in-production', 'produced']) {
      expect(outcome(await run(olga, update, card, [{}, {}])).cards[0]?.state).toBe(reached)
    }
    expect(refused(await orderNew(holder)).message).toContain('usable card')
    outcome(
      await run(olga, 'CardsAddonExtProdProcActivate', card, [
        { identity: 'known' },
        { pin: '274906', pinAgain: '274906', puk: '90817264', pukAgain: '90817264' },
        {},
      ]),
    )
    expect(refused(await orderNew(holder)).message).toContain('usable card')
    outcome(await run(olga, lock, card, [{ reason: 'lost' }, {}]))
    expect(outcome(await orderNew(holder)).cards[0]?.state).toBe('ordered')
  })

  it('stops in Requested when approval is on, whatever the queue says', async () => {
    await setOptions(ada, { CardsAddonExtProdApproval: true })
    outcome(await orderFor(await registered(await person('E-1'))))
    await setOptions(ada, { CardsAddonExtProdQueue: false })
    const done = outcome(await orderNew(await person('E-2')))
    expect(done.cards[0]?.state).toBe('requested')
  })

  it('goes straight to Ordered when approval and queue are off', async () => {
    await setOptions(ada, { CardsAddonExtProdQueue: false })
    const card = await registered(await person('E-1'))
    const done = outcome(await orderFor(card))
    expect(done.cards[0]?.state).toBe('ordered')
    expect((await state(card)).order).toMatchObject({ sending: false, failure: null, attempt: 1 })
  })

  it('is refused for a holder with an open order, naming it, unless several cards are allowed', async () => {
    const holder = await person('E-1')
    const first = outcome(await orderNew(holder)).cards[0]?.id ?? ''
    const second = await registered(holder)
    const before = await test.journalPrint()
    const error = refused(await orderFor(second))
    expect(error.code).toBe('condition-not-met')
    expect(error.message).toContain(first)
    expect(refused(await orderNew(holder)).code).toBe('condition-not-met')
    const offered = must(await olga.desk.cards.profile({ card: second })).commands
    expect(offered).toMatchObject([{ process: order, disabledBecause: expect.stringContaining(first) }])
    expect(await test.journalPrint()).toBe(before)
    await setOptions(ada, { CardsAddonExtProdMultipleCards: true })
    expect(outcome(await orderFor(second)).cards[0]?.state).toBe('processing')
  })

  it('lets one of two orders for one person through when both finish at once', async () => {
    const holder = await person('E-1')
    const otto = await test.somebody(ada, 'otto', 'operator')
    const answers = await Promise.all(
      [olga, otto].map((each) => run(each, order, null, [{ holder }, { deliveryAddress: address }, {}])),
    )
    expect(answers.map((answer) => answer.ok).sort()).toEqual([false, true])
    expect(answers.filter((answer) => !answer.ok).map((answer) => refused(answer).code)).toEqual(['condition-not-met'])
  })

  it('forgets what was filled in for one person when another is chosen', async () => {
    const [one, other] = [await person('E-1'), await person('E-2')]
    const opened = must(await olga.desk.processes.open({ process: order, card: null, person: null }))
    must(await olga.desk.processes.next({ run: opened.run, step: 'holder', answers: { holder: one } }))
    must(await olga.desk.processes.back({ run: opened.run, step: 'order', answers: { commonName: 'Typed Over' } }))
    const again = must(await olga.desk.processes.next({ run: opened.run, step: 'holder', answers: { holder: other } }))
    expect(again.kind === 'step' && again.view.answers.commonName).toBe('Łukasz Żak')
  })

  it('shows the confirming page again when an option changed what Next would do', async () => {
    const card = await registered(await person('E-1'))
    const opened = must(await olga.desk.processes.open({ process: order, card, person: null }))
    const answers = { ...opened.answers, deliveryAddress: address }
    const confirm = must(await olga.desk.processes.next({ run: opened.run, step: 'order', answers }))
    expect(confirm.kind === 'step' && confirm.view.step.text).toMatch(/queue/)
    await setOptions(ada, { CardsAddonExtProdQueue: false })
    const before = await test.journalPrint()
    const again = must(await olga.desk.processes.next({ run: opened.run, step: 'confirm', answers: {} }))
    expect(again.kind === 'step' && again.view.step.text).toMatch(/at once/)
    expect(again.kind === 'step' && again.view.step.warning).toMatch(/changed while this page was open.*simulated/)
    expect(await test.journalPrint()).toBe(before)
    const done = outcome(
      await ended(olga, await olga.desk.processes.next({ run: opened.run, step: 'confirm', answers: {} })),
    )
    expect(done.cards[0]?.state).toBe('ordered')
  })

  it('can be aborted while it waits in the queue, once switched on', async () => {
    const abort = 'CardsAddonExtProdProcAbort'
    const card = await registered(await person('E-1'))
    outcome(await orderFor(card))
    expect(refused(await run(olga, abort, card, [{}])).code).toBe('process-off')
    await switchOn(ada, 'card', 'processing', abort)
    expect(outcome(await run(olga, abort, card, [{}])).cards[0]?.state).toBe('order-aborted')
    expect(must(await olga.desk.cards.profile({ card })).commands).toEqual([])
  })
})

describe('A bureau that does not take the order', () => {
  let bureau: ToldBureau
  beforeEach(async () => {
    bureau = new ToldBureau()
    await openDesk(bureau)
  })

  it('is not said to have it when it never answers, and does not keep the desk from opening', async () => {
    bureau.silent = true
    await setOptions(ada, { TempCardsAddonExtProdQueue: false })
    const pages = [{ amount: 2, layout: 'Blue', deliveryAddress: address }, {}]
    const done = outcome(await run(olga, 'TempCardsAddonExtProdProcOrder', null, pages))
    expect(done.text).toMatch(/not known yet/)
    expect(done.cards.map((card) => card.ok)).toEqual([false, false])
    bureau.onSubmit = () => new Promise(() => {})
    await test.restart()
    olga = await test.signIn('olga')
    expect((await state(done.cards[0]?.id ?? '')).order).toMatchObject({ sending: true })
  })

  it('answers a desk that was closed meanwhile: no fault, for the order is sent again under its id', async () => {
    await setOptions(ada, { TempCardsAddonExtProdQueue: false })
    const held = bureau.hold()
    const pages = [{ amount: 1, layout: 'Blue', deliveryAddress: address }, {}]
    const ordering = run(olga, 'TempCardsAddonExtProdProcOrder', null, pages).catch(() => null)
    await held.begun
    await test.restart()
    held.release()
    await ordering
    olga = await test.signIn('olga')
    const [card = ''] = must(
      await olga.desk.search.cards({
        cardType: 'temporary-card',
        states: null,
        text: '',
        sort: { column: 'id', direction: 'ascending' },
        offset: 0,
        limit: 1,
      }),
    ).rows.map(({ id }) => id)
    await expect.poll(async () => (await state(card)).state).toBe('ordered')
    const [first, ...again] = bureau.batches.map(({ id }) => id)
    expect(again).toEqual([first])
    expect(test.log.lines.filter((line) => line.includes('bureau answer not saved'))).toEqual([
      expect.stringContaining('"level":"info"'),
    ])
  })

  it('leaves the card Failed, with the reason', async () => {
    bureau.toOrder = refusing('unknown layout')
    await setOptions(ada, { CardsAddonExtProdQueue: false })
    const card = await registered(await person('E-1'))
    const done = outcome(await orderFor(card))
    expect(done.cards).toMatchObject([{ id: card, ok: false, state: 'failed', message: 'unknown layout' }])
    expect((await state(card)).order).toMatchObject({ sending: false, failure: 'unknown layout' })
  })

  it('is asked again, under the same order id, at the next start when its answer was lost', async () => {
    bureau.toOrder = new Error('the line went dead')
    await setOptions(ada, { TempCardsAddonExtProdQueue: false })
    const [card = ''] = await orderTemporaryCards(olga, 1)
    expect(await state(card)).toMatchObject({ state: 'requested', order: { sending: true } })
    bureau.toOrder = taken('welcome')
    await test.restart()
    olga = await test.signIn('olga')
    await expect.poll(async () => (await state(card)).state).toBe('ordered')
    expect((await state(card)).order).toMatchObject({ sending: false, bureauNote: 'welcome' })
    // Nobody clicked this time: it was the program itself.
    expect(must(await olga.desk.cards.history({ card, limit: 1 })).entries[0]).toMatchObject({
      role: 'system',
      user: null,
    })
    // Each time in a batch of its own, whose id is the order's number.
    const order = (await state(card)).order?.id
    expect(bureau.batches.map(({ id, orders }) => [id, orders.length])).toEqual([
      [order, 1],
      [order, 1],
    ])
    expect(bureau.sent).toEqual([order, order])
    expect(bureau.contradictions).toEqual([])
  })
})
