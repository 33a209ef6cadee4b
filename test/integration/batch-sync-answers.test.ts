import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AnyState } from '../../shared/lifecycle'
import type { SyncOutcome } from '../../shared/model'
import { BatchDesk, statusOfCard, statusOfTemporary } from '../support/batch-desk'
import { pins } from '../support/card-desk'
import { must, outcome, run } from '../support/test-desk'
import { answerLost, type Saying, saying, taken, unknown } from '../support/told-bureau'

// What the bureau says about the orders it has (domain 3, batch sync: status): each
// kind of answer has one outcome, changes what it should and nothing else, and never stops the rest.

let desk: BatchDesk
beforeEach(async () => {
  desk = await BatchDesk.open()
})
afterEach(() => desk.close())

/** Cards the bureau has, in the queue's order: first temporary ones, then cards. */
async function ordered(temporary: number, cards = 0): Promise<string[]> {
  const ids = await desk.queued(temporary, cards)
  await desk.sync()
  return ids
}
async function orderedCard(): Promise<string> {
  const [card = ''] = await ordered(0, 1)
  return card
}
const tell = async (card: string, said: Parameters<typeof desk.bureau.tells.set>[1]) =>
  desk.bureau.tells.set((await desk.order(card)).id, said)
const leave = (source: string, ...words: (readonly [order: string, Saying])[]) =>
  desk.bureau.left.push({ source, words })
/** What a run noted about an order, in the order in which it came. */
async function outcomesOf(card: string, order: string): Promise<SyncOutcome[]> {
  const [newest] = await desk.runs()
  const { lines } = await desk.details(newest?.id ?? '')
  return lines.filter((line) => line.card === card && line.order.endsWith(order)).map((line) => line.outcome)
}
/** A card in use, whose order was made. */
async function active(): Promise<string> {
  const card = await orderedCard()
  await tell(card, saying('produced'))
  await desk.sync()
  desk.bureau.tells.clear()
  outcome(await run(desk.olga, 'CardsAddonExtProdProcActivate', card, [{ identity: 'known' }, pins, {}]))
  return card
}

describe('A status that is further', () => {
  it.each([
    ['in-production', 'moved'],
    ['produced', 'moved'],
    ['failed', 'failed'],
  ] as const)('moves an Ordered card to %s', async (status, what) => {
    const cards = await ordered(1, 1)
    for (const card of cards) await tell(card, saying(status, { note: 'As planned.' }))
    desk.test.clock.pass(60_000)
    const done = await desk.sync()
    expect(done).toMatchObject({ end: 'done', problem: null, counts: { [what]: 2 } })
    for (const card of cards) {
      expect(await desk.card(card)).toMatchObject({ state: status, order: { bureauNote: 'As planned.' } })
      expect(await desk.lastEntry(card)).toMatchObject({
        process: card.startsWith('TC-') ? statusOfTemporary : statusOfCard,
        from: 'ordered',
        to: status,
        at: '2026-11-20T09:01:00.000Z',
        name: 'Olga Petersen',
        role: 'operator',
        comment: expect.stringContaining('As planned.'),
      })
      const { lines } = await desk.details(done.id)
      const line = lines.find((each) => each.card === card)
      expect(line).toMatchObject({ outcome: what, move: { from: 'ordered', to: status }, batch: null })
    }
  })

  it.each([
    ['produced', 'moved'],
    ['failed', 'failed'],
  ] as const)('moves a card In production to %s', async (status, what) => {
    const card = await orderedCard()
    await tell(card, saying('in-production'))
    await desk.sync()
    await tell(card, saying(status))
    const { id } = await desk.order(card)
    await desk.sync()
    expect(await desk.states([card])).toEqual([status])
    expect(await outcomesOf(card, id)).toEqual([what])
    expect(await desk.lastEntry(card)).toMatchObject({ from: 'in-production', to: status })
  })

  it('brings the number, the day and the chip of a card that was made', async () => {
    const card = await orderedCard()
    const chip = { type: 'MIFARE DESFire EV3', uid: '04A1B2C3D4E5F6' }
    await tell(card, saying('produced', { cardNumber: '7700 0001 2345', productionDate: '2026-11-19', chip }))
    await desk.sync()
    expect(await desk.card(card)).toMatchObject({
      state: 'produced',
      cardNumber: '7700 0001 2345',
      order: { productionDate: '2026-11-19', chip },
    })
    await desk.restart()
    expect(await desk.card(card)).toMatchObject({ cardNumber: '7700 0001 2345', order: { chip } })
  })

  it('says why and when production failed; a card can be repeated, a temporary card has ended', async () => {
    const [temporary = '', card = ''] = await ordered(1, 1)
    for (const each of [temporary, card]) await tell(each, saying('failed', { note: 'Misprint.' }))
    desk.test.clock.pass(3_600_000)
    await desk.sync()
    const failedAt = '2026-11-20T10:00:00.000Z'
    expect(await desk.order(temporary)).toMatchObject({ failure: 'Misprint.', failedAt })
    expect(await desk.order(card)).toMatchObject({ failure: 'Misprint.', failedAt })
    expect(must(await desk.olga.desk.cards.profile({ card: temporary })).commands).toEqual([])
    outcome(await run(desk.olga, 'CardsAddonExtProdProcRepeat', card, [{}, {}]))
    await desk.sync()
    expect(await desk.card(card)).toMatchObject({
      state: 'ordered',
      order: { attempt: 2, failure: null, failedAt: null },
    })
    expect(desk.bureau.times.get((await desk.order(card)).id)).toBe(1)
  })

  it('comes for orders that went to the bureau by themselves, too', async () => {
    await desk.options({ CardsAddonExtProdQueue: false })
    const [card = ''] = await desk.queued(0, 1)
    expect(await desk.states([card])).toEqual(['ordered'])
    await tell(card, saying('produced'))
    await desk.sync()
    expect(await desk.states([card])).toEqual(['produced'])
  })

  it('is asked about every open order and no other', async () => {
    const [made = '', open = ''] = await ordered(2)
    await tell(made, saying('produced'))
    await desk.sync()
    desk.bureau.toOrder = answerLost()
    const [onTheWay = ''] = await desk.queued(1)
    desk.bureau.heard.length = 0
    await desk.sync()
    expect(desk.bureau.heard).toEqual([{ open: [(await desk.order(open)).id], dry: false }])
    expect(await desk.states([made, open, onTheWay])).toEqual(['produced', 'ordered', 'processing'])
  })
})

