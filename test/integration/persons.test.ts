import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RequestOf } from '../../shared/contract'
import type { NewPerson, Person } from '../../shared/model'
import { must, outcome, refused, run, type Somebody, setOptions, switchOn, TestDesk } from '../support/test-desk'

// Holders: their record, who may change it, what can be done for them, their list.
const nobody: NewPerson = {
  employeeNumber: '',
  givenName: '',
  familyName: '',
  email: '',
  upn: '',
  organisationalUnit: '',
}

let test: TestDesk
let ada: Somebody
let olga: Somebody
let udo: Somebody

beforeEach(async () => {
  ;({ test, ada } = await TestDesk.withAdministrator())
  olga = await test.somebody(ada, 'olga', 'operator')
  udo = await test.somebody(ada, 'udo', 'auditor')
})
afterEach(() => test.close())

const add = async (given: Partial<NewPerson>): Promise<Person> =>
  must(await olga.desk.persons.add({ ...nobody, givenName: 'Ngozi', familyName: 'Abara', ...given }))
const change = (somebody: Somebody, { id, ...person }: Person, changes: Partial<NewPerson>) =>
  somebody.desk.persons.change({ ...person, ...changes, person: id })
const commandsOf = async (somebody: Somebody, { id }: Person) =>
  must(await somebody.desk.persons.profile({ person: id })).commands
const reasonOf = async (person: Person, process: string) =>
  (await commandsOf(olga, person)).find((command) => command.process === process)?.disabledBecause

describe('The record of a person', () => {
  it('is changed by operators, shown by search, and told to every window', async () => {
    const ngozi = await add({ employeeNumber: 'E-1' })
    const changed = must(await change(olga, ngozi, { familyName: 'Brandt', upn: 'nb@corp.example.org' }))
    expect(changed).toEqual({ ...ngozi, version: 2, familyName: 'Brandt', upn: 'nb@corp.example.org' })
    const { sequence } = must(await olga.desk.desk.snapshot())
    for (const somebody of [olga, udo, ada]) {
      await vi.waitFor(() =>
        expect(somebody.notices).toContainEqual(expect.objectContaining({ kind: 'changed', sequence, persons: true })),
      )
    }
    const found = async (text: string) =>
      must(await udo.desk.persons.search({ text, offset: 0, limit: 10 })).rows.map(({ id }) => id)
    expect(await found('brandt')).toEqual([ngozi.id])
    expect(await found('abara')).toEqual([])
    expect(must(await udo.desk.persons.profile({ person: ngozi.id })).person.familyName).toBe('Brandt')
    await test.restart()
    udo = await test.signIn('udo')
    expect(must(await udo.desk.persons.read({ person: ngozi.id })).familyName).toBe('Brandt')
  })

  it('shows on the cards of the person at once', async () => {
    const ngozi = await add({ employeeNumber: 'E-1' })
    outcome(await run(olga, 'CardsAddonExtProdProcRegister', null, [{ holder: ngozi.id }, { layout: 'Employee' }, {}]))
    must(await change(olga, ngozi, { familyName: 'Brandt' }))
    const sort = { column: 'id', direction: 'ascending' } as const
    const rows = async (text: string) =>
      must(await olga.desk.search.cards({ cardType: 'card', states: null, text, sort, offset: 0, limit: 9 })).rows
    expect((await rows('brandt')).map((row) => row.holderName)).toEqual(['Ngozi Brandt'])
    expect(await rows('abara')).toEqual([])
  })

  it('is refused to somebody who saw an older one, and to a number somebody else has', async () => {
    const ngozi = await add({ employeeNumber: 'E-1' })
    const other = await add({ employeeNumber: 'E-2', familyName: 'Other' })
    must(await change(olga, ngozi, { familyName: 'Brandt' }))
    const before = await test.journalPrint()
    expect(refused(await change(olga, ngozi, { familyName: 'Late' })).code).toBe('person-changed')
    expect(refused(await change(olga, other, { employeeNumber: 'E-1' })).code).toBe('person-exists')
    expect(refused(await change(olga, { ...other, id: 'P-999999' }, {})).code).toBe('not-found')
    expect(await test.journalPrint()).toBe(before)
    // Their own number is theirs, and a number that was given up is free.
    const kept = must(await change(olga, other, { employeeNumber: 'E-2', givenName: 'Ann' }))
    must(await change(olga, kept, { employeeNumber: 'E-3' }))
    await add({ employeeNumber: 'E-2' })
  })

  it('lets one of two operators win, and tells the other', async () => {
    const otto = await test.somebody(ada, 'otto', 'operator')
    const ngozi = await add({ employeeNumber: 'E-1' })
    const answers = await Promise.all([
      change(olga, ngozi, { upn: 'olga@corp.example.org' }),
      change(otto, ngozi, { upn: 'otto@corp.example.org' }),
    ])
    expect(answers.map((answer) => (answer.ok ? 'saved' : answer.error.code)).sort()).toEqual([
      'person-changed',
      'saved',
    ])
  })

  it('is neither added nor changed by anybody but operators', async () => {
    const ngozi = await add({ employeeNumber: 'E-1' })
    const amir = await test.somebody(ada, 'amir', 'approver')
    const before = await test.journalPrint()
    for (const somebody of [amir, udo, ada]) {
      expect(refused(await change(somebody, ngozi, { givenName: 'X' })).code).toBe('not-permitted')
      const added = await somebody.desk.persons.add({ ...nobody, ...ngozi, employeeNumber: 'E-9' } as NewPerson)
      expect(added.ok ? 'added' : added.error.code).toBe('not-permitted')
    }
    expect(await test.journalPrint()).toBe(before)
    for (const somebody of [amir, udo]) must(await somebody.desk.persons.profile({ person: ngozi.id }))
    expect(refused(await ada.desk.persons.profile({ person: ngozi.id })).code).toBe('not-permitted')
  })
})

