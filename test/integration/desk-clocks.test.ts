import { appendFile, cp, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyFolder } from '../../electron/store'
import { abortTemporary, BatchDesk } from '../support/batch-desk'
import { abort, firstSegment, open, orderNext, picture, temporaryFolder } from '../support/store-desk'
import {
  must,
  outcome,
  password,
  refused,
  run,
  type Somebody,
  switchOn,
  TestClock,
  TestDesk,
} from '../support/test-desk'

// The clock of a workstation is whatever somebody or its battery makes of it: it goes back by an hour, by months, to
// the year it was made in, while the desk is at work and between two starts. The order of what happened is that of
// the journal; times are what the clock said.

const order = 'TempCardsAddonExtProdProcOrder'
const minute = 60_000
const page = { amount: 1, layout: 'Blue', deliveryAddress: 'Main Street 1' }

/** In the order in which the clock comes by them. */
const moments = [
  '2026-11-20T09:00:00.000Z',
  '2026-11-20T08:00:00.000Z',
  '2026-11-20T23:59:59.999Z',
  '2026-11-21T00:00:00.000Z',
  '2026-11-20T23:59:59.999Z',
  '2026-08-01T12:00:00.000Z',
  '2000-01-01T00:00:00.000Z',
  '1970-01-01T00:00:00.000Z',
  '1969-12-31T23:59:59.999Z',
  '9999-12-31T23:59:59.999Z',
  '2026-11-20T09:00:00.000Z',
]

let test: TestDesk
let ada: Somebody
beforeEach(async () => {
  const made = await TestDesk.withAdministrator()
  test = made.test
  ada = made.ada
  const { settings } = must(await ada.desk.settings.read())
  must(await ada.desk.settings.saveDesk({ version: settings.desk.version, values: { idleLockMinutes: 0 } }))
  await switchOn(ada, 'temporary-card', 'general', order)
  await switchOn(ada, 'temporary-card', 'processing', abortTemporary)
})
afterEach(() => test.close())

function setClock(moment: string): void {
  test.clock.pass(Date.parse(moment) - test.clock.now())
}

/** The card an order makes, and each entry of its history with its time, newest first. */
async function ordered(olga: Somebody): Promise<string> {
  return outcome(await run(olga, order, null, [page, {}])).cards[0]?.id ?? ''
}

async function historyOf(olga: Somebody, card: string) {
  const { entries } = must(await olga.desk.cards.history({ card, limit: 50 }))
  return entries.map(({ at, to }) => [at, to])
}

describe('A clock that jumps', () => {
  it('between any two changes changes neither their order nor what is there', async () => {
    const olga = await test.somebody(ada, 'olga', 'operator')
    const cards: string[] = []
    for (const moment of moments) {
      setClock(moment)
      const card = await ordered(olga)
      const last = cards.at(-1)
      if (last !== undefined) {
        outcome(await run(olga, abortTemporary, last, [{}]))
        const [aborted = []] = await historyOf(olga, last)
        expect(aborted, `${last} at ${moment}`).toEqual([moment, 'aborted'])
      }
      expect(await historyOf(olga, card), `${card} at ${moment}`).toEqual([
        [moment, 'processing'],
        [moment, 'requested'],
      ])
      must(await olga.desk.overview.read())
      cards.push(card)
    }
    expect(cards).toEqual(moments.map((_, index) => `TC-${String(index + 1).padStart(6, '0')}`))
    const found = must(
      await olga.desk.search.cards({
        cardType: 'temporary-card',
        states: ['aborted'],
        text: '',
        sort: { column: 'created', direction: 'ascending' },
        offset: 0,
        limit: 50,
      }),
    )
    expect(found.rows.map(({ created }) => created)).toEqual(moments.slice(0, -1).toSorted())
    await expectWhole(test.folder)
  })

  it('between two starts, to before everything in the folder, keeps nobody out and loses nothing', async () => {
    const olga = await test.somebody(ada, 'olga', 'operator')
    const cards = [await ordered(olga)]
    for (const moment of moments) {
      await test.shutDown()
      setClock(moment)
      await test.reopen()
      const again = await test.signIn('olga')
      cards.push(await ordered(again))
      expect(must(await again.desk.cards.profile({ card: cards[0] ?? '' })).card.state).toBe('processing')
      const holder = JSON.parse(await readFile(join(test.folder, 'lock.json'), 'utf8'))
      expect(holder.startedAt).toBe(moment)
    }
    expect(new Set(cards).size).toBe(moments.length + 1)
    await expectWhole(test.folder)
  })

  it('back while a wizard is open lets it be finished, with the time of its end', async () => {
    const olga = await test.somebody(ada, 'olga', 'operator')
    const opened = must(await olga.desk.processes.open({ process: order, card: null, person: null }))
    const advance = must(await olga.desk.processes.next({ run: opened.run, step: opened.step.id, answers: page }))
    if (advance.kind !== 'step') throw new Error('the wizard has a page to confirm')
    setClock('2026-02-28T23:59:59.999Z')
    const done = outcome(await olga.desk.processes.next({ run: opened.run, step: advance.view.step.id, answers: {} }))
    const [newest] = await historyOf(olga, done.cards[0]?.id ?? '')
    expect(newest).toEqual(['2026-02-28T23:59:59.999Z', 'processing'])
  })

  it('back neither lets a failed sign-in wait for months nor keeps a screen unlocked for ever', async () => {
    await test.somebody(ada, 'olga', 'operator')
    const window = test.window()
    const wrong = () => window.desk.session.signIn({ userName: 'olga', password: `not ${password}` })
    for (let times = 0; times < 4; times += 1) await wrong()
    test.clock.pass(-90 * 24 * 60 * minute)
    const { waitMilliseconds } = refused(await wrong()).details as { waitMilliseconds: number }
    expect(waitMilliseconds).toBeLessThanOrEqual(5 * minute)
    test.clock.pass(waitMilliseconds)
    must(await window.desk.session.signIn({ userName: 'olga', password }))

    const { settings } = must(await ada.desk.settings.read())
    must(await ada.desk.settings.saveDesk({ version: settings.desk.version, values: { idleLockMinutes: 5 } }))
    must(await window.desk.session.touch())
    test.clock.pass(-90 * 24 * 60 * minute)
    // Any call looks at the clock; from this one on the idle time counts anew.
    must(await window.desk.desk.snapshot())
    test.clock.pass(5 * minute)
    expect(refused(await window.desk.desk.snapshot()).code).toBe('locked')
  })
})

