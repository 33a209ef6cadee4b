import type { DatabaseSync } from 'node:sqlite'
import { fold } from '../../../electron/services/search/fold'
import { timesOf } from '../figures'
import { broadTexts, missingTexts, type Query, queryOf } from './queries'
import { openSqlite } from './sqlite-file'
import { found } from './tell'

const rounds = 40
const longest = 4000

/** The same searches as SQL: a page, and the exact number. The folded text is looked through, as a substring must be. */
export function sqliteSearch(path: string, few: boolean): void {
  const database = openSqlite(path)
  const count = few ? 3 : rounds
  const narrow = database
    .prepare("SELECT id FROM cards WHERE type = 'card' ORDER BY random() LIMIT ?")
    .all(count)
    .map(({ id }) => String(id))
  const measure = (row: string, texts: readonly string[]) => {
    const times: number[] = []
    const begun = performance.now()
    for (let round = 0; round < count && performance.now() - begun < longest; round += 1) {
      const before = performance.now()
      answer(database, queryOf(texts[round % texts.length] ?? '', round))
      times.push(performance.now() - before)
    }
    found(row, timesOf(times), { of: 'sqlite' })
  }
  measure('search.narrow', narrow)
  measure('search.broad', broadTexts)
  measure('search.no-hit', missingTexts(count))
  database.close()
}

function answer(database: DatabaseSync, { cardType, states, text, limit, offset }: Query): number {
  const wanted = states ?? []
  const ofStates = states ? `AND state IN (${wanted.map(() => '?').join()})` : ''
  const words = fold(text)
    .split(/\s+/)
    .filter((word) => word !== '')
  const having = words.map(() => 'AND instr(searched, ?) > 0').join(' ')
  const where = `WHERE type = ? ${ofStates} ${having}`
  const values = [cardType, ...wanted, ...words]
  const rows = database
    .prepare(
      `SELECT cards.*, persons.name, persons.email FROM cards LEFT JOIN persons ON persons.id = cards.holder
       ${where} ORDER BY changed DESC LIMIT ? OFFSET ?`,
    )
    .all(...values, limit, offset)
  const { total } = database.prepare(`SELECT count(*) AS total FROM cards ${where}`).get(...values) ?? {}
  if (rows.length > Number(total)) throw new Error('there are more rows than were found')
  return Number(total)
}
