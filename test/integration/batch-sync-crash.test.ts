import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { realFiles } from '../../electron/files'
import { BatchDesk } from '../support/batch-desk'
import { failure, FaultyFiles } from '../support/faulty-files'
import { refused } from '../support/test-desk'
import { saying, taken } from '../support/told-bureau'

// What a batch run was doing when the power went is finished at the next start, and no order is sent twice: the
// bureau recognises its id (domain rule 5.8). The power goes when the test says so: what is on the disk then is all
// that the next start finds.

let desk: BatchDesk
beforeEach(async () => {
  desk = await BatchDesk.open()
})
afterEach(() => desk.close())

/** Lets nothing through any more, until the desk is opened again. */
const deaf = () => {
  desk.bureau.silent = true
}
async function wake(): Promise<void> {
  desk.bureau.silent = false
  desk.bureau.toOrder = taken()
  await desk.reopen()
}

/** Every order is at the bureau once, and its card says so. */
async function expectAllOrdered(cards: readonly string[]): Promise<void> {
  await expect.poll(() => desk.states(cards)).toEqual(cards.map(() => 'ordered'))
  await desk.ended().catch(() => {})
  expect([...desk.bureau.has.keys()].toSorted()).toEqual((await desk.orders(cards)).toSorted())
  expect(desk.bureau.contradictions).toEqual([])
  expect(await desk.status()).toMatchObject({ running: false, onTheWay: 0 })
}

