import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RunView } from '../../shared/model'
import { abortCard, abortOf, abortTemporary, BatchDesk, sendCard, sendTemporary } from '../support/batch-desk'
import { must, refused, run, type Somebody } from '../support/test-desk'
import { answerLost, notSent, numberOf, orderLost, refusing, taken } from '../support/told-bureau'

// Everything in Processing goes out in batches and becomes Ordered or Failed as the bureau says (domain 3, batch
// sync: send). The intent is on the disk before anything leaves; abort and batch sync meet on one card, and
// exactly one wins (domain rules 5.3 and 5.8).

let desk: BatchDesk
beforeEach(async () => {
  desk = await BatchDesk.open()
})
afterEach(() => desk.close())

const edit = 'CardsProcEdit'
const batchesSent = () => desk.bureau.batches.map(({ orders }) => orders.map(({ id }) => numberOf(id)))

describe('A run by hand', () => {
  it('sends all that waits, of both kinds, in batches, the oldest order first', async () => {
    await desk.perBatch(3)
    const cards = [...(await desk.queued(2, 1)), ...(await desk.queued(3, 1))]
    const orders = await desk.orders(cards)
    await desk.sync()
    expect(orders).toEqual(orders.toSorted())
    expect(batchesSent()).toEqual([orders.slice(0, 3), orders.slice(3, 6), orders.slice(6)])
    expect(await desk.states(cards)).toEqual(cards.map(() => 'ordered'))
  })

  it('gives each batch a number of its own and the desk’s name, and each order all that the bureau needs', async () => {
    await desk.perBatch(1)
    const [temporary = '', card = ''] = await desk.queued(1, 1)
    await desk.sync()
    const [first, second] = desk.bureau.batches
    expect(first?.id).toMatch(/^B-\d{6}$/)
    expect(second?.id).toMatch(/^B-\d{6}$/)
    expect(first?.id).not.toBe(second?.id)
    const [founded] = await desk.events()
    const name = founded?.type === 'desk-founded' ? founded.desk : ''
    expect([first?.desk, second?.desk]).toEqual([name, name])
    const [temporaryOrder, cardOrder] = await desk.orders([temporary, card])
    expect(first?.orders).toEqual([
      {
        id: `${name.slice(0, 8)}-${temporaryOrder}`,
        card: temporary,
        cardType: 'temporary-card',
        layout: 'Blue',
        commonName: '',
        upn: '',
        title: '',
        organisationalUnit: '',
        holder: null,
        deliveryAddress: 'Card desk, Main Street 1',
        validFrom: null,
        validThrough: null,
        requestedAt: '2026-11-20T09:00:00.000Z',
      },
    ])
    expect(second?.orders).toMatchObject([
      {
        id: `${name.slice(0, 8)}-${cardOrder}`,
        card,
        cardType: 'card',
        layout: 'Employee',
        upn: 'zak1@example.org',
        holder: { employeeNumber: 'E-1', givenName: 'Łukasz', familyName: 'Żak 1', email: 'zak1@example.org' },
        validFrom: '2026-11-20',
        validThrough: '2029-11-20',
      },
    ])
  })

  it('makes each order Ordered or Failed, as the bureau says, in the name of who started it', async () => {
    const cards = await desk.queued(2, 2)
    const [t1 = '', t2 = '', c1 = '', c2 = ''] = cards
    const failing = await desk.orders([t2, c2])
    desk.bureau.toOrder = (order) => (failing.includes(order) ? refusing('no such layout') : taken('welcome'))
    desk.test.clock.pass(60_000)
    const done = await desk.sync()
    const at = '2026-11-20T09:01:00.000Z'
    expect(await desk.states(cards)).toEqual(['ordered', 'failed', 'ordered', 'failed'])
    for (const card of [t1, c1]) {
      expect(await desk.order(card)).toMatchObject({ sending: false, sentAt: at, bureauNote: 'welcome', failure: null })
      expect((await desk.order(card)).batch).toBe(desk.bureau.batches[0]?.id)
    }
    for (const card of [t2, c2]) {
      expect(await desk.order(card)).toMatchObject({ sending: false, failure: 'no such layout', failedAt: at })
    }
    for (const card of cards) {
      const process = card.startsWith('TC-') ? sendTemporary : sendCard
      const who = { process, at, name: 'Olga Petersen', role: 'operator' }
      const [intent, end] = (await desk.history(card)).slice(-2)
      expect(intent).toMatchObject({ ...who, from: 'processing', to: 'processing' })
      expect(end).toMatchObject({ ...who, from: 'processing', to: (await desk.card(card)).state })
    }
    expect((await desk.lastEntry(t2)).comment).toBe('no such layout')
    expect(done).toMatchObject({ end: 'done', problem: null, counts: { sent: 2, refused: 2 } })
  })

  it('lets a card that failed be repeated; the repeat goes out as a new order. A temporary card is at its end', async () => {
    const [temporary = '', card = ''] = await desk.queued(1, 1)
    desk.bureau.toOrder = refusing('no such layout')
    await desk.sync()
    const first = await desk.order(card)
    const repeat = await run(desk.olga, 'CardsAddonExtProdProcRepeat', card, [{ layout: 'Contractor' }, {}])
    expect(must(repeat).kind).toBe('outcome')
    expect(must(await desk.olga.desk.cards.profile({ card: temporary })).commands).toEqual([])
    expect(await desk.card(card)).toMatchObject({
      state: 'processing',
      order: { attempt: 2, batch: null, sentAt: null },
    })
    desk.bureau.toOrder = taken()
    await desk.sync()
    expect(await desk.states([temporary, card])).toEqual(['failed', 'ordered'])
    expect((await desk.order(card)).id).not.toBe(first.id)
    expect([...desk.bureau.has.keys()]).toEqual([(await desk.order(card)).id])
  })

  it('goes on telling how far it is until it has ended', async () => {
    await desk.perBatch(2)
    await desk.queued(6)
    must(await desk.olga.desk.batch.start())
    const told = await desk.follow()
    expect(told.length).toBeGreaterThan(1)
    const numbers = told.map(({ number }) => number)
    expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b))
    for (const { done, total, text, stopping } of told) {
      expect(done).toBeLessThanOrEqual(total)
      expect(text).toMatch(/\.$/)
      expect(stopping).toBe(false)
    }
    expect(told.some(({ phase, total }) => phase === 'sending' && total === 6)).toBe(true)
    expect(must(await desk.olga.desk.batch.follow({ after: 0 })).kind).not.toBe('running')
  })

  it('tells whoever follows it to the end how it ended', async () => {
    await desk.queued(1)
    const held = desk.bureau.hold()
    must(await desk.olga.desk.batch.start())
    await held.begun
    let news = must(await desk.olga.desk.batch.follow({ after: 0 }))
    if (news.kind !== 'running') throw new Error('it is under way')
    held.release()
    while (news.kind === 'running') {
      news = must(await desk.olga.desk.batch.follow({ after: news.progress.number }))
    }
    if (news.kind !== 'ended') throw new Error('it has ended while it was followed')
    expect(news.run).toMatchObject({ end: 'done', counts: { sent: 1 } })
    expect((await desk.runs())[0]).toEqual(news.run)
  })

  it('is joined by a second start: no order leaves twice, and there is one run', async () => {
    const cards = await desk.queued(3)
    const otto = await desk.test.somebody(desk.ada, 'otto', 'operator')
    const held = desk.bureau.hold()
    must(await desk.olga.desk.batch.start())
    await held.begun
    must(await otto.desk.batch.start())
    must(await desk.olga.desk.batch.start())
    held.release()
    await desk.ended(otto)
    expect(await desk.runs()).toHaveLength(1)
    expect((await desk.runs())[0]?.started).toMatchObject({ name: 'Olga Petersen' })
    expect(desk.bureau.sent).toEqual(await desk.orders(cards))
  })

  it('is one run, too, when two people start it at the same moment', async () => {
    await desk.queued(3)
    const otto = await desk.test.somebody(desk.ada, 'otto', 'operator')
    for (const answer of await Promise.all([desk.olga, otto, desk.olga].map((each) => each.desk.batch.start()))) {
      must(answer)
    }
    await desk.ended()
    expect(await desk.runs()).toHaveLength(1)
    expect(desk.bureau.sent).toHaveLength(3)
  })

  it('stops after the batch it is in when somebody asks; the rest waits and goes with the next run', async () => {
    await desk.perBatch(2)
    const cards = await desk.queued(6)
    const orders = await desk.orders(cards)
    const held = desk.bureau.hold()
    must(await desk.olga.desk.batch.start())
    await held.begun
    const otto = await desk.test.somebody(desk.ada, 'otto', 'operator')
    must(await otto.desk.batch.stop())
    const news = must(await otto.desk.batch.follow({ after: 0 }))
    expect(news).toMatchObject({ kind: 'running', progress: { stopping: true } })
    held.release()
    expect(await desk.ended()).toMatchObject({ end: 'stopped', counts: { sent: 2 } })
    expect(batchesSent()).toEqual([orders.slice(0, 2)])
    expect(await desk.states(cards)).toEqual(['ordered', 'ordered', ...cards.slice(2).map(() => 'processing')])
    for (const card of cards.slice(2)) expect(await desk.order(card)).toMatchObject({ sending: false, batch: null })
    expect(must(await desk.abort(cards[5] ?? '')).kind).toBe('outcome')
    expect(await desk.sync()).toMatchObject({ end: 'done', counts: { sent: 3 } })
    expect(desk.bureau.sent).toEqual(orders.slice(0, 5))
  })

  it('has nothing to stop when none is under way, and says so without writing anything', async () => {
    const before = await desk.test.journalPrint()
    const answer = await desk.olga.desk.batch.stop()
    if (!answer.ok) expect(answer.error.code).not.toBe('internal')
    expect(must(await desk.olga.desk.batch.follow({ after: 0 }))).toEqual({ kind: 'idle' })
    expect(await desk.test.journalPrint()).toBe(before)
  })

  it('sends what waits although the queue has been switched off since', async () => {
    const cards = await desk.queued(2, 1)
    await desk.options({ CardsAddonExtProdQueue: false, TempCardsAddonExtProdQueue: false })
    const [atOnce = ''] = await desk.queued(1)
    expect(await desk.states([...cards, atOnce])).toEqual(['processing', 'processing', 'processing', 'ordered'])
    await desk.sync()
    expect(await desk.states(cards)).toEqual(['ordered', 'ordered', 'ordered'])
    expect([...desk.bureau.times.values()]).toEqual([1, 1, 1, 1])
  })

  it('leaves orders that go to the bureau by themselves to that: they are in no batch', async () => {
    await desk.options({ TempCardsAddonExtProdQueue: false })
    desk.bureau.toOrder = orderLost()
    const [card = ''] = await desk.queued(1)
    expect(await desk.card(card)).toMatchObject({ state: 'requested', order: { sending: true, batch: null } })
    desk.bureau.toOrder = taken()
    await desk.sync()
    expect(desk.bureau.batches.every(({ id }) => id.startsWith('O-'))).toBe(true)
    await desk.test.resend()
    expect(await desk.card(card)).toMatchObject({ state: 'ordered' })
    expect(desk.bureau.contradictions).toEqual([])
  })
})

