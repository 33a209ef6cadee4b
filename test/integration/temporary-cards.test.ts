import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Answers, Certificate, RunView } from '../../shared/model'
import { page, pinPage, StockDesk } from '../support/stock-desk'
import { must, outcome, refused, run, setOptions } from '../support/test-desk'

/** Domain 3.2 through the door: what each process does, and how it is refused. The desk begins on 2026-11-20. */
let desk: StockDesk

beforeEach(async () => {
  desk = await StockDesk.open()
})
afterEach(() => desk.close())

const statuses = (certificates: readonly Certificate[]) => certificates.map(({ status }) => status)
const pageIds = async (view: RunView, answers: readonly Answers[]) => {
  const ids = [view.step.id]
  let now = view
  for (const given of answers) {
    now = page(await desk.next(now, given))
    ids.push(now.step.id)
  }
  return ids
}

describe('Initialise temporary card', () => {
  test('writes the chip and puts the card into the stock', async () => {
    const card = await desk.produced()
    const done = outcome(
      await run(desk.olga, 'TempCardsAddonExtProdInitialize', card, [pinPage, { profile: 'Signature' }]),
    )
    expect(done.cards).toMatchObject([{ id: card, ok: true, state: 'unassigned' }])
    const after = await desk.card(card)
    expect(after).toMatchObject({ state: 'unassigned', chipProfile: 'Signature', holder: null, certificates: [] })
    expect(after.chipUid).toMatch(/^[0-9A-F]{14}$/)
    // The number the bureau printed stays.
    expect(after.cardNumber).toBe(`N-${card}`)
    const [entry] = await desk.history(card)
    expect(entry).toMatchObject({
      process: 'TempCardsAddonExtProdInitialize',
      from: 'produced',
      to: 'unassigned',
      input: { profile: 'Signature' },
      name: 'Olga Petersen',
      role: 'operator',
    })
  })

  test('is not offered before an administrator has switched it on', async () => {
    const { settings } = must(await desk.ada.desk.settings.read())
    const card = await desk.produced()
    must(
      await desk.ada.desk.settings.saveCommands({
        cardType: 'temporary-card',
        tab: 'produced',
        version: settings.cardTypes['temporary-card'].version,
        defaults: [],
        additional: [],
      }),
    )
    expect(await desk.commands(card)).toEqual([])
    const start = { process: 'TempCardsAddonExtProdInitialize', card, person: null } as const
    await desk.refused('process-off', () => desk.olga.desk.processes.open(start))
  })
})

