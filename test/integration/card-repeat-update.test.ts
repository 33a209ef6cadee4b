import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CardDesk, deliveryAddress } from '../support/card-desk'
import { ended, must, outcome, run, setOptions } from '../support/test-desk'
import { refusing, saying, taken, unknown } from '../support/told-bureau'

// A failed order goes out again, and the bureau is asked how far an order is (domain 3.1, rule 5.8).
const repeat = 'CardsAddonExtProdProcRepeat'
const update = 'CardsAddonExtProdProcUpdate'

let desk: CardDesk
beforeEach(async () => {
  desk = await CardDesk.open()
})
afterEach(() => desk.close())

describe('Repeat card order', () => {
  it('shows why it failed, lets address and layout be corrected, and queues the order as a new attempt', async () => {
    const card = await desk.failed()
    const before = await desk.card(card)
    expect(before).toMatchObject({ state: 'failed', order: { failure: 'unknown layout', attempt: 1 } })
    const view = must(await desk.olga.desk.processes.open({ process: repeat, card, person: null }))
    expect(view.step.review.map(({ value }) => value)).toContain('unknown layout')
    expect(view.answers).toMatchObject({ layout: 'Employee', deliveryAddress })
    const pages = [{ layout: 'Contractor', deliveryAddress: 'Side Street 2' }, {}]
    const done = outcome(await run(desk.olga, repeat, card, pages))
    expect(done.cards).toMatchObject([{ id: card, ok: true, state: 'processing' }])
    const after = await desk.card(card)
    expect(after).toMatchObject({
      layout: 'Contractor',
      validFrom: before.validFrom,
      validThrough: before.validThrough,
      order: { attempt: 2, failure: null, sending: false, layout: 'Contractor', deliveryAddress: 'Side Street 2' },
    })
    expect(after.order?.requested).toEqual(before.order?.requested)
    expect(await desk.lastEntry(card)).toMatchObject({
      process: repeat,
      from: 'failed',
      to: 'processing',
      input: { order: after.order?.id, attempt: 2, layout: 'Contractor', deliveryAddress: 'Side Street 2' },
    })
  })

  it('goes to the bureau under a number it has never seen', async () => {
    const card = await desk.failed()
    await setOptions(desk.ada, { CardsAddonExtProdQueue: false })
    expect(outcome(await run(desk.olga, repeat, card, [{}, {}])).cards[0]?.state).toBe('ordered')
    expect(desk.bureau.sent).toHaveLength(2)
    expect(new Set(desk.bureau.sent).size).toBe(2)
  })

  it('can fail again, and again be repeated', async () => {
    const card = await desk.failed()
    await setOptions(desk.ada, { CardsAddonExtProdQueue: false })
    desk.bureau.toOrder = refusing('still unknown')
    expect(outcome(await run(desk.olga, repeat, card, [{}, {}])).cards).toMatchObject([
      { ok: false, state: 'failed', message: 'still unknown' },
    ])
    expect((await desk.card(card)).order).toMatchObject({ attempt: 2, failure: 'still unknown' })
    desk.bureau.toOrder = taken()
    outcome(await run(desk.olga, repeat, card, [{}, {}]))
    expect(await desk.card(card)).toMatchObject({ state: 'ordered', order: { attempt: 3, failure: null } })
  })

  it('does not ask for approval again, and keeps the decision', async () => {
    const card = await desk.requested()
    await setOptions(desk.ada, { CardsAddonExtProdQueue: false })
    desk.bureau.toOrder = refusing('no photo')
    outcome(await run(desk.amir, 'CardsAddonExtProdProcApprove', card, [{ comment: 'Fine.' }]))
    await setOptions(desk.ada, { CardsAddonExtProdQueue: true })
    // Whoever asked for it cannot change what was approved: nothing to correct, one page.
    expect(outcome(await run(desk.olga, repeat, card, [{}])).cards[0]?.state).toBe('processing')
    expect((await desk.card(card)).order?.decision).toMatchObject({ approved: true, comment: 'Fine.' })
  })

  it('makes the card valid from today, for as long as was ordered, once its validity has passed', async () => {
    // Ordered on 2026-11-20 for 36 months.
    const card = await desk.failed()
    await desk.goTo('2029-11-21')
    outcome(await run(desk.olga, repeat, card, [{}, {}]))
    expect(await desk.card(card)).toMatchObject({ validFrom: '2029-11-21', validThrough: '2032-11-21' })
    expect((await desk.lastEntry(card)).input).toMatchObject({ validThrough: '2032-11-21' })
  })

  it('keeps the validity on the last day it has', async () => {
    const card = await desk.failed()
    await desk.goTo('2029-11-20')
    outcome(await run(desk.olga, repeat, card, [{}, {}]))
    expect(await desk.card(card)).toMatchObject({ validFrom: '2026-11-20', validThrough: '2029-11-20' })
  })

  it('is refused when the holder has got another card meanwhile, unless several are allowed', async () => {
    const holder = await desk.person()
    const card = await desk.failed(holder)
    const other = await desk.order(holder)
    await desk.refused('condition-not-met', () => run(desk.olga, repeat, card, [{}, {}]), other)
    await setOptions(desk.ada, { CardsAddonExtProdMultipleCards: true })
    expect(outcome(await run(desk.olga, repeat, card, [{}, {}])).cards[0]?.state).toBe('processing')
  })

  it('waits for an answer that is not there: no second repeat, no other order for the holder', async () => {
    const holder = await desk.person()
    const card = await desk.failed(holder)
    await setOptions(desk.ada, { CardsAddonExtProdQueue: false })
    desk.bureau.toOrder = new Error('no line')
    outcome(await run(desk.olga, repeat, card, [{}, {}]))
    await desk.refused('condition-not-met', () => run(desk.olga, repeat, card, [{}, {}]), card, 'answer')
    const order = () => run(desk.olga, 'CardsAddonExtProdProcOrder', null, [{ holder }, { deliveryAddress }, {}])
    await desk.refused('condition-not-met', order, card)
  })

  it('runs over several cards, each as it was ordered, and tells which could not go', async () => {
    const holder = await desk.person()
    const cards = [await desk.failed(), await desk.failed(holder), await desk.failed()]
    await desk.order(holder)
    const view = must(await desk.olga.desk.processes.openSeveral({ process: repeat, cards }))
    expect([view.stepCount, view.step.fields]).toEqual([1, []])
    const done = outcome(await desk.runSeveral(desk.olga, repeat, cards, [{}]))
    expect(done.cards.map(({ ok, state }) => [ok, state])).toEqual([
      [true, 'processing'],
      [false, 'failed'],
      [true, 'processing'],
    ])
    const orders = await Promise.all(
      [cards[0] ?? '', cards[2] ?? ''].map(async (card) => (await desk.card(card)).order),
    )
    for (const order of orders) expect(order).toMatchObject({ attempt: 2, layout: 'Employee', deliveryAddress })
    expect(new Set(orders.map((order) => order?.id)).size).toBe(2)
  })
})

