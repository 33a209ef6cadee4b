import { cardColumns } from '../../../shared/contract'
import { timesOf } from '../figures'
import { AtTheDesk, must } from './desk'
import { atRest } from './memory'
import { broadTexts, firstQuery, missingTexts, narrowTexts, type Query, queryOf } from './queries'
import { found } from './tell'

/** Searches of each kind, and how long a kind may take, milliseconds: what is slow is measured less often. */
const rounds = 240
const longest = 4000

/** Searches at the door, each for something else than the one before, so that no remembered result answers. */
export async function search(folder: string, few: boolean): Promise<void> {
  const ada = await AtTheDesk.signedIn(folder)
  const timed = async (query: Query) => {
    const before = performance.now()
    must(await ada.client.search.cards(query))
    return performance.now() - before
  }
  // Right after the start: what is made ready in the meantime is made ready beside these.
  await timed(firstQuery)
  const firstSorts: number[] = []
  for (const column of cardColumns) firstSorts.push(await timed(queryOf('', 0, column)))
  const { p50 } = timesOf(firstSorts)
  found('start.first-sort', { p50, p99: Math.max(...firstSorts), count: firstSorts.length })

  // From here on nothing is made ready any more.
  await atRest()
  const count = few ? 5 : rounds
  const measure = async (row: string, queryIn: (round: number) => Query) => {
    const times: number[] = []
    const begun = performance.now()
    for (let round = 0; round < count && performance.now() - begun < longest; round += 1) {
      times.push(await timed(queryIn(round)))
    }
    found(row, timesOf(times))
  }
  const narrow = await narrowTexts(ada, count)
  const missing = missingTexts(count)
  // Sorted by nothing unusual; each text with each choice of states.
  await measure('search.narrow', (round) => queryOf(narrow[round] ?? '', round))
  await measure('search.broad', (round) => queryOf(broadTexts[round % broadTexts.length] ?? '', round))
  await measure('search.no-hit', (round) => queryOf(missing[round] ?? '', round))
  for (const column of cardColumns) {
    for (const direction of ['ascending', 'descending'] as const) {
      // Without a text, and with one that many have: what is sorted is much.
      const textIn = (round: number) => (round % 2 === 0 ? '' : (broadTexts[(round >> 1) % broadTexts.length] ?? ''))
      await measure(`search.${column}.${direction}`, (round) =>
        queryOf(textIn(round), round >> 1, column, direction === 'ascending'),
      )
    }
  }
  await ada.close()
}
