import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Notice } from '../../shared/contract'
import { createClient, type DeskClient } from '../../shared/contract/client'
import type { Answer } from '../../shared/errors'

const program = fileURLToPath(new URL('../../out/main/cli.js', import.meta.url))

/** `desk rpc` in a process of its own, so that a test can kill it. Needs the build in `out/`. */
export class RpcDesk {
  readonly notices: Notice[] = []
  private readonly waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>()
  private readonly child: ChildProcess
  private complaint = ''
  private last = 0

  constructor(folder: string) {
    this.child = spawn(process.execPath, [program, 'rpc', '--data', folder], { stdio: ['pipe', 'pipe', 'pipe'] })
    this.child.stderr?.on('data', (chunk) => {
      this.complaint += String(chunk)
    })
    this.child.on('exit', () => {
      for (const { reject } of this.waiting.values()) reject(new Error(`the desk ended: ${this.complaint}`))
    })
    const output = this.child.stdout
    if (!output) throw new Error('the desk has no output')
    createInterface({ input: output }).on('line', (line) => this.read(line))
  }

  /** The client of a window of its own. */
  window(name = ''): DeskClient {
    return createClient(
      (channel, payload) =>
        new Promise((resolve, reject) => {
          const id = ++this.last
          this.waiting.set(id, { resolve, reject })
          this.child.stdin?.write(`${JSON.stringify({ id, channel, payload, session: name })}\n`)
        }),
    )
  }

  /** What it wrote to standard error. */
  said(): string {
    return this.complaint
  }

  /** Kills it as a power cut would, and waits until it is gone. */
  async kill(): Promise<void> {
    const gone = once(this.child, 'exit')
    this.child.kill('SIGKILL')
    await gone
  }

  /** Ends it as a person would; answers its exit code. */
  async end(): Promise<number | null> {
    const gone = this.child.exitCode === null ? once(this.child, 'exit') : Promise.resolve([this.child.exitCode])
    this.child.stdin?.end()
    return (await gone)[0] as number | null
  }

  private read(line: string): void {
    const message = JSON.parse(line) as { id?: number; event?: Notice } & Answer
    if (message.event) this.notices.push(message.event)
    else if (message.id !== undefined) {
      const { id, ...answer } = message
      this.waiting.get(id)?.resolve(answer as Answer)
      this.waiting.delete(id)
    }
  }
}
