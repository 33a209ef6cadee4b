import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CardDesk, deliveryAddress } from '../support/card-desk'
import { ended, must, outcome, run, setOptions, switchOn } from '../support/test-desk'

// Order multiple cards (domain 3.1): one wizard for many holders, each standing or falling alone.
const multiple = 'CardsAddonExtProdBoProcOrderMultiple'

let desk: CardDesk
beforeEach(async () => {
  desk = await CardDesk.open()
})
afterEach(() => desk.close())

const people = (count: number) => Promise.all(Array.from({ length: count }, () => desk.person()))
const order = (persons: readonly string[]) =>
  run(desk.olga, multiple, null, [{ persons }, { layout: 'Student', validityMonths: 12, deliveryAddress }, {}])

describe('Order multiple cards', () => {
  it("registers and orders a card for each, with each one's own name and UPN", async () => {
    const [one = '', other = ''] = [await desk.person('Ahrens'), await desk.person('Brown')]
    const done = outcome(await order([one, other]))
    expect(done.cards.map(({ ok, state }) => [ok, state])).toEqual([
      [true, 'processing'],
      [true, 'processing'],
    ])
    expect(done.text).toBe('2 of 2 done.')
    const cards = await Promise.all(done.cards.map(({ id }) => desk.card(id)))
    expect(cards).toMatchObject([
      {
        holder: one,
        layout: 'Student',
        validThrough: '2027-11-20',
        order: { commonName: 'Łukasz Ahrens', deliveryAddress },
      },
      {
        holder: other,
        layout: 'Student',
        validThrough: '2027-11-20',
        order: { commonName: 'Łukasz Brown', deliveryAddress },
      },
    ])
    expect(new Set(cards.map((card) => card.order?.id)).size).toBe(2)
    expect(new Set(cards.map((card) => card.order?.upn)).size).toBe(2)
    expect((await desk.history(cards[0]?.id ?? '')).map(({ process, from, to }) => [process, from, to])).toEqual([
      [multiple, null, 'registered'],
      [multiple, 'registered', 'processing'],
    ])
  })

  it('says beforehand and afterwards who cannot get one, and orders for the others', async () => {
    const [one = '', other = '', third = ''] = await people(3)
    const has = await desk.order(other)
    const opened = must(await desk.olga.desk.processes.open({ process: multiple, card: null, person: null }))
    const go = async (step: string, answers: object) =>
      ended(desk.olga, await desk.olga.desk.processes.next({ run: opened.run, step, answers: { ...answers } }))
    must(await go('persons', { persons: [one, other, third] }))
    const confirm = must(await go('order', { layout: 'Employee', validityMonths: 36, deliveryAddress }))
    if (confirm.kind !== 'step') throw new Error('there is a confirming page')
    expect(confirm.view.step.subjects.map(({ id, problem }) => [id, problem])).toEqual([
      [one, null],
      [other, expect.stringContaining(has)],
      [third, null],
    ])
    const done = outcome(await go('confirm', {}))
    expect(done.cards.map(({ ok, state }) => [ok, state])).toEqual([
      [true, 'processing'],
      [false, null],
      [true, 'processing'],
    ])
    expect(done.cards[1]?.message).toContain(has)
    expect(done.text).toBe('2 of 3 done.')
  })

  it('asks nobody to be chosen when it is started from a person', async () => {
    const holder = await desk.person()
    const pages = [{ layout: 'Student', validityMonths: 12, deliveryAddress }, {}]
    const done = outcome(await run(desk.olga, multiple, null, pages, holder))
    expect(done.cards).toMatchObject([{ ok: true, state: 'processing' }])
    expect(await desk.card(done.cards[0]?.id ?? '')).toMatchObject({ holder, layout: 'Student' })
  })

  it('counts one person once, whatever is sent', async () => {
    const one = await desk.person()
    expect(outcome(await order([one, one, one])).cards).toHaveLength(1)
  })

  it('asks for somebody, and for people it knows, and for no more than a thousand', async () => {
    const one = await desk.person()
    const unknown: readonly (readonly string[])[] = [[], ['P-999999'], [one, 'P-999999']]
    for (const persons of unknown) await desk.refused('invalid-answers', () => order(persons))
    const many = Array.from({ length: 1001 }, (_, index) => `P-${index}`)
    await desk.refused('bad-request', () => order(many))
  })

  it('goes to the approver when approval is on, and to the bureau at once when the queue is off', async () => {
    await setOptions(desk.ada, { CardsAddonExtProdApproval: true })
    expect(outcome(await order(await people(2))).cards.map(({ state }) => state)).toEqual(['requested', 'requested'])
    await setOptions(desk.ada, { CardsAddonExtProdApproval: false, CardsAddonExtProdQueue: false })
    expect(outcome(await order(await people(2))).cards.map(({ state }) => state)).toEqual(['ordered', 'ordered'])
    expect(new Set(desk.bureau.sent).size).toBe(2)
  })

  it('shows the confirming page again when an option changed what Next does', async () => {
    const persons = await people(2)
    const shown = must(
      await run(desk.olga, multiple, null, [{ persons }, { layout: 'Student', validityMonths: 12, deliveryAddress }]),
    )
    if (shown.kind !== 'step') throw new Error('there is a confirming page')
    expect(shown.view.step.text).toMatch(/2 cards into the queue/)
    await setOptions(desk.ada, { CardsAddonExtProdApproval: true })
    const before = await desk.test.journalPrint()
    const again = must(await desk.olga.desk.processes.next({ run: shown.view.run, step: 'confirm', answers: {} }))
    expect(again.kind === 'step' && again.view.step.text).toMatch(/2 orders to an approver/)
    expect(await desk.test.journalPrint()).toBe(before)
  })

  it('can be stopped: those begun stay ordered, the others are untouched and listed', async () => {
    const persons = await people(60)
    const shown = must(
      await run(desk.olga, multiple, null, [{ persons }, { layout: 'Student', validityMonths: 12, deliveryAddress }]),
    )
    if (shown.kind !== 'step') throw new Error('there is a confirming page')
    const { run: id } = shown.view
    const first = must(await desk.olga.desk.processes.next({ run: id, step: 'confirm', answers: {} }))
    expect(first).toMatchObject({ kind: 'working', progress: { done: 0, total: 60, stoppable: true } })
    must(await desk.olga.desk.processes.stop({ run: id }))
    const done = outcome(await ended(desk.olga, { ok: true, value: first }))
    const made = done.cards.filter(({ ok }) => ok).length
    expect(done.cards).toHaveLength(60)
    expect(made).toBeLessThan(60)
    expect(done.cards.slice(made).every(({ state, message }) => state === null && /Not begun/.test(message))).toBe(true)
    const cards = await Promise.all(
      persons.map(async (person) => must(await desk.olga.desk.persons.profile({ person })).cards.length),
    )
    expect(cards.filter((count) => count === 1)).toHaveLength(made)
  })
})

