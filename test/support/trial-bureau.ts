import { expect } from '@playwright/test'
import { type LedgerEntry, readLedger } from '../bureau/ledger.ts'
import { nextWord, type Word } from '../bureau/production-line.ts'
import { BureauProgram } from '../bureau/program.ts'

/** The bureau program at work for one test, and what it wrote down of it. */
export class TrialBureau {
  private readonly program: BureauProgram
  private readonly ledger: string

  private constructor(program: BureauProgram, ledger: string) {
    this.program = program
    this.ledger = ledger
  }

  /**
   * Opens a bureau that makes its cards as fast as it can, unless another pace is given; ready when it resolves.
   * @param ledger the file it goes on from.
   * @param values how it is reached, and its manners.
   * @param secret that of its web service.
   */
  static async open(ledger: string, values: readonly string[], secret = ''): Promise<TrialBureau> {
    const program = new BureauProgram(['--pace', '0', '--ledger', ledger, ...values], secret)
    await program.ready()
    return new TrialBureau(program, ledger)
  }

  /** The address of its web service. */
  address(): Promise<string> {
    return this.program.address()
  }

  /** Everything it printed. */
  get printed(): string {
    return [...this.program.lines, ...this.program.complaints].join('\n')
  }

  /** What it knows of a card's orders, oldest first. */
  async ordersOf(card: string): Promise<readonly LedgerEntry[]> {
    return (await this.orders()).filter((order) => order.card === card)
  }

  async orders(): Promise<readonly LedgerEntry[]> {
    return [...(await readLedger(this.ledger)).entries.values()]
  }

  /** Waits until so many orders came, each is at its end, and, in a folder, the desk was left every word of it. */
  async finish(count: number): Promise<void> {
    await this.until(count, ({ way, fate, reached, told }) => {
      return reached !== null && nextWord(fate, reached) === null && (way === 'rest' || told === reached)
    })
  }

  /** Waits until the last word that the desk was left in the folder is one of these for so many orders. */
  async say(count: number, ...words: readonly Word[]): Promise<void> {
    await this.until(count, ({ told }) => told !== null && words.includes(told))
  }

  private async until(count: number, holds: (order: LedgerEntry) => boolean): Promise<void> {
    await expect.poll(async () => (await this.orders()).filter(holds).length, { timeout: 20_000 }).toBe(count)
  }

  /** Ends it as a person would. */
  async close(): Promise<void> {
    expect(await this.program.end()).toBe(0)
  }
}
