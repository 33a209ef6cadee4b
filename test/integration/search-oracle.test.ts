import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { Search } from '../../electron/services/search'
import { cardColumns, type ParsedRequestOf, personColumns } from '../../shared/contract'
import { type AnyState, type CardType, cardTypes, states } from '../../shared/lifecycle'
import { type Person, searchFields } from '../../shared/model'
import { type CardChange, type Change, ChangingDesk } from '../support/changing-desk'
import { plainFind, plainPersons, plainSearch } from '../support/plain-search'
import { idOf, personOf } from '../support/store-desk'

// Work in slices lets everything else have its turn at every chance, so that commits come in the middle of it.
vi.mock('../../electron/breathe', () => ({ breather: () => () => setImmediate() }))

/** Small enough that a few dozen texts have segments with grams of all kinds. */
const limits = { segment: 32, frequent: 2, longest: 4 }

const names = [
  ...['Anna', 'Annabel', 'ANNA', 'Łukasz', 'Żak', 'Zoë', 'O’Neill-Żak', 'Øyvind', 'Strauß', 'Æsop', 'İnci', 'Çelik'],
  ...[
    '香织',
    '田中',
    '김민준',
    'Ольга',
    'Щербакова',
    'Σωκράτης',
    'हर्ष',
    'がぎぐ',
    '𠮷野',
    '👩‍🚀',
    'ﬁn',
    'Ｗide',
    'a b',
  ],
]
const name = fc
  .oneof(fc.constantFrom(...names), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }))
  .map((text) => text.replaceAll('\n', ' '))
const many = 60
const cardNumber = fc.option(
  fc.oneof(
    fc.nat(99).map((number) => `5 ${number}`),
    fc.constantFrom('C-000003', 'TC-000001', '04A5'),
  ),
  { nil: null },
)

const person: fc.Arbitrary<Person> = fc
  .record({
    number: fc.integer({ min: 1, max: many }),
    given: name,
    family: name,
    digits: fc.nat(1200),
    upn: fc.option(name, { nil: '' }),
  })
  .map(({ number, given, family, digits, upn }) =>
    personOf(number, {
      employeeNumber: `E-${digits}`,
      givenName: given,
      familyName: family,
      email: `${given}.${digits}@corp.example.org`,
      upn: upn === '' ? '' : `${upn}@corp.example`,
      organisationalUnit: `Unit ${digits % 12}`,
    }),
  )

const cardOf = (cardType: CardType): fc.Arbitrary<CardChange> =>
  fc.record(
    {
      cardType: fc.constant(cardType),
      number: fc.integer({ min: 1, max: many }),
      minute: fc.nat(400),
      state: fc.constantFrom(...states[cardType].map(({ id }) => id as AnyState)),
      holder: fc.option(
        fc.integer({ min: 1, max: many }).map((number) => idOf('P', number)),
        { nil: null },
      ),
      layout: fc.constantFrom('Blue', 'blue', 'Blau 2', 'Blau 10', ''),
      title: name,
      organisationalUnit: fc.constantFrom('', 'Unit 9', 'Unit 10', 'Élan'),
      order: fc.option(fc.integer({ min: 1, max: 2000 }), { nil: null }),
      cardNumber,
      chipUid: cardNumber,
      validThrough: fc.option(
        fc.integer({ min: 10, max: 28 }).map((day) => `2026-11-${day}`),
        { nil: null },
      ),
    },
    { requiredKeys: ['cardType', 'number', 'minute'] },
  )

const card = fc.oneof(...cardTypes.map(cardOf))
const change = (most: number): fc.Arbitrary<Change> =>
  fc.record(
    {
      persons: fc.array(person, { maxLength: most }),
      cards: fc.array(card, { maxLength: most }),
      searchFields: fc.subarray([...searchFields], { minLength: 1 }),
    },
    { requiredKeys: ['persons', 'cards'] },
  )

const piece = fc.oneof(
  name,
  fc.constantFrom(
    'a',
    'e',
    '0',
    '-',
    'c-0',
    'tc',
    'o-0',
    'corp',
    'example.org',
    '@corp.example',
    'unit',
    'e-1',
    '000',
    'q',
    '\ud842',
    '＊',
    '田',
    'ν',
    'ss',
  ),
  fc.tuple(name, fc.nat(5), fc.nat(5)).map(([text, from, length]) => text.slice(from, from + length + 1)),
)
const word = fc.array(piece, { minLength: 1, maxLength: 3 }).map((pieces) => pieces.join('*'))
const text = fc.oneof(
  { weight: 1, arbitrary: fc.constant('') },
  { weight: 6, arbitrary: fc.array(word, { maxLength: 3 }).map((words) => words.join(' ')) },
)
const page = { offset: fc.constantFrom(0, 0, 0, 3, 40), limit: fc.constantFrom(1, 5, 200) }
const direction = fc.constantFrom('ascending' as const, 'descending' as const)

