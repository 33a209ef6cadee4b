import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CardDesk } from '../support/card-desk'
import { must, outcome, run, setOptions, switchOn } from '../support/test-desk'

// Edit card (domain 3.1): title, unit and delivery address; off until an administrator adds it.
const edit = 'CardsProcEdit'

let desk: CardDesk
beforeEach(async () => {
  desk = await CardDesk.open()
})
afterEach(() => desk.close())

describe('Edit card', () => {
  it('is off until it is added to a state', async () => {
    const card = await desk.active()
    await desk.refused('process-off', () => run(desk.olga, edit, card, [{ title: 'Head' }, {}]), card, 'Active')
  })

  it('changes title and unit, leaves the state, and records only what was changed', async () => {
    await switchOn(desk.ada, 'card', 'active', edit)
    const card = await desk.active()
    const view = must(await desk.olga.desk.processes.open({ process: edit, card, person: null }))
    expect(view.answers).toMatchObject({ title: '', organisationalUnit: 'Facilities' })
    expect(view.step.fields.map(({ name }) => name)).toEqual(['title', 'organisationalUnit'])
    const done = outcome(await run(desk.olga, edit, card, [{ title: 'Head of Facilities' }, {}]))
    expect(done.cards[0]?.state).toBe('active')
    expect(await desk.card(card)).toMatchObject({ title: 'Head of Facilities', organisationalUnit: 'Facilities' })
    expect(await desk.lastEntry(card)).toMatchObject({
      process: edit,
      from: 'active',
      to: 'active',
      input: { title: 'Head of Facilities' },
    })
    expect(Object.keys((await desk.lastEntry(card)).input)).toEqual(['title'])
  })

  it('tells at the field that nothing was changed, and writes nothing', async () => {
    await switchOn(desk.ada, 'card', 'active', edit)
    const card = await desk.active()
    await desk.refused('invalid-answers', () => run(desk.olga, edit, card, [{}, {}]))
    await desk.refused('invalid-answers', () =>
      run(desk.olga, edit, card, [{ organisationalUnit: ' Facilities ' }, {}]),
    )
  })

  it('says in the history that something was emptied', async () => {
    await switchOn(desk.ada, 'card', 'active', edit)
    const card = await desk.active()
    outcome(await run(desk.olga, edit, card, [{ organisationalUnit: '' }, {}]))
    expect((await desk.card(card)).organisationalUnit).toBe('')
    expect((await desk.lastEntry(card)).input).toEqual({ organisationalUnit: '(emptied)' })
  })

  it.each(['requested', 'processing'] as const)('changes the delivery address while the order is %s', async (state) => {
    await switchOn(desk.ada, 'card', state, edit)
    await setOptions(desk.ada, { CardsAddonExtProdApproval: state === 'requested' })
    const card = await desk.order(await desk.person())
    outcome(await run(desk.olga, edit, card, [{ deliveryAddress: 'Harbour 7\n20457 Hamburg' }, {}]))
    expect(await desk.card(card)).toMatchObject({ state, order: { deliveryAddress: 'Harbour 7\n20457 Hamburg' } })
    expect((await desk.lastEntry(card)).input).toEqual({ deliveryAddress: 'Harbour 7\n20457 Hamburg' })
  })

  it('does not offer the address once the bureau has the order', async () => {
    await switchOn(desk.ada, 'card', 'ordered', edit)
    const card = await desk.ordered()
    const view = must(await desk.olga.desk.processes.open({ process: edit, card, person: null }))
    expect(view.step.fields.map(({ name }) => name)).not.toContain('deliveryAddress')
  })

  it('waits while the order is on its way to the bureau', async () => {
    await switchOn(desk.ada, 'card', 'registered', edit)
    desk.bureau.toOrder = new Error('no line')
    const card = await desk.ordered()
    expect((await desk.card(card)).state).toBe('registered')
    await desk.refused('condition-not-met', () => run(desk.olga, edit, card, [{ title: 'Head' }, {}]), card)
  })

  it('is refused when the card was changed meanwhile', async () => {
    await switchOn(desk.ada, 'card', 'active', edit)
    const card = await desk.active()
    const otto = await desk.test.somebody(desk.ada, 'otto', 'operator')
    const view = must(await desk.olga.desk.processes.open({ process: edit, card, person: null }))
    outcome(await run(otto, edit, card, [{ title: 'Head' }, {}]))
    const answers = { ...view.answers, title: 'Deputy' }
    const next = () => desk.olga.desk.processes.next({ run: view.run, step: view.step.id, answers })
    await desk.refused('card-changed', next, card, 'Otto Weiss', 'Edit card')
  })
})