describe('Assign temporary card', () => {
  test('hands the card out for two weeks, with certificates for those days', async () => {
    const card = await desk.inStock()
    const person = await desk.person()
    const { chipUid } = await desk.card(card)
    const opened = must(await desk.olga.desk.processes.open({ process: 'TempCardsProcAssign', card, person: null }))
    const lastDay = page(await desk.next(opened, { holder: person }))
    // 14 days from today (option TempCardsValidityDays), not before today, a year and a day ahead at most.
    expect(lastDay.answers.validThrough).toBe('2026-12-04')
    expect(lastDay.step.fields).toMatchObject([{ kind: 'date', earliest: '2026-11-20', latest: '2027-11-21' }])
    const confirm = page(await desk.next(lastDay))
    expect(confirm.step.review).toMatchObject([{ value: card }, { value: 'Inès Moreau' }, { value: '2026-12-04' }])
    expect(outcome(await desk.next(confirm)).cards).toMatchObject([{ id: card, ok: true, state: 'assigned' }])

    const after = await desk.card(card)
    expect(after).toMatchObject({
      state: 'assigned',
      holder: person,
      validFrom: '2026-11-20',
      validThrough: '2026-12-04',
      chipUid,
    })
    expect(after.certificates).toMatchObject([
      { purpose: 'authentication', status: 'valid', validFrom: '2026-11-20', validThrough: '2026-12-04', heldBy: null },
      { purpose: 'signature', status: 'valid', validFrom: '2026-11-20', validThrough: '2026-12-04', heldBy: null },
    ])
    const [entry] = await desk.history(card)
    expect(entry).toMatchObject({
      process: 'TempCardsProcAssign',
      from: 'unassigned',
      to: 'assigned',
      input: { holder: person, holderName: 'Inès Moreau', validThrough: '2026-12-04' },
    })
  })

  test('the days are those of the option as it is then', async () => {
    await setOptions(desk.ada, { TempCardsValidityDays: 3 })
    const card = await desk.assigned()
    expect(await desk.card(card)).toMatchObject({ validThrough: '2026-11-23' })
  })

  test('started from a person, it does not ask who', async () => {
    const card = await desk.inStock()
    const person = await desk.person()
    const opened = must(await desk.olga.desk.processes.open({ process: 'TempCardsProcAssign', card, person }))
    expect(await pageIds(opened, [{}])).toEqual(['last-day', 'confirm'])
    outcome(await run(desk.olga, 'TempCardsProcAssign', card, [{}, {}], person))
    expect(await desk.card(card)).toMatchObject({ state: 'assigned', holder: person })
  })

  test.each([
    ['yesterday', '2026-11-19'],
    ['more than a year and a day ahead', '2027-11-22'],
    ['no day', null],
    ['a day that does not exist', '2026-11-31'],
  ])('refuses %s as last day, at its field', async (_what, validThrough) => {
    const card = await desk.inStock()
    const view = await desk.onPage('TempCardsProcAssign', card, [{ holder: await desk.person() }])
    const { details } = await desk.refused('invalid-answers', () => desk.next(view, { validThrough }))
    expect(details).toMatchObject({ fields: { validThrough: expect.any(String) } })
  })

  test('one assigned card per person, told when the person is chosen and on their profile', async () => {
    const person = await desk.person()
    const first = await desk.assigned(person)
    const card = await desk.inStock()
    const view = await desk.onPage('TempCardsProcAssign', card)
    const { message, details } = await desk.refused('condition-not-met', () => desk.next(view, { holder: person }))
    expect(message).toContain('Inès Moreau')
    expect(message).toContain(first)
    expect(details).toMatchObject({ person, card: first })
    const assign = must(await desk.olga.desk.persons.profile({ person })).commands.find(
      ({ process }) => process === 'TempCardsProcAssign',
    )
    expect(assign).toMatchObject({ needs: 'temporary-card', disabledBecause: expect.stringContaining(first) })

    // The same page takes another person, and the option takes the same one.
    const other = await desk.person('Ödegård')
    expect(page(await desk.next(view, { holder: other })).step.id).toBe('last-day')
    await setOptions(desk.ada, { TempCardsMultipleCards: true })
    outcome(await run(desk.olga, 'TempCardsProcAssign', card, [{ holder: person }, {}, {}]))
    expect(await desk.card(card)).toMatchObject({ state: 'assigned', holder: person })
  })

  test('a card assigned and taken back does not count', async () => {
    const person = await desk.person()
    const first = await desk.assigned(person)
    outcome(await run(desk.olga, 'TempCardsProcWithdraw', first, [{ reason: 'returned' }, {}]))
    const second = await desk.assigned(person)
    expect(await desk.card(second)).toMatchObject({ state: 'assigned', holder: person })
  })

  test('two desks assigning two cards to one person: one wins', async () => {
    const person = await desk.person()
    const cards = [await desk.inStock(), await desk.inStock()]
    const views = await Promise.all(
      cards.map((card) => desk.onPage('TempCardsProcAssign', card, [{ holder: person }, {}])),
    )
    const answers = await Promise.all(views.map((view) => desk.next(view)))
    expect(answers.filter((answer) => answer.ok && answer.value.kind === 'outcome')).toHaveLength(1)
    const held = await Promise.all(cards.map((card) => desk.card(card)))
    expect(held.filter(({ holder }) => holder === person)).toHaveLength(1)
  })
})

