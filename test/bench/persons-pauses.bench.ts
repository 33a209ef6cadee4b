import { afterAll, it } from 'vitest'
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

// Figures, not verdicts. The goal: no pause of the main process over 50 ms, here at 100,000 persons.
const lines: Record<string, string>[] = []
afterAll(() => console.table(lines))

it.each(personColumns)('100,000 persons sorted by %s, and changed', async (column) => {
  const persons = Array.from({ length: many }, (_, index) => personOf(index + 1))
  const index = new PersonIndex(persons)
  const search = (text: string) =>
    index.search({ text, sort: { column, direction: 'descending' }, offset: 50_000, limit: 100 }, () => 1)
  const sorting = await longestPause(() => search(''))
  for (const person of persons.slice(0, 500)) index.put({ ...person, familyName: 'Moved', version: 2 })
  const changed = await longestPause(async () => {
    for (let turn = 0; turn < 12; turn += 1) {
      await search('moved')
      await new Promise((resolve) => setImmediate(resolve))
    }
  })
  lines.push({ persons: column, 'sorting ms': sorting.toFixed(1), 'after 500 changes ms': changed.toFixed(1) })
})
