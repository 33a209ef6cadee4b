import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { createClient, type DeskClient } from '../../shared/contract/client'
import type { Answer } from '../../shared/errors'

/** The desk is gone: what was asked will not be answered any more. */
export class Gone extends Error {
  override name = 'Gone'
}

interface Waiting {
  resolve(answer: Answer): void
  reject(error: Error): void
}

/** `desk rpc` in a process of its own that can be killed. */
export class RpcProcess {
  /** Resolves when the process has ended and everything it wrote was read: its exit code, `null` after a kill. */
  readonly over: Promise<number | null>
  private readonly child: ChildProcess
  private readonly waiting = new Map<number, Waiting>()
  private complaint = ''
  private last = 0
  private hasEnded = false

  constructor([node, program]: readonly [string, string], folder: string) {
    const child = spawn(node, [program, 'rpc', '--data', folder], { stdio: ['pipe', 'pipe', 'pipe'] })
    this.child = child
    child.stderr.on('data', (chunk) => {
      this.complaint += String(chunk)
    })
    // Writing to a process that was killed fails, which is no news.
    child.stdin.on('error', () => {})
    const lines = createInterface({ input: child.stdout })
    lines.on('line', (line) => this.read(line))
    // Only when the pipe is drained is every answer known that was given before the end.
    this.over = Promise.all([once(child, 'close'), once(lines, 'close')]).then(([[code]]) => {
      this.hasEnded = true
      for (const { reject } of this.waiting.values()) reject(new Gone('the desk is gone'))
      this.waiting.clear()
      return code as number | null
    })
  }

  /** A session of its own at the door. */
  session(name: string): DeskClient {
    return createClient((channel, payload) => {
      if (this.hasEnded) return Promise.reject(new Gone('the desk is gone'))
      return new Promise((resolve, reject) => {
        this.last += 1
        this.waiting.set(this.last, { resolve, reject })
        this.child.stdin?.write(`${JSON.stringify({ id: this.last, channel, payload, session: name })}\n`)
      })
    })
  }

  /** What it wrote to standard error. */
  said(): string {
    return this.complaint.trim()
  }

  /** Nothing more is asked; it ends when it has answered what was. */
  endInput(): void {
    this.child.stdin?.end()
  }

  /** As a power cut for the process: nothing runs any more, nothing is tidied up. */
  kill(): void {
    this.child.kill('SIGKILL')
  }

  private read(line: string): void {
    const message = parsed(line)
    if (message?.id === undefined) return
    const { id, ...answer } = message
    this.waiting.get(id)?.resolve(answer)
    this.waiting.delete(id)
  }
}

/** `null` for a line that a kill cut short: it says nothing. */
function parsed(line: string): (Answer & { id?: number }) | null {
  try {
    return JSON.parse(line) as Answer & { id?: number }
  } catch {
    return null
  }
}
