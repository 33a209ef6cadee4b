import { setImmediate } from 'node:timers/promises'

/** Far more turns than lie between a flush and its being applied, which is one. */
const mostTurns = 1000

/**
 * Patience for memory to show what is durable: between a flush and its being applied the journal is ahead for a
 * moment. Ask for a turn while they differ; what comes right after the comparison sees them alike.
 */
export class CatchingUp {
  #turns = 0

  /** @throws {Error} when memory stays behind: it could not take a record in, which only a new start mends. */
  async turn(): Promise<void> {
    this.#turns += 1
    if (this.#turns > mostTurns) throw new Error('memory does not show what the journal has')
    await setImmediate()
  }
}