describe('The intent to send', () => {
  it('is on the disk for every order of a batch before the bureau hears of it', async () => {
    await desk.perBatch(4)
    await desk.queued(7, 3)
    const checked: string[] = []
    desk.bureau.onSubmit = async ({ id, orders }) => {
      const events = await desk.events()
      for (const order of orders) {
        const card = events.findLast((event) => 'card' in event && event.card === order.card)
        if (card?.type !== 'card-edited') throw new Error(`${order.card} is not on its way`)
        expect(card.set?.order).toMatchObject({ id: numberOf(order.id), sending: true, batch: id })
        expect(card.run).toMatch(/^S-\d{6}$/)
        checked.push(order.card)
      }
      // And the run it belongs to is on the disk, too.
      expect(events.some((event) => event.type === 'sync-started')).toBe(true)
    }
    await desk.sync()
    expect(checked).toHaveLength(10)
  })

  it('keeps everything else from the card, and says that the order is on its way', async () => {
    const [temporary = '', card = ''] = await desk.queued(1, 1)
    const open = (process: typeof abortCard | typeof abortTemporary, of: string) =>
      desk.olga.desk.processes.open({ process, card: of, person: null })
    const waiting = must(await open(abortTemporary, temporary))
    const held = desk.bureau.hold('onArrived')
    must(await desk.olga.desk.batch.start())
    await held.begun
    const way = 'on its way to the bureau'
    await desk.refused('condition-not-met', () => open(abortTemporary, temporary), temporary, way)
    await desk.refused('condition-not-met', () => open(abortCard, card), card, way)
    await desk.refused(
      'condition-not-met',
      () => desk.olga.desk.processes.open({ process: edit, card, person: null }),
      card,
      way,
    )
    // A wizard that was open before is told what happened, and by whom.
    const next = () => desk.olga.desk.processes.next({ run: waiting.run, step: waiting.step.id, answers: {} })
    await desk.refused('card-changed', next, temporary, 'Olga Petersen')
    held.release()
    await desk.ended()
    expect(await desk.states([temporary, card])).toEqual(['ordered', 'ordered'])
    await desk.refused('wrong-state', () => desk.abort(temporary), temporary, 'Ordered')
    await desk.refused('wrong-state', () => desk.abort(card), card, 'Ordered')
  })

  it('offers nothing on a card that is on its way, or says why it cannot be', async () => {
    const [card = ''] = await desk.queued(0, 1)
    desk.bureau.toOrder = answerLost()
    await desk.sync()
    const { commands } = must(await desk.olga.desk.cards.profile({ card }))
    for (const { disabledBecause } of commands) expect(disabledBecause).toContain('on its way')
  })

  it('holds still with what is ordered: a person’s record that changes meanwhile does not change the order', async () => {
    const [card = ''] = await desk.queued(0, 1)
    desk.bureau.toOrder = answerLost()
    await desk.sync()
    const { holder } = await desk.card(card)
    const { id, version, ...values } = must(await desk.olga.desk.persons.read({ person: holder ?? '' }))
    const { employeeNumber, givenName, upn, organisationalUnit } = values
    const changed = {
      employeeNumber,
      givenName,
      familyName: 'Nowak',
      email: 'nowak@example.org',
      upn,
      organisationalUnit,
    }
    must(await desk.olga.desk.persons.change({ person: id, version, ...changed }))
    desk.bureau.toOrder = taken()
    await desk.sync()
    expect(desk.bureau.times.get((await desk.order(card)).id)).toBe(2)
    expect(desk.bureau.contradictions).toEqual([])
  })
})

