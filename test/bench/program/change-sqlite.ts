import { type Block, type BlockTimes, waitingAtOnce } from '../blocks'
import { changedBy } from './change'
import { openSqlite } from './sqlite-file'
import { answering } from './tell'

const oneByOne = 200
const rounds = 3

/**
 * The same change in SQLite: the card is read, written with its next version, and a row of history is added, in one
 * transaction. With 100 waiting each has its own, one after another, for that is all SQLite's one writer can do by
 * itself; or, `together`, somebody gathered them into one by hand.
 */
export async function changeSqlite(path: string): Promise<void> {
  const database = openSqlite(path)
  const cards = database
    .prepare("SELECT id FROM cards WHERE type = 'card' AND state IN ('active', 'inactive') ORDER BY random()")
    .all()
    .map(({ id }) => String(id))
  const begin = database.prepare('BEGIN IMMEDIATE')
  const commit = database.prepare('COMMIT')
  const read = database.prepare('SELECT state, version FROM cards WHERE id = ?')
  const write = database.prepare(
    'UPDATE cards SET state = ?, version = version + 1, changed = ? WHERE id = ? AND version = ?',
  )
  const note = database.prepare('INSERT INTO history VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)')
  let next = 0

  const change = () => {
    const card = cards[next++ % cards.length] ?? ''
    const { state, version } = read.get(card) ?? {}
    const at = new Date().toISOString()
    const [process, to, input] =
      state === 'active'
        ? (['CardsProcDeactivate', 'inactive', '{"reason":"left"}'] as const)
        : (['CardsProcReactivate', 'active', '{}'] as const)
    const { changes } = write.run(to, at, card, Number(version))
    if (changes !== 1) throw new Error(`${card} was changed by somebody else`)
    note.run(card, at, changedBy, process, String(state), to, input)
  }

  const inOneTransaction = (count: number) => {
    begin.run()
    for (let done = 0; done < count; done += 1) change()
    commit.run()
  }

  await answering(async (block): Promise<BlockTimes> => {
    const times: number[] = []
    const before = performance.now()
    const kind = block as Block
    for (let round = 0; round < (kind === 'one' ? oneByOne : rounds); round += 1) {
      const asked = performance.now()
      if (kind === 'together') inOneTransaction(waitingAtOnce)
      for (let done = 0; done < (kind === 'one' ? 1 : waitingAtOnce); done += 1) {
        if (kind !== 'together') inOneTransaction(1)
        times.push(performance.now() - asked)
      }
    }
    return { times, milliseconds: performance.now() - before }
  })
  database.close()
}
