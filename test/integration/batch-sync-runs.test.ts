import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Notice } from '../../shared/contract'
import { BatchDesk } from '../support/batch-desk'
import { must, password, refused, type Somebody } from '../support/test-desk'
import { answerLost, notSent, numberOf, refusing, saying, taken } from '../support/told-bureau'

// Runs of batch sync as they are recorded, shown and told (when, who or schedule, how many, outcome per card;
// it can be opened later), who may start and see them, and the dry run.

let desk: BatchDesk
beforeEach(async () => {
  desk = await BatchDesk.open()
})
afterEach(() => desk.close())

const batchNotices = (somebody: Somebody) =>
  somebody.notices.filter((notice): notice is Extract<Notice, { kind: 'batch' }> => notice.kind === 'batch')

describe('A run that is over', () => {
  it('can be opened with what became of each order, also after a restart', async () => {
    const cards = await desk.queued(3, 1)
    const [a = '', b = '', c = '', d = ''] = await desk.orders(cards)
    desk.bureau.toOrder = (order) =>
      order === a ? taken('welcome') : order === b ? refusing('no such layout') : order === c ? notSent() : answerLost()
    desk.bureau.left.push({ kind: 'rejected', source: 'torn.json', reason: 'The checksum is wrong.' })
    const done = await desk.sync()
    const batch = desk.bureau.batches[0]?.id
    const line = (card: string | undefined, order: string, rest: object) => ({ card, order, batch, ...rest })
    const expected = [
      line(cards[0], a, { outcome: 'sent', text: 'welcome', move: { from: 'processing', to: 'ordered' } }),
      line(cards[1], b, { outcome: 'refused', text: 'no such layout', move: { from: 'processing', to: 'failed' } }),
      line(cards[2], c, { outcome: 'not-sent', text: 'The line is busy.', move: null }),
      line(cards[3], d, { outcome: 'unanswered', text: 'No answer.', move: null }),
    ]
    const read = async () => {
      const details = await desk.details(done.id)
      expect(details.run).toEqual(done)
      expect(details.total).toBe(4)
      expect(details.files).toEqual([{ name: 'torn.json', outcome: 'rejected', reason: 'The checksum is wrong.' }])
      const lines = details.lines.map((each) => ({ ...each, order: numberOf(each.order) }))
      expect(lines.toSorted((one, other) => one.order.localeCompare(other.order))).toMatchObject(
        // Which batch an order without an answer was in is on its card.
        expected.map(({ batch, ...rest }) => (rest.order === d ? rest : { batch, ...rest })),
      )
    }
    await read()
    desk.bureau.silent = true
    await desk.restart()
    await read()
  })

  it('is listed by outcome and page by page', async () => {
    const cards = await desk.queued(7)
    const orders = await desk.orders(cards)
    desk.bureau.toOrder = (order) => (orders.indexOf(order) < 5 ? taken() : refusing('no'))
    const { id } = await desk.sync()
    const page = async (outcomes: ('sent' | 'refused' | 'moved')[] | null, offset: number, limit: number) =>
      must(await desk.olga.desk.batch.run({ run: id, outcomes, offset, limit }))
    const sent = await page(['sent'], 0, 3)
    expect(sent.total).toBe(5)
    expect(sent.lines).toHaveLength(3)
    const rest = await page(['sent'], 3, 3)
    expect(rest.lines).toHaveLength(2)
    const listed = [...sent.lines, ...rest.lines].map(({ order }) => numberOf(order))
    expect(listed.toSorted()).toEqual(orders.slice(0, 5))
    expect((await page(['refused'], 0, 10)).lines.map(({ outcome }) => outcome)).toEqual(['refused', 'refused'])
    expect((await page(['moved'], 0, 10)).total).toBe(0)
    expect((await page(['sent', 'refused'], 0, 10)).total).toBe(7)
    expect((await page(null, 100, 10)).lines).toEqual([])
  })

  it('is listed with the others, newest first, page by page', async () => {
    for (let count = 0; count < 3; count += 1) {
      await desk.queued(1)
      desk.test.clock.pass(60_000)
      await desk.sync()
    }
    const all = must(await desk.olga.desk.batch.runs({ offset: 0, limit: 10 }))
    expect(all.total).toBe(3)
    expect(all.rows.map(({ id }) => id)).toEqual(
      all.rows
        .map(({ id }) => id)
        .toSorted()
        .toReversed(),
    )
    expect(all.rows.map(({ started }) => started.at)).toEqual([
      '2026-11-20T09:03:00.000Z',
      '2026-11-20T09:02:00.000Z',
      '2026-11-20T09:01:00.000Z',
    ])
    for (const run of all.rows) {
      expect(run).toMatchObject({ end: 'done', problem: null, counts: { sent: 1 }, ended: run.started.at })
      expect(run.started).toMatchObject({ name: 'Olga Petersen', role: 'operator' })
    }
    const second = must(await desk.olga.desk.batch.runs({ offset: 1, limit: 1 }))
    expect(second).toEqual({ total: 3, rows: [all.rows[1]] })
    await desk.restart()
    expect(must(await desk.olga.desk.batch.runs({ offset: 0, limit: 10 }))).toEqual(all)
  })

  it('is recorded when somebody asked for it, although there was nothing to do', async () => {
    const done = await desk.sync()
    expect(done).toMatchObject({ end: 'done', problem: null, counts: {}, started: { name: 'Olga Petersen' } })
    expect(await desk.details(done.id)).toMatchObject({ total: 0, lines: [], files: [] })
  })

  it('can be looked at while it is under way', async () => {
    await desk.perBatch(1)
    await desk.queued(2)
    const first = desk.bureau.hold('onArrived')
    must(await desk.olga.desk.batch.start())
    await first.begun
    const second = desk.bureau.hold('onArrived')
    first.release()
    await second.begun
    const [run] = await desk.runs()
    expect(run).toMatchObject({ ended: null, end: null })
    expect((await desk.details(run?.id ?? '')).lines).toMatchObject([{ outcome: 'sent' }])
    second.release()
    await desk.ended()
    expect((await desk.details(run?.id ?? '')).lines).toHaveLength(2)
  })

  it.each(['S-000099', 'S-1', 'nonsense', '__proto__'])('is not found by a wrong number: %j', async (run) => {
    await desk.sync()
    await desk.refused('sync-run-not-found', () =>
      desk.olga.desk.batch.run({ run, outcomes: null, offset: 0, limit: 10 }),
    )
  })

  it('is in the history of no card it did not touch', async () => {
    const [aborted = ''] = await desk.queued(1)
    must(await desk.abort(aborted))
    const before = await desk.history(aborted)
    await desk.queued(1)
    await desk.sync()
    expect(await desk.history(aborted)).toEqual(before)
  })
})

