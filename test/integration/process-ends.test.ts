import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Advance, RunView } from '../../shared/model'
import { CardDesk, deliveryAddress, pins } from '../support/card-desk'
import { TestAuthority } from '../support/partners'
import { StockDesk } from '../support/stock-desk'
import { ended, must, outcome, password, refused, run, setOptions, switchOn } from '../support/test-desk'
import { ToldEncoder } from '../support/told-encoder'

// What becomes of a wizard whose work has ended when something else happened meanwhile.

const activate = 'CardsAddonExtProdProcActivate'
const assign = 'TempCardsProcAssign'

let desk: CardDesk
let encoder: ToldEncoder
let authority: TestAuthority
beforeEach(async () => {
  encoder = new ToldEncoder()
  authority = new TestAuthority()
  desk = await CardDesk.open({ encoder, authority })
})
afterEach(() => desk.close())

const inHands = () => authority.issued - authority.takenBack
const nextOf = (view: RunView) =>
  desk.olga.desk.processes.next({ run: view.run, step: view.step.id, answers: view.answers })

function pageOf(advance: Advance): RunView {
  if (advance.kind !== 'step') throw new Error(`a page is expected, not ${advance.kind}`)
  return advance.view
}

/** Activate card, with certificates, up to the page whose Next writes the chip. */
async function atEncoding(): Promise<{ card: string; view: RunView }> {
  const card = await desk.produced()
  await setOptions(desk.ada, { CardsCertificates: true })
  return { card, view: pageOf(must(await run(desk.olga, activate, card, [{ identity: 'known' }, pins]))) }
}

/** As above, with the option switched off while the chip is written: the page comes once more. */
async function shownOnceMore() {
  const { card, view } = await atEncoding()
  const hold = encoder.holdNext()
  const next = nextOf(view)
  await hold.begun
  await setOptions(desk.ada, { CardsCertificates: false })
  return { card, view, next, release: hold.release }
}

describe('Certificates that the page no longer speaks of', () => {
  it('are given back, and the card gets none', async () => {
    const { card, next, release } = await shownOnceMore()
    release()
    const again = pageOf(must(await ended(desk.olga, await next)))
    expect(again.step.warning).toMatch(/changed while this page was open/)
    expect(inHands()).toBe(0)
    outcome(await ended(desk.olga, await nextOf(again)))
    expect(await desk.card(card)).toMatchObject({ state: 'active', certificates: [] })
    expect(inHands()).toBe(0)
  })

  it('are given back, too, when the person leaves before they are told', async () => {
    const { next, release } = await shownOnceMore()
    expect(must(await next).kind).toBe('working')
    release()
    await expect.poll(() => authority.issued).toBe(2)
    must(await desk.olga.desk.session.signOut())
    await expect.poll(inHands).toBe(0)
  })
})

describe('A wizard of somebody whose account is switched off', () => {
  it('is over: nothing of it is left at that window', async () => {
    const { view } = await atEncoding()
    const account = must(await desk.ada.desk.accounts.list()).find(({ userName }) => userName === 'olga')
    if (!account) throw new Error('olga has no account')
    const { id, version, userName, name, roles, person } = account
    const change = { account: id, version, userName, name, roles: [...roles], person }
    const off = must(await desk.ada.desk.accounts.change({ ...change, disabled: true }))
    must(await desk.ada.desk.accounts.change({ ...change, version: off.version, disabled: false }))
    must(await desk.olga.desk.session.signIn({ userName, password }))
    expect(refused(await nextOf(view)).code).toBe('run-not-found')
  })
})

describe('A screen that is locked while the chip is written', () => {
  it('is told nothing; whoever unlocks it is told the end', async () => {
    const { card, view } = await atEncoding()
    const hold = encoder.holdNext()
    const first = must(await nextOf(view))
    if (first.kind !== 'working') throw new Error('the chip is being written')
    await hold.begun
    const following = desk.olga.desk.processes.follow({ run: view.run, after: first.progress.number })
    must(await desk.olga.desk.session.lock())
    hold.release()
    expect(refused(await following).code).toBe('locked')
    must(await desk.olga.desk.session.unlock({ password }))
    const end = await ended(desk.olga, await desk.olga.desk.processes.follow({ run: view.run, after: 0 }))
    expect(outcome(end).cards).toMatchObject([{ id: card, state: 'active' }])
  })
})

describe('A last Next that is refused for the person who was chosen', () => {
  it('lets the wizard go back and choose another one', async () => {
    const [one, other] = [await desk.person(), await desk.person('Brandt')]
    const order = 'CardsAddonExtProdProcOrder'
    const view = pageOf(must(await run(desk.olga, order, null, [{ holder: one }, { deliveryAddress }])))
    await desk.order(one)
    expect(refused(await nextOf(view)).code).toBe('condition-not-met')
    let page = view
    while (page.stepNumber > 1) {
      page = must(
        await desk.olga.desk.processes.back({ run: page.run, step: page.step.id, answers: { ...page.answers } }),
      )
    }
    for (const answers of [{ holder: other }, { deliveryAddress }]) {
      const given = { ...page.answers, ...answers }
      page = pageOf(must(await desk.olga.desk.processes.next({ run: page.run, step: page.step.id, answers: given })))
    }
    expect(outcome(await nextOf(page)).cards).toMatchObject([{ ok: true, state: 'processing' }])
  })

  it('gives certificates back meanwhile', async () => {
    const stock = await StockDesk.open()
    try {
      const { olga, authority: own } = stock
      const [person, one, other] = [await stock.person(), await stock.inStock(), await stock.inStock()]
      const view = pageOf(must(await run(olga, assign, one, [{ holder: person }, {}])))
      outcome(await run(olga, assign, other, [{ holder: person }, {}, {}]))
      const held = own.issued - own.takenBack
      const answer = await olga.desk.processes.next({ run: view.run, step: view.step.id, answers: view.answers })
      expect(refused(await ended(olga, answer)).code).toBe('condition-not-met')
      expect(own.issued - own.takenBack).toBe(held)
    } finally {
      await stock.close()
    }
  })
})

describe('A failed card that is edited', () => {
  it('is not said to have failed just now', async () => {
    await switchOn(desk.ada, 'card', 'failed', 'CardsProcEdit')
    const card = await desk.failed()
    const done = outcome(await run(desk.olga, 'CardsProcEdit', card, [{ title: 'Engineer' }, {}]))
    expect(done.cards).toMatchObject([{ id: card, ok: true, state: 'failed', message: '' }])
  })
})
