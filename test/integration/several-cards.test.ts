import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SymbolicName } from '../../shared/lifecycle'
import type { Advance, Answers, RunView } from '../../shared/model'
import { CardDesk } from '../support/card-desk'
import { ended, must, orderTemporaryCards, outcome, refused, run, switchOn } from '../support/test-desk'

// Several cards through one process (domain 5.6): one wizard, each card standing or falling alone.
const abort = 'CardsAddonExtProdProcAbort'
const deactivate = 'CardsProcDeactivate'
const reactivate = 'CardsProcReactivate'
const lock = 'CardsProcLock'
const repeat = 'CardsAddonExtProdProcRepeat'
const approve = 'CardsAddonExtProdProcApprove'
const temporaryAbort = 'TempCardsAddonExtProdProcAbort'

let desk: CardDesk
beforeEach(async () => {
  desk = await CardDesk.open()
})
afterEach(() => desk.close())

const queued = async (count: number) => {
  const cards: string[] = []
  for (let number = 0; number < count; number += 1) cards.push(await desk.order(await desk.person()))
  return cards
}
const states = (cards: readonly string[]) => Promise.all(cards.map(async (card) => (await desk.card(card)).state))
const openSeveral = async (process: SymbolicName, cards: readonly string[]) =>
  must(await desk.olga.desk.processes.openSeveral({ process, cards: [...cards] }))
const nextOf = ({ run: id, step }: RunView, answers: Answers = {}) =>
  desk.olga.desk.processes.next({ run: id, step: step.id, answers: { ...answers } })
const told = async (cards: readonly string[], by = desk.olga) =>
  must(await by.desk.cards.severalCommands({ cards: [...cards] })).map(({ process, able }) => [process, able])
function pageOf(advance: Advance): RunView {
  if (advance.kind !== 'step') throw new Error(`a page is expected, not ${advance.kind}`)
  return advance.view
}

describe('What can be run on several cards', () => {
  it('is told with the number of cards it can be run on as they are now', async () => {
    const [one = '', other = '', third = ''] = await queued(3)
    const active = await desk.active()
    expect(await told([one, other, third, active])).toEqual([
      [abort, 3],
      [deactivate, 1],
      [lock, 1],
    ])
    outcome(await run(desk.olga, abort, one, [{}]))
    expect(await told([one, other, third, active])).toEqual([
      [abort, 2],
      [deactivate, 1],
      [lock, 1],
    ])
    expect(await told([one])).toEqual([])
  })

  it('counts a card once, however often it is named, and knows every card or says which it does not', async () => {
    const [card = ''] = await queued(1)
    expect(await told([card, card, card])).toEqual([[abort, 1]])
    const answer = await desk.olga.desk.cards.severalCommands({ cards: [card, 'C-999999'] })
    expect(refused(answer)).toMatchObject({ code: 'not-found', message: expect.stringContaining('C-999999') })
  })

  it('follows the settings, the role and the process’s own condition', async () => {
    const mine = await desk.requested()
    const abortRequest = 'CardsAddonExtProdProcAbortRequest'
    const otto = await desk.test.somebody(desk.ada, 'otto', 'operator')
    expect(await told([mine])).toEqual([[abortRequest, 1]])
    expect(await told([mine], otto)).toEqual([])
    expect(await told([mine], desk.amir)).toEqual([
      [approve, 1],
      ['CardsAddonExtProdProcReject', 1],
    ])
    const [ordered = ''] = await orderedTemporaryCards(1)
    expect(await told([ordered])).toEqual([])
    await switchOn(desk.ada, 'temporary-card', 'processing', temporaryAbort)
    expect(await told([ordered])).toEqual([[temporaryAbort, 1]])
  })

  it('is for who can start something, and for as many cards as one run takes', async () => {
    const udo = await desk.test.somebody(desk.ada, 'udo', 'auditor')
    const [card = ''] = await queued(1)
    expect(refused(await udo.desk.cards.severalCommands({ cards: [card] })).code).toBe('not-permitted')
    const many = Array.from({ length: 1001 }, (_, index) => `C-${index}`)
    expect(refused(await desk.olga.desk.cards.severalCommands({ cards: many })).code).toBe('bad-request')
    expect(refused(await desk.olga.desk.cards.severalCommands({ cards: [] })).code).toBe('bad-request')
  })

  it('includes the processes that make sense for several, and none that asks something about each card', async () => {
    const inactive = await desk.active()
    outcome(await run(desk.olga, deactivate, inactive, [{ reason: 'left' }]))
    expect(await told([inactive, await desk.failed(), await desk.produced()])).toEqual([
      [repeat, 1],
      [reactivate, 1],
      [lock, 1],
    ])
  })
})

