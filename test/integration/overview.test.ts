import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CardRow } from '../../shared/contract'
import type { Stamp } from '../../shared/model'
import { must, outcome, refused, run, type Somebody, TestDesk } from '../support/test-desk'
import { type Move, type WrittenDesk, written } from '../support/written-desk'

// The overview: what waits for me, orders by age, what failed today, temporary cards to come
// back. The numbers were worked out by hand from the days the cards below are given.

const olga: Stamp = { at: '', user: 'U-000002', name: 'Olga Petersen', role: 'operator' }
const amir: Stamp = { at: '', user: 'U-000003', name: 'Amir Haddad', role: 'approver' }

let test: TestDesk
beforeEach(async () => {
  vi.stubEnv('TZ', 'UTC')
  const { test: opened, ada } = await TestDesk.withAdministrator()
  test = opened
  await test.somebody(ada, 'olga', 'operator')
  await test.somebody(ada, 'amir', 'approver', 'operator')
  await test.somebody(ada, 'udo', 'auditor')
})
afterEach(() => test.close())

const ids = (rows: readonly CardRow[]) => rows.map((row) => row.id)

/** The moves of a card of that type up to a state; asked for at one time, changed last at another. */
function movesTo(desk: WrittenDesk, to: CardState, asked: string, last = asked, by = olga): Move[] {
  const register = { process: 'CardsAddonExtProdProcRegister', to: 'registered', at: asked } as const
  const order = { process: 'CardsAddonExtProdProcOrder', at: asked, set: { order: desk.order({ ...by, at: asked }) } }
  const send = 'CardsAddonExtProdBatchSend'
  switch (to) {
    case 'registered':
      return [register]
    case 'requested':
    case 'processing':
      return [register, { ...order, to } as Move]
    case 'failed':
    case 'ordered':
      return [...movesTo(desk, 'processing', asked), { process: send, to, at: last }]
    case 'in-production':
    case 'produced':
      return [...movesTo(desk, 'ordered', asked), { process: 'CardsAddonExtProdBatchStatus', to, at: last }]
  }
}
type CardState = 'registered' | 'requested' | 'processing' | 'failed' | 'ordered' | 'in-production' | 'produced'

function temporaryMovesTo(desk: WrittenDesk, to: TemporaryState, asked: string, last = asked): Move[] {
  const process = 'TempCardsAddonExtProdProcOrder'
  const requested: Move = { process, to: 'requested', at: asked, set: { order: desk.order({ ...olga, at: asked }) } }
  switch (to) {
    case 'requested':
      return [requested]
    case 'processing':
      return [requested, { process, to, at: asked }]
    case 'failed':
    case 'ordered':
      return [
        ...temporaryMovesTo(desk, 'processing', asked),
        { process: 'TempCardsAddonExtProdBatchSend', to, at: last },
      ]
    case 'in-production':
    case 'produced':
      return [
        ...temporaryMovesTo(desk, 'ordered', asked),
        { process: 'TempCardsAddonExtProdBatchStatus', to, at: last },
      ]
  }
}
type TemporaryState = Exclude<CardState, 'registered'>

/** A temporary card handed out until a day, and what came after. */
function assignedUntil(desk: WrittenDesk, day: string, ...after: readonly Move[]): Move[] {
  const at = '2026-09-01T09:00:00.000Z'
  return [
    ...temporaryMovesTo(desk, 'produced', at),
    { process: 'TempCardsAddonExtProdInitialize', to: 'unassigned', at },
    { process: 'TempCardsProcAssign', to: 'assigned', at, set: { validThrough: day } },
    ...after,
  ]
}

