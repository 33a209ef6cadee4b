import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface, type Interface } from 'node:readline'
import { ownNode, root } from '../../electron/launch/project.mjs'
import { temporaryIn } from '../support/temporary-place.mjs'

/**
 * Megabytes a measured process may have for its objects: what V8 gives a program under Electron, whose pointers are
 * compressed.
 */
export const electronHeap = 4096
/** Megabytes for what is compared and for making the data: as much as that needs. */
export const largeHeap = 12_288

interface ChildOptions {
  readonly values: readonly string[]
  readonly heap: number
  /** Where its own temporary files go. */
  readonly temporary: string
}

/**
 * One measurement in a process of its own, so that the heap of one does not disturb another. It prints a line of
 * JSON at a time, may be asked for more by a line, and ends when its input does.
 */
export class Child {
  readonly #child: ChildProcess
  readonly #lines: AsyncIterator<string>
  readonly #ended: Promise<void>
  readonly #output: Interface
  #complaint = ''

  constructor({ values, heap, temporary }: ChildOptions) {
    this.#child = spawn(ownNode, ['--expose-gc', `--max-old-space-size=${heap}`, ...values], {
      cwd: root,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...temporaryIn(temporary) },
    })
    const { stdout, stderr, stdin } = this.#child
    if (!stdout || !stderr || !stdin) throw new Error('the child has no pipes')
    // What it says when it dies in the middle of a question is told by `next`.
    stdin.on('error', () => {})
    stderr.on('data', (part) => {
      this.#complaint += String(part)
    })
    this.#output = createInterface({ input: stdout })
    this.#lines = this.#output[Symbol.asyncIterator]()
    this.#ended = new Promise((resolve) => {
      this.#child.once('error', (error) => {
        this.#complaint += String(error)
        resolve()
      })
      this.#child.once('close', () => resolve())
    })
  }

  /** Writes a line to it and answers the next it prints. */
  async ask(question: string): Promise<unknown> {
    this.#child.stdin?.write(`${question}\n`)
    const answer = await this.next()
    if (answer === undefined) throw new Error(this.#why())
    return answer
  }

  /** What it prints next; `undefined` once it has ended well. @throws {Error} with its complaint otherwise. */
  async next(): Promise<unknown> {
    const { value, done } = await this.#lines.next()
    if (!done) return JSON.parse(value)
    await this.#ended
    if (this.#child.exitCode !== 0) throw new Error(this.#why())
    return undefined
  }

  /** Lets it end: there is nothing more to ask. */
  async finish(): Promise<void> {
    this.#child.stdin?.end()
    while ((await this.next()) !== undefined);
  }

  /** Ends it at once; nothing of it is left afterwards. */
  async kill(): Promise<void> {
    // Not SIGKILL: the one with a window takes its browser along.
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill('SIGTERM')
    await this.#ended
    this.#output.close()
  }

  #why(): string {
    const { exitCode, signalCode } = this.#child
    return `it ended with ${exitCode ?? signalCode}: ${this.#complaint.trim().split('\n').slice(-12).join('\n')}`
  }
}
