import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { processOf } from '../../shared/lifecycle'
import { must, run, setOptions, type Somebody, TestDesk } from '../support/test-desk'

// Whatever several people do in whatever order: no card goes where the tables do not lead, a refusal
// writes nothing, and the desk that is opened again is the desk that was closed.

const order = 'TempCardsAddonExtProdProcOrder'
const abort = 'TempCardsAddonExtProdProcAbort'

type Action =
  | { do: 'order'; who: 0 | 1; amount: number }
  | { do: 'abort'; who: 0 | 1; card: number }
  | { do: 'both-abort'; card: number }
  | { do: 'switch'; on: boolean }
  | { do: 'queue'; on: boolean }
  | { do: 'restart' }

const who = fc.constantFrom(0 as const, 1 as const)
const card = fc.nat({ max: 30 })
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ do: fc.constant('order' as const), who, amount: fc.integer({ min: 0, max: 4 }) }),
  { weight: 3, arbitrary: fc.record({ do: fc.constant('abort' as const), who, card }) },
  fc.record({ do: fc.constant('both-abort' as const), card }),
  fc.record({ do: fc.constant('switch' as const), on: fc.boolean() }),
  fc.record({ do: fc.constant('queue' as const), on: fc.boolean() }),
  fc.record({ do: fc.constant('restart' as const) }),
)

class Walk {
  readonly expected = new Map<string, string>()
  private abortOn = false
  private queueOn = true

  private constructor(
    readonly test: TestDesk,
    private ada: Somebody,
    private people: [Somebody, Somebody],
  ) {}

  static async start(): Promise<Walk> {
    const { test, ada } = await TestDesk.withAdministrator()
    const people: [Somebody, Somebody] = [
      await test.somebody(ada, 'olga', 'operator'),
      await test.somebody(ada, 'otto', 'operator'),
    ]
    const walk = new Walk(test, ada, people)
    await walk.setTab('general', [order])
    return walk
  }

  async take(step: Action): Promise<void> {
    switch (step.do) {
      case 'order':
        return this.order(step)
      case 'abort':
        return this.abort(step.card, [this.people[step.who]])
      case 'both-abort':
        return this.abort(step.card, this.people)
      case 'switch':
        this.abortOn = step.on
        return this.setTab('processing', step.on ? [abort] : [])
      case 'queue':
        this.queueOn = step.on
        await setOptions(this.ada, { TempCardsAddonExtProdQueue: step.on })
        return
      case 'restart':
        await this.test.restart()
        this.ada = await this.test.signIn('ada')
        this.people = [await this.test.signIn('olga'), await this.test.signIn('otto')]
    }
  }

  private async order({ who: place, amount }: { who: 0 | 1; amount: number }): Promise<void> {
    const before = await this.test.journalPrint()
    const pages = [{ amount, layout: 'Blue', deliveryAddress: 'Main Street 1' }, {}]
    const answer = await run(this.people[place], order, null, pages)
    expect(answer.ok).toBe(amount >= 1)
    if (!answer.ok) expect(await this.test.journalPrint()).toBe(before)
    else if (answer.value.kind === 'outcome') {
      expect(answer.value.outcome.cards).toHaveLength(amount)
      for (const each of answer.value.outcome.cards) this.expected.set(each.id, this.queueOn ? 'processing' : 'ordered')
    }
  }

  /** Everybody given tries at once: at most one may win, and only where the rules allow it. */
  private async abort(index: number, people: readonly Somebody[]): Promise<void> {
    const id = [...this.expected.keys()][index]
    if (id === undefined) return
    const before = await this.test.journalPrint()
    const possible = this.abortOn && this.expected.get(id) === 'processing'
    const answers = await Promise.all(people.map((each) => run(each, abort, id, [{}])))
    expect(answers.filter((answer) => answer.ok)).toHaveLength(possible ? 1 : 0)
    if (possible) this.expected.set(id, 'aborted')
    else expect(await this.test.journalPrint()).toBe(before)
  }

  /** Every card is where it should be, and its history leads there by moves of the tables. */
  async check(): Promise<void> {
    for (const [id, state] of this.expected) {
      const [olga] = this.people
      expect(must(await olga.desk.cards.profile({ card: id })).card.state).toBe(state)
      const entries = [...must(await olga.desk.cards.history({ card: id, limit: 50 })).entries].reverse()
      let at: string | null = null
      for (const { from, to, process } of entries) {
        expect(from).toBe(at)
        const moves = processOf(process)?.moves ?? []
        expect(from === to || moves.some(([start, end]) => start === from && end === to)).toBe(true)
        at = to
      }
      expect(at).toBe(state)
    }
  }

  private async setTab(tab: 'general' | 'processing', additional: (typeof order | typeof abort)[]): Promise<void> {
    const { settings } = must(await this.ada.desk.settings.read())
    const { version } = settings.cardTypes['temporary-card']
    must(
      await this.ada.desk.settings.saveCommands({ cardType: 'temporary-card', tab, version, defaults: [], additional }),
    )
  }
}

describe('Any sequence of work by several people', () => {
  it('keeps every card where the rules allow, across restarts', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 30 }), async (steps) => {
        const walk = await Walk.start()
        try {
          for (const step of steps) await walk.take(step)
          await walk.check()
          await walk.take({ do: 'restart' })
          await walk.check()
        } finally {
          await walk.test.close()
        }
      }),
      { numRuns: 25 },
    )
  })
})
