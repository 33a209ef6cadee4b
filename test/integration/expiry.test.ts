import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { CardDesk, pins } from '../support/card-desk'
import { FaultyFiles } from '../support/faulty-files'
import { StockDesk } from '../support/stock-desk'
import { must, outcome, refused, run, type TestDesk } from '../support/test-desk'

/** The expiry run (domain 3.1, 3.2): a card is valid through the whole of its last day at this workstation. */

/** Moves a desk's clock to a moment, forward or back. */
function setClock(test: TestDesk, moment: string): void {
  test.clock.pass(Date.parse(moment) - test.clock.now())
}

const runsIn = (test: TestDesk) => test.log.lines.filter((line) => line.includes('expiry run done'))

describe('temporary cards', () => {
  let desk: StockDesk
  beforeEach(async () => {
    vi.stubEnv('TZ', 'UTC')
    desk = await StockDesk.open()
  })
  afterEach(() => desk.close())

  test('an assignment is good through its last day and over as the next begins; the history names the program', async () => {
    const person = await desk.person()
    const card = await desk.assigned(person, { validThrough: '2026-11-22' })
    setClock(desk.test, '2026-11-22T23:59:59.999Z')
    await desk.test.expire()
    expect(await stateOf(desk, card)).toBe('assigned')
    setClock(desk.test, '2026-11-23T00:00:00.000Z')
    await desk.test.expire()
    desk.olga = await desk.test.signIn('olga')
    const after = await desk.card(card)
    // Whoever has it still has it: the card can be withdrawn from them.
    expect(after).toMatchObject({ state: 'expired', holder: person, validThrough: '2026-11-22' })
    expect(after.certificates.map(({ status }) => status)).toEqual(['expired', 'expired'])
    expect((await desk.history(card))[0]).toMatchObject({
      process: 'TempCardsExpiryRun',
      from: 'assigned',
      to: 'expired',
      at: '2026-11-23T00:00:00.000Z',
      user: null,
      name: 'Card Desk',
      role: 'system',
      input: { validThrough: '2026-11-22' },
    })
    expect(await desk.commands(card)).toEqual(['TempCardsProcWithdraw'])
  })

  test('days the machine was off are made up for at the start, with nobody signed in', async () => {
    const card = await desk.assigned(undefined, { validThrough: '2026-11-22' })
    const long = await desk.assigned(undefined, { validThrough: '2027-06-01' })
    await desk.test.shutDown()
    setClock(desk.test, '2026-12-31T08:00:00.000Z')
    await desk.test.reopen()
    desk.olga = await desk.test.signIn('olga')
    expect(await desk.card(card)).toMatchObject({ state: 'expired' })
    expect(await desk.card(long)).toMatchObject({ state: 'assigned' })
  })

  test('a second run, on the same day or after a restart, finds nothing to do', async () => {
    const card = await desk.expired()
    const print = await desk.test.journalPrint()
    await desk.test.expire()
    await desk.test.restart()
    await desk.test.expire()
    // The sign-in writes nothing; the journal is byte for byte what it was.
    desk.olga = await desk.test.signIn('olga')
    expect(await desk.card(card)).toMatchObject({ state: 'expired' })
    expect(await desk.test.journalPrint()).toBe(print)
  })

  test('looks once a day, however often it is asked', async () => {
    const before = runsIn(desk.test).length
    for (let hour = 0; hour < 5; hour += 1) {
      desk.test.clock.pass(3_600_000)
      await desk.test.expire()
    }
    expect(runsIn(desk.test)).toHaveLength(before)
    setClock(desk.test, '2026-11-21T00:00:30.000Z')
    await Promise.all([desk.test.expire(), desk.test.expire(), desk.test.expire()])
    expect(runsIn(desk.test)).toHaveLength(before + 1)
  })

  test('a clock set back brings nothing back, and set right again does nothing twice', async () => {
    const card = await desk.expired()
    const print = await desk.test.journalPrint()
    setClock(desk.test, '2026-11-18T12:00:00.000Z')
    await desk.test.expire()
    setClock(desk.test, '2026-11-22T12:00:00.000Z')
    await desk.test.expire()
    expect(await desk.test.journalPrint()).toBe(print)
    desk.olga = await desk.test.signIn('olga')
    expect(await desk.card(card)).toMatchObject({ state: 'expired' })
  })

  test('a wizard that is open on the card is told at its last Next', async () => {
    const card = await desk.assigned(undefined, { validThrough: '2026-11-20' })
    desk.test.clock.pass(86_400_000)
    desk.olga = await desk.test.signIn('olga')
    const view = await desk.onPage('TempCardsProcLock', card, [{ reason: 'lost' }])
    await desk.test.expire()
    const { code, details } = refused(await desk.next(view))
    expect(code).toBe('card-changed')
    expect(details).toMatchObject({ by: 'Card Desk', process: 'TempCardsExpiryRun', state: 'expired' })
  })

  test('a card taken back between the look and the write is left in the stock', async () => {
    const card = await desk.assigned(undefined, { validThrough: '2026-11-20' })
    desk.test.clock.pass(86_400_000)
    desk.olga = await desk.test.signIn('olga')
    const view = await desk.onPage('TempCardsProcWithdraw', card, [{ reason: 'returned' }])
    // Both are asked for before either is decided; the withdrawal first.
    const [withdrawal] = await Promise.all([desk.next(view), desk.test.expire()])
    outcome(withdrawal)
    expect(await desk.card(card)).toMatchObject({ state: 'unassigned', holder: null })
    expect((await desk.history(card)).map(({ process }) => process)).not.toContain('TempCardsExpiryRun')
  })

  test('a disk that refuses is noted and tried again; meanwhile the card cannot be extended', async () => {
    const disk = new FaultyFiles()
    await desk.restart({ files: disk.files })
    const card = await desk.assigned(undefined, { validThrough: '2026-11-20' })
    disk.failOn('write', 'journal', 'ENOSPC')
    await desk.pass(1)
    expect(await stateOf(desk, card)).toBe('assigned')
    expect(desk.test.log.lines.join('\n')).toContain('expiry run refused')
    const start = { process: 'TempCardsProcExtend', card, person: null } as const
    expect(refused(await desk.olga.desk.processes.open(start)).code).toBe('condition-not-met')
    disk.fate = () => null
    await desk.test.expire()
    expect(await stateOf(desk, card)).toBe('expired')
  })

  test('closing the desk in the middle of a run loses nothing', async () => {
    const card = await desk.assigned(undefined, { validThrough: '2026-11-20' })
    desk.test.clock.pass(86_400_000)
    const running = desk.test.expire()
    await desk.test.shutDown()
    await running
    await desk.test.reopen()
    desk.olga = await desk.test.signIn('olga')
    expect(await desk.card(card)).toMatchObject({ state: 'expired' })
    expect((await desk.history(card)).filter(({ process }) => process === 'TempCardsExpiryRun')).toHaveLength(1)
  })
})

