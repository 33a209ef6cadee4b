import { batch } from './batch'
import { changeDesk } from './change-desk'
import { changeFloor } from './change-floor'
import { changeLowdb } from './change-lowdb'
import { changeSqlite } from './change-sqlite'
import { checkpoint } from './checkpoint'
import { fill } from './fill'
import { memory } from './memory'
import { pauses } from './pauses'
import { search } from './search'
import { fillSqlite } from './sqlite-file'
import { sqliteSearch } from './sqlite-search'
import { rebuild, sqliteStart, start } from './start'
import { upkeep } from './upkeep'

// One measurement in a process of its own: its name, then the paths and numbers it needs. It prints a line of JSON for
// each finding, see ../figures.ts; some answer questions, see ../blocks.ts.

const measurements: Readonly<Record<string, (one: string, two: string, three: string) => void | Promise<void>>> = {
  fill: (folder, cards) => fill(folder, Number(cards)),
  'sqlite-fill': fillSqlite,
  start,
  'sqlite-start': sqliteStart,
  rebuild,
  memory,
  search: (folder, few) => search(folder, few === 'few'),
  'sqlite-search': (path, few) => sqliteSearch(path, few === 'few'),
  'change-desk': changeDesk,
  'change-sqlite': changeSqlite,
  'change-lowdb': changeLowdb,
  'change-floor': (path, bytes) => changeFloor(path, Number(bytes)),
  pauses: (folder, few) => pauses(folder, few === 'few'),
  checkpoint,
  upkeep,
  batch: (folder, place, orders) => batch(folder, place, Number(orders)),
}

const [name = '', one = '', two = '', three = ''] = process.argv.slice(2)
const measure = measurements[name]
if (!measure) throw new Error(`there is no measurement ${name}`)
try {
  await measure(one, two, three)
} catch (error) {
  // The message and where it comes from: what a person needs who reads it below a table.
  process.stderr.write(`${error instanceof Error ? error.stack?.split('\n').slice(0, 3).join('\n') : String(error)}\n`)
  process.exit(1)
}
