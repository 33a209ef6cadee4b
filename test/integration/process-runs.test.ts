import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Role } from '../../shared/lifecycle'
import type { Advance, Answers, RunView } from '../../shared/model'
import { CardDesk, deliveryAddress, pins } from '../support/card-desk'
import { FaultyFiles } from '../support/faulty-files'
import { TestAuthority } from '../support/partners'
import { ended, must, outcome, password, refused, run, setOptions } from '../support/test-desk'
import { ToldEncoder, written } from '../support/told-encoder'

// Whose a wizard is, how long it is theirs, and which page of it a Next or Back is for (domain 5.1 and 6).

const activate = 'CardsAddonExtProdProcActivate'
const order = 'CardsAddonExtProdProcOrder'
const multiple = 'CardsAddonExtProdBoProcOrderMultiple'
const abort = 'CardsAddonExtProdProcAbort'

let desk: CardDesk
let encoder: ToldEncoder
let authority: TestAuthority
let disk: FaultyFiles
beforeEach(async () => {
  encoder = new ToldEncoder()
  authority = new TestAuthority()
  disk = new FaultyFiles()
  desk = await CardDesk.open({ encoder, authority, files: disk.files })
})
afterEach(() => desk.close())

const requestOf = (view: RunView, answers: Answers = {}) => ({
  run: view.run,
  step: view.step.id,
  answers: { ...view.answers, ...answers },
})
const nextOf = (view: RunView, answers: Answers = {}) => desk.olga.desk.processes.next(requestOf(view, answers))
const backOf = (view: RunView) => desk.olga.desk.processes.back(requestOf(view))
const inHands = () => authority.issued - authority.takenBack

function pageOf(advance: Advance): RunView {
  if (advance.kind !== 'step') throw new Error(`a page is expected, not ${advance.kind}`)
  return advance.view
}

/** Gives an account these roles and no others. */
async function setRoles(name: string, roles: Role[]): Promise<void> {
  const account = must(await desk.ada.desk.accounts.list()).find(({ userName }) => userName === name)
  if (!account) throw new Error(`no account ${name}`)
  const { id, version, userName, name: fullName, disabled, person } = account
  const change = { account: id, version, userName, name: fullName, roles, disabled, person }
  must(await desk.ada.desk.accounts.change(change))
}

/** The card as somebody sees it whose window is none of those a test is about. */
async function seen(card: string) {
  return must(await desk.amir.desk.cards.profile({ card })).card
}

/** Activate card, with certificates, up to the page whose Next writes the chip and ends the wizard. */
async function atEncoding(): Promise<{ card: string; view: RunView }> {
  const card = await desk.produced()
  await setOptions(desk.ada, { CardsCertificates: true })
  return { card, view: pageOf(must(await run(desk.olga, activate, card, [{ identity: 'known' }, pins]))) }
}

/** As above, with the certificates issued already: the disk refused the last Next, and the page waits. */
async function withCertificates(): Promise<{ card: string; view: RunView }> {
  const { card, view } = await atEncoding()
  disk.failOn('write', 'journal', 'ENOSPC')
  expect(refused(await ended(desk.olga, await nextOf(view))).code).toBe('storage-failed')
  disk.fate = () => null
  expect([authority.issued, authority.takenBack]).toEqual([2, 0])
  return { card, view }
}

/** Order card on its page with layout, validity and address. */
async function atOrder(): Promise<{ holder: string; first: RunView; second: RunView }> {
  const holder = await desk.person()
  const first = must(await desk.olga.desk.processes.open({ process: order, card: null, person: null }))
  return { holder, first, second: pageOf(must(await nextOf(first, { holder }))) }
}