describe('Update card order', () => {
  const answers = (
    status: 'ordered' | 'in-production' | 'produced' | 'failed',
    note = '',
    cardNumber: string | null = null,
  ) => {
    desk.bureau.toQuestion = saying(status, { note, cardNumber })
  }

  it('asks on the first Next, shows the answer, and takes it in on the second', async () => {
    const card = await desk.ordered()
    answers('in-production', 'Two days to go.')
    const before = await desk.test.journalPrint()
    const shown = must(await run(desk.olga, update, card, [{}]))
    expect(desk.bureau.asked).toEqual([(await desk.card(card)).order?.id])
    expect(await desk.test.journalPrint()).toBe(before)
    if (shown.kind !== 'step') throw new Error('the answer is shown on a page')
    expect([shown.view.stepNumber, shown.view.stepCount]).toEqual([2, 2])
    expect(shown.view.step.text).toMatch(/from Ordered to In production/)
    expect(shown.view.step.review.map(({ value }) => value).join()).toContain('Two days to go.')
    const done = outcome(
      await desk.olga.desk.processes.next({ run: shown.view.run, step: shown.view.step.id, answers: {} }),
    )
    expect(done.cards).toMatchObject([{ id: card, ok: true, state: 'in-production' }])
    expect(await desk.lastEntry(card)).toMatchObject({ process: update, from: 'ordered', to: 'in-production' })
    expect((await desk.lastEntry(card)).comment).toContain('Two days to go.')
  })

  it('leaves no trace when it is cancelled after the answer', async () => {
    const card = await desk.ordered()
    answers('produced')
    const before = await desk.test.journalPrint()
    const shown = must(await run(desk.olga, update, card, [{}]))
    must(await desk.olga.desk.processes.cancel({ run: shown.kind === 'step' ? shown.view.run : '' }))
    expect(await desk.test.journalPrint()).toBe(before)
  })

  it.each(['ordered', 'in-production'] as const)(
    'stores the card number when it is produced, from %s',
    async (from) => {
      const card = await desk.ordered()
      if (from === 'in-production') {
        answers('in-production')
        outcome(await run(desk.olga, update, card, [{}, {}]))
      }
      answers('produced', 'Shipped.', '7700 1234')
      expect(outcome(await run(desk.olga, update, card, [{}, {}])).cards[0]?.state).toBe('produced')
      expect(await desk.card(card)).toMatchObject({ cardNumber: '7700 1234', order: { bureauNote: 'Shipped.' } })
    },
  )

  it('shows what the bureau told of the card before it is taken in, and keeps it', async () => {
    const card = await desk.ordered()
    const chip = { type: 'MIFARE DESFire EV3', uid: '04A1B2C3D4E5F6' }
    desk.bureau.toQuestion = saying('produced', { cardNumber: '7700 1234', productionDate: '2026-11-20', chip })
    const { run: id, step } = must(await desk.olga.desk.processes.open({ process: update, card, person: null }))
    const asked = must(
      await ended(desk.olga, await desk.olga.desk.processes.next({ run: id, step: step.id, answers: {} })),
    )
    if (asked.kind !== 'step') throw new Error('the answer is shown on a page of its own')
    const told = Object.fromEntries(asked.view.step.review.map(({ label, value }) => [label, value]))
    expect(told).toMatchObject({
      'Card number': '7700 1234',
      'Made on': '2026-11-20',
      Chip: 'MIFARE DESFire EV3 04A1B2C3D4E5F6',
    })
    expect((await desk.card(card)).state).toBe('ordered')
    const last = { run: id, step: asked.view.step.id, answers: {} }
    must(await ended(desk.olga, await desk.olga.desk.processes.next(last)))
    expect(await desk.card(card)).toMatchObject({
      ...{ state: 'produced', cardNumber: '7700 1234' },
      order: { productionDate: '2026-11-20', chip },
    })
  })

  it('ends in Failed with the reason, and can be repeated from there', async () => {
    const card = await desk.ordered()
    answers('failed', 'Misprint.')
    const done = outcome(await run(desk.olga, update, card, [{}, {}]))
    expect(done.cards).toMatchObject([{ ok: false, state: 'failed', message: 'Misprint.' }])
    expect(outcome(await run(desk.olga, repeat, card, [{}, {}])).cards[0]?.state).toBe('processing')
  })

  it('notes that nothing is new', async () => {
    const card = await desk.ordered()
    answers('ordered', 'Waiting for blanks.')
    expect(outcome(await run(desk.olga, update, card, [{}, {}])).cards[0]).toMatchObject({ ok: true, state: 'ordered' })
    expect(await desk.lastEntry(card)).toMatchObject({ process: update, from: 'ordered', to: 'ordered' })
    expect((await desk.card(card)).order?.bureauNote).toBe('Waiting for blanks.')
  })

  it('notes a status that goes backwards, and an order the bureau does not know, and changes nothing', async () => {
    const card = await desk.ordered()
    answers('in-production', 'Begun.')
    outcome(await run(desk.olga, update, card, [{}, {}]))
    const { order, cardNumber } = await desk.card(card)
    answers('ordered', 'Just arrived.', '1')
    expect(outcome(await run(desk.olga, update, card, [{}, {}])).cards[0]?.state).toBe('in-production')
    expect((await desk.lastEntry(card)).comment).toMatch(/Ordered.*Just arrived/)
    desk.bureau.toQuestion = unknown('Never heard of it.')
    outcome(await run(desk.olga, update, card, [{}, {}]))
    expect((await desk.lastEntry(card)).comment).toContain('Never heard of it.')
    expect(await desk.card(card)).toMatchObject({ state: 'in-production', order, cardNumber })
  })

  it('notes that nothing was said, or a word without a meaning, and keeps what the bureau said before', async () => {
    const card = await desk.ordered()
    answers('in-production', 'Begun.')
    outcome(await run(desk.olga, update, card, [{}, {}]))
    const { order } = await desk.card(card)
    for (const [said, consequence, comment] of [
      [{ kind: 'no-news', reason: 'No file names it.' }, /^Nothing new/, /^No file names it\.$/],
      [saying('produced', { word: 'Laminated' }), /a word this desk does not know/, /^The word “Laminated”/],
    ] as const) {
      desk.bureau.toQuestion = said
      const shown = must(await run(desk.olga, update, card, [{}]))
      if (shown.kind !== 'step') throw new Error('the answer is shown on a page')
      expect(shown.view.step.text).toMatch(consequence)
      outcome(await desk.olga.desk.processes.next({ run: shown.view.run, step: 'answer', answers: {} }))
      expect((await desk.lastEntry(card)).comment).toMatch(comment)
      expect(await desk.card(card)).toMatchObject({ state: 'in-production', order })
    }
  })

  it('lets the operator try again when the bureau does not answer', async () => {
    const card = await desk.ordered()
    desk.bureau.toQuestion = new Error('no line')
    const before = await desk.test.journalPrint()
    const silent = must(await run(desk.olga, update, card, [{}]))
    if (silent.kind !== 'step') throw new Error('the page is shown again')
    expect(silent.view.stepNumber).toBe(1)
    expect(silent.view.problem).toContain(card)
    expect(await desk.test.journalPrint()).toBe(before)
    answers('produced')
    expect(outcome(await run(desk.olga, update, card, [{}, {}])).cards[0]?.state).toBe('produced')
  })

  it('is refused when somebody else took in an answer meanwhile', async () => {
    const card = await desk.ordered()
    answers('in-production')
    const otto = await desk.test.somebody(desk.ada, 'otto', 'operator')
    const shown = must(await run(desk.olga, update, card, [{}]))
    if (shown.kind !== 'step') throw new Error('the answer is shown on a page')
    outcome(await run(otto, update, card, [{}, {}]))
    const next = () => desk.olga.desk.processes.next({ run: shown.view.run, step: 'answer', answers: {} })
    await desk.refused('card-changed', next, card, 'Otto Weiss', 'In production')
  })
})

describe('The simulated bureau', () => {
  it('moves an order on one step each time it is asked, and says that nothing is really made', async () => {
    await desk.close()
    desk = await CardDesk.open({ bureau: (await import('../../electron/production/simulated-bureau')).simulatedBureau })
    const card = await desk.ordered()
    const view = must(await desk.olga.desk.processes.open({ process: update, card, person: null }))
    expect(view.step.warning).toMatch(/simulated/)
    for (const state of ['in-production', 'produced']) {
      expect(outcome(await run(desk.olga, update, card, [{}, {}])).cards[0]?.state).toBe(state)
      expect((await desk.lastEntry(card)).comment).toMatch(/simulated/)
    }
    expect((await desk.card(card)).cardNumber).toMatch(/^SIM-/)
  })
})
