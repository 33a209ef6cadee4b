import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BatchDesk } from '../support/batch-desk'
import { failure, FaultyFiles } from '../support/faulty-files'
import { must } from '../support/test-desk'
import { answerLost, notSent, saying, taken } from '../support/told-bureau'

// What a run does when the bureau takes nothing or falls silent, the disk fails or somebody stops it: it ends, says why,
// counts what it did, and leaves the rest for the next one.

let desk: BatchDesk
beforeEach(async () => {
  desk = await BatchDesk.open()
})
afterEach(() => desk.close())

describe('What waits while the bureau takes nothing', () => {
  let cards: string[]
  beforeEach(async () => {
    await desk.perBatch(1)
    cards = await desk.queued(3)
  })
  const expectInQueue = async (waiting: readonly string[]) => {
    for (const card of waiting) {
      expect(await desk.card(card)).toMatchObject({ state: 'processing', order: { sending: false, batch: null } })
    }
  }

  it('stays in the queue when nothing of a batch left, and the run says why', async () => {
    desk.bureau.toOrder = notSent('The line is busy.')
    expect(await desk.sync()).toMatchObject({ end: 'done', problem: 'The line is busy.', counts: { 'not-sent': 1 } })
    expect(desk.bureau.batches).toHaveLength(1)
    await expectInQueue(cards)
  })

  it('stays in the queue when the line goes dead in the middle of the run, and the run says so', async () => {
    const [first = '', ...others] = cards
    desk.bureau.onSubmit = () => {
      desk.bureau.silent = true
    }
    const done = await desk.sync()
    expect(done).toMatchObject({ end: 'done', counts: { unanswered: 1 } })
    expect(done.problem).toMatch(/\.$/)
    expect(desk.bureau.batches).toHaveLength(1)
    expect((await desk.order(first)).sending).toBe(true)
    await expectInQueue(others)
  })

  it('stays in the queue, and that is what the run says, though nothing comes in either', async () => {
    desk.bureau.toOrder = notSent('The line is busy.')
    desk.bureau.onArrived = () => {
      desk.bureau.silent = true
    }
    expect(await desk.sync()).toMatchObject({ end: 'done', problem: 'The line is busy.' })
    await expectInQueue(cards)
  })
})

describe('A run that is stopped while it takes in what the bureau left', () => {
  it('ends after the file it is in; the others are taken in by the next run', async () => {
    const cards = await desk.queued(2)
    await desk.sync()
    for (const [index, order] of (await desk.orders(cards)).entries()) {
      desk.bureau.left.push({ source: `status-${index}.json`, words: [[order, saying('produced')]] })
    }
    const begun = Promise.withResolvers<void>()
    const released = Promise.withResolvers<void>()
    desk.bureau.onFinish = () => {
      begun.resolve()
      return released.promise
    }
    must(await desk.olga.desk.batch.start())
    await begun.promise
    must(await desk.olga.desk.batch.stop())
    released.resolve()
    expect(await desk.ended()).toMatchObject({ end: 'stopped', problem: null, counts: { moved: 1 } })
    expect(await desk.states(cards)).toEqual(['produced', 'ordered'])
    expect(desk.bureau.finished).toEqual(['status-0.json'])
    expect(await desk.sync()).toMatchObject({ end: 'done', counts: { moved: 1 } })
    expect(await desk.states(cards)).toEqual(['produced', 'produced'])
  })
})

describe('A run that loses its power', () => {
  it('is counted as far as it came', async () => {
    await desk.perBatch(2)
    await desk.queued(4)
    const first = desk.bureau.hold()
    must(await desk.olga.desk.batch.start())
    await first.begun
    const second = desk.bureau.hold()
    first.release()
    await second.begun
    await desk.test.crash(() => {
      desk.bureau.silent = true
      second.release()
    })
    desk.bureau.silent = false
    await desk.reopen()
    await expect.poll(async () => (await desk.runs()).at(-1)?.end).toBe('broken-off')
    expect((await desk.runs()).at(-1)?.counts).toEqual({ sent: 2 })
    await desk.ended()
  })
})