describe('An option that is changed while many orders are placed', () => {
  it('ends the run there: what the page did not say is not done', async () => {
    const persons = await people(60)
    const shown = must(
      await run(desk.olga, multiple, null, [{ persons }, { layout: 'Student', validityMonths: 12, deliveryAddress }]),
    )
    if (shown.kind !== 'step') throw new Error('there is a confirming page')
    expect(shown.view.step.text).toMatch(/60 cards into the queue/)
    const { version } = must(await desk.ada.desk.settings.read()).settings.options
    const first = must(await desk.olga.desk.processes.next({ run: shown.view.run, step: 'confirm', answers: {} }))
    const values = { CardsAddonExtProdApproval: true }
    must(await desk.ada.desk.settings.saveOptions({ version, values }))
    const done = outcome(await ended(desk.olga, { ok: true, value: first }))
    const made = done.cards.filter(({ ok }) => ok)
    expect(made.length).toBeLessThan(60)
    expect(made.every(({ state }) => state === 'processing')).toBe(true)
    const left = done.cards.filter(({ ok }) => !ok)
    expect(left.every(({ state, message }) => state === null && /option was changed/.test(message))).toBe(true)
  })
})

describe('Several cards through one process', () => {
  it('are aborted together, each standing or falling alone', async () => {
    const cards = [await desk.order(await desk.person()), await desk.ordered(), await desk.order(await desk.person())]
    const done = outcome(await desk.runSeveral(desk.olga, 'CardsAddonExtProdProcAbort', cards, [{}]))
    expect(done.cards.map(({ ok, state }) => [ok, state])).toEqual([
      [true, 'order-aborted'],
      [false, 'ordered'],
      [true, 'order-aborted'],
    ])
  })

  it('are refused where a process is for one card alone', async () => {
    await switchOn(desk.ada, 'card', 'processing', 'CardsProcEdit')
    const cards = [await desk.order(await desk.person())]
    const open = () => desk.olga.desk.processes.openSeveral({ process: 'CardsProcEdit', cards })
    await desk.refused('bad-request', open, 'several cards at once')
  })
})