describe('A role that is taken away while a wizard is open', () => {
  it('counts at the commit, although the chip is being written for somebody who had it', async () => {
    const { card, view } = await atEncoding()
    const hold = encoder.holdNext()
    const next = nextOf(view)
    await hold.begun
    await setRoles('olga', ['approver'])
    const before = await desk.test.journalPrint()
    hold.release()
    const { code } = refused(await ended(desk.olga, await next))
    expect(['role-lacks-process', 'not-permitted']).toContain(code)
    expect(await desk.test.journalPrint()).toBe(before)
    expect(await seen(card)).toMatchObject({ state: 'produced', chipUid: null, certificates: [] })
    await expect.poll(inHands).toBe(0)
  })

  it('counts at the last Next, although the page was opened with it', async () => {
    const { second } = await atOrder()
    const confirm = pageOf(must(await nextOf(second, { deliveryAddress })))
    await setRoles('olga', ['approver'])
    const before = await desk.test.journalPrint()
    const { code } = refused(await nextOf(confirm))
    expect(['role-lacks-process', 'not-permitted']).toContain(code)
    expect(await desk.test.journalPrint()).toBe(before)
  })

  it('counts for each of several that comes after', async () => {
    const persons = await Promise.all(Array.from({ length: 60 }, () => desk.person()))
    const answers = { layout: 'Student', validityMonths: 12, deliveryAddress }
    const confirm = pageOf(must(await run(desk.olga, multiple, null, [{ persons }, answers])))
    const first = must(await nextOf(confirm))
    expect(first.kind).toBe('working')
    await setRoles('olga', ['approver'])
    const done = outcome(await ended(desk.olga, { ok: true, value: first }))
    expect(done.cards).toHaveLength(60)
    const made = done.cards.filter(({ ok }) => ok)
    expect(made.length).toBeLessThan(60)
    expect(done.cards.filter(({ ok }) => !ok).every(({ state }) => state === null)).toBe(true)
    const cards = await Promise.all(
      persons.map(async (person) => must(await desk.amir.desk.persons.profile({ person })).cards.length),
    )
    expect(cards.filter((count) => count > 0)).toHaveLength(made.length)
  })
})

describe('A window that somebody leaves', () => {
  const ways: readonly [string, () => Promise<void>][] = [
    [
      'signing out',
      async () => {
        must(await desk.olga.desk.session.signOut())
      },
    ],
    ['closing the window', async () => desk.olga.connection.close()],
    [
      'signing in over the open session',
      async () => {
        must(await desk.olga.desk.session.signIn({ userName: 'olga', password }))
      },
    ],
  ]

  it.each(ways)('by %s gives back the certificates of a wizard that waits', async (_way, leave) => {
    const { card } = await withCertificates()
    const before = await desk.test.journalPrint()
    await leave()
    await expect.poll(() => authority.takenBack).toBe(2)
    expect(await desk.test.journalPrint()).toBe(before)
    expect(await seen(card)).toMatchObject({ state: 'produced', certificates: [] })
  })

  it.each(ways)('by %s has nothing written for the chip under way', async (_way, leave) => {
    const { card, view } = await atEncoding()
    const hold = encoder.holdNext(written('04A1B2C3D4E5F6'), false)
    const working = must(await nextOf(view))
    if (working.kind !== 'working') throw new Error('the chip is being written')
    const signal = await hold.begun
    const before = await desk.test.journalPrint()
    const following = desk.olga.desk.processes.follow({ run: view.run, after: working.progress.number })
    await leave()
    expect(signal.aborted).toBe(true)
    hold.release()
    expect(refused(await following).code).toBe('run-not-found')
    await expect.poll(inHands).toBe(0)
    expect(await desk.test.journalPrint()).toBe(before)
    expect(await seen(card)).toMatchObject({ state: 'produced', chipUid: null, certificates: [] })
  })

  it.each(ways)('by %s gives back what the authority was asked for', async (_way, leave) => {
    const { card, view } = await atEncoding()
    const begun = Promise.withResolvers<void>()
    const released = Promise.withResolvers<void>()
    const issue = authority.issue
    authority.issue = async (request) => {
      begun.resolve()
      await released.promise
      return issue(request)
    }
    const next = nextOf(view)
    await begun.promise
    const before = await desk.test.journalPrint()
    await leave()
    released.resolve()
    await next
    await expect.poll(() => [authority.issued, authority.takenBack]).toEqual([2, 2])
    expect(await desk.test.journalPrint()).toBe(before)
    expect(await seen(card)).toMatchObject({ state: 'produced', certificates: [] })
  })

  it('by signing in anew has no wizards of before, though it is the same person', async () => {
    const { second } = await atOrder()
    must(await desk.olga.desk.session.signIn({ userName: 'olga', password }))
    await desk.refused('run-not-found', () => nextOf(second, { deliveryAddress }))
    await desk.refused('run-not-found', () => backOf(second))
    await desk.refused('run-not-found', () => desk.olga.desk.processes.cancel({ run: second.run }))
  })

  it('is not told the outcome of what was carried out meanwhile', async () => {
    await setOptions(desk.ada, { CardsAddonExtProdQueue: false })
    const { holder, second } = await atOrder()
    const confirm = pageOf(must(await nextOf(second, { deliveryAddress })))
    const sending = desk.bureau.hold()
    const working = must(await nextOf(confirm))
    if (working.kind !== 'working') throw new Error('the order is being sent')
    await sending.begun
    const following = desk.olga.desk.processes.follow({ run: confirm.run, after: working.progress.number })
    must(await desk.olga.desk.session.signOut())
    must(await desk.olga.desk.session.signIn({ userName: 'olga', password }))
    sending.release()
    expect(refused(await following).code).toBe('run-not-found')
    const later = await desk.olga.desk.processes.follow({ run: confirm.run, after: 0 })
    expect(refused(later).code).toBe('run-not-found')
    const { cards } = must(await desk.amir.desk.persons.profile({ person: holder }))
    expect(cards).toMatchObject([{ state: 'ordered' }])
  })
})

