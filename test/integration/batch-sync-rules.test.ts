import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BatchDesk } from '../support/batch-desk'
import { failure, FaultyFiles } from '../support/faulty-files'
import { must } from '../support/test-desk'
import { answerLost, notSent, orderLost, saying, taken } from '../support/told-bureau'

// Small rules of batch sync that nothing else would notice if they were broken.

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

  it('leaves once at a time, whoever asks for it', async () => {
    desk.bureau.toOrder = orderLost()
    const card = await desk.orderCard()
    desk.bureau.toOrder = taken()
    const held = desk.bureau.hold()
    const again = [desk.test.resend(), desk.test.resend()]
    await held.begun
    held.release()
    await Promise.all(again)
    expect(await desk.states([card])).toEqual(['ordered'])
    expect(desk.bureau.sent).toHaveLength(2)
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
