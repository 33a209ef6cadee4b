import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { ownNode } from '../../electron/launch/project.mjs'
import type { DeskMessage } from './desk/messages.ts'

/** The desk in a process of its own; see desk/program.ts. */
export class DeskProcess {
  private readonly child: ChildProcess
  private readonly over: Promise<number | null>
  private complaint = ''

  /** `listen` hears every message as it comes. */
  constructor(program: string, values: readonly string[], secret: string, listen: (message: DeskMessage) => void) {
    this.child = spawn(ownNode, [program, ...values], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, CARD_DESK_BUREAU_SECRET: secret },
    })
    const { stdout, stderr } = this.child
    if (!stdout || !stderr) throw new Error('the desk has no output')
    stderr.on('data', (chunk) => {
      this.complaint += String(chunk)
    })
    createInterface({ input: stdout }).on('line', (line) => {
      const message = parsed(line)
      if (message) listen(message)
    })
    this.over = once(this.child, 'close').then(([code]) => code as number | null)
  }

  /** As a power cut for it, after so many milliseconds. Answers whether it was still there to be killed. */
  async kill(delay: number): Promise<boolean> {
    await pause(delay)
    const alive = this.child.exitCode === null && this.child.signalCode === null
    if (alive) this.child.kill('SIGKILL')
    await this.over
    return alive && this.child.signalCode === 'SIGKILL'
  }

  /** Waits for its end. @throws {Error} with what it complained about, when it did not end well. */
  async ended(): Promise<void> {
    const code = await this.over
    if (code !== 0 && this.child.signalCode !== 'SIGKILL') {
      throw new Error(`The desk ended with ${code}: ${this.complaint.trim()}`)
    }
  }
}

/** A line that was cut off by a kill says nothing. */
function parsed(line: string): DeskMessage | null {
  try {
    return JSON.parse(line) as DeskMessage
  } catch {
    return null
  }
}
