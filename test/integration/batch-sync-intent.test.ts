import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RunView } from '../../shared/model'
import { abortCard, abortOf, abortTemporary, BatchDesk } from '../support/batch-desk'
import { must, refused, type Somebody } from '../support/test-desk'
import { answerLost, numberOf, taken } from '../support/told-bureau'

// The intent to send is on the disk before anything leaves, and from then on nothing else happens to the card. Abort
// and batch sync meet on one card, and exactly one wins (domain rules 5.3 and 5.8).

let desk: BatchDesk
beforeEach(async () => {
  desk = await BatchDesk.open()
})
afterEach(() => desk.close())

const edit = 'CardsProcEdit'

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
