import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { ownNode } from '../../electron/launch/project.mjs'
import { secretVariable } from './options.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))

/** The bureau in a process of its own, as `npm run bureau` starts it, for tests and the tour. */
export class BureauProgram {
  /** What it printed, line by line, and what it complained about. */
  readonly lines: string[] = []
  readonly complaints: string[] = []
  private readonly child: ChildProcess
  private readonly over: Promise<number | null>
  private heard = () => {}

  /** `values` are its options; `secret` that of its web service, if it is not the one for trying it out. */
  constructor(values: readonly string[], secret = '') {
    this.child = spawn(ownNode, [main, ...values], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, [secretVariable]: secret },
    })
    const { stdout, stderr } = this.child
    if (!stdout || !stderr) throw new Error('the bureau has no output')
    createInterface({ input: stdout }).on('line', (line) => this.hear(this.lines, line))
    createInterface({ input: stderr }).on('line', (line) => this.hear(this.complaints, line))
    this.over = once(this.child, 'close').then(([code]) => code as number | null)
    void this.over.then(() => this.heard())
  }

  /** Waits for a line of that form and answers it. @throws {Error} when the bureau ends without it. */
  async line(form: RegExp): Promise<string> {
    for (;;) {
      const found = this.lines.find((line) => form.test(line))
      if (found !== undefined) return found
      if (this.child.exitCode !== null) {
        throw new Error(`the bureau ended without a line like ${form}: ${this.complaints.join('\n')}`)
      }
      await new Promise<void>((resolve) => {
        this.heard = resolve
      })
    }
  }

  /** Waits until it works. */
  async ready(): Promise<void> {
    await this.line(/^(Exchange folder|Client id): /)
  }

  /** The address of its web service, `http://127.0.0.1:43210/`. */
  async address(): Promise<string> {
    return (await this.line(/^Web service: /)).replace('Web service: ', '')
  }

  /** Ends it as a person would, or asks it to end where signals let nobody finish; answers its exit code. */
  async end(way: 'SIGINT' | 'SIGTERM' | 'asked' = 'SIGTERM'): Promise<number | null> {
    if (way === 'asked' || process.platform === 'win32') this.child.send('end')
    else this.child.kill(way)
    return this.over
  }

  /** As a power cut for it: nothing is tidied up. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL')
    await this.over
  }

  /** Waits until it ends by itself; answers its exit code. */
  ended(): Promise<number | null> {
    return this.over
  }

  private hear(into: string[], line: string): void {
    into.push(line)
    this.heard()
  }
}