describe('Extend temporary card', () => {
  test('writes the chip anew; new certificates take the place of those before, which are revoked', async () => {
    const card = await desk.assigned()
    const before = await desk.card(card)
    const opened = must(await desk.olga.desk.processes.open({ process: 'TempCardsProcExtend', card, person: null }))
    // From tomorrow on; and the day it has is none to extend to, so none is suggested.
    expect(opened.step.fields).toMatchObject([{ kind: 'date', earliest: '2026-11-21', latest: '2027-11-21' }])
    expect(opened.answers.validThrough).toBeNull()
    outcome(await run(desk.olga, 'TempCardsProcExtend', card, [{ validThrough: '2026-12-18' }, pinPage, {}]))
    const after = await desk.card(card)
    expect(after).toMatchObject({
      state: 'assigned',
      holder: before.holder,
      validFrom: '2026-11-20',
      validThrough: '2026-12-18',
      chipUid: before.chipUid,
    })
    expect(after.certificates).toMatchObject([
      { status: 'valid', validThrough: '2026-12-18' },
      { status: 'valid', validThrough: '2026-12-18' },
    ])
    const serials = before.certificates.map(({ serial }) => serial)
    expect(after.certificates.map(({ serial }) => serial)).not.toEqual(expect.arrayContaining(serials))

    // Two entries of one commit: what ended, and what took its place.
    const [extended, ended] = await desk.history(card)
    expect(extended).toMatchObject({
      process: 'TempCardsProcExtend',
      from: 'assigned',
      to: 'assigned',
      input: { validThrough: '2026-12-18', profile: 'Standard' },
    })
    expect(ended).toMatchObject({ process: 'TempCardsProcExtend', comment: expect.stringMatching(/revoked/) })
    expect(extended?.number).toBe(ended?.number.replace('.1', '.2'))
    expect(await desk.test.journal()).toContain(`"serial":"${serials[0]}","status":"revoked"`)
  })

  test('can bring the last day forward', async () => {
    const card = await desk.assigned()
    outcome(await run(desk.olga, 'TempCardsProcExtend', card, [{ validThrough: '2026-11-21' }, pinPage, {}]))
    expect(await desk.card(card)).toMatchObject({ state: 'assigned', validThrough: '2026-11-21' })
  })

  test.each([
    ['the day it has', '2026-12-04'],
    ['today', '2026-11-20'],
    ['a day that is over', '2026-11-19'],
  ])('refuses %s, at its field', async (_what, validThrough) => {
    const card = await desk.assigned()
    const view = await desk.onPage('TempCardsProcExtend', card)
    const { details } = await desk.refused('invalid-answers', () => desk.next(view, { validThrough }))
    expect(details).toMatchObject({ fields: { validThrough: expect.any(String) } })
  })

  test('an assignment that is over is not extended, even before the expiry run has come by', async () => {
    const card = await desk.assigned(undefined, { validThrough: '2026-11-20' })
    desk.test.clock.pass(86_400_000)
    const again = await desk.test.signIn('olga')
    const start = { process: 'TempCardsProcExtend', card, person: null } as const
    const { message } = await desk.refused('condition-not-met', () => again.desk.processes.open(start))
    expect(message).toContain(card)
    expect(message).toContain('2026-11-20')
  })
})

describe('Withdraw temporary card', () => {
  test('the holder leaves the card and stays in its history; certificates are revoked', async () => {
    const person = await desk.person()
    const card = await desk.assigned(person)
    const { chipUid, cardNumber } = await desk.card(card)
    const view = await desk.onPage('TempCardsProcWithdraw', card)
    const confirm = page(await desk.next(view, { reason: 'returned', comment: 'With its lanyard' }))
    expect(confirm.step.warning).toBeNull()
    outcome(await desk.next(confirm))
    const after = await desk.card(card)
    expect(after).toMatchObject({
      state: 'unassigned',
      holder: null,
      validFrom: null,
      validThrough: null,
      title: '',
      organisationalUnit: '',
      chipUid,
      cardNumber,
    })
    expect(statuses(after.certificates)).toEqual(['revoked', 'revoked'])
    const [entry] = await desk.history(card)
    expect(entry).toMatchObject({
      process: 'TempCardsProcWithdraw',
      from: 'assigned',
      to: 'unassigned',
      comment: 'With its lanyard',
      input: { reason: 'returned', holder: person, holderName: 'Inès Moreau', validThrough: '2026-12-04' },
    })
    expect(must(await desk.olga.desk.persons.profile({ person })).cards).toEqual([])
  })

  test('from Expired, certificates that expired stay so', async () => {
    const card = await desk.expired()
    outcome(await run(desk.olga, 'TempCardsProcWithdraw', card, [{ reason: 'no-longer-needed' }, {}]))
    const after = await desk.card(card)
    expect(after).toMatchObject({ state: 'unassigned', holder: null })
    expect(statuses(after.certificates)).toEqual(['expired', 'expired'])
  })

  test('a lost one goes back to the stock, with the advice to lock it instead', async () => {
    const card = await desk.assigned()
    const view = await desk.onPage('TempCardsProcWithdraw', card)
    const confirm = page(await desk.next(view, { reason: 'lost' }))
    expect(confirm.step.warning).toMatch(/lock/)
    outcome(await desk.next(confirm))
    expect(await desk.card(card)).toMatchObject({ state: 'unassigned' })
  })

  test('needs a reason from the list', async () => {
    const card = await desk.assigned()
    const view = await desk.onPage('TempCardsProcWithdraw', card)
    for (const reason of [null, '', 'stolen']) {
      const { details } = await desk.refused('invalid-answers', () => desk.next(view, { reason }))
      expect(details).toMatchObject({ fields: { reason: expect.any(String) } })
    }
  })

  test('cancelling leaves the card and the journal as they were', async () => {
    const card = await desk.assigned()
    const before = await desk.test.journalPrint()
    const view = await desk.onPage('TempCardsProcWithdraw', card, [{ reason: 'returned' }])
    must(await desk.olga.desk.processes.cancel({ run: view.run }))
    expect(refused(await desk.next(view)).code).toBe('run-not-found')
    expect(await desk.test.journalPrint()).toBe(before)
  })
})

