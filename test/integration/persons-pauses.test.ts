import { expect, it } from 'vitest'
import { PersonIndex } from '../../electron/services/search/person-index'
import { personColumns } from '../../shared/contract'
import type { Person } from '../../shared/model'
import { longestPause } from '../support/pauses'

const many = 100_000
const syllables = ['ma', 'ró', 'li', 'Žo', 'ne', 'ka', 'bø', 'ti', 'Wu', 'es']

/** Names from few syllables, in no order: many are alike in part, none sorts itself. */
function personOf(number: number): Person {
  const name = [...String((number * 7919) % many)].map((digit) => syllables[Number(digit)]).join('')
  return {
    id: `P-${String(number).padStart(6, '0')}`,
    version: 1,
    employeeNumber: `E-${(number * 104_729) % many}`,
    givenName: syllables[number % 10] ?? '',
    familyName: name,
    email: `${number}@example.org`,
    upn: `e${(number * 31) % many}@corp.example.org`,
    organisationalUnit: `Unit ${number % 26}`,
  }
}

// Goal of the architecture (8): no pause of the main process over 50 ms, here at 100,000 persons.
it.each(personColumns)(
  '100,000 persons are sorted by %s, and changed, without holding up the program',
  async (column) => {
    const persons = Array.from({ length: many }, (_, index) => personOf(index + 1))
    const index = new PersonIndex(persons)
    const search = (text: string) =>
      index.search({ text, sort: { column, direction: 'descending' }, offset: 50_000, limit: 100 }, () => 1)
    expect(await longestPause(() => search(''))).toBeLessThan(50)
    expect((await search('')).total).toBe(many)
    for (const person of persons.slice(0, 500)) index.put({ ...person, familyName: 'Moved', version: 2 })
    const again = longestPause(async () => {
      for (let turn = 0; turn < 12; turn += 1) {
        expect((await search('moved')).total).toBe(500)
        await new Promise((resolve) => setImmediate(resolve))
      }
    })
    expect(await again).toBeLessThan(50)
  },
)