describe('Orders that are not delivered yet', () => {
  it('are counted by how many days ago they were asked for, for each card type', async () => {
    await written(test, async (desk) => {
      const cards: [CardState, string][] = [
        ['requested', '2026-11-20T00:00:00.000Z'], // today: 0
        ['requested', '2026-11-19T23:59:59.999Z'], // 1
        ['processing', '2026-11-17T00:00:00.000Z'], // 3
        ['ordered', '2026-11-16T23:59:59.999Z'], // 4
        ['in-production', '2026-11-13T00:00:00.000Z'], // 7
        ['processing', '2026-11-12T12:00:00.000Z'], // 8
        ['processing', '2026-11-06T00:00:00.000Z'], // 14
        ['processing', '2026-11-05T23:59:59.999Z'], // 15
        ['ordered', '2025-01-01T00:00:00.000Z'], // 688
        // No order under way.
        ['registered', '2026-11-20T08:00:00.000Z'],
        ['produced', '2026-11-20T08:00:00.000Z'],
        ['failed', '2026-11-19T08:00:00.000Z'],
      ]
      for (const [index, [state, asked]] of cards.entries()) {
        await desk.card('card', index + 1, olga, movesTo(desk, state, asked))
      }
      const temporaryCards: [TemporaryState, string][] = [
        ['processing', '2026-11-20T08:59:59.000Z'], // today: 0
        ['ordered', '2026-11-18T10:00:00.000Z'], // 2
        ['in-production', '2026-11-10T10:00:00.000Z'], // 10
        ['requested', '2026-11-15T10:00:00.000Z'], // 5
        ['produced', '2026-11-15T10:00:00.000Z'],
        ['failed', '2026-11-15T10:00:00.000Z'],
      ]
      for (const [index, [state, asked]] of temporaryCards.entries()) {
        await desk.card('temporary-card', index + 1, olga, temporaryMovesTo(desk, state, asked))
      }
    })
    const udo = await test.signIn('udo')
    const { today, orderAges, failedToday } = must(await udo.desk.overview.read())
    expect(today).toBe('2026-11-20')
    expect(orderAges).toEqual([
      { from: 0, to: 0, card: 1, temporaryCard: 1 },
      { from: 1, to: 3, card: 2, temporaryCard: 1 },
      { from: 4, to: 7, card: 2, temporaryCard: 1 },
      { from: 8, to: 14, card: 2, temporaryCard: 1 },
      { from: 15, to: null, card: 2, temporaryCard: 0 },
    ])
    expect(failedToday).toEqual({ total: 0, rows: [] })
  })
})

describe('What failed today', () => {
  it('is every card of both types that failed since midnight, the newest ten as rows', async () => {
    const asked = '2026-11-18T08:00:00.000Z'
    await written(test, async (desk) => {
      for (const hour of [0, 1, 2, 3, 4, 5, 6]) {
        const failed = `2026-11-20T0${hour}:00:00.000Z`
        await desk.card('card', 20 + hour, olga, movesTo(desk, 'failed', asked, failed))
      }
      for (const minute of [1, 2, 3, 4, 5]) {
        const failed = `2026-11-20T08:0${minute}:00.000Z`
        await desk.card('temporary-card', 20 + minute, olga, temporaryMovesTo(desk, 'failed', asked, failed))
      }
      await desk.card('card', 30, olga, movesTo(desk, 'failed', asked, '2026-11-19T23:59:59.999Z'))
      const repeated: Move = {
        process: 'CardsAddonExtProdProcRepeat',
        to: 'processing',
        at: '2026-11-20T07:00:00.000Z',
      }
      await desk.card('card', 31, olga, [...movesTo(desk, 'failed', asked, '2026-11-20T06:30:00.000Z'), repeated])
    })
    const olgas = await test.signIn('olga')
    const { failedToday } = must(await olgas.desk.overview.read())
    expect(failedToday.total).toBe(12)
    expect(ids(failedToday.rows)).toEqual([
      ...['TC-000025', 'TC-000024', 'TC-000023', 'TC-000022', 'TC-000021'],
      ...['C-000026', 'C-000025', 'C-000024', 'C-000023', 'C-000022'],
    ])
    expect(failedToday.rows[0]).toMatchObject({ cardType: 'temporary-card', state: 'failed' })
  })

  it('is empty again the next day, although nothing was written', async () => {
    const [asked, failed] = ['2026-11-18T08:00:00.000Z', '2026-11-20T08:00:00.000Z']
    await written(test, async (desk) => {
      await desk.card('card', 1, olga, movesTo(desk, 'failed', asked, failed))
      await desk.card('card', 2, olga, movesTo(desk, 'processing', '2026-11-20T08:00:00.000Z'))
    })
    const first = must(await (await test.signIn('udo')).desk.overview.read())
    expect([first.failedToday.total, first.orderAges.map((band) => band.card)]).toEqual([1, [1, 0, 0, 0, 0]])
    test.clock.pass(24 * 60 * 60_000)
    const next = must(await (await test.signIn('udo')).desk.overview.read())
    expect(next.sequence).toBe(first.sequence)
    expect([next.today, next.failedToday.total, next.orderAges.map((band) => band.card)]).toEqual([
      '2026-11-21',
      0,
      [0, 1, 0, 0, 0],
    ])
  })
})