describe('cards', () => {
  let desk: CardDesk
  beforeEach(async () => {
    vi.stubEnv('TZ', 'UTC')
    desk = await CardDesk.open()
  })
  afterEach(() => desk.close())

  test('produced, active and inactive ones expire, their certificates with them, none left on hold', async () => {
    const [produced, active, inactive] = [await desk.produced(), await desk.active(true), await desk.active(true)]
    outcome(await run(desk.olga, 'CardsProcDeactivate', inactive, [{ reason: 'forgotten' }]))
    expect((await desk.card(inactive)).certificates.map(({ status }) => status)).toEqual(['on-hold', 'on-hold'])
    // 36 months (option CardsValidityMonths) from the order: through 2029-11-20.
    setClock(desk.test, '2029-11-20T23:00:00.000Z')
    await desk.test.expire()
    const still = await desk.test.signIn('olga')
    expect(must(await still.desk.cards.profile({ card: active })).card.state).toBe('active')
    setClock(desk.test, '2029-11-21T01:00:00.000Z')
    await desk.test.expire()
    const olga = await desk.test.signIn('olga')
    for (const [card, from, statuses] of [
      [produced, 'produced', []],
      [active, 'active', ['expired', 'expired']],
      [inactive, 'inactive', ['expired', 'expired']],
    ] as const) {
      const { card: after, commands } = must(await olga.desk.cards.profile({ card }))
      expect(after.state).toBe('expired')
      expect(after.certificates.map(({ status }) => status)).toEqual(statuses)
      expect(after.certificates.every(({ heldBy }) => heldBy === null)).toBe(true)
      expect(commands).toEqual([])
      const { entries } = must(await olga.desk.cards.history({ card, limit: 1 }))
      expect(entries).toMatchObject([{ process: 'CardsExpiryRun', from, to: 'expired', role: 'system' }])
    }
  })

  test('a card still waiting at the bureau or locked stays what it is', async () => {
    const [ordered, locked] = [await desk.ordered(), await desk.active()]
    outcome(await run(desk.olga, 'CardsProcLock', locked, [{ reason: 'stolen' }, {}]))
    setClock(desk.test, '2031-01-01T12:00:00.000Z')
    await desk.test.expire()
    const olga = await desk.test.signIn('olga')
    expect(must(await olga.desk.cards.profile({ card: ordered })).card.state).toBe('ordered')
    expect(must(await olga.desk.cards.profile({ card: locked })).card.state).toBe('locked')
  })

  test('a produced card that is over is not activated, even before the run has come by', async () => {
    const card = await desk.produced()
    setClock(desk.test, '2029-11-21T01:00:00.000Z')
    const olga = await desk.test.signIn('olga')
    const activated = await run(olga, 'CardsAddonExtProdProcActivate', card, [{ identity: 'known' }, pins, {}])
    expect(refused(activated).code).toBe('condition-not-met')
  })
})

