import { Worker } from 'node:worker_threads'

/** How much of a description is kept for the report of a hang, bytes. */
const room = 4096

/** Runs in a thread of its own: the desk's thread may be the one that hangs. */
const program = `
const { workerData } = require('node:worker_threads')
const { writeSync } = require('node:fs')
const { shared, text, limit } = workerData
const [state, bytes] = [new Int32Array(shared), new Uint8Array(text)]
let [last, since] = [-1, Date.now()]
setInterval(() => {
  const now = Atomics.load(state, 0)
  if (now !== last) [last, since] = [now, Date.now()]
  if (Date.now() - since < limit) return
  const said = new TextDecoder().decode(bytes.slice(0, Atomics.load(state, 1)))
  writeSync(2, '\\nNothing goes on for ' + limit / 1000 + ' s since\\n  ' + said + '\\n')
  process.kill(process.pid, 'SIGKILL')
}, 500)
`

/** Ends the process when nothing goes on any more: where its thread is held up, no timer in it would ever fire. */
export class Watchdog {
  private readonly state = new Int32Array(new SharedArrayBuffer(8))
  private readonly text = new Uint8Array(new SharedArrayBuffer(room))
  private readonly worker: Worker

  /** `limit`: milliseconds from one note to the next. */
  constructor(limit: number) {
    const workerData = { shared: this.state.buffer, text: this.text.buffer, limit }
    this.worker = new Worker(program, { eval: true, workerData })
    this.worker.unref()
  }

  /** Something begins; what is said of it is told if nothing follows. */
  note(description: string): void {
    const { written } = new TextEncoder().encodeInto(description, this.text)
    Atomics.store(this.state, 1, written)
    Atomics.add(this.state, 0, 1)
  }

  async close(): Promise<void> {
    await this.worker.terminate()
  }
}
