import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CardDesk } from '../support/card-desk'
import { must, outcome, password, run, setOptions } from '../support/test-desk'
import { refusing, taken } from '../support/told-bureau'

// Approval (domain 3.1 and 4): orders rest in Requested; an approver decides, never the requester nor the
// card's own holder; the requester alone withdraws.
const approve = 'CardsAddonExtProdProcApprove'
const reject = 'CardsAddonExtProdProcReject'
const withdraw = 'CardsAddonExtProdProcAbortRequest'

let desk: CardDesk
beforeEach(async () => {
  desk = await CardDesk.open()
})
afterEach(() => desk.close())

describe('Approve card order', () => {
  it('shows the request, and puts the order into the queue with the decision on it', async () => {
    const holder = await desk.person()
    const card = await desk.requested(holder)
    const view = must(await desk.amir.desk.processes.open({ process: approve, card, person: null }))
    const shown = view.step.review.map((line) => line.value)
    expect(shown).toEqual(expect.arrayContaining([card, 'Łukasz Żak', 'Employee', '2029-11-20', 'Olga Petersen']))
    expect(view.step.text).toMatch(/queue/)
    const done = outcome(await run(desk.amir, approve, card, [{ comment: 'Contract checked.' }]))
    expect(done.cards).toMatchObject([{ id: card, ok: true, state: 'processing' }])
    expect((await desk.card(card)).order?.decision).toMatchObject({
      name: 'Amir Haddad',
      role: 'approver',
      approved: true,
      comment: 'Contract checked.',
    })
    expect(await desk.lastEntry(card)).toMatchObject({
      process: approve,
      from: 'requested',
      to: 'processing',
      role: 'approver',
      comment: 'Contract checked.',
    })
  })

  it('needs no comment', async () => {
    const card = await desk.requested()
    expect(outcome(await run(desk.amir, approve, card, [{}])).cards[0]?.state).toBe('processing')
    expect((await desk.card(card)).order?.decision?.comment).toBe('')
  })

  it('sends the order at once with the queue off, although approval is still on', async () => {
    const card = await desk.requested()
    await setOptions(desk.ada, { CardsAddonExtProdQueue: false })
    const view = must(await desk.amir.desk.processes.open({ process: approve, card, person: null }))
    expect(view.step.text).toMatch(/at once/)
    const done = outcome(await run(desk.amir, approve, card, [{ comment: 'Go.' }]))
    expect(done.cards[0]?.state).toBe('ordered')
    const entries = await desk.history(card)
    expect(entries.slice(-2)).toMatchObject([
      { process: approve, from: 'requested', to: 'requested', comment: 'Go.', name: 'Amir Haddad' },
      { process: approve, from: 'requested', to: 'ordered', comment: 'taken in', name: 'Amir Haddad' },
    ])
  })

  it('ends in Failed when the bureau does not take the order', async () => {
    const card = await desk.requested()
    await setOptions(desk.ada, { CardsAddonExtProdQueue: false })
    desk.bureau.toOrder = refusing('no photo')
    const done = outcome(await run(desk.amir, approve, card, [{}]))
    expect(done.cards).toMatchObject([{ ok: false, state: 'failed', message: 'no photo' }])
  })

  it('still decides on requests that wait when the approval option is switched off', async () => {
    const card = await desk.requested()
    await setOptions(desk.ada, { CardsAddonExtProdApproval: false })
    expect(outcome(await run(desk.amir, approve, card, [{}])).cards[0]?.state).toBe('processing')
  })

  it('leaves everything to the bureau while its answer is awaited: nobody decides twice, nobody withdraws', async () => {
    const card = await desk.requested()
    await setOptions(desk.ada, { CardsAddonExtProdQueue: false })
    desk.bureau.toOrder = new Error('no line')
    outcome(await run(desk.amir, approve, card, [{}]))
    expect(await desk.card(card)).toMatchObject({ state: 'requested', order: { sending: true } })
    // It is decided, so it waits for nobody at this desk.
    const open = must(await desk.amir.desk.requests.list({ view: 'open', offset: 0, limit: 10 }))
    expect(open.total).toBe(0)
    const on = ['its answer is not there yet', card] as const
    await desk.refused('condition-not-met', () => run(desk.amir, approve, card, [{}]), ...on)
    await desk.refused('condition-not-met', () => run(desk.amir, reject, card, [{ comment: 'no' }]), ...on)
    await desk.refused('condition-not-met', () => run(desk.olga, withdraw, card, [{}]), ...on)
    desk.bureau.toOrder = taken('late')
    await desk.test.restart()
    const olga = await desk.test.signIn('olga')
    await expect
      .poll(async () => must(await olga.desk.cards.profile({ card })).card)
      .toMatchObject({ state: 'ordered', order: { sending: false } })
    // It was the approval's order that the bureau took, whoever heard of it.
    const [last] = must(await olga.desk.cards.history({ card, limit: 1 })).entries
    expect(last).toMatchObject({ process: approve, from: 'requested', to: 'ordered', role: 'system' })
  })

  it('is refused to whoever decided too late, telling who did what', async () => {
    const card = await desk.requested()
    const udo = await desk.test.somebody(desk.ada, 'udo', 'approver')
    const view = must(await desk.amir.desk.processes.open({ process: approve, card, person: null }))
    outcome(await run(udo, reject, card, [{ comment: 'Not confirmed.' }]))
    const next = () => desk.amir.desk.processes.next({ run: view.run, step: view.step.id, answers: {} })
    await desk.refused('card-changed', next, card, 'Udo Lindqvist', 'Reject card order', 'Rejected')
  })
})