describe('The profile of a person', () => {
  const address = { deliveryAddress: 'Card desk, Main Street 1' }

  it('lists their cards, the newest change first', async () => {
    const ngozi = await add({ employeeNumber: 'E-1' })
    const register = async () => {
      test.clock.pass(60_000)
      const pages = [{ holder: ngozi.id }, { layout: 'Employee' }, {}]
      return outcome(await run(olga, 'CardsAddonExtProdProcRegister', null, pages)).cards[0]?.id ?? ''
    }
    const [one, two] = [await register(), await register()]
    const cards = async () => must(await olga.desk.persons.profile({ person: ngozi.id })).cards
    expect((await cards()).map(({ id }) => id)).toEqual([two, one])
    await switchOn(ada, 'card', 'registered', 'CardsAddonExtProdProcOrder')
    test.clock.pass(60_000)
    outcome(await run(olga, 'CardsAddonExtProdProcOrder', one, [address, {}]))
    expect((await cards()).map(({ id, state }) => [id, state])).toEqual([
      [one, 'processing'],
      [two, 'registered'],
    ])
    expect(refused(await olga.desk.persons.profile({ person: 'P-999999' })).code).toBe('not-found')
  })

  it('offers Order card once an administrator has put it under General, until an order is open', async () => {
    const ngozi = await add({ employeeNumber: 'E-1' })
    const order = 'CardsAddonExtProdProcOrder'
    expect((await commandsOf(olga, ngozi)).map(({ process }) => process)).not.toContain(order)
    await switchOn(ada, 'card', 'general', order)
    expect((await commandsOf(olga, ngozi)).find(({ process }) => process === order)).toEqual({
      process: order,
      name: 'Order card',
      disabledBecause: null,
      needs: 'nothing',
    })
    expect((await commandsOf(udo, ngozi)).map(({ process }) => process)).not.toContain(order)

    const done = outcome(await run(olga, order, null, [{ layout: 'Employee', ...address }, {}], ngozi.id))
    const card = done.cards[0]?.id ?? ''
    expect(must(await olga.desk.cards.profile({ card })).card).toMatchObject({ holder: ngozi.id, state: 'processing' })
    expect(await reasonOf(ngozi, order)).toContain(card)
    // Somebody else is not held up by it, and the option lifts it.
    expect(await reasonOf(await add({ employeeNumber: 'E-2' }), order)).toBeNull()
    await setOptions(ada, { CardsAddonExtProdMultipleCards: true })
    expect(await reasonOf(ngozi, order)).toBeNull()
  })
})

