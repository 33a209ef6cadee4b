import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BatchDesk } from '../support/batch-desk'
import { must } from '../support/test-desk'
import { saying } from '../support/told-bureau'

// Rules of batch sync that show only a run or two later: what stays known, what a line, a number and the schedule tell.

let desk: BatchDesk
beforeEach(async () => {
  desk = await BatchDesk.open()
})
afterEach(() => desk.close())

describe('What the bureau said once', () => {
  it('stays known when it says it no more', async () => {
    const [card = ''] = await desk.queued(0, 1)
    await desk.sync()
    const { id } = await desk.order(card)
    const chip = { type: 'MIFARE DESFire EV3', uid: '04A1B2C3D4E5F6' }
    const made = { note: 'Printed.', cardNumber: '7700 0001 2345', productionDate: '2026-11-19', chip }
    desk.bureau.tells.set(id, saying('in-production', made))
    await desk.sync()
    desk.bureau.tells.set(id, saying('produced'))
    await desk.sync()
    expect(await desk.card(card)).toMatchObject({
      state: 'produced',
      cardNumber: '7700 0001 2345',
      order: { bureauNote: 'Printed.', productionDate: '2026-11-19', chip },
    })
  })

  it.each(['produced', 'failed'] as const)(
    'changes nothing when it says it again of a card that is %s',
    async (state) => {
      const [card = ''] = await desk.queued(1)
      await desk.sync()
      const { id } = await desk.order(card)
      for (const source of ['first.json', 'second.json']) {
        desk.bureau.left.push({ source, words: [[id, saying(state, { note: 'So it is.' })]] })
      }
      const what = state === 'failed' ? 'failed' : 'moved'
      expect((await desk.sync()).counts).toEqual({ [what]: 1, unchanged: 1 })
      const before = await desk.card(card)
      expect(before.state).toBe(state)
      desk.bureau.left.push({ source: 'third.json', words: [[id, saying(state)]] })
      expect((await desk.sync()).counts).toEqual({ unchanged: 1 })
      expect(await desk.card(card)).toEqual(before)
    },
  )

  it('gives way to what it says now, be it only another chip', async () => {
    const [card = ''] = await desk.queued(1)
    await desk.sync()
    const { id } = await desk.order(card)
    for (const uid of ['04A1', '04A2']) {
      const chip = { type: 'MIFARE DESFire EV3', uid }
      desk.bureau.tells.set(id, saying('in-production', { chip }))
      await desk.sync()
      expect(await desk.order(card)).toMatchObject({ chip })
    }
  })

  it('is why an order failed, in the bureau’s word when it gave no reason', async () => {
    const [card = ''] = await desk.queued(1)
    await desk.sync()
    desk.bureau.tells.set((await desk.order(card)).id, { ...saying('failed'), word: 'Cancelled' })
    await desk.sync()
    expect(await desk.card(card)).toMatchObject({
      state: 'failed',
      order: { failure: expect.stringContaining('Cancelled') },
    })
  })
})

describe('A line of a run', () => {
  it('names the order as the desk does, also when the bureau does not know it or says nothing about it', async () => {
    const cards = await desk.queued(2)
    await desk.sync()
    const [first = '', second = ''] = await desk.orders(cards)
    desk.bureau.tells.set(first, { kind: 'unknown', reason: 'Never heard of it.' })
    desk.bureau.left.push({ kind: 'unanswered', orders: [second], reason: 'Try again later.' })
    const expected = [
      ['unanswered', cards[1], second],
      ['unknown-to-bureau', cards[0], first],
    ]
    const { sources } = must(await desk.olga.desk.batch.preview())
    const shown = sources.flatMap(({ lines }) => lines)
    expect(shown.map(({ outcome, card, order }) => [outcome, card, order]).toSorted()).toEqual(expected)
    const { lines } = await desk.details((await desk.sync()).id)
    expect(lines.map(({ outcome, card, order }) => [outcome, card, order]).toSorted()).toEqual(expected)
  })

  it('is there for every order, however many batches it took', async () => {
    await desk.perBatch(1)
    const cards = await desk.queued(14)
    const { id, counts } = await desk.sync()
    expect(counts).toEqual({ sent: 14 })
    const { total, lines } = await desk.details(id)
    expect(total).toBe(14)
    expect(lines.map(({ card }) => card)).toEqual(cards)
  })
})