const cardQuery = fc.oneof(
  ...cardTypes.map((cardType) =>
    fc.record(
      {
        cardType: fc.constant(cardType),
        states: fc.option(
          fc.subarray(
            states[cardType].map(({ id }) => id as AnyState),
            { minLength: 1 },
          ),
          { nil: null },
        ),
        text,
        sort: fc.record({ column: fc.constantFrom(...cardColumns), direction }),
        ...page,
        among: fc.array(
          fc.integer({ min: 1, max: many }).map((number) => idOf(cardType === 'card' ? 'C' : 'TC', number)),
          { minLength: 1, maxLength: 9 },
        ),
      },
      { requiredKeys: ['cardType', 'states', 'text', 'sort', 'offset', 'limit'] },
    ),
  ),
) as fc.Arbitrary<ParsedRequestOf<'search.cards'>>
const personQuery = fc.record({
  text,
  sort: fc.record({ column: fc.constantFrom(...personColumns), direction }),
  ...page,
})
const finding = fc.record({
  text: fc.oneof(text, fc.constantFrom('c-000003', ' TC-000001 ', '5 7', '04a5')),
  limit: page.limit,
})

type Step =
  | { readonly does: 'change'; readonly change: Change }
  | { readonly does: 'search'; readonly query: ParsedRequestOf<'search.cards'>; readonly next: number }
  | { readonly does: 'persons'; readonly query: ParsedRequestOf<'persons.search'> }
  | { readonly does: 'find'; readonly query: ParsedRequestOf<'search.find'> }
  | { readonly does: 'turn' | 'warm up' }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ does: fc.constant('change' as const), change: change(3) }),
  fc.record({ does: fc.constant('search' as const), query: cardQuery, next: page.offset }),
  fc.record({ does: fc.constant('persons' as const), query: personQuery }),
  fc.record({ does: fc.constant('find' as const), query: finding }),
  fc.record({ does: fc.constantFrom('turn' as const, 'turn' as const, 'warm up' as const) }),
)

/** Plays steps without waiting for answers, so that changes meet searches under way; then holds each answer against the plain search. */
async function play(desk: ChangingDesk, search: Search, steps: readonly Step[]): Promise<void> {
  const answers: Promise<void>[] = []
  const window = {}
  const check = async (query: ParsedRequestOf<'search.cards'>) => {
    const answer = await search.cards(query, window)
    if (!answer.ok) throw new Error(answer.error.message)
    const moment = desk.moments[answer.value.sequence]
    expect(answer.value).toEqual(moment && plainSearch(moment, query))
  }
  for (const each of steps) {
    if (each.does === 'change') desk.commit(each.change)
    if (each.does === 'turn') await setImmediate()
    if (each.does === 'warm up') answers.push(search.warmUp())
    if (each.does === 'search') {
      const { query, next } = each
      answers.push(check(query).then(() => check({ ...query, offset: next })))
    }
    if (each.does === 'persons') {
      const { query } = each
      answers.push(
        search.searchPersons(query).then((answer) => {
          const moment = desk.moments[answer.sequence]
          expect(answer).toEqual(moment && plainPersons(moment, query))
        }),
      )
    }
    // "Find anything" does not say which moment it shows, so it is asked when nothing changes.
    if (each.does === 'find') {
      await Promise.all(answers)
      expect(await search.find(each.query)).toEqual(plainFind(desk.now, each.query))
    }
  }
  await Promise.all(answers)
}

describe('Search answers as a look at every card does', () => {
  const before = fc.array(change(50), { minLength: 1, maxLength: 4 })
  const fields = fc.oneof(fc.constant([...searchFields]), fc.subarray([...searchFields], { minLength: 1 }))

  it('whatever is committed, also while it is being opened, sorts, makes its index or looks', {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fields,
        before,
        fc.array(change(3), { maxLength: 3 }),
        fc.array(step, { maxLength: 25 }),
        async (looked, first, meanwhile, steps) => {
          const desk = new ChangingDesk(looked)
          for (const each of first) desk.commit(each)
          const opening = Search.open(desk.store, limits)
          for (const each of meanwhile) {
            await setImmediate()
            desk.commit(each)
          }
          await play(desk, await opening, steps)
        },
      ),
      { numRuns: 60 },
    )
  })
})