describe('the day is the day at this workstation', () => {
  test.each([
    // East of Greenwich the day begins while it is still the day before in UTC; west of it, later.
    ['Pacific/Auckland', '2026-11-22T10:59:59Z', '2026-11-22T11:00:00Z'],
    ['America/Los_Angeles', '2026-11-23T07:59:59Z', '2026-11-23T08:00:00Z'],
  ])('in %s', async (zone, last, first) => {
    vi.stubEnv('TZ', zone)
    const desk = await StockDesk.open()
    const card = await desk.assigned(undefined, { validThrough: '2026-11-22' })
    setClock(desk.test, last)
    await desk.test.expire()
    expect(await stateOf(desk, card)).toBe('assigned')
    setClock(desk.test, first)
    await desk.test.expire()
    expect(await stateOf(desk, card)).toBe('expired')
    await desk.close()
  })

  test.each([
    // Days of 25 and of 23 hours: the run comes as the day changes, not 24 hours after the last.
    ['Europe/Berlin', '2026-10-25', '2026-10-25T22:59:59Z', '2026-10-25T23:00:00Z'],
    ['Europe/Berlin', '2027-03-28', '2027-03-28T21:59:59Z', '2027-03-28T22:00:00Z'],
  ])('on a day of daylight saving in %s, %s', async (zone, day, last, first) => {
    vi.stubEnv('TZ', zone)
    const desk = await StockDesk.open()
    setClock(desk.test, `${day}T06:00:00Z`)
    desk.olga = await desk.test.signIn('olga')
    const card = await desk.assigned(undefined, { validThrough: day })
    setClock(desk.test, last)
    await desk.test.expire()
    expect(await stateOf(desk, card)).toBe('assigned')
    setClock(desk.test, first)
    await desk.test.expire()
    expect(await stateOf(desk, card)).toBe('expired')
    await desk.close()
  })
})

test('thousands of cards end in slices, each once, while the desk goes on answering', async () => {
  vi.stubEnv('TZ', 'UTC')
  const desk = await StockDesk.open()
  must(await desk.test.seed(4000))
  setClock(desk.test, '2031-11-20T09:00:00.000Z')
  const olga = await desk.test.signIn('olga')
  const usable = { cardType: 'card', states: ['produced', 'active', 'inactive'] } as const
  const search = () =>
    olga.desk.search.cards({
      ...usable,
      states: [...usable.states],
      text: '',
      offset: 0,
      limit: 1,
      sort: { column: 'id', direction: 'ascending' },
    })
  const before = must(await search()).total
  expect(before).toBeGreaterThan(1000)
  let answered = 0
  let over = false
  const running = desk.test.expire().then(() => {
    over = true
  })
  while (!over) {
    must(await search())
    answered += 1
    // As a window does: between two of its calls everybody else has a turn.
    await setImmediate()
  }
  await running
  expect(answered).toBeGreaterThan(3)
  expect(must(await search()).total).toBe(0)
  await desk.close()
})

async function stateOf(desk: StockDesk, card: string): Promise<string> {
  const olga = await desk.test.signIn('olga')
  return must(await olga.desk.cards.profile({ card })).card.state
}