describe('Lock temporary card', () => {
  test('from Assigned: certificates are revoked, the holder stays on record, nothing leads on', async () => {
    const person = await desk.person()
    const card = await desk.assigned(person)
    const view = await desk.onPage('TempCardsProcLock', card)
    expect(view.step.warning).toMatch(/cannot be undone/)
    outcome(await run(desk.olga, 'TempCardsProcLock', card, [{ reason: 'stolen', comment: 'Police report' }, {}]))
    const after = await desk.card(card)
    expect(after).toMatchObject({ state: 'locked', holder: person, validThrough: '2026-12-04' })
    expect(statuses(after.certificates)).toEqual(['revoked', 'revoked'])
    expect((await desk.history(card))[0]).toMatchObject({
      from: 'assigned',
      to: 'locked',
      comment: 'Police report',
      input: { reason: 'stolen' },
    })
    expect(await desk.commands(card)).toEqual([])
  })

  test('from the stock', async () => {
    const card = await desk.inStock()
    outcome(await run(desk.olga, 'TempCardsProcLock', card, [{ reason: 'damaged' }, {}]))
    expect(await desk.card(card)).toMatchObject({ state: 'locked', certificates: [], holder: null })
  })

  test('its holder may have another one', async () => {
    const person = await desk.person()
    const card = await desk.assigned(person)
    outcome(await run(desk.olga, 'TempCardsProcLock', card, [{ reason: 'lost' }, {}]))
    expect(await desk.card(await desk.assigned(person))).toMatchObject({ state: 'assigned', holder: person })
  })
})

describe('several cards at once', () => {
  test('each stands or falls alone, and each is told', async () => {
    const [one, two, three] = [await desk.assigned(), await desk.assigned(), await desk.inStock()]
    const cards = [one, two, three]
    const view = must(
      await desk.olga.desk.processes.openSeveral({ process: 'TempCardsProcWithdraw', cards: [...cards] }),
    )
    const confirm = page(await desk.next(view, { reason: 'returned' }))
    expect(confirm.step.subjects).toMatchObject([
      { id: one, problem: null },
      { id: two, problem: null },
      { id: three, problem: expect.stringContaining(three) },
    ])
    const done = outcome(await desk.next(confirm))
    expect(done.cards).toMatchObject([
      { id: one, ok: true, state: 'unassigned' },
      { id: two, ok: true, state: 'unassigned' },
      { id: three, ok: false, state: 'unassigned', message: expect.stringContaining(three) },
    ])
    // Three different people at three different cards: each history names its own.
    const names = await Promise.all([one, two].map(async (card) => (await desk.history(card))[0]?.input.holder))
    expect(new Set(names).size).toBe(2)
  })

  test('a process with a chip to write is for one card at a time', async () => {
    const cards = [await desk.produced(), await desk.produced()]
    await desk.refused('bad-request', () =>
      desk.olga.desk.processes.openSeveral({ process: 'TempCardsAddonExtProdInitialize', cards }),
    )
  })
})
