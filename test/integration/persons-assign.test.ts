import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { must, outcome, refused, run, setOptions } from '../support/test-desk'
import { StockDesk } from '../support/stock-desk'

// Assign temporary card from a person's profile (domain 3.2 and 4).
const assign = 'TempCardsProcAssign'

describe('A temporary card for a person', () => {
  let stock: StockDesk
  let person: string
  beforeEach(async () => {
    stock = await StockDesk.open()
    person = await stock.person()
  })
  afterEach(() => stock.close())
  const command = async (id = person) =>
    must(await stock.olga.desk.persons.profile({ person: id })).commands.find(({ process }) => process === assign)

  it('is offered from the start, and says that a card from the stock is needed', async () => {
    expect(await command()).toEqual({
      process: assign,
      name: 'Assign temporary card',
      disabledBecause: null,
      needs: 'temporary-card',
    })
    const udo = await stock.test.somebody(stock.ada, 'udo', 'auditor')
    expect(must(await udo.desk.persons.profile({ person })).commands).toEqual([])
  })

  it('is handed out by a wizard that knows for whom, and is on the profile then', async () => {
    const card = await stock.inStock()
    const done = outcome(await run(stock.olga, assign, card, [{ validThrough: stock.day(3) }, {}], person))
    expect(done.cards).toMatchObject([{ id: card, ok: true, state: 'assigned' }])
    const { cards } = must(await stock.olga.desk.persons.profile({ person }))
    expect(cards).toMatchObject([{ id: card, state: 'assigned', validThrough: stock.day(3), holder: person }])
  })

  it('is not offered a second time while one is out, with the reason; a withdrawn one frees them', async () => {
    const card = await stock.assigned(person)
    const other = await stock.inStock()
    expect((await command())?.disabledBecause).toContain(card)
    expect((await command(await stock.person('Okafor')))?.disabledBecause).toBeNull()
    expect(refused(await run(stock.olga, assign, other, [{}, {}], person)).code).toBe('condition-not-met')
    await setOptions(stock.ada, { TempCardsMultipleCards: true })
    expect((await command())?.disabledBecause).toBeNull()
    await setOptions(stock.ada, { TempCardsMultipleCards: false })
    outcome(await run(stock.olga, 'TempCardsProcWithdraw', card, [{ reason: 'returned' }, {}]))
    expect((await command())?.disabledBecause).toBeNull()
    // What was withdrawn is no longer theirs.
    expect(must(await stock.olga.desk.persons.profile({ person })).cards).toEqual([])
  })
})