describe('A bureau that says nothing any more', () => {
  let cards: string[]
  beforeEach(async () => {
    await desk.close()
    desk = await BatchDesk.open({ patienceMilliseconds: 200 })
    cards = await desk.queued(1)
    await desk.sync()
  })
  const never = () => new Promise<never>(() => {})

  it('while a file is put away does not hold up the run: it names the file and goes on', async () => {
    const [order = ''] = await desk.orders(cards)
    desk.bureau.left.push({ source: 'stuck.json', words: [[order, saying('in-production')]] })
    desk.bureau.tells.set(order, saying('produced'))
    desk.bureau.onFinish = never
    expect(await desk.sync()).toMatchObject({ end: 'done', problem: expect.stringContaining('stuck.json') })
    expect(await desk.states(cards)).toEqual(['produced'])
  })

  it('in the middle of its news does not hold up the run: what came before is taken in', async () => {
    const [order = ''] = await desk.orders(cards)
    desk.bureau.left.push({ source: 'news.json', words: [[order, saying('produced')]] })
    const { news } = desk.bureau
    desk.bureau.news = async function* (open, how) {
      for await (const piece of news.call(desk.bureau, open, how)) yield piece
      yield await never()
    }
    expect(await desk.sync()).toMatchObject({
      end: 'done',
      problem: expect.stringMatching(/\.$/),
      counts: { moved: 1 },
    })
    expect(await desk.states(cards)).toEqual(['produced'])
  })
})

describe('What could not be saved', () => {
  let disk: FaultyFiles
  beforeEach(async () => {
    await desk.close()
    disk = new FaultyFiles()
    desk = await BatchDesk.open({ files: disk.files })
  })

  /** The next write to the journal fails, and no other. */
  const failNextWrite = () => {
    let failed = false
    disk.fate = ({ operation, path }) => {
      if (failed || operation !== 'write' || !path.includes('journal')) return null
      failed = true
      return failure('ENOSPC')
    }
  }

  it('of what the bureau answered is counted and told, and the next run sends the batch again', async () => {
    await desk.perBatch(3)
    const cards = await desk.queued(4)
    desk.bureau.onArrived = failNextWrite
    const done = await desk.sync()
    expect(done).toMatchObject({ end: 'done', counts: { 'not-saved': 3 }, problem: expect.stringMatching(/\.$/) })
    // No other batch leaves while the desk cannot keep what becomes of it.
    expect(desk.bureau.batches).toHaveLength(1)
    desk.bureau.onArrived = () => {}
    expect(await desk.sync()).toMatchObject({ problem: null, counts: { sent: 4 } })
    expect(await desk.states(cards)).toEqual(cards.map(() => 'ordered'))
    expect(desk.bureau.contradictions).toEqual([])
  })

  it('of an order that was sent again ends the run before anything else leaves', async () => {
    desk.bureau.toOrder = answerLost()
    const [again = ''] = await desk.queued(1)
    await desk.sync()
    desk.bureau.toOrder = taken()
    const [waiting = ''] = await desk.queued(1)
    desk.bureau.onArrived = failNextWrite
    expect(await desk.sync()).toMatchObject({ counts: { 'not-saved': 1 }, problem: expect.stringMatching(/\.$/) })
    expect((await desk.order(again)).sending).toBe(true)
    expect(await desk.order(waiting)).toMatchObject({ sending: false, batch: null })
    expect(desk.bureau.batches).toHaveLength(2)
  })

  it('of what the bureau says is counted and told, and its file stays for the next run', async () => {
    const cards = await desk.queued(2)
    await desk.sync()
    const orders = await desk.orders(cards)
    desk.bureau.left.push({ source: 'news.json', words: orders.map((order) => [order, saying('produced')]) })
    const { news } = desk.bureau
    desk.bureau.news = (open, how) => {
      failNextWrite()
      return news.call(desk.bureau, open, how)
    }
    const done = await desk.sync()
    expect(done).toMatchObject({ end: 'done', counts: { 'not-saved': 2 }, problem: expect.stringMatching(/\.$/) })
    expect(desk.bureau.finished).toEqual([])
    desk.bureau.news = news
    expect(await desk.sync()).toMatchObject({ problem: null, counts: { moved: 2 } })
    expect(desk.bureau.finished).toEqual(['news.json'])
  })
})