describe('Work the desk does by itself', () => {
  let batch: BatchDesk | null = null
  afterEach(async () => {
    await batch?.close()
    batch = null
  })

  it('is done once a day and once an interval, whichever way the clock goes over midnight', async () => {
    const desk = await BatchDesk.open()
    batch = desk
    const asked = () => desk.bureau.heard.length
    await desk.sync()
    await desk.queued(2)
    for (const hours of [20, -20, 20, -2000, 2000]) {
      desk.test.clock.pass(hours * 60 * minute)
      desk.bureau.heard.length = 0
      await desk.test.expire()
      const before = await desk.test.journalLength()
      await desk.test.expire()
      expect(await desk.test.journalLength(), `${hours} hours`).toBe(before)
      await desk.test.sync()
      await desk.test.sync()
      expect(asked(), `${hours} hours`).toBeLessThanOrEqual(1)
    }
    desk.test.clock.pass(15 * minute)
    await desk.test.sync()
    expect((await desk.runs()).length).toBeGreaterThan(1)
    await expectWhole(desk.test.folder)
  })
})

describe('What is put aside', () => {
  it('at a moment the clock comes by twice is kept both times', async () => {
    const folder = await temporaryFolder()
    for (const torn of ['{"by":{"at":"one', '{"by":{"at":"other']) {
      const clock = new TestClock()
      const store = await open({ folder, clock })
      if (store.view.sequence === 0) await store.transact(orderNext)
      await store.close()
      await appendFile(join(folder, firstSegment), torn)
      await (await open({ folder, clock: new TestClock() })).close()
    }
    const names = await readdir(join(folder, 'set-aside'))
    const kept = await Promise.all(names.map((name) => readFile(join(folder, 'set-aside', name), 'utf8')))
    expect(kept.toSorted()).toEqual(['{"by":{"at":"one', '{"by":{"at":"other'])
    const store = await open({ folder })
    expect((await store.transact(abort('TC-000001'))).ok).toBe(true)
  })
})

/** The chain holds, and the snapshot says what the journal says. */
async function expectWhole(folder: string) {
  expect((await verifyFolder(folder)).fault).toBeNull()
  const pictures = []
  for (const wanted of [() => true, (path: string) => !path.startsWith(join(folder, 'snapshot'))]) {
    const copy = await temporaryFolder()
    await cp(folder, copy, { recursive: true, filter: (path) => !/lock\./.test(path) && wanted(path) })
    const store = await open({ folder: copy })
    pictures.push(picture(store))
    await store.close()
    await rm(copy, { recursive: true })
  }
  expect(pictures[0]).toEqual(pictures[1])
}