describe('A desk that loses its power', () => {
  it.each([
    ['after the intent, before anything arrived', 'onSubmit'],
    ['after everything arrived, before the answer was written', 'onArrived'],
  ] as const)('%s sends the batch again at the next start, under the same numbers', async (_when, where) => {
    const cards = await desk.queued(2, 1)
    const held = desk.bureau.hold(where)
    await desk.olga.desk.batch.start()
    const batch = await held.begun
    await desk.test.crash(() => {
      deaf()
      held.release()
    })
    const arrived = [...desk.bureau.has.keys()]
    expect(arrived).toHaveLength(where === 'onArrived' ? 3 : 0)
    await wake()
    await expectAllOrdered(cards)
    expect(desk.bureau.batches.at(-1)).toEqual(batch)
  })

  it('cannot be told to abort what may have left, before or after it is sent again', async () => {
    const [card = ''] = await desk.queued(1)
    const held = desk.bureau.hold()
    await desk.olga.desk.batch.start()
    await held.begun
    await desk.test.crash(() => {
      deaf()
      held.release()
    })
    await desk.reopen()
    // The bureau is not there yet: sending again brings no answer.
    await expect.poll(async () => (await desk.runs()).map(({ end }) => end)).toEqual(['done', 'broken-off'])
    expect(await desk.card(card)).toMatchObject({ state: 'processing', order: { sending: true } })
    await desk.refused('condition-not-met', () => desk.abort(card), card, 'on its way')
    desk.bureau.silent = false
    await desk.sync()
    expect(await desk.states([card])).toEqual(['ordered'])
    await desk.refused('wrong-state', () => desk.abort(card), card)
  })

  it.each([
    ['without a schedule leaves the rest in the queue for the next run', 0, 'processing'],
    ['with a schedule takes the rest along', 15, 'ordered'],
  ])('in the middle of many batches finishes what had left and %s', async (_what, minutes, rest) => {
    await desk.options({ BatchSyncMinutes: minutes })
    await desk.perBatch(2)
    const cards = await desk.queued(6)
    let count = 0
    let held = desk.bureau.hold()
    await desk.olga.desk.batch.start()
    for (; count < 1; count += 1) {
      await held.begun
      const next = held
      held = desk.bureau.hold()
      next.release()
    }
    await held.begun
    await desk.test.crash(() => {
      deaf()
      held.release()
    })
    await wake()
    const firstFour = cards.slice(0, 4)
    await expect.poll(() => desk.states(firstFour)).toEqual(firstFour.map(() => 'ordered'))
    await desk.ended()
    expect(await desk.states(cards.slice(4))).toEqual([rest, rest])
    await desk.sync()
    await expectAllOrdered(cards)
  })

  it('has the run on record as broken off, with what it had done until then', async () => {
    await desk.perBatch(2)
    await desk.queued(4)
    const first = desk.bureau.hold()
    await desk.olga.desk.batch.start()
    await first.begun
    const second = desk.bureau.hold()
    first.release()
    await second.begun
    await desk.test.crash(() => {
      deaf()
      second.release()
    })
    desk.test.clock.pass(3_600_000)
    await wake()
    await expect.poll(async () => (await desk.status()).onTheWay).toBe(0)
    await desk.ended()
    const broken = (await desk.runs()).find(({ end }) => end === 'broken-off')
    if (!broken) throw new Error('no run was broken off')
    expect(broken.started).toMatchObject({ name: 'Olga Petersen', at: '2026-11-20T09:00:00.000Z' })
    expect(broken.ended).not.toBeNull()
    expect(broken.problem).toMatch(/ended in the middle/)
    const { lines } = await desk.details(broken.id)
    expect(lines.map(({ outcome }) => outcome)).toEqual(['sent', 'sent'])
    for (const { ended } of await desk.runs()) expect(ended).not.toBeNull()
  })

  it('while it takes in what the bureau says finds the file again, and takes in the rest', async () => {
    const cards = await desk.queued(3)
    await desk.sync()
    const orders = await desk.orders(cards)
    desk.bureau.left.push({ source: 'late.json', words: orders.map((order) => [order, saying('produced')]) })
    const held = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    desk.bureau.onFinish = () => {
      begun.resolve()
      return held.promise
    }
    await desk.olga.desk.batch.start()
    await begun.promise
    await desk.test.crash(() => held.reject(new Error('no power')))
    desk.bureau.onFinish = () => {}
    await wake()
    expect(await desk.states(cards)).toEqual(['produced', 'produced', 'produced'])
    const before = await Promise.all(cards.map((card) => desk.card(card)))
    expect(desk.bureau.finished).toEqual([])
    const done = await desk.sync()
    expect(done).toMatchObject({ end: 'done', problem: null })
    expect(desk.bureau.finished).toEqual(['late.json'])
    expect(await Promise.all(cards.map((card) => desk.card(card)))).toEqual(before)
  })

  it('has one run at a time, also when somebody starts one at the moment the next start sends again', async () => {
    const cards = await desk.queued(3)
    const held = desk.bureau.hold('onArrived')
    await desk.olga.desk.batch.start()
    await held.begun
    await desk.test.crash(() => {
      deaf()
      held.release()
    })
    const sent = desk.bureau.batches.length
    desk.bureau.silent = false
    await desk.test.reopen()
    const olga = await desk.test.signIn('olga')
    await olga.desk.batch.start()
    await desk.reopenWindows()
    await expectAllOrdered(cards)
    expect(desk.bureau.batches.slice(sent)).toHaveLength(1)
    const runs = await desk.runs()
    const times = (await desk.events()).filter(({ type }) => type === 'sync-started' || type === 'sync-ended')
    expect(times.map(({ type }) => type)).toEqual(runs.flatMap(() => ['sync-started', 'sync-ended']))
  })

  it('several times in a row still has every order at the bureau once', async () => {
    await desk.perBatch(3)
    const cards = await desk.queued(8, 1)
    for (const where of ['onSubmit', 'onArrived', 'onArrived', 'onSubmit', 'onArrived'] as const) {
      const held = desk.bureau.hold(where)
      await desk.olga.desk.batch.start()
      await held.begun
      await desk.test.crash(() => {
        deaf()
        held.release()
      })
      await wake()
    }
    await expect.poll(async () => (await desk.status()).running).toBe(false)
    await desk.sync()
    await expectAllOrdered(cards)
  })
})

