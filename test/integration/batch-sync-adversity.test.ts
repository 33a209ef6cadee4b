import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BatchDesk } from '../support/batch-desk'
import { setOptions } from '../support/test-desk'
import { answerLost, notSent, orderLost, saying, taken, unknown } from '../support/told-bureau'

// What a bureau, an administrator and the clock can do to batch sync while it is at work: nothing is lost, the run
// says what happened, and a day of trouble does not fill the journal.

const minute = 60_000

let desk: BatchDesk
beforeEach(async () => {
  desk = await BatchDesk.open()
})
afterEach(() => desk.close())

const pass = (minutes: number) => desk.test.clock.pass(minutes * minute)

/** Runs by schedule, as often as asked; answers how many bytes each has written. */
async function schedules(times: number): Promise<readonly number[]> {
  const written: number[] = []
  for (let count = 0; count < times; count += 1) {
    const before = await desk.test.journalLength()
    pass(15)
    await desk.test.sync()
    written.push((await desk.test.journalLength()) - before)
  }
  return written
}

describe('Other settings saved during a run', () => {
  it('end it, and what the bureau left is taken in by the next one', async () => {
    const open = await desk.queued(3)
    await desk.sync()
    const numbers = await desk.orders(open)
    desk.bureau.left = [{ source: 'made.json', words: numbers.map((number) => [number, saying('produced')] as const) }]
    await desk.queued(1)
    const held = desk.bureau.hold()
    await desk.olga.desk.batch.start()
    await held.begun
    await desk.perBatch(7)
    held.release()
    expect((await desk.ended()).problem).toContain('changed under Settings')
    expect(desk.bureau.finished).toEqual([])
    expect(await desk.states(open)).toEqual(['ordered', 'ordered', 'ordered'])
    expect((await desk.sync()).problem).toBeNull()
    expect(await desk.states(open)).toEqual(['produced', 'produced', 'produced'])
    expect(desk.bureau.finished).toEqual(['made.json'])
  })

  it('let the batch under way come to its end, and send no other', async () => {
    await desk.perBatch(2)
    const cards = await desk.queued(6)
    const held = desk.bureau.hold()
    await desk.olga.desk.batch.start()
    await held.begun
    await desk.perBatch(3)
    held.release()
    await desk.ended()
    expect(desk.bureau.batches).toHaveLength(1)
    expect((await desk.states(cards)).toSorted()).toEqual([
      ...['ordered', 'ordered'],
      ...['processing', 'processing', 'processing', 'processing'],
    ])
  })
})

describe('A bureau that takes no orders but can be reached', () => {
  it('ends the run with its reason; what was not tried stays in the queue', async () => {
    await desk.perBatch(2)
    const cards = await desk.queued(6)
    let count = 0
    desk.bureau.toOrder = () => {
      count += 1
      return count === 1 ? orderLost('It is overloaded.') : notSent('It is overloaded.')
    }
    const done = await desk.sync()
    expect(done.problem).toBe('It is overloaded.')
    expect(desk.bureau.batches).toHaveLength(1)
    const waiting = await Promise.all(cards.map(async (card) => (await desk.order(card)).sending))
    expect(waiting.filter((sending) => sending)).toHaveLength(1)
  })

  it('is not sent more and more of the queue, one schedule after another', async () => {
    const cards = await desk.queued(9)
    desk.bureau.toOrder = answerLost()
    await desk.perBatch(2)
    await schedules(12)
    const left = await Promise.all(cards.map(async (card) => (await desk.order(card)).sending))
    expect(left.filter((sending) => sending).length).toBeLessThanOrEqual(4)
    desk.bureau.toOrder = taken()
    await desk.sync()
    expect(new Set(await desk.states(cards))).toEqual(new Set(['ordered']))
    expect(desk.bureau.contradictions).toEqual([])
  })

  it('does not keep the others waiting for one order that is never answered', async () => {
    const [first = ''] = await desk.queued(1)
    desk.bureau.toOrder = orderLost()
    await desk.sync()
    desk.bureau.toOrder = taken()
    desk.bureau.lost.add((await desk.order(first)).id)
    const others = await desk.queued(5)
    await desk.sync()
    expect(new Set(await desk.states(others))).toEqual(new Set(['ordered']))
    expect((await desk.card(first)).order?.sending).toBe(true)
  })
})

