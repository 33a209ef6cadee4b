import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RequestOf } from '../../shared/contract'
import type { NewPerson } from '../../shared/model'
import { must, outcome, refused, run, type Somebody, switchOn, TestDesk } from '../support/test-desk'

// Search (domain 8 and issue text): free text over number, name, employee number, e-mail, UPN and order.
let test: TestDesk
let ada: Somebody
let olga: Somebody

const people: Partial<NewPerson>[] = [
  {
    employeeNumber: 'E-9',
    givenName: 'Łukasz',
    familyName: 'Żak',
    email: 'l.zak@example.org',
    upn: 'lzak@corp.example.org',
  },
  {
    employeeNumber: 'E-10',
    givenName: 'Zoë',
    familyName: 'O’Neill-Żak',
    email: 'zoe@example.org',
    upn: 'zoe@corp.example.org',
  },
  {
    employeeNumber: 'E-100',
    givenName: '香织',
    familyName: '田中',
    email: 'tanaka@example.org',
    upn: 'k.tanaka@corp.example.org',
  },
  { employeeNumber: 'X.7', givenName: 'Ann', familyName: 'Abel', email: 'ann@example.org', upn: '' },
]
const cards: Record<string, string> = {}

beforeEach(async () => {
  ;({ test, ada } = await TestDesk.withAdministrator())
  olga = await test.somebody(ada, 'olga', 'operator')
  await switchOn(ada, 'card', 'registered', 'CardsAddonExtProdProcOrder')
  for (const person of people) {
    const added = must(await olga.raw('persons.add', { organisationalUnit: 'Unit', ...person })) as { id: string }
    const pages = [{ holder: added.id }, { layout: 'Employee' }, {}]
    const made = outcome(await run(olga, 'CardsAddonExtProdProcRegister', null, pages)).cards[0]?.id ?? ''
    cards[person.employeeNumber ?? ''] = made
  }
})
afterEach(() => test.close())

type Query = RequestOf<'search.cards'>
const query = (changes: Partial<Query>): Query => ({
  cardType: 'card',
  states: null,
  text: '',
  sort: { column: 'id', direction: 'ascending' },
  offset: 0,
  limit: 100,
  ...changes,
})
const search = async (changes: Partial<Query>) => must(await olga.desk.search.cards(query(changes)))
/** The employee numbers of the holders found. */
const found = async (text: string) => (await search({ text })).rows.map((row) => row.employeeNumber)