describe('A request that waited longer than the card was to be valid', () => {
  it('is approved for as many months from that day, which its page says', async () => {
    // Asked for on 2026-11-20 for one month.
    await setOptions(desk.ada, { CardsValidityMonths: 1 })
    const card = await desk.requested()
    await desk.goTo('2027-02-01')
    must(await desk.amir.desk.session.unlock({ password }))
    const view = must(await desk.amir.desk.processes.open({ process: approve, card, person: null }))
    expect(view.step.review.map((line) => line.value)).toContain('2027-03-01')
    outcome(await run(desk.amir, approve, card, [{}]))
    const now = { state: 'processing', validFrom: '2027-02-01', validThrough: '2027-03-01' }
    expect(await desk.card(card)).toMatchObject(now)
    expect((await desk.lastEntry(card)).input).toMatchObject({ validThrough: '2027-03-01' })
  })

  it('keeps the day that was asked for while it is not over', async () => {
    await setOptions(desk.ada, { CardsValidityMonths: 1 })
    const card = await desk.requested()
    await desk.goTo('2026-12-20')
    must(await desk.amir.desk.session.unlock({ password }))
    outcome(await run(desk.amir, approve, card, [{}]))
    expect(await desk.card(card)).toMatchObject({ validFrom: '2026-11-20', validThrough: '2026-12-20' })
    expect((await desk.lastEntry(card)).input).not.toHaveProperty('validThrough')
  })

  it('is renewed in a run over several, too, and those beside it stay as they were asked for', async () => {
    const lasting = await desk.requested()
    await setOptions(desk.ada, { CardsValidityMonths: 1 })
    const over = await desk.requested()
    await desk.goTo('2026-12-21')
    must(await desk.amir.desk.session.unlock({ password }))
    outcome(await desk.runSeveral(desk.amir, approve, [over, lasting], [{}]))
    expect(await desk.card(over)).toMatchObject({ validFrom: '2026-12-21', validThrough: '2027-01-21' })
    expect(await desk.card(lasting)).toMatchObject({ validFrom: '2026-11-20', validThrough: '2029-11-20' })
    expect((await desk.lastEntry(over)).input).toEqual({
      order: (await desk.card(over)).order?.id,
      validThrough: '2027-01-21',
    })
  })

  it('is shown as it was asked for to whoever rejects it', async () => {
    await setOptions(desk.ada, { CardsValidityMonths: 1 })
    const card = await desk.requested()
    await desk.goTo('2027-02-01')
    must(await desk.amir.desk.session.unlock({ password }))
    const view = must(await desk.amir.desk.processes.open({ process: reject, card, person: null }))
    expect(view.step.review.filter(({ kind }) => kind === 'day').map(({ value }) => value)).toEqual(['2026-12-20'])
  })
})

