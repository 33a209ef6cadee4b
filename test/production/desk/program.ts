import { fill } from './fill'
import type { Connected } from './messages'
import { read } from './read'
import { work } from './work'

// The desk of the production test, in a process of its own that can be killed:
// `fill FOLDER ORDERS CONNECTED`, `work FOLDER`, `read FOLDER`. What it tells is in messages.ts.
const [mode, folder = '', orders = '', connected = ''] = process.argv.slice(2)
switch (mode) {
  case 'fill':
    await fill(folder, Number(orders), JSON.parse(connected) as Connected)
    break
  case 'work':
    await work(folder)
    break
  case 'read':
    await read(folder)
    break
  default:
    throw new Error(`there is no mode ${mode}`)
}
