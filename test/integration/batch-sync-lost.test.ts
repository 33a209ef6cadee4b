import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BatchDesk, sendTemporary } from '../support/batch-desk'
import { must } from '../support/test-desk'
import { answerLost, notSent, numberOf, orderLost, refusing, taken } from '../support/told-bureau'

// Orders that did not leave, or whose answers were lost: whatever may have arrived is sent again under its number until
// the bureau has answered (domain rule 5.8).

let desk: BatchDesk
beforeEach(async () => {
  desk = await BatchDesk.open()
})
afterEach(() => desk.close())

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