describe('Abort against a batch run', () => {
  /** Numbers that are the same in every walk with the same seed. */
  function* numbers(seed: number): Generator<number, never> {
    let state = seed
    for (;;) {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff
      yield state >> 8
    }
  }

  it('has exactly one winner for each card, whoever comes first', async () => {
    let abortWon = 0
    let runWon = 0
    for (let seed = 1; seed <= 8; seed += 1) {
      const { aborted, sent } = await meet(seed)
      abortWon += aborted
      runWon += sent
    }
    // Both happened, or nothing met.
    expect(abortWon).toBeGreaterThan(8)
    expect(runWon).toBeGreaterThan(8)
  })

  /** Fourteen cards, a wizard at its last page for each, and a run, all let go at once. */
  async function meet(seed: number) {
    const next = numbers(seed)
    const upTo = (most: number) => next.next().value % most
    const { bureau } = desk
    bureau.has.clear()
    bureau.sent.length = 0
    await desk.perBatch(1 + upTo(4))
    const cards = await desk.queued(12, 2)
    const orders = new Map((await desk.orders(cards)).map((order, index) => [cards[index] ?? '', order]))
    const windows: Somebody[] = []
    const wizards: { readonly card: string; readonly who: Somebody; readonly view: RunView }[] = []
    for (const [index, card] of cards.entries()) {
      if (index % 5 === 0) windows.push(await desk.test.signIn('olga'))
      const who = windows.at(-1)
      if (!who) throw new Error('nobody is there')
      wizards.push({
        card,
        who,
        view: must(await who.desk.processes.open({ process: abortOf(card), card, person: null })),
      })
    }
    const wait = async (turns: number) => {
      for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    }
    // Each comes at its moment: at once, or some turns after a batch was handed over.
    const moments = Array.from({ length: 6 }, () => Promise.withResolvers<void>())
    let batches = 0
    bureau.onSubmit = async () => {
      batches += 1
      moments[batches]?.resolve()
      await wait(upTo(30))
    }
    moments[0]?.resolve()
    const plans = wizards.map(() => ({ moment: upTo(moments.length), turns: upTo(20) }))
    const aborts = wizards.map(async ({ card, who, view }, index) => {
      const { moment, turns } = plans[index] ?? { moment: 0, turns: 0 }
      await moments[moment]?.promise
      await wait(turns)
      return { card, answer: await who.desk.processes.next({ run: view.run, step: view.step.id, answers: {} }) }
    })
    must(await desk.olga.desk.batch.start())
    await desk.ended()
    for (const { resolve } of moments) resolve()
    const answers = await Promise.all(aborts)
    for (const window of windows) window.connection.close()

    const others: string[] = []
    for (const { card, answer } of answers) {
      const { state } = await desk.card(card)
      expect(state, card).toBe(!answer.ok ? 'ordered' : card.startsWith('TC-') ? 'aborted' : 'order-aborted')
      if (answer.ok) continue
      expect(['card-changed', 'condition-not-met', 'wrong-state']).toContain(refused(answer).code)
      others.push(orders.get(card) ?? '')
    }
    expect([...bureau.has.keys()].toSorted()).toEqual(others.toSorted())
    expect(bureau.sent.toSorted()).toEqual(others.toSorted())
    return { aborted: cards.length - others.length, sent: others.length }
  }
})

