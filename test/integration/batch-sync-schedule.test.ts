import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { simulatedBureau } from '../../electron/production/simulated-bureau'
import { BatchDesk, sendTemporary } from '../support/batch-desk'
import { saying } from '../support/told-bureau'

// Batch sync runs by itself every `BatchSyncMinutes` (domain 4; 0 = only by hand), by the clock of the workstation,
// which may be switched off for days and may be set.

const minute = 60_000
const day = 1_440 * minute

let desk: BatchDesk
beforeEach(async () => {
  desk = await BatchDesk.open()
})
afterEach(() => desk.close())

const pass = (milliseconds: number) => desk.test.clock.pass(milliseconds)
const inMinutes = (minutes: number) => new Date(desk.test.clock.now() + minutes * minute).toISOString()
const nextAt = async () => (await desk.status()).nextAt
/** How often the bureau was asked for news: once a run. */
const asked = () => desk.bureau.heard.length

describe('The schedule', () => {
  it('runs when the time has come and not before, as the program itself', async () => {
    await desk.sync()
    pass(minute)
    const cards = await desk.queued(2)
    const before = await desk.test.journalPrint()
    expect(await nextAt()).toBe(inMinutes(14))
    pass(14 * minute - 1)
    await desk.test.sync()
    expect(await desk.test.journalPrint()).toBe(before)
    pass(1)
    await desk.test.sync()
    expect(await desk.states(cards)).toEqual(['ordered', 'ordered'])
    const [newest] = await desk.runs()
    expect(newest).toMatchObject({ end: 'done', started: { user: null, name: 'Card Desk', role: 'system' } })
    for (const entry of (await desk.history(cards[0] ?? '')).slice(-2)) {
      expect(entry).toMatchObject({ process: sendTemporary, user: null, name: 'Card Desk', role: 'system' })
    }
    expect(await nextAt()).toBe(inMinutes(15))
  })

  it('sends the first orders of a new desk in time, too', async () => {
    const cards = await desk.queued(1)
    expect(Date.parse((await nextAt()) ?? '')).toBeLessThanOrEqual(Date.parse(inMinutes(15)))
    pass(15 * minute)
    await desk.test.sync()
    expect(await desk.states(cards)).toEqual(['ordered'])
  })

  it('runs once, however often it is looked at', async () => {
    await desk.queued(1)
    pass(15 * minute)
    await Promise.all([desk.test.sync(), desk.test.sync(), desk.test.sync()])
    await desk.test.sync()
    expect(asked()).toBe(1)
    expect(await desk.runs()).toHaveLength(1)
  })

  it('runs once after days off, at the start, and then goes on as before', async () => {
    await desk.sync()
    const cards = await desk.queued(1)
    await desk.test.shutDown()
    desk.bureau.heard.length = 0
    pass(5 * day)
    await desk.reopen()
    await expect.poll(() => desk.states(cards)).toEqual(['ordered'])
    await desk.test.sync()
    expect(asked()).toBe(1)
    expect(await nextAt()).toBe(inMinutes(15))
    pass(15 * minute)
    await desk.test.sync()
    expect(asked()).toBe(2)
  })

  it('counts on through a restart: a desk that is opened often still runs it', async () => {
    await desk.sync()
    const cards = await desk.queued(1)
    for (let times = 0; times < 3; times += 1) {
      pass(6 * minute)
      await desk.restart()
    }
    await expect.poll(() => desk.states(cards)).toEqual(['ordered'])
  })

  it('fetches what the bureau says, too', async () => {
    const [card = ''] = await desk.queued(1)
    await desk.sync()
    desk.bureau.tells.set((await desk.order(card)).id, saying('produced'))
    pass(15 * minute)
    await desk.test.sync()
    expect(await desk.states([card])).toEqual(['produced'])
    expect(await desk.lastEntry(card)).toMatchObject({ user: null, role: 'system', to: 'produced' })
  })

  it('never runs by itself when the option is 0', async () => {
    const cards = await desk.queued(1)
    await desk.options({ BatchSyncMinutes: 0 })
    expect(await nextAt()).toBeNull()
    pass(30 * day)
    await desk.test.sync()
    await desk.restart()
    await desk.test.sync()
    expect(asked()).toBe(0)
    expect(await desk.states(cards)).toEqual(['processing'])
    await desk.sync()
    expect(await desk.states(cards)).toEqual(['ordered'])
  })

  it('keeps to the option as it is now', async () => {
    await desk.sync()
    await desk.queued(1)
    desk.bureau.heard.length = 0
    await desk.options({ BatchSyncMinutes: 60 })
    pass(59 * minute)
    await desk.test.sync()
    expect(asked()).toBe(0)
    await desk.options({ BatchSyncMinutes: 5 })
    await desk.test.sync()
    expect(asked()).toBe(1)
    pass(5 * minute - 1)
    await desk.test.sync()
    expect(asked()).toBe(1)
    pass(1)
    await desk.test.sync()
    expect(asked()).toBe(2)
  })

  it('does not catch up, switched on again, what it left out while it was off', async () => {
    await desk.sync()
    desk.bureau.heard.length = 0
    await desk.options({ BatchSyncMinutes: 0 })
    pass(day)
    await desk.queued(1)
    await desk.options({ BatchSyncMinutes: 30 })
    expect(Date.parse((await nextAt()) ?? '')).toBeLessThanOrEqual(Date.parse(inMinutes(30)))
    await desk.test.sync()
    const atOnce = asked()
    expect(atOnce).toBeLessThanOrEqual(1)
    pass(30 * minute)
    await desk.test.sync()
    expect(asked()).toBe(atOnce + 1)
  })

  it('writes nothing when there is nothing to do, run after run', async () => {
    const before = await desk.test.journalPrint()
    for (let times = 0; times < 5; times += 1) {
      pass(15 * minute)
      await desk.test.sync()
    }
    expect(asked()).toBe(5)
    expect(await desk.test.journalPrint()).toBe(before)
    expect(await desk.runs()).toEqual([])
  })

  it('writes nothing either while the bureau has nothing new to say about what it has', async () => {
    const [card = ''] = await desk.queued(1)
    await desk.sync()
    desk.bureau.tells.set((await desk.order(card)).id, saying('ordered'))
    const before = await desk.test.journalPrint()
    pass(15 * minute)
    await desk.test.sync()
    expect(await desk.test.journalPrint()).toBe(before)
  })

  it('takes in what the bureau left although the desk waits for nothing', async () => {
    desk.bureau.left.push({ source: 'strange.json', words: [['O-000099', saying('produced')]] })
    pass(15 * minute)
    await desk.test.sync()
    expect((await desk.runs())[0]).toMatchObject({ counts: { 'unknown-order': 1 }, started: { user: null } })
    expect(desk.bureau.finished).toEqual(['strange.json'])
  })

  it('says once that the bureau is away, not every quarter of an hour; the queue waits until it is back', async () => {
    const cards = await desk.queued(2)
    desk.bureau.silent = true
    for (let times = 0; times < 96; times += 1) {
      pass(15 * minute)
      await desk.test.sync()
    }
    expect(await desk.runs()).toMatchObject([{ end: 'done', problem: expect.stringContaining('Plug in the cable.') }])
    expect(await desk.states(cards)).toEqual(['processing', 'processing'])
    for (const card of cards) expect((await desk.order(card)).sending).toBe(false)
    desk.bureau.silent = false
    pass(15 * minute)
    await desk.test.sync()
    expect(await desk.states(cards)).toEqual(['ordered', 'ordered'])
    expect((await desk.runs())[0]).toMatchObject({ problem: null, counts: { sent: 2 } })
  })

  it('joins a run by hand: nothing runs twice at once', async () => {
    await desk.queued(2)
    pass(15 * minute)
    const held = desk.bureau.hold()
    await desk.olga.desk.batch.start()
    await held.begun
    const checked = desk.test.sync()
    held.release()
    await checked
    expect(await desk.runs()).toHaveLength(1)
    expect(desk.bureau.sent).toHaveLength(2)
  })

  it('is not stopped for long by a clock that is set back, nor does it run twice at once for it', async () => {
    await desk.sync()
    const cards = await desk.queued(1)
    desk.bureau.heard.length = 0
    pass(-3 * day)
    await desk.test.sync()
    const atOnce = asked()
    expect(atOnce).toBeLessThanOrEqual(1)
    expect(Date.parse((await nextAt()) ?? '')).toBeLessThanOrEqual(Date.parse(inMinutes(15)))
    pass(15 * minute)
    await desk.test.sync()
    expect(asked()).toBe(atOnce + 1)
    expect(await desk.states(cards)).toEqual(['ordered'])
    pass(minute)
    await desk.test.sync()
    expect(asked()).toBe(atOnce + 1)
  })

  it('is not stopped either by a clock that was set back while the desk was closed', async () => {
    await desk.sync()
    const cards = await desk.queued(1)
    await desk.test.shutDown()
    pass(-30 * day)
    await desk.reopen()
    pass(15 * minute)
    await desk.test.sync()
    expect(await desk.states(cards)).toEqual(['ordered'])
  })

  it('runs once for a clock that is set forward', async () => {
    await desk.sync()
    desk.bureau.heard.length = 0
    pass(400 * day)
    await desk.test.sync()
    await desk.test.sync()
    expect(asked()).toBe(1)
    expect(await nextAt()).toBe(inMinutes(15))
  })

  it('never sends to a simulated bureau by itself; by hand it does', async () => {
    await desk.close()
    desk = await BatchDesk.open({ bureau: simulatedBureau })
    const cards = await desk.queued(1)
    expect(await nextAt()).toBeNull()
    pass(5 * day)
    await desk.test.sync()
    await desk.restart()
    await desk.test.sync()
    expect(await desk.states(cards)).toEqual(['processing'])
    expect(await desk.runs()).toEqual([])
    await desk.sync()
    expect(await desk.states(cards)).not.toEqual(['processing'])
  })
})