describe('The same trouble, met by one schedule after another,', () => {
  it('is written once while the bureau is away with orders on their way', async () => {
    await desk.queued(3)
    desk.bureau.toOrder = answerLost()
    await desk.sync()
    desk.bureau.silent = true
    const [, ...later] = await schedules(5)
    expect(later).toEqual([0, 0, 0, 0])
  })

  it.each([
    ['a word without a meaning', saying('ordered', { word: 'Laminated' })],
    ['an order it does not know', unknown('Never heard of it.')],
    ['a word that goes backwards', saying('ordered')],
  ] as const)('is written once: %s', async (_what, said) => {
    const [card = ''] = await desk.queued(1)
    await desk.sync()
    const { id } = await desk.order(card)
    desk.bureau.tells.set(id, saying('in-production'))
    await desk.sync()
    if ('kind' in said && said.kind !== 'unknown') throw new Error('a bureau says a word or that it knows nothing')
    desk.bureau.tells.set(id, said)
    const [first = 0, ...later] = await schedules(4)
    expect(first).toBeGreaterThan(0)
    expect(later).toEqual([0, 0, 0])
    // A person who looks is told.
    const done = await desk.sync()
    expect(Object.values(done.counts)).toEqual([1])
    expect((await desk.details(done.id)).lines).toHaveLength(1)
  })

  it('is written once: a file that cannot be put away', async () => {
    const [card = ''] = await desk.queued(1)
    await desk.sync()
    desk.bureau.left = [{ source: 'stuck.json', words: [[(await desk.order(card)).id, saying('in-production')]] }]
    desk.bureau.onFinish = () => {
      throw new Error('the folder is read-only')
    }
    const [first = 0, ...later] = await schedules(4)
    expect(first).toBeGreaterThan(0)
    expect(later).toEqual([0, 0, 0])
  })

  it('is no history entry each time the bureau words its note anew', async () => {
    const [card = ''] = await desk.queued(1)
    await desk.sync()
    const { id } = await desk.order(card)
    let place = 9
    desk.bureau.tellsAll = true
    desk.bureau.toQuestion = () => {
      place -= 1
      return saying('ordered', { note: `Place ${place} in the queue.` })
    }
    const before = (await desk.history(card)).length
    await schedules(6)
    expect((await desk.history(card)).length).toBe(before + 1)
    pass(24 * 60)
    await desk.test.sync()
    expect((await desk.order(card)).bureauNote).toBe(`Place ${place} in the queue.`)
    expect((await desk.order(card)).id).toBe(id)
  })
})

describe('A workstation that is on for some hours a day', () => {
  it('sends and fetches each day, though at each start something is on its way without an answer', async () => {
    await setOptions(desk.ada, { BatchSyncMinutes: 1_440 })
    const [first = ''] = await desk.queued(1)
    desk.bureau.toOrder = orderLost()
    await desk.sync()
    desk.bureau.toOrder = taken()
    desk.bureau.lost.add((await desk.order(first)).id)
    const sent = []
    for (let day = 0; day < 3; day += 1) {
      const [card = ''] = await desk.queued(1)
      pass(8 * 60)
      await desk.test.shutDown()
      pass(16 * 60)
      await desk.test.reopen()
      await desk.reopenWindows()
      await desk.test.sync()
      sent.push((await desk.card(card)).state)
    }
    expect(sent).toEqual(['ordered', 'ordered', 'ordered'])
  })
})

describe('Orders that leave by themselves', () => {
  it('are sent again one after another, by one hand, and not all of them when none is answered', async () => {
    await setOptions(desk.ada, { TempCardsAddonExtProdQueue: false })
    desk.bureau.toOrder = orderLost()
    const cards = await desk.queued(7)
    const before = desk.bureau.sent.length
    await Promise.all([desk.test.resend(), desk.test.resend(), desk.test.resend()])
    expect(desk.bureau.sent.length - before).toBeLessThanOrEqual(3)
    desk.bureau.toOrder = taken()
    await desk.test.resend()
    expect(new Set(await desk.states(cards))).toEqual(new Set(['ordered']))
  })
})

describe('A file that speaks of one order over and over', () => {
  it('takes few records, and its last word counts', async () => {
    const [card = ''] = await desk.queued(1)
    await desk.sync()
    const { id } = await desk.order(card)
    const words = Array.from({ length: 400 }, (_, index) => {
      return [id, saying(index % 2 === 0 ? 'in-production' : 'ordered')] as const
    })
    desk.bureau.left = [{ source: 'long.json', words: [...words, [id, saying('produced')] as const] }]
    const before = (await desk.records()).length
    await desk.sync()
    expect((await desk.records()).length - before).toBeLessThan(12)
    expect((await desk.card(card)).state).toBe('produced')
    expect((await desk.history(card)).length).toBeLessThan(10)
  })
})

describe('An order the bureau has under its id with other content', () => {
  const known = {
    outcome: { kind: 'refused', reason: 'Known with other content.', known: true },
    arrives: false,
  } as const

  it('has failed when it was never sent before: what the bureau has is not this order', async () => {
    const [card = ''] = await desk.queued(1)
    desk.bureau.toOrder = known
    await desk.sync()
    expect(await desk.card(card)).toMatchObject({ state: 'failed', order: { failure: 'Known with other content.' } })
  })

  it.each([
    ['in a batch', true],
    ['by itself', false],
  ])('is ordered when it was sent %s before: it would be made a second time otherwise', async (_what, queue) => {
    await setOptions(desk.ada, { TempCardsAddonExtProdQueue: queue })
    desk.bureau.toOrder = orderLost()
    const [card = ''] = await desk.queued(1)
    if (queue) await desk.sync()
    expect((await desk.order(card)).sending).toBe(true)
    desk.bureau.toOrder = known
    if (queue) await desk.sync()
    else await desk.test.resend()
    expect(await desk.card(card)).toMatchObject({ state: 'ordered', order: { sending: false } })
  })
})