describe('An answer that moves nothing', () => {
  it('with nothing new is counted, and the card keeps its version', async () => {
    const card = await orderedCard()
    const { version } = await desk.card(card)
    await tell(card, saying('ordered'))
    expect(await desk.sync()).toMatchObject({ end: 'done', counts: { unchanged: 1 } })
    expect(await desk.card(card)).toMatchObject({ state: 'ordered', version })
  })

  it('with only a new note keeps the note', async () => {
    const card = await orderedCard()
    await tell(card, saying('ordered', { note: 'Waiting for blanks.' }))
    await desk.sync()
    expect(await desk.card(card)).toMatchObject({ state: 'ordered', order: { bureauNote: 'Waiting for blanks.' } })
    const { version } = await desk.card(card)
    await desk.sync()
    expect((await desk.card(card)).version).toBe(version)
  })

  it('goes backwards: the card stays In production, and the line says what the bureau said', async () => {
    const card = await orderedCard()
    await tell(card, saying('in-production', { note: 'Begun.' }))
    await desk.sync()
    const before = await desk.card(card)
    await tell(card, saying('ordered', { note: 'Just arrived.', cardNumber: '1' }))
    const done = await desk.sync()
    expect(done.counts).toEqual({ backwards: 1 })
    expect(await desk.card(card)).toEqual(before)
    const { lines } = await desk.details(done.id)
    expect(lines).toMatchObject([{ card, outcome: 'backwards', move: null }])
    for (const part of ['Received', card, 'In production']) expect(lines[0]?.text).toContain(part)
  })

  it('is about a card in use: it stays Active, whatever the bureau says of its order now', async () => {
    const card = await active()
    const { id } = await desk.order(card)
    const before = await desk.card(card)
    for (const status of ['ordered', 'in-production', 'failed'] as const) {
      leave(`${status}.json`, [id, saying(status)])
      expect((await desk.sync()).counts).toEqual({ over: 1 })
      expect(await desk.card(card)).toEqual(before)
    }
    const [newest] = await desk.runs()
    const { lines } = await desk.details(newest?.id ?? '')
    for (const part of ['Failed', card, 'Active']) expect(lines[0]?.text).toContain(part)
  })

  it('is about a card that has been locked since: it stays Locked', async () => {
    const card = await active()
    outcome(await run(desk.olga, 'CardsProcLock', card, [{ reason: 'lost' }, {}]))
    const before = await desk.card(card)
    expect(before.state).toBe('locked')
    leave('late.json', [before.order?.id ?? '', saying('failed', { note: 'Never made.' })])
    expect((await desk.sync()).counts).toEqual({ over: 1 })
    expect(await desk.card(card)).toEqual(before)
  })

  it('is about an order that a repeat has replaced: the new order is untouched', async () => {
    const card = await orderedCard()
    const old = (await desk.order(card)).id
    await tell(card, saying('failed'))
    await desk.sync()
    outcome(await run(desk.olga, 'CardsAddonExtProdProcRepeat', card, [{}, {}]))
    await desk.sync()
    const before = await desk.card(card)
    expect(before).toMatchObject({ state: 'ordered', order: { attempt: 2 } })
    leave('late.json', [old, saying('produced', { cardNumber: '7700 9999' })])
    const done = await desk.sync()
    expect(done.counts).toEqual({ over: 1 })
    expect(await desk.card(card)).toEqual(before)
    const { lines } = await desk.details(done.id)
    expect(lines[0]?.text).toContain(old)
  })

  it('comes late for a failed order: it stays Failed until it is repeated', async () => {
    const [card = ''] = await ordered(1)
    const { id } = await desk.order(card)
    await tell(card, saying('failed', { note: 'Misprint.' }))
    await desk.sync()
    desk.bureau.tells.clear()
    const before = await desk.card(card)
    leave(
      'late.json',
      [id, saying('produced', { cardNumber: '7700 9999' })],
      [id, saying('failed', { note: 'Again.' })],
    )
    await desk.sync()
    expect(await desk.card(card)).toEqual(before)
  })

  it.each(['O-999999', 'ffffffff-O-000001', '', '__proto__', '../../etc/passwd', '=1+1'])(
    'is about an order this desk never sent: %j',
    async (order) => {
      const card = await orderedCard()
      const before = await desk.card(card)
      leave('strange.json', [order, saying('produced')])
      const done = await desk.sync()
      expect(done).toMatchObject({ end: 'done', counts: { 'unknown-order': 1 } })
      const { lines } = await desk.details(done.id)
      expect(lines).toMatchObject([{ outcome: 'unknown-order', card: null, move: null }])
      expect(lines[0]?.order.endsWith(order)).toBe(true)
      expect(await desk.card(card)).toEqual(before)
    },
  )

  it('is about an order that was aborted before it was sent: it stays Aborted', async () => {
    const [card = '', other = ''] = await desk.queued(2)
    const { id } = await desk.order(card)
    outcome(await desk.abort(card))
    await desk.sync()
    const before = await desk.card(card)
    expect(await desk.states([card, other])).toEqual(['aborted', 'ordered'])
    leave('strange.json', [id, saying('produced')])
    const { counts } = await desk.sync()
    expect([{ 'unknown-order': 1 }, { over: 1 }]).toContainEqual(counts)
    expect(await desk.card(card)).toEqual(before)
  })

  it('has a word without meaning in Settings, and names it', async () => {
    const card = await orderedCard()
    const before = await desk.card(card)
    await tell(card, { ...saying('produced'), word: 'Glazed' })
    const done = await desk.sync()
    expect(done.counts).toEqual({ 'unknown-word': 1 })
    expect((await desk.details(done.id)).lines[0]?.text).toContain('Glazed')
    expect(await desk.card(card)).toEqual(before)
  })

  it.each(['IN_PRODUCTION', 'in-production', '  In   Production ', 'Personalised'])(
    'is not one when the word is only written in another way: %j',
    async (word) => {
      const card = await orderedCard()
      await tell(card, { ...saying('in-production'), word })
      await desk.sync()
      expect(await desk.states([card])).toEqual(['in-production'])
    },
  )

  it('comes from a bureau that does not know the order: the card waits on, for somebody to look', async () => {
    const card = await orderedCard()
    const before = await desk.card(card)
    await tell(card, unknown('Never heard of it.') as Extract<ReturnType<typeof unknown>, { kind: 'unknown' }>)
    const done = await desk.sync()
    expect(done.counts).toEqual({ 'unknown-to-bureau': 1 })
    expect((await desk.details(done.id)).lines).toMatchObject([
      { card, outcome: 'unknown-to-bureau', text: expect.stringContaining('Never heard of it.'), move: null },
    ])
    expect(await desk.card(card)).toEqual(before)
  })

  it('does not come at all: the card waits on', async () => {
    const card = await orderedCard()
    const before = await desk.card(card)
    desk.bureau.left.push({ kind: 'unanswered', orders: [(await desk.order(card)).id], reason: 'Try again later.' })
    const done = await desk.sync()
    expect(done.counts).toEqual({ unanswered: 1 })
    expect(await desk.card(card)).toEqual(before)
  })
})

