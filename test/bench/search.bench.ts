import { performance } from 'node:perf_hooks'
import { it } from 'vitest'
import type { RequestOf } from '../../shared/contract'
import { cardColumns } from '../../shared/contract'
import { must, TestDesk } from '../support/test-desk'

// Figures, not verdicts: nothing here is asserted but that the searches answer.
const cards = Number(process.env.CARDS ?? 100_000)
const rounds = 100

type Query = RequestOf<'search.cards'>

it(`search over ${cards} cards`, { timeout: 1_800_000 }, async () => {
  const { test, ada } = await TestDesk.withAdministrator()
  must(await test.seed(cards))
  const olga = await test.somebody(ada, 'olga', 'operator')
  const narrow = must(await olga.desk.search.find({ text: 'a', limit: 1 })).cards[0]
  const lines: Record<string, string>[] = []

  async function measure(name: string, changes: Partial<Query>) {
    const times: number[] = []
    let total = 0
    const query = (round: number): Query => ({
      cardType: 'card',
      states: null,
      text: '',
      sort: { column: 'id', direction: 'ascending' },
      offset: 0,
      limit: 100,
      ...changes,
      // Each round asks something new, so that no remembered result answers.
      ...(changes.text !== undefined && { text: changes.text + ' '.repeat(round + 1) }),
    })
    const first = performance.now()
    must(await olga.desk.search.cards(query(0)))
    const firstTime = performance.now() - first
    for (let round = 1; round <= rounds; round += 1) {
      const start = performance.now()
      total = must(await olga.desk.search.cards(query(round))).total
      times.push(performance.now() - start)
      // Another window's search in between: this window's remembered result is not what is measured.
      must(await olga.desk.search.cards({ ...query(round), states: ['locked'], limit: 1 }))
    }
    times.sort((one, other) => one - other)
    const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(1)
    lines.push({
      search: name,
      found: String(total),
      'first ms': firstTime.toFixed(1),
      'p50 ms': at(0.5),
      'p99 ms': at(0.99),
    })
  }

  await measure('everything', { text: '' })
  await measure('one state', { states: ['processing'], text: '' })
  await measure('one card by number', { text: narrow?.id ?? '' })
  await measure('narrow: two words', { text: 'example.org 7777' })
  await measure('broad: one letter', { text: 'a' })
  await measure('no hit', { text: 'nothing-is-called-this' })
  for (const column of cardColumns)
    await measure(`sorted by ${column}`, { text: '', sort: { column, direction: 'descending' } })
  console.table(lines)
  console.log(`heap ${(process.memoryUsage().heapUsed / cards / 1024).toFixed(2)} kB a card, everything included`)
  await test.close()
})