describe('Which of several cards a search still finds', () => {
  const among = async (cards: string[], states: ('processing' | 'active')[] | null, text = '') => {
    const sort = { column: 'id', direction: 'descending' } as const
    return must(
      await desk.olga.desk.search.cards({ cardType: 'card', states, among: cards, text, sort, offset: 0, limit: 500 }),
    )
  }

  it('are those of them that fit, in the order of the list, and no others', async () => {
    const cards = await queued(4)
    const [one = '', other = '', third = '', fourth = ''] = cards
    outcome(await run(desk.olga, abort, other, [{}]))
    expect(await among([one, other, third], ['processing'])).toMatchObject({
      total: 2,
      rows: [{ id: third }, { id: one }],
    })
    expect((await among([one, other, third], null)).total).toBe(3)
    expect((await among([fourth], null, one)).total).toBe(0)
    expect((await among(['C-999999', fourth], null)).total).toBe(1)
  })
})

describe('One wizard over several cards', () => {
  it('lists each card beforehand with what stands against it, counts those it will do, and does those', async () => {
    const [one = '', other = ''] = await queued(2)
    const ordered = await desk.ordered()
    const view = await openSeveral(abort, [ordered, one, other])
    expect(view).toMatchObject({ card: null, cards: [ordered, one, other] })
    expect(view.step.subjects.map(({ id, problem }) => [id, problem])).toEqual([
      [ordered, expect.stringContaining(`${ordered} is Ordered`)],
      [one, null],
      [other, null],
    ])
    expect(view.step.text).toContain('2 cards')
    expect(view.step.review).toEqual([])
    const done = outcome(await ended(desk.olga, await nextOf(view)))
    expect(done.text).toBe('2 of 3 done.')
    expect(done.cards.map(({ id, ok, state, message }) => [id, ok, state, message])).toEqual([
      [ordered, false, 'ordered', expect.stringContaining('is Ordered')],
      [one, true, 'order-aborted', ''],
      [other, true, 'order-aborted', ''],
    ])
  })

  it('names the one card it will do where it will do only one, whichever of them that is', async () => {
    const ordered = await desk.ordered()
    const [card = ''] = await queued(1)
    const { step } = await openSeveral(abort, [ordered, card])
    expect(step.text).toContain(`Next takes ${card} out of the queue`)
  })

  it('goes on for the others when one is changed in between, and says who did what to it', async () => {
    const [one = '', other = '', third = ''] = await queued(3)
    const otto = await desk.test.somebody(desk.ada, 'otto', 'operator')
    const view = await openSeveral(abort, [one, other, third])
    outcome(await run(otto, abort, other, [{}]))
    const done = outcome(await ended(desk.olga, await nextOf(view)))
    expect(done.cards.map(({ ok }) => ok)).toEqual([true, false, true])
    expect(done.text).toBe('2 of 3 done.')
    expect(done.cards[1]?.message).toMatch(/was changed by Otto Weiss.*Abort card order/)
    expect((await desk.history(other)).filter(({ process }) => process === abort)).toHaveLength(1)
  })

  it('is refused when none of the cards could go through, with the reason of the first', async () => {
    const [one, other] = [await desk.ordered(), await desk.ordered()]
    await desk.refused(
      'wrong-state',
      () => desk.olga.desk.processes.openSeveral({ process: abort, cards: [one, other] }),
      one,
    )
  })

  it('ends when the role is taken away in the middle: what is done is done, the rest is refused', async () => {
    const cards = await queued(60)
    const view = await openSeveral(abort, cards)
    const first = must(await nextOf(view))
    expect(first.kind).toBe('working')
    const olga = must(await desk.ada.desk.accounts.list()).find(({ userName }) => userName === 'olga')
    if (!olga) throw new Error('there is an account')
    const { id: account, version, userName, name, disabled, person } = olga
    must(
      await desk.ada.desk.accounts.change({ account, version, userName, name, disabled, person, roles: ['approver'] }),
    )
    const done = outcome(await ended(desk.olga, { ok: true, value: first }))
    const through = done.cards.filter(({ ok }) => ok).map(({ id }) => id)
    expect(through.length).toBeLessThan(60)
    const now = await Promise.all(
      cards.map(async (card) => must(await desk.amir.desk.cards.profile({ card })).card.state),
    )
    expect(cards.filter((_, index) => now[index] === 'order-aborted')).toEqual(through)
    expect(done.cards.filter(({ ok }) => !ok).every(({ message }) => message !== '')).toBe(true)
  })

  it('can be stopped: those begun are done, the others are as they were and listed as not begun', async () => {
    const cards = await queued(60)
    const first = must(await nextOf(await openSeveral(abort, cards)))
    if (first.kind !== 'working') throw new Error('the work is under way')
    must(await desk.olga.desk.processes.stop({ run: first.progress.run }))
    const done = outcome(await ended(desk.olga, { ok: true, value: first }))
    const through = done.cards.filter(({ ok }) => ok).length
    expect(through).toBeLessThan(60)
    expect(done.cards.slice(through).every(({ message }) => /Not begun/.test(message))).toBe(true)
    expect(await states(cards)).toEqual(cards.map((_, index) => (index < through ? 'order-aborted' : 'processing')))
  })
})