describe('Several words about one order', () => {
  it('that are the same change it once', async () => {
    const card = await orderedCard()
    const { id } = await desk.order(card)
    const { version } = await desk.card(card)
    const begun = [id, saying('in-production', { note: 'Begun.' })] as const
    leave('twice.json', begun, begun)
    expect((await desk.sync()).counts).toEqual({ moved: 1, unchanged: 1 })
    expect(await desk.card(card)).toMatchObject({ state: 'in-production', version: version + 1 })
    expect(await outcomesOf(card, id)).toEqual(['moved'])
  })

  it('that follow each other take it all the way', async () => {
    const card = await orderedCard()
    const { id } = await desk.order(card)
    leave('both.json', [id, saying('in-production')], [id, saying('produced', { cardNumber: '7700' })])
    await desk.sync()
    expect(await desk.card(card)).toMatchObject({ state: 'produced', cardNumber: '7700' })
    const moves = (await desk.history(card)).slice(-2).map(({ from, to }) => [from, to] as [AnyState, AnyState])
    expect(moves).toEqual([
      ['ordered', 'in-production'],
      ['in-production', 'produced'],
    ])
  })

  it('that come in the wrong order leave it where the furthest says', async () => {
    const card = await orderedCard()
    const { id } = await desk.order(card)
    leave('wrong-way.json', [id, saying('produced')], [id, saying('in-production')], [id, saying('ordered')])
    await desk.sync()
    expect(await desk.states([card])).toEqual(['produced'])
    const [first, ...late] = await outcomesOf(card, id)
    expect(first).toBe('moved')
    expect(late).toHaveLength(2)
    for (const each of late) expect(['backwards', 'over']).toContain(each)
  })
})