describe('Reject card order', () => {
  it('ends the order with a reason that the requester can read', async () => {
    const card = await desk.requested()
    const done = outcome(await run(desk.amir, reject, card, [{ comment: 'Wrong layout.' }]))
    expect(done.cards[0]?.state).toBe('rejected')
    expect((await desk.card(card)).order?.decision).toMatchObject({ approved: false, comment: 'Wrong layout.' })
    expect(await desk.lastEntry(card)).toMatchObject({ process: reject, to: 'rejected', comment: 'Wrong layout.' })
    expect(must(await desk.amir.desk.cards.profile({ card })).commands).toEqual([])
  })

  it('asks for the reason', async () => {
    const card = await desk.requested()
    for (const comment of ['', '   ', null]) {
      await desk.refused('invalid-answers', () => run(desk.amir, reject, card, [{ comment }]))
    }
    expect((await desk.card(card)).state).toBe('requested')
  })
})

describe('Four eyes', () => {
  /** An operator who may also approve. */
  async function both() {
    return desk.test.somebody(desk.ada, 'otto', 'operator', 'approver')
  }

  it('keeps the requester from deciding, one way or the other', async () => {
    await setOptions(desk.ada, { CardsAddonExtProdApproval: true })
    const otto = await both()
    const card = await desk.order(await desk.person(), otto)
    await desk.refused('condition-not-met', () => run(otto, approve, card, [{}]), card, 'yourself')
    await desk.refused('condition-not-met', () => run(otto, reject, card, [{ comment: 'no' }]), card, 'yourself')
    const commands = must(await otto.desk.cards.profile({ card })).commands
    expect(commands.find(({ process }) => process === approve)?.disabledBecause).toContain('yourself')
    await setOptions(desk.ada, { FourEyes: false })
    expect(outcome(await run(otto, approve, card, [{}])).cards[0]?.state).toBe('processing')
  })

  it("keeps the card's own holder from deciding, with a sentence of its own", async () => {
    const holder = await desk.person()
    await desk.link('amir', holder)
    const card = await desk.requested(holder)
    const approving = await desk.refused(
      'condition-not-met',
      () => run(desk.amir, approve, card, [{}]),
      card,
      'own card',
    )
    expect(approving).not.toContain('yourself')
    await desk.refused('condition-not-met', () => run(desk.amir, reject, card, [{ comment: 'no' }]), 'own card')
    await setOptions(desk.ada, { FourEyes: false })
    expect(outcome(await run(desk.amir, reject, card, [{ comment: 'no' }])).cards[0]?.state).toBe('rejected')
  })

  it('holds at the last Next, too, when it was switched on or the account linked meanwhile', async () => {
    const holder = await desk.person()
    const card = await desk.requested(holder)
    const view = must(await desk.amir.desk.processes.open({ process: approve, card, person: null }))
    await desk.link('amir', holder)
    const next = () => desk.amir.desk.processes.next({ run: view.run, step: view.step.id, answers: {} })
    await desk.refused('condition-not-met', next, 'own card')
  })

  it('is for approvers alone', async () => {
    const card = await desk.requested()
    await desk.refused('role-lacks-process', () => run(desk.olga, approve, card, [{}]), card, 'Approver')
  })
})