describe('Search', () => {
  it.each([
    ['', ['E-9', 'E-10', 'E-100', 'X.7']],
    ['zak', ['E-9', 'E-10']],
    ['ŻAK', ['E-9', 'E-10']],
    ['lukasz zak', ['E-9']],
    ['zak lukasz', ['E-9']],
    ['e-10', ['E-10', 'E-100']],
    ['田', ['E-100']],
    ['zoe@', ['E-10']],
    ['corp.example', ['E-9', 'E-10', 'E-100']],
    ['x.7', ['X.7']],
    // No other character is a wildcard: a dot is a dot, and %, _ and ? match only themselves.
    ['e.9', []],
    ['e_9', []],
    ['e%9', []],
    ['e?9', []],
    ['lu*zak', ['E-9']],
    ['zoe*neill', ['E-10']],
    ["o'neill", ['E-10']],
    // Only the plain asterisk is a wildcard.
    ['zoe＊neill', []],
    ['*', ['E-9', 'E-10', 'E-100', 'X.7']],
    // A word stays within one field: the name ends before the employee number begins.
    ['abel*ann@', []],
    ['abelx', []],
    ['nothing like this', []],
  ])('finds %j in the documented fields', async (text, expected) => {
    expect(await found(text)).toEqual(expected)
  })

  it('finds a card by its number and by its order number', async () => {
    const card = cards['E-9'] ?? ''
    outcome(await run(olga, 'CardsAddonExtProdProcOrder', card, [{ deliveryAddress: 'Main Street 1' }, {}]))
    expect(await found(card.toLowerCase())).toEqual(['E-9'])
    const { order } = must(await olga.desk.cards.profile({ card })).card
    expect(await found(order?.id ?? '?')).toEqual(['E-9'])
  })

  it('matches states of the type alone and tells exact totals', async () => {
    expect((await search({ states: ['registered'] })).total).toBe(4)
    expect((await search({ states: ['processing', 'order-aborted'] })).total).toBe(0)
    expect(refused(await olga.desk.search.cards(query({ states: ['assigned'] }))).code).toBe('bad-request')
    expect((await search({ limit: 1, offset: 3 })).rows).toHaveLength(1)
    expect(await search({ limit: 1, offset: 99 })).toMatchObject({ total: 4, rows: [] })
  })

  it('sorts by any column, numbers in text by their value, both ways', async () => {
    const order = async (column: Query['sort']['column'], direction: Query['sort']['direction']) =>
      (await search({ sort: { column, direction } })).rows.map((row) => row.employeeNumber)
    expect(await order('employeeNumber', 'ascending')).toEqual(['E-9', 'E-10', 'E-100', 'X.7'])
    expect(await order('employeeNumber', 'descending')).toEqual(['X.7', 'E-100', 'E-10', 'E-9'])
    expect(await order('holderName', 'ascending')).toEqual(['X.7', 'E-10', 'E-9', 'E-100'])
    expect(await order('email', 'ascending')).toEqual(['X.7', 'E-9', 'E-100', 'E-10'])
    outcome(
      await run(olga, 'CardsAddonExtProdProcOrder', cards['X.7'] ?? '', [{ deliveryAddress: 'Main Street 1' }, {}]),
    )
    expect(await order('state', 'descending')).toEqual(['X.7', 'E-100', 'E-10', 'E-9'])
    expect(await order('order', 'ascending')).toEqual(['E-9', 'E-10', 'E-100', 'X.7'])
  })

  it('looks only at the fields an administrator left in the quick search', async () => {
    const { settings } = must(await ada.desk.settings.read())
    const { version, layouts, commands } = settings.cardTypes.card
    if (!commands.general) throw new Error('no General tab')
    must(
      await ada.desk.settings.saveGeneral({
        cardType: 'card',
        version,
        defaults: [...commands.general.defaults],
        additional: [...commands.general.additional],
        layouts: [...layouts],
        searchFields: ['name'],
      }),
    )
    expect(await found('zak')).toEqual(['E-9', 'E-10'])
    expect(await found('zoe@')).toEqual([])
  })

  it('asked again by the same window shows what changed since', async () => {
    const holder = (await search({ text: 'tanaka' })).rows[0]?.holder ?? null
    const before = (await search({})).total
    outcome(await run(olga, 'CardsAddonExtProdProcRegister', null, [{ holder }, { layout: 'Employee' }, {}]))
    expect((await search({})).total).toBe(before + 1)
  })

  it('finds the cards of somebody by the new name, and no more by the old one', async () => {
    const person = (await search({ text: 'abel' })).rows[0]?.holder ?? ''
    const { version } = must(await olga.desk.persons.read({ person }))
    const ann = { employeeNumber: 'X.7', givenName: 'Ann', familyName: 'Zimmer', email: 'ann@example.org', upn: '' }
    must(await olga.desk.persons.change({ person, version, ...ann, organisationalUnit: 'Unit' }))
    expect(await found('zimmer')).toEqual(['X.7'])
    expect(await found('abel')).toEqual([])
  })

  it('puts what carries exactly that number first in "find anything"', async () => {
    const card = cards['E-10'] ?? ''
    expect(must(await olga.desk.search.find({ text: card, limit: 5 })).cards[0]?.id).toBe(card)
    const zak = must(await olga.desk.search.find({ text: 'zak', limit: 5 }))
    expect(zak.persons.map((person) => person.employeeNumber)).toEqual(['E-10', 'E-9'])
    expect(must(await olga.desk.search.find({ text: ' ', limit: 5 }))).toEqual({ cards: [], persons: [] })
  })

  it('is not for administrators who are not also at the desk', async () => {
    expect(refused(await ada.desk.search.cards(query({}))).code).toBe('not-permitted')
  })

  it('refuses an employee number somebody has', async () => {
    const twin = { employeeNumber: 'E-9', givenName: 'A', familyName: 'B', email: '', upn: '', organisationalUnit: '' }
    expect(refused(await olga.desk.persons.add(twin)).code).toBe('person-exists')
  })
})