describe('A file', () => {
  it('full of every kind of word is taken in to its end, each word by itself, and put away once', async () => {
    const cards = await ordered(3, 3)
    const [a = '', b = '', c = '', d = '', e = '', f = ''] = await desk.orders(cards)
    let durable = false
    desk.bureau.onFinish = async () => {
      // What it said is on the disk before the file goes away.
      const states = (await desk.events()).filter((event) => event.type === 'card-moved').map(({ to }) => to)
      durable = states.includes('in-production') && states.includes('produced') && states.includes('failed')
    }
    leave(
      'mixed.json',
      ['O-999999', saying('produced')],
      [a, saying('in-production')],
      [b, { ...saying('produced'), word: 'Glazed' }],
      [c, saying('failed', { note: 'Misprint.' })],
      ['no order at all', { ...saying('produced'), word: '' }],
      [d, saying('produced')],
      [e, saying('ordered')],
      [f, saying('in-production')],
    )
    const done = await desk.sync()
    expect(await desk.states(cards)).toEqual([
      'in-production',
      'ordered',
      'failed',
      'produced',
      'ordered',
      'in-production',
    ])
    expect(done).toMatchObject({
      end: 'done',
      problem: null,
      counts: { 'unknown-order': 2, moved: 3, 'unknown-word': 1, failed: 1, unchanged: 1 },
    })
    expect(desk.bureau.finished).toEqual(['mixed.json'])
    expect(durable).toBe(true)
    expect((await desk.details(done.id)).files).toEqual([{ name: 'mixed.json', outcome: 'taken-in', reason: '' }])
  })

  it('that cannot be taken in is in the record with its reason, as is one that came before; the rest goes on', async () => {
    const card = await orderedCard()
    desk.bureau.left.push({ kind: 'rejected', source: 'torn.json', reason: 'The checksum is wrong.' })
    desk.bureau.left.push({ kind: 'again', source: 'copy.json' })
    leave('good.json', [(await desk.order(card)).id, saying('produced')])
    const done = await desk.sync()
    expect(await desk.states([card])).toEqual(['produced'])
    expect(done.problem).toContain('torn.json')
    const { files } = await desk.details(done.id)
    expect(files.toSorted((x, y) => x.name.localeCompare(y.name))).toEqual([
      { name: 'copy.json', outcome: 'again', reason: '' },
      { name: 'good.json', outcome: 'taken-in', reason: '' },
      { name: 'torn.json', outcome: 'rejected', reason: 'The checksum is wrong.' },
    ])
  })

  it('that cannot be put away is said to be; it is taken in once more by the next run, which changes nothing', async () => {
    const card = await orderedCard()
    leave('stuck.json', [(await desk.order(card)).id, saying('in-production', { note: 'Begun.' })])
    desk.bureau.onFinish = () => {
      throw new Error('EACCES')
    }
    const done = await desk.sync()
    expect(done.ended).not.toBeNull()
    expect(done.problem).toContain('stuck.json')
    const before = await desk.card(card)
    expect(before.state).toBe('in-production')
    desk.bureau.onFinish = () => {}
    expect((await desk.sync()).counts).toEqual({ unchanged: 1 })
    expect(await desk.card(card)).toEqual(before)
    expect(desk.bureau.finished).toEqual(['stuck.json'])
  })

  it.each([
    ['ordered', 'sent'],
    ['in-production', 'moved'],
    ['produced', 'moved'],
    ['failed', 'failed'],
  ] as const)('that tells of an order whose own answer was lost shows that it arrived: %s', async (status, what) => {
    desk.bureau.toOrder = answerLost()
    const [card = ''] = await desk.queued(1)
    await desk.sync()
    const { id } = await desk.order(card)
    leave('early.json', [id, saying(status, { cardNumber: '7700' })])
    const { sources } = must(await desk.olga.desk.batch.preview())
    const move = { from: 'processing', to: status }
    expect(sources).toMatchObject([{ counts: { [what]: 1 }, lines: [{ card, outcome: what, move }] }])
    expect((await desk.sync()).counts).toMatchObject({ [what]: 1 })
    const sentAt = '2026-11-20T09:00:00.000Z'
    expect(await desk.card(card)).toMatchObject({ state: status, order: { id, sending: false, sentAt } })
    const moves = (await desk.history(card)).filter(({ from, to }) => from !== to).map(({ to }) => to)
    expect(moves.slice(0, 3)).toEqual(['requested', 'processing', 'ordered'])
    desk.bureau.toOrder = taken()
    await desk.sync()
    expect(await desk.states([card])).toEqual([status])
    // Once when it left, once more before the file was read.
    expect(desk.bureau.times.get(id)).toBe(2)
  })
})