describe('The list of persons', () => {
  type Sort = NonNullable<RequestOf<'persons.search'>['sort']>
  const people: readonly Partial<NewPerson>[] = [
    { employeeNumber: 'E-9', givenName: 'Łukasz', familyName: 'Żak', email: 'l.zak@example.org', upn: 'c@x' },
    { employeeNumber: 'E-10', givenName: 'Zoë', familyName: 'Adler', email: 'zoe@example.org', upn: 'B@x' },
    { employeeNumber: 'E-100', givenName: 'Ann', familyName: 'Żak', email: '', upn: 'a@x' },
  ]
  const units = ['Harbour', 'Office', 'Harbour']
  beforeEach(async () => {
    for (const [index, person] of people.entries()) await add({ ...person, organisationalUnit: units[index] ?? '' })
  })
  const numbers = async (sort: Sort, text = '') =>
    must(await olga.desk.persons.search({ text, sort, offset: 0, limit: 10 })).rows.map((row) => row.employeeNumber)

  it.each([
    ['name', ['E-10', 'E-100', 'E-9']],
    ['employeeNumber', ['E-9', 'E-10', 'E-100']],
    ['email', ['E-100', 'E-9', 'E-10']],
    ['upn', ['E-100', 'E-10', 'E-9']],
    // Alike in the column: in the order in which they came on record.
    ['organisationalUnit', ['E-9', 'E-100', 'E-10']],
  ] as const)('is sorted by %s, both ways', async (column, expected) => {
    expect(await numbers({ column, direction: 'ascending' })).toEqual(expected)
    expect(await numbers({ column, direction: 'descending' })).toEqual([...expected].reverse())
  })

  it('goes by family name when nothing else is asked, and tells the exact total of what matches', async () => {
    const { total, rows } = must(await olga.desk.persons.search({ text: 'zak', offset: 1, limit: 1 }))
    expect([total, rows.map(({ employeeNumber }) => employeeNumber)]).toEqual([2, ['E-9']])
    const all = must(await olga.desk.persons.search({ text: '', offset: 0, limit: 10 }))
    expect(all.rows.map(({ employeeNumber }) => employeeNumber)).toEqual(['E-10', 'E-100', 'E-9'])
    expect(all.sequence).toBe(must(await olga.desk.desk.snapshot()).sequence)
  })

  it('moves a person to their new place when their record changes', async () => {
    await numbers({ column: 'employeeNumber', direction: 'ascending' })
    const { rows } = must(await olga.desk.persons.search({ text: 'adler', offset: 0, limit: 1 }))
    const [zoe] = rows
    if (!zoe) throw new Error('no Adler')
    must(await change(olga, zoe, { employeeNumber: 'E-8', familyName: 'Zöllner' }))
    expect(await numbers({ column: 'employeeNumber', direction: 'ascending' })).toEqual(['E-8', 'E-9', 'E-100'])
    expect(await numbers({ column: 'name', direction: 'ascending' })).toEqual(['E-100', 'E-9', 'E-8'])
  })

  it('refuses a column that is none', async () => {
    const sort = { column: 'id', direction: 'ascending' }
    expect(refused(await olga.raw('persons.search', { text: '', sort, offset: 0, limit: 1 })).code).toBe('bad-request')
  })
})
