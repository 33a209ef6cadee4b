import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BatchDesk, sendCard, sendTemporary } from '../support/batch-desk'
import { must, run } from '../support/test-desk'
import { numberOf, orderLost, refusing, taken } from '../support/told-bureau'

// Everything in Processing goes out in batches and becomes Ordered or Failed as the bureau says (domain 3, batch
// sync: send).

let desk: BatchDesk
beforeEach(async () => {
  desk = await BatchDesk.open()
})
afterEach(() => desk.close())

const batchesSent = () => desk.bureau.batches.map(({ orders }) => orders.map(({ id }) => numberOf(id)))

describe('A run by hand', () => {
  it('sends all that waits, of both kinds, in batches, the oldest order first', async () => {
    await desk.perBatch(3)
    const cards = [...(await desk.queued(2, 1)), ...(await desk.queued(3, 1))]
    const orders = await desk.orders(cards)
    await desk.sync()
    expect(orders).toEqual(orders.toSorted())
    expect(batchesSent()).toEqual([orders.slice(0, 3), orders.slice(3, 6), orders.slice(6)])
    expect(await desk.states(cards)).toEqual(cards.map(() => 'ordered'))
  })

  it('gives each batch a number of its own and the desk’s name, and each order all that the bureau needs', async () => {
    await desk.perBatch(1)
    const [temporary = '', card = ''] = await desk.queued(1, 1)
    await desk.sync()
    const [first, second] = desk.bureau.batches
    expect(first?.id).toMatch(/^B-\d{6}$/)
    expect(second?.id).toMatch(/^B-\d{6}$/)
    expect(first?.id).not.toBe(second?.id)
    const [founded] = await desk.events()
    const name = founded?.type === 'desk-founded' ? founded.desk : ''
    expect([first?.desk, second?.desk]).toEqual([name, name])
    const [temporaryOrder, cardOrder] = await desk.orders([temporary, card])
    expect(first?.orders).toEqual([
      {
        id: `${name.slice(0, 8)}-${temporaryOrder}`,
        card: temporary,
        cardType: 'temporary-card',
        layout: 'Blue',
        commonName: '',
        upn: '',
        title: '',
        organisationalUnit: '',
        holder: null,
        deliveryAddress: 'Card desk, Main Street 1',
        validFrom: null,
        validThrough: null,
        requestedAt: '2026-11-20T09:00:00.000Z',
      },
    ])
    expect(second?.orders).toMatchObject([
      {
        id: `${name.slice(0, 8)}-${cardOrder}`,
        card,
        cardType: 'card',
        layout: 'Employee',
        upn: 'zak1@example.org',
        holder: { employeeNumber: 'E-1', givenName: 'Łukasz', familyName: 'Żak 1', email: 'zak1@example.org' },
        validFrom: '2026-11-20',
        validThrough: '2029-11-20',
      },
    ])
  })

  it('makes each order Ordered or Failed, as the bureau says, in the name of who started it', async () => {
    const cards = await desk.queued(2, 2)
    const [t1 = '', t2 = '', c1 = '', c2 = ''] = cards
    const failing = await desk.orders([t2, c2])
    desk.bureau.toOrder = (order) => (failing.includes(order) ? refusing('no such layout') : taken('welcome'))
    desk.test.clock.pass(60_000)
    const done = await desk.sync()
    const at = '2026-11-20T09:01:00.000Z'
    expect(await desk.states(cards)).toEqual(['ordered', 'failed', 'ordered', 'failed'])
    for (const card of [t1, c1]) {
      expect(await desk.order(card)).toMatchObject({ sending: false, sentAt: at, bureauNote: 'welcome', failure: null })
      expect((await desk.order(card)).batch).toBe(desk.bureau.batches[0]?.id)
    }
    for (const card of [t2, c2]) {
      expect(await desk.order(card)).toMatchObject({ sending: false, failure: 'no such layout', failedAt: at })
    }
    for (const card of cards) {
      const process = card.startsWith('TC-') ? sendTemporary : sendCard
      const who = { process, at, name: 'Olga Petersen', role: 'operator' }
      const [intent, end] = (await desk.history(card)).slice(-2)
      expect(intent).toMatchObject({ ...who, from: 'processing', to: 'processing' })
      expect(end).toMatchObject({ ...who, from: 'processing', to: (await desk.card(card)).state })
    }
    expect((await desk.lastEntry(t2)).comment).toBe('no such layout')
    expect(done).toMatchObject({ end: 'done', problem: null, counts: { sent: 2, refused: 2 } })
  })

  it('lets a card that failed be repeated; the repeat goes out as a new order. A temporary card is at its end', async () => {
    const [temporary = '', card = ''] = await desk.queued(1, 1)
    desk.bureau.toOrder = refusing('no such layout')
    await desk.sync()
    const first = await desk.order(card)
    const repeat = await run(desk.olga, 'CardsAddonExtProdProcRepeat', card, [{ layout: 'Contractor' }, {}])
    expect(must(repeat).kind).toBe('outcome')
    expect(must(await desk.olga.desk.cards.profile({ card: temporary })).commands).toEqual([])
    expect(await desk.card(card)).toMatchObject({
      state: 'processing',
      order: { attempt: 2, batch: null, sentAt: null },
    })
    desk.bureau.toOrder = taken()
    await desk.sync()
    expect(await desk.states([temporary, card])).toEqual(['failed', 'ordered'])
    expect((await desk.order(card)).id).not.toBe(first.id)
    expect([...desk.bureau.has.keys()]).toEqual([(await desk.order(card)).id])
  })

  it('goes on telling how far it is until it has ended', async () => {
    await desk.perBatch(2)
    await desk.queued(6)
    must(await desk.olga.desk.batch.start())
    const told = await desk.follow()
    expect(told.length).toBeGreaterThan(1)
    const numbers = told.map(({ number }) => number)
    expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b))
    for (const { done, total, text, stopping } of told) {
      expect(done).toBeLessThanOrEqual(total)
      expect(text).toMatch(/\.$/)
      expect(stopping).toBe(false)
    }
    expect(told.some(({ phase, total }) => phase === 'sending' && total === 6)).toBe(true)
    expect(must(await desk.olga.desk.batch.follow({ after: 0 })).kind).not.toBe('running')
  })

  it('tells whoever follows it to the end how it ended', async () => {
    await desk.queued(1)
    const held = desk.bureau.hold()
    must(await desk.olga.desk.batch.start())
    await held.begun
    let news = must(await desk.olga.desk.batch.follow({ after: 0 }))
    if (news.kind !== 'running') throw new Error('it is under way')
    held.release()
    while (news.kind === 'running') {
      news = must(await desk.olga.desk.batch.follow({ after: news.progress.number }))
    }
    if (news.kind !== 'ended') throw new Error('it has ended while it was followed')
    expect(news.run).toMatchObject({ end: 'done', counts: { sent: 1 } })
    expect((await desk.runs())[0]).toEqual(news.run)
  })

  it('is joined by a second start: no order leaves twice, and there is one run', async () => {
    const cards = await desk.queued(3)
    const otto = await desk.test.somebody(desk.ada, 'otto', 'operator')
    const held = desk.bureau.hold()
    must(await desk.olga.desk.batch.start())
    await held.begun
    must(await otto.desk.batch.start())
    must(await desk.olga.desk.batch.start())
    held.release()
    await desk.ended(otto)
    expect(await desk.runs()).toHaveLength(1)
    expect((await desk.runs())[0]?.started).toMatchObject({ name: 'Olga Petersen' })
    expect(desk.bureau.sent).toEqual(await desk.orders(cards))
  })

  it('is one run, too, when two people start it at the same moment', async () => {
    await desk.queued(3)
    const otto = await desk.test.somebody(desk.ada, 'otto', 'operator')
    for (const answer of await Promise.all([desk.olga, otto, desk.olga].map((each) => each.desk.batch.start()))) {
      must(answer)
    }
    await desk.ended()
    expect(await desk.runs()).toHaveLength(1)
    expect(desk.bureau.sent).toHaveLength(3)
  })

  it('stops after the batch it is in when somebody asks; the rest waits and goes with the next run', async () => {
    await desk.perBatch(2)
    const cards = await desk.queued(6)
    const orders = await desk.orders(cards)
    const held = desk.bureau.hold()
    must(await desk.olga.desk.batch.start())
    await held.begun
    const otto = await desk.test.somebody(desk.ada, 'otto', 'operator')
    must(await otto.desk.batch.stop())
    const news = must(await otto.desk.batch.follow({ after: 0 }))
    expect(news).toMatchObject({ kind: 'running', progress: { stopping: true } })
    held.release()
    expect(await desk.ended()).toMatchObject({ end: 'stopped', counts: { sent: 2 } })
    expect(batchesSent()).toEqual([orders.slice(0, 2)])
    expect(await desk.states(cards)).toEqual(['ordered', 'ordered', ...cards.slice(2).map(() => 'processing')])
    for (const card of cards.slice(2)) expect(await desk.order(card)).toMatchObject({ sending: false, batch: null })
    expect(must(await desk.abort(cards[5] ?? '')).kind).toBe('outcome')
    expect(await desk.sync()).toMatchObject({ end: 'done', counts: { sent: 3 } })
    expect(desk.bureau.sent).toEqual(orders.slice(0, 5))
  })

  it('has nothing to stop when none is under way, and says so without writing anything', async () => {
    const before = await desk.test.journalPrint()
    const answer = await desk.olga.desk.batch.stop()
    if (!answer.ok) expect(answer.error.code).not.toBe('internal')
    expect(must(await desk.olga.desk.batch.follow({ after: 0 }))).toEqual({ kind: 'idle' })
    expect(await desk.test.journalPrint()).toBe(before)
  })

  it('sends what waits although the queue has been switched off since', async () => {
    const cards = await desk.queued(2, 1)
    await desk.options({ CardsAddonExtProdQueue: false, TempCardsAddonExtProdQueue: false })
    const [atOnce = ''] = await desk.queued(1)
    expect(await desk.states([...cards, atOnce])).toEqual(['processing', 'processing', 'processing', 'ordered'])
    await desk.sync()
    expect(await desk.states(cards)).toEqual(['ordered', 'ordered', 'ordered'])
    expect([...desk.bureau.times.values()]).toEqual([1, 1, 1, 1])
  })

  it('leaves orders that go to the bureau by themselves to that: they are in no batch', async () => {
    await desk.options({ TempCardsAddonExtProdQueue: false })
    desk.bureau.toOrder = orderLost()
    const [card = ''] = await desk.queued(1)
    expect(await desk.card(card)).toMatchObject({ state: 'requested', order: { sending: true, batch: null } })
    desk.bureau.toOrder = taken()
    await desk.sync()
    expect(desk.bureau.batches.every(({ id }) => id.startsWith('O-'))).toBe(true)
    await desk.test.resend()
    expect(await desk.card(card)).toMatchObject({ state: 'ordered' })
    expect(desk.bureau.contradictions).toEqual([])
  })
})