describe('What does not get through', () => {
  it('is back in the queue when it certainly did not leave: it can be aborted, or goes with the next run', async () => {
    const cards = await desk.queued(2, 1)
    const orders = await desk.orders(cards)
    desk.bureau.toOrder = (order) => (order === orders[0] ? taken() : notSent('The line is busy.'))
    const first = await desk.sync()
    expect(first).toMatchObject({ end: 'done', counts: { sent: 1, 'not-sent': 2 } })
    expect(await desk.states(cards)).toEqual(['ordered', 'processing', 'processing'])
    for (const card of cards.slice(1)) {
      expect(await desk.order(card)).toMatchObject({ sending: false, batch: null, sentAt: null })
    }
    expect((await desk.details(first.id, ['not-sent'])).lines.map(({ text }) => text)).toEqual([
      'The line is busy.',
      'The line is busy.',
    ])
    must(await desk.abort(cards[1] ?? ''))
    desk.bureau.toOrder = taken()
    await desk.sync()
    expect(await desk.states(cards)).toEqual(['ordered', 'aborted', 'ordered'])
    expect(desk.bureau.times.get(orders[2] ?? '')).toBe(2)
    expect([...desk.bureau.has.keys()]).toEqual([orders[0], orders[2]])
  })

  it('stays on its way when it may have arrived, and is sent again under the same order and batch number', async () => {
    const cards = await desk.queued(3, 1)
    const orders = await desk.orders(cards)
    desk.bureau.toOrder = (order) => (order === orders[0] ? taken() : order === orders[1] ? orderLost() : answerLost())
    const first = await desk.sync()
    expect(first).toMatchObject({ counts: { sent: 1, unanswered: 3 } })
    const batch = desk.bureau.batches[0]?.id
    for (const card of cards.slice(1)) {
      expect(await desk.card(card)).toMatchObject({ state: 'processing', order: { sending: true, batch } })
      await desk.refused('condition-not-met', () => desk.abort(card), card)
    }
    expect((await desk.status()).onTheWay).toBe(3)
    // New orders do not travel under the number of the old batch.
    const [later = ''] = await desk.queued(1)
    desk.bureau.toOrder = taken()
    expect(await desk.sync()).toMatchObject({ counts: { sent: 4 } })
    const again = desk.bureau.batches.slice(1).filter(({ id }) => id === batch)
    expect(again.flatMap((each) => each.orders).map(({ id }) => numberOf(id))).toEqual(orders.slice(1))
    expect(await desk.states([...cards, later])).toEqual(['ordered', 'ordered', 'ordered', 'ordered', 'ordered'])
    expect((await desk.order(later)).batch).not.toBe(batch)
    expect((await desk.order(cards[2] ?? '')).batch).toBe(batch)
    expect([...desk.bureau.has.keys()].toSorted()).toEqual([...orders, (await desk.order(later)).id].toSorted())
    expect(desk.bureau.contradictions).toEqual([])
    expect((await desk.status()).onTheWay).toBe(0)
  })

  it('does not go back into the queue because a later attempt did not leave: the first may have arrived', async () => {
    const [card = ''] = await desk.queued(1)
    desk.bureau.toOrder = answerLost()
    await desk.sync()
    desk.bureau.toOrder = notSent('The cable is out.')
    await desk.sync()
    expect(await desk.card(card)).toMatchObject({ state: 'processing', order: { sending: true } })
    await desk.refused('condition-not-met', () => desk.abort(card), card, 'on its way')
    desk.bureau.toOrder = taken()
    await desk.sync()
    expect(await desk.states([card])).toEqual(['ordered'])
    expect(new Set(desk.bureau.batches.map(({ id }) => id)).size).toBe(1)
  })

  it('can be refused when it is sent again: then it is Failed', async () => {
    const [card = ''] = await desk.queued(1)
    desk.bureau.toOrder = orderLost()
    await desk.sync()
    desk.bureau.toOrder = refusing('too late')
    await desk.sync()
    expect(await desk.card(card)).toMatchObject({ state: 'failed', order: { sending: false, failure: 'too late' } })
  })

  it('is sent again by itself at the next start', async () => {
    const cards = await desk.queued(2)
    desk.bureau.toOrder = answerLost()
    await desk.sync()
    desk.bureau.toOrder = taken()
    await desk.restart()
    await expect.poll(() => desk.states(cards)).toEqual(['ordered', 'ordered'])
    const [first, second] = desk.bureau.batches
    expect(second).toEqual(first)
    expect([...desk.bureau.has.keys()]).toEqual(await desk.orders(cards))
    expect(await desk.lastEntry(cards[0] ?? '')).toMatchObject({ process: sendTemporary, to: 'ordered' })
  })

  const deadLines: [string, () => void][] = [
    ['throws before anything arrived', () => (desk.bureau.toOrder = new Error('no line'))],
    [
      'throws when everything has arrived',
      () => {
        desk.bureau.onArrived = () => {
          throw new Error('the line went dead')
        }
      },
    ],
    [
      'answers for fewer orders than it was sent',
      () => {
        const { submit } = desk.bureau
        desk.bureau.submit = async (batch, signal) => (await submit.call(desk.bureau, batch, signal)).slice(1)
      },
    ],
    ['never answers', () => (desk.bureau.onArrived = () => new Promise(() => {}))],
  ]
  it.each(deadLines)('is on its way while nobody knows: the line %s', async (_what, spoil) => {
    await desk.close()
    desk = await BatchDesk.open({ patienceMilliseconds: 50 })
    const cards = await desk.queued(2, 1)
    spoil()
    const first = await desk.sync()
    expect(first.counts.unanswered).toBe(3)
    expect(first.ended).not.toBeNull()
    for (const card of cards) {
      expect(await desk.card(card)).toMatchObject({ state: 'processing', order: { sending: true } })
    }
    desk.bureau.toOrder = taken()
    desk.bureau.onArrived = () => {}
    delete (desk.bureau as Partial<typeof desk.bureau>).submit
    // From here on the desk has patience with a machine that is slow.
    await desk.restart({ patienceMilliseconds: 60_000 })
    await expect.poll(() => desk.states(cards)).toEqual(['ordered', 'ordered', 'ordered'])
    expect([...desk.bureau.has.keys()].toSorted()).toEqual((await desk.orders(cards)).toSorted())
    expect(new Set(desk.bureau.batches.map(({ id }) => id)).size).toBe(1)
  })

  it('never leaves a message of the program on the screen or in the record', async () => {
    await desk.queued(1)
    desk.bureau.toOrder = new Error('ECONNRESET at socket.ts:12:7')
    const done = await desk.sync()
    const shown = JSON.stringify([done, await desk.details(done.id), await desk.test.journal()])
    expect(shown).not.toContain('ECONNRESET')
  })
})