describe('Abort card order request', () => {
  it('lets the requester withdraw, with a reason or without', async () => {
    const [one, other] = [await desk.requested(), await desk.requested()]
    expect(outcome(await run(desk.olga, withdraw, one, [{ comment: 'Wrong person.' }])).cards[0]?.state).toBe(
      'request-aborted',
    )
    expect(await desk.lastEntry(one)).toMatchObject({ process: withdraw, comment: 'Wrong person.', role: 'operator' })
    outcome(await run(desk.olga, withdraw, other, [{}]))
    expect(await desk.lastEntry(other)).toMatchObject({ to: 'request-aborted', comment: '' })
  })

  it('is refused to everybody else, naming the requester, whatever FourEyes says', async () => {
    const card = await desk.requested()
    const otto = await desk.test.somebody(desk.ada, 'otto', 'operator')
    for (const FourEyes of [true, false]) {
      await setOptions(desk.ada, { FourEyes })
      await desk.refused('condition-not-met', () => run(otto, withdraw, card, [{}]), card, 'Olga Petersen')
    }
  })
})

describe('A decision and a withdrawal at the same moment', () => {
  it('meet on one card: exactly one wins, the other is told', async () => {
    const card = await desk.requested()
    const answers = await Promise.all([run(desk.amir, approve, card, [{}]), run(desk.olga, withdraw, card, [{}])])
    expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true])
    expect(answers.flatMap((answer) => (answer.ok ? [] : [answer.error.code]))).toEqual(['card-changed'])
    expect((await desk.card(card)).state).toBe(answers[0]?.ok ? 'processing' : 'request-aborted')
  })
})

describe('Several requests at once', () => {
  it('are decided one by one: each stands or falls alone, and the outcome says why', async () => {
    await setOptions(desk.ada, { CardsAddonExtProdApproval: true })
    const otto = await desk.test.somebody(desk.ada, 'otto', 'operator', 'approver')
    const mine = await desk.order(await desk.person(), otto)
    const others = [await desk.requested(), await desk.requested()]
    const view = must(await otto.desk.processes.openSeveral({ process: approve, cards: [others[0] ?? '', mine] }))
    // Only one of the two can be decided by Otto: the sentence speaks of that one.
    expect(view.step.text).toContain(others[0])
    expect(view.step.subjects.map(({ id, problem }) => [id, problem === null])).toEqual([
      [others[0], true],
      [mine, false],
    ])
    const done = outcome(await desk.runSeveral(otto, approve, [mine, ...others], [{ comment: 'All checked.' }]))
    expect(done.cards.map(({ id, ok, state }) => [id, ok, state])).toEqual([
      [mine, false, 'requested'],
      [others[0], true, 'processing'],
      [others[1], true, 'processing'],
    ])
    expect(done.cards[0]?.message).toContain('yourself')
    expect(done.text).toBe('2 of 3 done.')
    for (const card of others) {
      expect((await desk.card(card)).order?.decision?.comment).toBe('All checked.')
    }
  })

  it('show the confirming page again when an option changed what Next does', async () => {
    const cards = [await desk.requested(), await desk.requested()]
    const view = must(await desk.amir.desk.processes.openSeveral({ process: approve, cards }))
    await setOptions(desk.ada, { CardsAddonExtProdQueue: false })
    const before = await desk.test.journalPrint()
    const again = must(await desk.amir.desk.processes.next({ run: view.run, step: view.step.id, answers: {} }))
    expect(again.kind === 'step' && again.view.step.text).toMatch(/at once/)
    expect(again.kind === 'step' && again.view.step.warning).toMatch(/changed while this page was open/)
    expect(await desk.test.journalPrint()).toBe(before)
    expect(desk.bureau.sent).toEqual([])
  })

  it('are withdrawn together by their requester', async () => {
    const cards = [await desk.requested(), await desk.requested()]
    const done = outcome(await desk.runSeveral(desk.olga, withdraw, cards, [{ comment: 'Asked for twice.' }]))
    expect(done.cards.map(({ state }) => state)).toEqual(['request-aborted', 'request-aborted'])
  })
})