describe('A number that only looks like one of an order', () => {
  it.each(['O-1', 'O-0000001', 'O-000000'])('is that of no order: %s', async (number) => {
    const [card = ''] = await desk.queued(1)
    await desk.sync()
    expect((await desk.order(card)).id).toBe('O-000001')
    desk.bureau.left.push({ source: 'strange.json', words: [[number, saying('produced')]] })
    expect((await desk.sync()).counts).toEqual({ 'unknown-order': 1 })
    expect(await desk.states([card])).toEqual(['ordered'])
  })
})

describe('A dry run', () => {
  it('shows the answers to questions in one place, however many pieces they come in', async () => {
    const cards = await desk.queued(3)
    await desk.sync()
    desk.bureau.tellsAll = true
    const { news } = desk.bureau
    desk.bureau.news = async function* (open, how) {
      for (const order of open) yield* news.call(desk.bureau, [order], how)
    }
    const { sources } = must(await desk.olga.desk.batch.preview())
    expect(sources).toMatchObject([{ name: null, outcome: 'taken-in', counts: { moved: 3 } }])
    expect(sources[0]?.lines.map(({ card }) => card).toSorted()).toEqual(cards.toSorted())
  })
})

describe('How far a run is', () => {
  it('counts the orders of the batches that are done', async () => {
    await desk.perBatch(2)
    await desk.queued(6)
    const first = desk.bureau.hold()
    must(await desk.olga.desk.batch.start())
    await first.begun
    const second = desk.bureau.hold()
    first.release()
    await second.begun
    const news = must(await desk.olga.desk.batch.follow({ after: 0 }))
    expect(news).toMatchObject({ kind: 'running', progress: { phase: 'sending', done: 2, total: 6 } })
    second.release()
    await desk.ended()
  })
})

describe('The schedule', () => {
  const minute = 60_000
  const nextAt = async () => (await desk.status()).nextAt
  const inAQuarter = () => new Date(desk.test.clock.now() + 15 * minute).toISOString()

  it('leaves whoever connects a bureau the whole time to look at the queue first', async () => {
    await desk.sync()
    const cards = await desk.queued(1)
    desk.test.clock.pass(14 * minute)
    await desk.perBatch(50)
    expect(await nextAt()).toBe(inAQuarter())
    desk.test.clock.pass(minute)
    await desk.test.sync()
    expect(await desk.states(cards)).toEqual(['processing'])
  })

  it('counts from the oldest order in the queue of a desk that never ran, however often it is opened', async () => {
    const due = inAQuarter()
    const cards = await desk.queued(1)
    desk.test.clock.pass(10 * minute)
    await desk.queued(1)
    await desk.restart()
    expect(await nextAt()).toBe(due)
    desk.test.clock.pass(5 * minute)
    await desk.test.sync()
    expect(await desk.states(cards)).toEqual(['ordered'])
  })

  it('writes once that the bureau does not know an order, not every quarter of an hour', async () => {
    const [card = ''] = await desk.queued(1)
    await desk.sync()
    desk.bureau.tells.set((await desk.order(card)).id, { kind: 'unknown', reason: 'Never heard of it.' })
    desk.test.clock.pass(15 * minute)
    await desk.test.sync()
    expect(await desk.runs()).toHaveLength(2)
    const before = await desk.test.journalPrint()
    desk.test.clock.pass(15 * minute)
    await desk.test.sync()
    expect(await desk.test.journalPrint()).toBe(before)
  })

  it('is not put off by a save that has nothing to do with the bureau', async () => {
    await desk.sync()
    const before = inAQuarter()
    desk.test.clock.pass(10 * minute)
    await desk.options({ CardsAddonExtProdQueue: false })
    expect(await nextAt()).toBe(before)
  })

  it('tells once in its own name what a run by hand has told', async () => {
    desk.bureau.silent = true
    const { problem } = await desk.sync()
    expect(problem).toMatch(/\.$/)
    for (let times = 0; times < 3; times += 1) {
      desk.test.clock.pass(15 * minute)
      await desk.test.sync()
    }
    expect(await desk.runs()).toMatchObject([
      { problem, started: { user: null } },
      { problem, started: { name: 'Olga Petersen' } },
    ])
  })
})
