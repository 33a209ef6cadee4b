import { openSqlite } from './sqlite-file'
import { AtTheDesk, must } from './desk'
import { firstQuery } from './queries'
import { found, line } from './tell'

/** From the start of the process to the first search result; the benchmark looks at the clock when it comes. */
export async function start(folder: string): Promise<void> {
  const ada = await AtTheDesk.signedIn(folder)
  const { total } = must(await ada.client.search.cards(firstQuery))
  line({ total })
  await ada.close()
}

/** As `start`; the folder has no snapshot, so that everything comes from the journal. */
export async function rebuild(folder: string): Promise<void> {
  const ada = await AtTheDesk.signedIn(folder)
  must(await ada.client.search.cards(firstQuery))
  found('start.journal-alone', performance.now() / 1000)
  await ada.close()
}

/** The same from SQLite: every row is read into an object of its own, and these are searched. */
export function sqliteStart(path: string): void {
  const before = memoryNow()
  const database = openSqlite(path)
  const cards = database
    .prepare(
      'SELECT cards.*, persons.name, persons.email, persons.upn FROM cards LEFT JOIN persons ON persons.id = holder',
    )
    .all()
  const [word = ''] = firstQuery.text.split(' ')
  const matching = cards
    .filter(({ type, state, searched }) => type === 'card' && state === 'active' && String(searched).includes(word))
    .sort((one, other) => (String(one.changed) < String(other.changed) ? 1 : -1))
  const page = matching.slice(firstQuery.offset, firstQuery.limit)
  line({ total: matching.length, page: page.length })
  line({ bytes: (memoryNow() - before) / cards.length })
  database.close()
}

/** Bytes of all objects and buffers there are, after what nobody needs was cleared away. */
export function memoryNow(): number {
  globalThis.gc?.()
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