describe('A bureau that cannot be reached', () => {
  it('ends the run with what to do; what was sent is known, and the next run goes on', async () => {
    const card = await orderedCard()
    const [waiting = ''] = await desk.queued(1)
    desk.bureau.silent = true
    const done = await desk.sync()
    expect(done).toMatchObject({ end: 'done', problem: expect.stringContaining('Plug in the cable.') })
    expect((await desk.states([card, waiting]))[1]).toBe('processing')
    desk.bureau.silent = false
    await tell(card, saying('produced'))
    expect(await desk.sync()).toMatchObject({ end: 'done', problem: null })
    expect(await desk.states([card, waiting])).toEqual(['produced', 'ordered'])
  })

  it('breaks off in the middle of its news: what came before is taken in', async () => {
    const [first = '', second = ''] = await ordered(2)
    leave('first.json', [(await desk.order(first)).id, saying('produced')])
    await tell(second, saying('produced'))
    desk.bureau.onFinish = () => {
      desk.bureau.silent = true
    }
    const { news } = desk.bureau
    desk.bureau.news = async function* (open, how) {
      for await (const piece of news.call(desk.bureau, open, how)) {
        yield piece
        if (desk.bureau.silent) throw new Error('the line went dead')
      }
    }
    const done = await desk.sync()
    expect(done.ended).not.toBeNull()
    expect(done.problem).toMatch(/\.$/)
    expect(done.problem).not.toContain('the line went dead')
    expect(await desk.states([first, second])).toEqual(['produced', 'ordered'])
  })
})