describe('Back', () => {
  it('gives back certificates; the Next that comes asks for its own', async () => {
    const { card, view } = await withCertificates()
    const pinPage = must(await backOf(view))
    expect(pinPage.stepNumber).toBe(view.stepNumber - 1)
    await expect.poll(() => authority.takenBack).toBe(2)
    const again = pageOf(must(await nextOf(pinPage, pins)))
    outcome(await ended(desk.olga, await nextOf(again)))
    expect([authority.issued, authority.takenBack]).toEqual([4, 2])
    const kept = (await seen(card)).certificates.map(({ serial }) => serial)
    expect(kept).toEqual(['3', '4'].map((serial) => serial.padStart(32, '0')))
  })
})

describe('A Next or Back for another page than the one shown', () => {
  it('is refused and does not go on: a Next that comes twice is one Next', async () => {
    const { holder, first, second } = await atOrder()
    const all = { holder, deliveryAddress, layout: 'Student', validityMonths: 12 }
    await desk.refused('run-not-found', () => nextOf(first, all))
    const confirm = pageOf(must(await nextOf(second, { deliveryAddress })))
    expect([first, second, confirm].map(({ stepNumber }) => stepNumber)).toEqual([1, 2, 3])
    await desk.refused('run-not-found', () => nextOf(second, all))
    expect(outcome(await nextOf(confirm)).cards).toMatchObject([{ ok: true, state: 'processing' }])
  })

  it('is refused for a page that is still to come', async () => {
    const { second } = await atOrder()
    const later = { ...second, step: { ...second.step, id: 'confirm' } }
    await desk.refused('run-not-found', () => nextOf(later, { deliveryAddress }))
    expect(pageOf(must(await nextOf(second, { deliveryAddress }))).stepNumber).toBe(3)
  })

  it('is refused for a Back that comes twice, too', async () => {
    const { second } = await atOrder()
    const confirm = pageOf(must(await nextOf(second, { deliveryAddress })))
    const before = must(await backOf(confirm))
    expect(before).toMatchObject({ stepNumber: 2, step: { id: second.step.id } })
    await desk.refused('run-not-found', () => backOf(confirm))
    expect(pageOf(must(await nextOf(before)))).toMatchObject({ stepNumber: 3, step: { id: confirm.step.id } })
  })
})

describe('A card named twice in a run over several', () => {
  it('is listed once and decided once', async () => {
    const [one, other] = [await desk.order(await desk.person()), await desk.order(await desk.person())]
    const cards = [one, other, one, one]
    const opened = must(await desk.olga.desk.processes.openSeveral({ process: abort, cards }))
    expect(opened.step.subjects).toHaveLength(2)
    const entries = (await desk.history(one)).length
    const done = outcome(await ended(desk.olga, await nextOf(opened)))
    expect(done.cards.map(({ id, ok, state }) => [id, ok, state])).toEqual([
      [one, true, 'order-aborted'],
      [other, true, 'order-aborted'],
    ])
    expect(await desk.history(one)).toHaveLength(entries + 1)
  })
})

describe('The option CardsValidityMonths', () => {
  // Tests begin on 2026-11-20; the days are counted by hand.
  it.each([
    [36, '2029-11-20'],
    [18, '2028-05-20'],
    [3, '2027-02-20'],
  ])('of %i months is suggested, and the card is valid through %s', async (months, lastDay) => {
    await setOptions(desk.ada, { CardsValidityMonths: months })
    const { second } = await atOrder()
    expect(second.answers).toMatchObject({ validityMonths: months })
    const confirm = pageOf(must(await nextOf(second, { deliveryAddress })))
    const [card] = outcome(await nextOf(confirm)).cards
    expect(await seen(card?.id ?? '')).toMatchObject({ validFrom: '2026-11-20', validThrough: lastDay })
  })
})