describe('Temporary cards to come back', () => {
  beforeEach(() =>
    written(test, async (desk) => {
      const expired: Move = { process: 'TempCardsExpiryRun', to: 'expired', at: '2026-11-11T00:00:00.000Z' }
      const at = '2026-11-12T09:00:00.000Z'
      const withdrawn: Move = {
        process: 'TempCardsProcWithdraw',
        to: 'unassigned',
        at,
        set: { validThrough: null, holder: null },
      }
      const card = (number: number, moves: readonly Move[]) => desk.card('temporary-card', number, olga, moves)
      await card(1, assignedUntil(desk, '2026-11-20'))
      await card(2, assignedUntil(desk, '2026-11-20'))
      await card(3, assignedUntil(desk, '2026-11-21'))
      await card(4, assignedUntil(desk, '2026-11-19'))
      await card(5, assignedUntil(desk, '2026-10-01'))
      await card(6, assignedUntil(desk, '2026-11-10', expired))
      await card(7, assignedUntil(desk, '2026-11-10', expired, withdrawn))
      await card(8, assignedUntil(desk, '2026-11-10', { process: 'TempCardsProcLock', to: 'locked', at }))
      await card(9, temporaryMovesTo(desk, 'produced', '2026-10-01T08:00:00.000Z'))
    }),
  )

  it('are those due today and those overdue, most overdue first', async () => {
    const udo = await test.signIn('udo')
    const { due } = must(await udo.desk.overview.read())
    expect([due.today, due.overdue]).toEqual([2, 3])
    expect(ids(due.rows)).toEqual(['TC-000005', 'TC-000006', 'TC-000004', 'TC-000001', 'TC-000002'])
  })

  it('are those of the new day once it has begun', async () => {
    test.clock.pass(15 * 60 * 60_000)
    const { today, due } = must(await (await test.signIn('udo')).desk.overview.read())
    expect([today, due.today, due.overdue]).toEqual(['2026-11-21', 1, 5])
    expect(ids(due.rows).at(-1)).toBe('TC-000003')
  })

  it('come in pages with their exact number', async () => {
    const udo = await test.signIn('udo')
    const pages = [0, 2, 4, 6].map((offset) => udo.desk.overview.due({ offset, limit: 2 }))
    const answers = (await Promise.all(pages)).map(must)
    expect(answers.map(({ total }) => total)).toEqual([5, 5, 5, 5])
    expect(answers.map(({ rows }) => ids(rows))).toEqual([
      ['TC-000005', 'TC-000006'],
      ['TC-000004', 'TC-000001'],
      ['TC-000002'],
      [],
    ])
    const [first] = answers
    expect(answers.every(({ sequence }) => sequence === first?.sequence)).toBe(true)
  })

  it('are ten at most on the overview', async () => {
    await written(test, async (desk) => {
      for (let number = 11; number <= 19; number += 1) {
        await desk.card('temporary-card', number, olga, assignedUntil(desk, `2026-11-${number}`))
      }
    })
    const { due } = must(await (await test.signIn('udo')).desk.overview.read())
    expect([due.today, due.overdue, due.rows.length]).toEqual([2, 12, 10])
  })
})

describe('A day at this workstation', () => {
  it('begins and ends at its own midnight', async () => {
    vi.stubEnv('TZ', 'Pacific/Auckland')
    // 00:30 on the 21st in Auckland, which is thirteen hours ahead of UTC in November.
    test.clock.pass(2.5 * 60 * 60_000)
    expect(new Date(test.clock.now()).getHours()).toBe(0)
    await written(test, async (desk) => {
      const asked = '2026-11-10T00:00:00.000Z'
      await desk.card('card', 1, olga, movesTo(desk, 'failed', asked, '2026-11-20T10:59:59.999Z'))
      await desk.card('card', 2, olga, movesTo(desk, 'failed', asked, '2026-11-20T11:00:00.000Z'))
      await desk.card('card', 3, olga, movesTo(desk, 'processing', '2026-11-20T10:59:00.000Z'))
      await desk.card('card', 4, olga, movesTo(desk, 'processing', '2026-11-20T11:01:00.000Z'))
      await desk.card('temporary-card', 1, olga, assignedUntil(desk, '2026-11-20'))
      await desk.card('temporary-card', 2, olga, assignedUntil(desk, '2026-11-21'))
    })
    const overview = must(await (await test.signIn('udo')).desk.overview.read())
    expect(overview.today).toBe('2026-11-21')
    expect(ids(overview.failedToday.rows)).toEqual(['C-000002'])
    expect(overview.orderAges.slice(0, 2).map((band) => band.card)).toEqual([1, 1])
    expect([overview.due.today, overview.due.overdue]).toEqual([1, 1])
  })
})

