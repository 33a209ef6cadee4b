import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RunView } from '../../shared/model'
import { CardDesk, deliveryAddress } from '../support/card-desk'
import { must, outcome, run, setOptions, type Somebody, switchOn } from '../support/test-desk'
import { refusing, taken } from '../support/told-bureau'

// Two persons stand behind every order that was approved: nobody changes alone what the other has seen.

const edit = 'CardsProcEdit'
const approve = 'CardsAddonExtProdProcApprove'
const repeat = 'CardsAddonExtProdProcRepeat'
const elsewhere = 'Elsewhere 9'

let desk: CardDesk
beforeEach(async () => {
  desk = await CardDesk.open()
  for (const tab of ['requested', 'processing'] as const) await switchOn(desk.ada, 'card', tab, edit)
})
afterEach(() => desk.close())

const opened = async (somebody: Somebody, process: typeof edit | typeof repeat, card: string): Promise<RunView> =>
  must(await somebody.desk.processes.open({ process, card, person: null }))
const fieldsOf = ({ step }: RunView) => step.fields.map(({ name }) => name)
const addressOf = async (card: string) => (await desk.card(card)).order?.deliveryAddress

/** An approved order whose card failed at the bureau. */
async function approvedAndFailed(): Promise<string> {
  const card = await desk.requested()
  await setOptions(desk.ada, { CardsAddonExtProdQueue: false })
  desk.bureau.toOrder = refusing('unknown layout')
  outcome(await run(desk.amir, approve, card, [{}]))
  desk.bureau.toOrder = taken()
  expect(await desk.card(card)).toMatchObject({ state: 'failed' })
  return card
}

describe('Edit card', () => {
  it('lets the requester alone change where a requested card goes', async () => {
    const card = await desk.requested()
    const otto = await desk.test.somebody(desk.ada, 'otto', 'operator', 'approver')
    const view = await opened(otto, edit, card)
    expect(fieldsOf(view)).toEqual(['title', 'organisationalUnit'])
    expect(view.step.warning).toContain('Olga Petersen')
    outcome(await run(otto, edit, card, [{ title: 'Engineer', deliveryAddress: elsewhere }, {}]))
    expect(await addressOf(card)).toBe(deliveryAddress)

    expect(fieldsOf(await opened(desk.olga, edit, card))).toContain('deliveryAddress')
    outcome(await run(desk.olga, edit, card, [{ deliveryAddress: elsewhere }, {}]))
    expect(await addressOf(card)).toBe(elsewhere)
  })

  it('lets nobody change where an approved card goes', async () => {
    const card = await desk.requested()
    outcome(await run(desk.amir, approve, card, [{}]))
    for (const somebody of [desk.olga, await desk.test.somebody(desk.ada, 'otto', 'operator')]) {
      const view = await opened(somebody, edit, card)
      expect(fieldsOf(view)).toEqual(['title', 'organisationalUnit'])
      expect(view.step.warning).toContain('Amir Haddad')
    }
    outcome(await run(desk.olga, edit, card, [{ title: 'Engineer', deliveryAddress: elsewhere }, {}]))
    expect(await addressOf(card)).toBe(deliveryAddress)
  })

  it('changes both when four eyes are not asked for', async () => {
    const card = await desk.requested()
    await setOptions(desk.ada, { FourEyes: false })
    const otto = await desk.test.somebody(desk.ada, 'otto', 'operator', 'approver')
    outcome(await run(otto, edit, card, [{ deliveryAddress: elsewhere }, {}]))
    outcome(await run(otto, approve, card, [{}]))
    outcome(await run(otto, edit, card, [{ deliveryAddress: deliveryAddress }, {}]))
    expect(await addressOf(card)).toBe(deliveryAddress)
  })

  it('lets anybody change an order that needed no decision', async () => {
    const card = await desk.order(await desk.person())
    const otto = await desk.test.somebody(desk.ada, 'otto', 'operator')
    outcome(await run(otto, edit, card, [{ deliveryAddress: elsewhere }, {}]))
    expect(await addressOf(card)).toBe(elsewhere)
  })
})

describe('Repeat card order', () => {
  it('goes out as it was approved when the requester repeats it', async () => {
    const card = await approvedAndFailed()
    const view = await opened(desk.olga, repeat, card)
    expect(fieldsOf(view)).toEqual([])
    expect(view.step.warning).toContain('Amir Haddad')
    outcome(await run(desk.olga, repeat, card, [{ deliveryAddress: elsewhere }]))
    expect(await desk.card(card)).toMatchObject({ state: 'ordered', order: { deliveryAddress, attempt: 2 } })
  })

  it('can be corrected by somebody else, and the history says how', async () => {
    const card = await approvedAndFailed()
    const otto = await desk.test.somebody(desk.ada, 'otto', 'operator')
    outcome(await run(otto, repeat, card, [{ deliveryAddress: elsewhere }, {}]))
    expect(await addressOf(card)).toBe(elsewhere)
    const corrected = (await desk.history(card)).find(({ input }) => input.deliveryAddress === elsewhere)
    expect(corrected).toMatchObject({ process: repeat, name: 'Otto Weiss' })
  })
})

describe('Whom one’s own account belongs to', () => {
  it('is for another administrator to change, so that nobody frees themselves for their own card', async () => {
    const holder = await desk.person()
    const card = await desk.requested(holder)
    const otto = await desk.test.somebody(desk.ada, 'otto', 'administrator', 'approver')
    await desk.link('otto', holder)
    await desk.refused('condition-not-met', () => run(otto, approve, card, [{}]), 'your own card')
    const own = must(await otto.desk.accounts.list()).find(({ userName }) => userName === 'otto')
    if (!own) throw new Error('otto has no account')
    const { id, version, userName, name, roles, disabled } = own
    const change = (person: string | null) =>
      otto.desk.accounts.change({ account: id, version, userName, name, roles: [...roles], disabled, person })
    await desk.refused('own-link', () => change(null), 'another administrator')
    const other = await desk.person('Weiss')
    await desk.refused('own-link', () => change(other), 'another administrator')
    await desk.refused('condition-not-met', () => run(otto, approve, card, [{}]), 'your own card')
    // What it says already is no change.
    expect(must(await change(holder)).person).toBe(holder)
  })

  it('can be said by oneself while nobody has', async () => {
    const otto = await desk.test.somebody(desk.ada, 'otto', 'administrator')
    const person = await desk.person()
    const own = must(await otto.desk.accounts.list()).find(({ userName }) => userName === 'otto')
    if (!own) throw new Error('otto has no account')
    const { id, version, userName, name, roles, disabled } = own
    const changed = await otto.desk.accounts.change({
      account: id,
      version,
      userName,
      name,
      roles: [...roles],
      disabled,
      person,
    })
    expect(must(changed).person).toBe(person)
  })
})