describe('What the pages of a wizard over several cards say', () => {
  /** Every page of the wizard as text, answered with these. */
  async function wholeWizard(process: SymbolicName, cards: readonly string[], pages: readonly Answers[]) {
    let view = must(await desk.olga.desk.processes.openSeveral({ process, cards: [...cards] }))
    const seen = [view]
    for (const answers of pages) {
      view = pageOf(must(await nextOf(view, answers)))
      seen.push(view)
    }
    return seen
  }
  /** What is said about all of them, without the list of the cards themselves. */
  const said = ({ step, answers }: RunView) =>
    JSON.stringify([step.title, step.text, step.review, step.warning, answers])

  it('locks with one reason for all, a warning in the plural, and nothing of the first card', async () => {
    const cards = [await desk.active(), await desk.active()]
    const seen = await wholeWizard(lock, cards, [{ reason: 'stolen', comment: 'A bag' }])
    expect(seen.map(({ step }) => step.text)).toEqual([
      'Why are the cards blocked?',
      'Next blocks 2 cards for good. Certificates they have are revoked.',
    ])
    expect(seen.every(({ step }) => step.warning?.startsWith('Locked cards'))).toBe(true)
    for (const page of seen) {
      expect(said(page)).not.toMatch(/C-\d{6}/)
      expect(said(page)).not.toContain('Żak')
    }
    const last = seen.at(-1)
    if (!last) throw new Error('there is a last page')
    outcome(await ended(desk.olga, await nextOf(last)))
    for (const card of cards) {
      expect(await desk.lastEntry(card)).toMatchObject({ to: 'locked', input: { reason: 'stolen' }, comment: 'A bag' })
    }
  })

  it('needs the reason once, before anything is done', async () => {
    const cards = [await desk.active(), await desk.active()]
    const view = await openSeveral(deactivate, cards)
    expect(view.step.text).toContain('2 cards')
    expect(refused(await nextOf(view, { reason: null })).details.fields).toHaveProperty('reason')
    outcome(await ended(desk.olga, await nextOf(view, { reason: 'misplaced' })))
    expect(await states(cards)).toEqual(['inactive', 'inactive'])
  })

  it('reactivates several, each with its own certificates', async () => {
    const cards = [await desk.active(true), await desk.active(true)]
    outcome(await desk.runSeveral(desk.olga, deactivate, cards, [{ reason: 'forgotten' }]))
    const [view] = await wholeWizard(reactivate, cards, [])
    if (!view) throw new Error('there is a page')
    expect(view.step.text).toContain('2 cards back into use')
    expect(said(view)).not.toMatch(/C-\d{6}/)
    outcome(await ended(desk.olga, await nextOf(view)))
    for (const card of cards) {
      const { state, certificates } = await desk.card(card)
      expect([state, certificates.map(({ status }) => status)]).toEqual(['active', ['valid', 'valid']])
    }
  })

  it('repeats each order as it was ordered, with no value of another card’s', async () => {
    const [one, other] = [await desk.failed(), await desk.failed()]
    outcome(await run(desk.olga, repeat, other, [{ layout: 'Student', deliveryAddress: 'Gate 2' }, {}]))
    expect((await desk.card(other)).layout).toBe('Student')
    const third = await desk.failed()
    const [view] = await wholeWizard(repeat, [one, third], [])
    if (!view) throw new Error('there is a page')
    expect(view.answers).toEqual({})
    expect(said(view)).not.toMatch(/C-\d{6}|Main Street/)
    const before = await Promise.all([one, third].map(async (card) => (await desk.card(card)).order?.deliveryAddress))
    outcome(await ended(desk.olga, await nextOf(view)))
    const after = await Promise.all([one, third].map(async (card) => (await desk.card(card)).order?.deliveryAddress))
    expect(after).toEqual(before)
  })

  it('withdraws and locks temporary cards with their number', async () => {
    await switchOn(desk.ada, 'temporary-card', 'processing', temporaryAbort)
    const cards = await orderedTemporaryCards(2)
    const [view] = await wholeWizard(temporaryAbort, cards, [])
    expect(view?.step.text).toContain('Next takes 2 cards out of the queue.')
    expect(view && said(view)).not.toMatch(/TC-\d{6}/)
  })
})

/** Temporary cards in the queue. */
async function orderedTemporaryCards(amount: number): Promise<string[]> {
  const { settings } = must(await desk.ada.desk.settings.read())
  const order = 'TempCardsAddonExtProdProcOrder'
  const on = settings.cardTypes['temporary-card'].commands.general?.additional.includes(order)
  if (!on) await switchOn(desk.ada, 'temporary-card', 'general', order)
  return orderTemporaryCards(desk.olga, amount)
}