describe('What waits for whom', () => {
  const asked = '2026-11-19T08:00:00.000Z'
  const read = async (somebody: Somebody) => must(await somebody.desk.overview.read())

  it('is, for who decides, what they may decide now: nothing of their own', async () => {
    await written(test, async (desk) => {
      await desk.card('card', 1, olga, movesTo(desk, 'requested', asked))
      await desk.card('card', 2, olga, movesTo(desk, 'requested', asked))
      await desk.card('card', 3, amir, movesTo(desk, 'requested', asked, asked, amir))
      await desk.card('card', 4, olga, movesTo(desk, 'processing', asked))
    })
    const [amirs, olgas, udos] = [await test.signIn('amir'), await test.signIn('olga'), await test.signIn('udo')]
    expect((await read(amirs)).toDecide).toBe(2)
    expect((await read(olgas)).toDecide).toBe(0)
    expect((await read(udos)).toDecide).toBe(0)
    outcome(await run(amirs, 'CardsAddonExtProdProcReject', 'C-000001', [{ comment: 'Not this year' }]))
    expect((await read(amirs)).toDecide).toBe(1)
    // Four eyes off: what somebody asked for is theirs to decide too.
    const ada = await test.signIn('ada')
    const { version } = must(await ada.desk.settings.read()).settings.options
    must(await ada.desk.settings.saveOptions({ version, values: { FourEyes: false } }))
    expect((await read(amirs)).toDecide).toBe(2)
    expect(refused(await ada.desk.overview.read()).code).toBe('not-permitted')
  })

  it('is, for who asked, what still waits and what was decided in the last seven days, newest first', async () => {
    await written(test, async (desk) => {
      await desk.card('card', 1, olga, movesTo(desk, 'requested', asked))
      await desk.card('card', 2, olga, movesTo(desk, 'requested', asked))
      await desk.card('card', 3, amir, movesTo(desk, 'requested', asked, asked, amir))
      const decided = async (number: number, at: string, approved: boolean, by = olga) => {
        const early = '2026-11-01T08:00:00.000Z'
        const order = desk.order({ ...by, at: early }, { decision: { ...amir, at, approved, comment: '' } })
        const last: Move = approved
          ? { process: 'CardsAddonExtProdProcApprove', to: 'processing', at, set: { order } }
          : { process: 'CardsAddonExtProdProcReject', to: 'rejected', at, set: { order } }
        await desk.card('card', number, by, [...movesTo(desk, 'requested', early, early, by), last])
      }
      await decided(11, '2026-11-12T23:59:59.999Z', true) // eight days ago
      await decided(12, '2026-11-13T00:00:00.000Z', false) // seven
      await decided(13, '2026-11-20T08:00:00.000Z', true)
      await decided(14, '2026-11-18T08:00:00.000Z', true)
      await decided(15, '2026-11-18T08:00:00.000Z', true, amir)
    })
    const own = await read(await test.signIn('olga'))
    expect(own.ownWaiting).toBe(2)
    expect(own.ownDecided.map((row) => row.card.id)).toEqual(['C-000013', 'C-000014', 'C-000012'])
    expect(own.ownDecided[2]).toMatchObject({
      card: { state: 'rejected' },
      order: { decision: { approved: false, name: 'Amir Haddad' } },
      requester: { name: 'Olga Petersen', userName: 'olga' },
    })
    const amirs = await read(await test.signIn('amir'))
    expect([amirs.ownWaiting, amirs.ownDecided.map((row) => row.card.id)]).toEqual([1, ['C-000015']])
    const udos = await read(await test.signIn('udo'))
    expect([udos.ownWaiting, udos.ownDecided]).toEqual([0, []])
  })

  it('lists ten decisions at most', async () => {
    await written(test, async (desk) => {
      for (let number = 1; number <= 12; number += 1) {
        const at = `2026-11-19T08:${String(number).padStart(2, '0')}:00.000Z`
        const order = desk.order({ ...olga, at: asked }, { decision: { ...amir, at, approved: false, comment: 'No' } })
        const last: Move = { process: 'CardsAddonExtProdProcReject', to: 'rejected', at, set: { order } }
        await desk.card('card', number, olga, [...movesTo(desk, 'requested', asked), last])
      }
    })
    const { ownDecided } = await read(await test.signIn('olga'))
    expect(ownDecided).toHaveLength(10)
    expect([ownDecided[0]?.card.id, ownDecided[9]?.card.id]).toEqual(['C-000012', 'C-000003'])
  })
})