describe('Who', () => {
  let somebody: Record<'operator' | 'approver' | 'auditor' | 'administrator', Somebody>
  beforeEach(async () => {
    somebody = {
      operator: desk.olga,
      approver: await desk.test.somebody(desk.ada, 'amir', 'approver'),
      auditor: await desk.test.somebody(desk.ada, 'udo', 'auditor'),
      administrator: desk.ada,
    }
  })

  it('starts, stops and tries: operators, and nobody else', async () => {
    await desk.queued(1)
    for (const role of ['approver', 'auditor', 'administrator'] as const) {
      const { batch } = somebody[role].desk
      await desk.refused('not-permitted', () => batch.start())
      await desk.refused('not-permitted', () => batch.stop())
      await desk.refused('not-permitted', () => batch.preview())
    }
    expect(desk.bureau.batches).toEqual([])
    expect(desk.bureau.heard).toEqual([])
  })

  it('reads runs and follows them: approvers and auditors, too; administrators, who see no cards, do not', async () => {
    await desk.queued(1)
    const held = desk.bureau.hold()
    must(await desk.olga.desk.batch.start())
    await held.begun
    for (const role of ['approver', 'auditor'] as const) {
      expect(must(await somebody[role].desk.batch.follow({ after: 0 })).kind).toBe('running')
      const [run] = await desk.runs(somebody[role])
      expect((await desk.details(run?.id ?? '', null, somebody[role])).run.id).toBe(run?.id)
    }
    const { batch } = somebody.administrator.desk
    await desk.refused('not-permitted', () => batch.follow({ after: 0 }))
    await desk.refused('not-permitted', () => batch.runs({ offset: 0, limit: 10 }))
    await desk.refused('not-permitted', () => batch.run({ run: 'S-000001', outcomes: null, offset: 0, limit: 10 }))
    held.release()
    await desk.ended()
  })

  it('started it is who it acts as to its end, although they are no operator any more', async () => {
    await desk.perBatch(1)
    const cards = await desk.queued(2)
    const held = desk.bureau.hold()
    must(await desk.olga.desk.batch.start())
    await held.begun
    const account = must(await desk.ada.desk.accounts.list()).find(({ userName }) => userName === 'olga')
    if (!account) throw new Error('olga has no account')
    const { id, version, userName, name, disabled, person } = account
    must(
      await desk.ada.desk.accounts.change({
        account: id,
        version,
        userName,
        name,
        roles: ['approver'],
        disabled,
        person,
      }),
    )
    const olga = await desk.test.signIn('olga')
    await desk.refused('not-permitted', () => olga.desk.batch.stop())
    held.release()
    await desk.ended(olga)
    desk.olga = olga
    expect(await desk.states(cards)).toEqual(['ordered', 'ordered'])
    expect(await desk.lastEntry(cards[1] ?? '')).toMatchObject({ name: 'Olga Petersen', role: 'operator' })
    expect((await desk.runs(olga))[0]).toMatchObject({ end: 'done', started: { user: id, role: 'operator' } })
    await desk.refused('not-permitted', () => olga.desk.batch.start())
  })

  it('leaves the desk does not stop the run: it goes on by itself', async () => {
    const cards = await desk.queued(2)
    const held = desk.bureau.hold()
    must(await desk.olga.desk.batch.start())
    await held.begun
    must(await desk.olga.desk.session.signOut())
    held.release()
    desk.olga = await desk.test.signIn('olga')
    await desk.ended()
    expect(await desk.states(cards)).toEqual(['ordered', 'ordered'])
  })

  it('has locked the screen neither starts nor follows', async () => {
    must(await desk.olga.desk.session.lock())
    expect(refused(await desk.olga.desk.batch.start()).code).toBe('locked')
    expect(refused(await desk.olga.desk.batch.follow({ after: 0 })).code).toBe('locked')
    must(await desk.olga.desk.session.unlock({ password }))
    expect(must(await desk.olga.desk.batch.follow({ after: 0 })).kind).toBe('idle')
  })
})