describe('A desk that is closed while a run is under way', () => {
  it('does not wait for a bureau that does not answer; the next start goes on', { timeout: 30_000 }, async () => {
    const cards = await desk.queued(2)
    desk.bureau.onArrived = () => new Promise(() => {})
    await desk.olga.desk.batch.start()
    await expect.poll(() => desk.bureau.has.size).toBe(2)
    await desk.test.shutDown()
    desk.bureau.onArrived = () => {}
    await wake()
    await expectAllOrdered(cards)
  })
})

describe('A disk that fails', () => {
  let disk: FaultyFiles
  beforeEach(async () => {
    await desk.close()
    disk = new FaultyFiles()
    desk = await BatchDesk.open({ files: disk.files })
  })

  it('before the intent is written sends nothing: whatever waits is still in the queue', async () => {
    const cards = await desk.queued(2)
    disk.failOn('write', 'journal', 'ENOSPC')
    const answer = await desk.olga.desk.batch.start()
    if (!answer.ok) expect(refused(answer).code).toBe('storage-failed')
    await desk.follow()
    expect(desk.bureau.batches).toEqual([])
    disk.fate = () => null
    expect(await desk.states(cards)).toEqual(['processing', 'processing'])
    for (const card of cards) expect((await desk.order(card)).sending).toBe(false)
    await desk.sync()
    await expectAllOrdered(cards)
  })

  it('when the answer is to be written leaves the orders on their way, and the next run finishes them', async () => {
    const cards = await desk.queued(2)
    desk.bureau.onArrived = () => disk.failOn('write', 'journal', 'ENOSPC')
    await desk.olga.desk.batch.start()
    await desk.follow()
    expect(desk.bureau.has.size).toBe(2)
    disk.fate = () => null
    desk.bureau.onArrived = () => {}
    expect(await desk.states(cards)).toEqual(['processing', 'processing'])
    for (const card of cards) expect((await desk.order(card)).sending).toBe(true)
    await desk.sync()
    await expectAllOrdered(cards)
  })

  it('when news are to be written does not put the file away; the next run takes it in', async () => {
    const [card = ''] = await desk.queued(1)
    await desk.sync()
    desk.bureau.left.push({ source: 'news.json', words: [[(await desk.order(card)).id, saying('produced')]] })
    const { news } = desk.bureau
    desk.bureau.news = (open, how) => {
      disk.failOn('write', 'journal', 'ENOSPC')
      return news.call(desk.bureau, open, how)
    }
    await desk.olga.desk.batch.start()
    await desk.follow()
    disk.fate = () => null
    desk.bureau.news = news
    expect(desk.bureau.finished).toEqual([])
    expect(await desk.states([card])).toEqual(['ordered'])
    await desk.sync()
    expect(await desk.states([card])).toEqual(['produced'])
    expect(desk.bureau.finished).toEqual(['news.json'])
  })

  it('at any write of a run, for good, loses nothing and sends nothing twice', { timeout: 60_000 }, async () => {
    // One run counts how many calls at the disk it takes; then the disk goes at each of them in turn.
    const prepare = async () => {
      await desk.close()
      disk = new FaultyFiles()
      desk = await BatchDesk.open({ files: disk.files })
      await desk.perBatch(2)
      return desk.queued(4)
    }
    await prepare()
    const before = disk.calls.length
    await desk.sync()
    const calls = disk.calls.length - before
    expect(calls).toBeGreaterThan(5)
    for (let at = 1; at <= calls; at += 1) {
      const cards = await prepare()
      const start = disk.calls.length
      disk.fate = (_call, number) => (number > start + at ? failure('EIO') : null)
      await desk.olga.desk.batch.start()
      await desk.follow()
      await desk.test.shutDown().catch(() => {})
      await desk.test.reopen({ files: realFiles })
      await desk.reopenWindows()
      await expect.poll(async () => (await desk.status()).running).toBe(false)
      await desk.sync()
      await expectAllOrdered(cards)
      for (const { ended } of await desk.runs()) expect(ended).not.toBeNull()
    }
  })
})