describe('Every window', () => {
  it('is told when a run begins and when it ends, and a new one sees how it stands', async () => {
    await desk.queued(2)
    const amir = await desk.test.somebody(desk.ada, 'amir', 'approver')
    amir.notices.length = 0
    expect(await desk.status(amir)).toMatchObject({ running: false, lastRun: null, onTheWay: 0 })
    const held = desk.bureau.hold()
    must(await desk.olga.desk.batch.start())
    await held.begun
    await expect.poll(() => batchNotices(amir).some(({ batch }) => batch.running)).toBe(true)
    expect(await desk.status(await desk.test.signIn('amir'))).toMatchObject({
      running: true,
      onTheWay: 2,
      lastRun: { ended: null, started: { name: 'Olga Petersen' } },
    })
    held.release()
    const done = await desk.ended()
    await expect.poll(() => batchNotices(amir).at(-1)?.batch.running).toBe(false)
    const last = batchNotices(amir).at(-1)?.batch
    expect(last).toMatchObject({ running: false, onTheWay: 0, lastRun: done })
    expect(last).toEqual(await desk.status(amir))
    const numbers = amir.notices.map(({ number }) => number)
    expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index))
  })

  it('is told when the next run is at another time', async () => {
    await desk.sync()
    desk.olga.notices.length = 0
    await desk.options({ BatchSyncMinutes: 60 })
    await expect.poll(() => batchNotices(desk.olga).at(-1)?.batch.nextAt).toBe('2026-11-20T10:00:00.000Z')
    await desk.options({ BatchSyncMinutes: 0 })
    await expect.poll(() => batchNotices(desk.olga).at(-1)?.batch.nextAt).toBeNull()
  })

  it('sees the cards move while a run goes on', async () => {
    const [card = ''] = await desk.queued(1)
    desk.olga.notices.length = 0
    await desk.sync()
    const told = desk.olga.notices.filter((notice) => notice.kind === 'changed').at(-1)
    await expect
      .poll(() => desk.olga.notices.filter((notice) => notice.kind === 'changed').at(-1)?.counts['temporary-card'])
      .toEqual({ ordered: 1 })
    expect(told === undefined || told.cards === null || told.cards.includes(card)).toBe(true)
  })
})

describe('A dry run', () => {
  it('shows what taking in would do, and changes nothing', async () => {
    const cards = await desk.queued(2, 2)
    await desk.sync()
    const [a = '', b = '', c = '', d = ''] = await desk.orders(cards)
    desk.bureau.left.push(
      {
        source: 'mixed.json',
        words: [
          ['O-999999', saying('produced')],
          [a, saying('ordered')],
          [b, { ...saying('produced'), word: 'Glazed' }],
          [c, saying('failed', { note: 'Misprint.' })],
        ],
      },
      { kind: 'rejected', source: 'torn.json', reason: 'The checksum is wrong.' },
      { kind: 'again', source: 'copy.json' },
    )
    desk.bureau.tells.set(d, saying('produced'))
    const before = await desk.test.journalPrint()
    const shown = must(await desk.olga.desk.batch.preview())
    expect(await desk.test.journalPrint()).toBe(before)
    expect(desk.bureau.finished).toEqual([])
    expect(desk.bureau.left).toHaveLength(3)
    expect(desk.bureau.heard.at(-1)?.dry).toBe(true)
    expect(shown.problem).toBeNull()
    const byName = new Map(shown.sources.map((source) => [source.name, source]))
    expect([...byName.keys()].map(String).toSorted()).toEqual(['copy.json', 'mixed.json', 'null', 'torn.json'])
    expect(byName.get('mixed.json')).toMatchObject({
      outcome: 'taken-in',
      reason: '',
      counts: { 'unknown-order': 1, unchanged: 1, 'unknown-word': 1, failed: 1 },
    })
    const lines = byName.get('mixed.json')?.lines ?? []
    expect(lines).toHaveLength(4)
    expect(lines[0]).toMatchObject({ card: cards[2], outcome: 'failed', move: { from: 'ordered', to: 'failed' } })
    expect(lines.at(-1)).toMatchObject({ card: cards[0], outcome: 'unchanged', move: null })
    expect(byName.get(null)).toMatchObject({ counts: { moved: 1 }, lines: [{ card: cards[3], outcome: 'moved' }] })
    expect(byName.get('torn.json')).toMatchObject({ outcome: 'rejected', reason: 'The checksum is wrong.', lines: [] })
    expect(byName.get('copy.json')).toMatchObject({ outcome: 'again', lines: [] })
    // And then it is done as it was shown.
    const done = await desk.sync()
    expect(done.counts).toEqual({ 'unknown-order': 1, unchanged: 1, 'unknown-word': 1, failed: 1, moved: 1 })
    expect(await desk.states(cards)).toEqual(['ordered', 'ordered', 'failed', 'produced'])
  })

  it('counts on what it saw before, for an order that is spoken of more than once', async () => {
    const cards = await desk.queued(0, 1)
    await desk.sync()
    const [order = ''] = await desk.orders(cards)
    const word = (state: 'in-production' | 'produced') => [order, saying(state)] as const
    desk.bureau.left.push(
      { source: 'first.json', words: [word('in-production'), word('in-production')] },
      { source: 'second.json', words: [word('produced'), word('in-production')] },
    )
    const { sources } = must(await desk.olga.desk.batch.preview())
    expect(sources.map(({ counts }) => counts)).toEqual([
      { moved: 1, unchanged: 1 },
      { moved: 1, over: 1 },
    ])
    expect(sources[1]?.lines[0]).toMatchObject({ move: { from: 'in-production', to: 'produced' } })
    expect((await desk.sync()).counts).toEqual({ moved: 2, unchanged: 1, over: 1 })
    expect(await desk.states(cards)).toEqual(['produced'])
  })

  it('says why it could not look', async () => {
    await desk.queued(1)
    await desk.sync()
    desk.bureau.silent = true
    const before = await desk.test.journalPrint()
    expect(must(await desk.olga.desk.batch.preview())).toEqual({
      sources: [],
      problem: expect.stringContaining('Plug in the cable.'),
    })
    expect(await desk.test.journalPrint()).toBe(before)
  })
})
