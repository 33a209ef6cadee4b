import { setTimeout as pause } from 'node:timers/promises'
import { chance } from '../bureau/chance'
import type { DeskClient } from '../../shared/contract/client'
import { administrator } from './founding'
import { granted, Hand, Stock } from './hands'
import type { Death } from './killing'
import type { Ledger } from './ledger'
import { Gone, RpcProcess } from './rpc-process'
import { describeCard, describePerson, settingsAre } from './things'

interface LifeNeeds {
  readonly command: readonly [node: string, program: string]
  readonly folder: string
  readonly seed: number
  /** Part of everything made in this life. */
  readonly name: string
  readonly ledger: Ledger
  /** What changed in the lives before, to be looked at through the door. */
  readonly changed: ReadonlySet<string>
  readonly death: Death
}

/** How a life went. */
export interface Lived {
  /** False when it had ended by itself before the kill came. */
  readonly killed: boolean
  /** True when everything in `changed` was looked at. */
  readonly looked: boolean
  /** Milliseconds; `null` when it did not come so far. */
  readonly starting: number | null
  readonly closing: number | null
}

const mostHands = 6

/** One life of the desk, from its start to its kill. @throws {Error} when it ended in a way no desk should. */
export async function live(needs: LifeNeeds): Promise<Lived> {
  return new Life(needs).lived()
}

class Life {
  private readonly desk: RpcProcess
  private readonly began = performance.now()
  private starting: number | null = null
  private looked = false
  private answers = 0
  private resting = false
  private heard = () => {}

  constructor(private readonly needs: LifeNeeds) {
    this.desk = new RpcProcess(needs.command, needs.folder)
  }

  async lived(): Promise<Lived> {
    const { death, ledger } = this.needs
    const work = this.work().catch((error: unknown) => {
      if (!(error instanceof Gone)) ledger.answeredWrongly(error instanceof Error ? error.message : String(error))
      this.heard()
    })
    let closing: number | null = null
    if (death.when === 'starting') await pause(death.delay)
    else {
      await this.untilAnswers(death.answers, work)
      if (death.when === 'closing') {
        this.resting = true
        this.desk.endInput()
        const ended = performance.now()
        void this.desk.over.then(() => {
          closing = performance.now() - ended
        })
      }
      await pause(death.delay)
    }
    this.desk.kill()
    const code = await this.desk.over
    await work
    // Closed well before the kill came, which is right; anything else it has no reason for.
    if (code !== null && (code !== 0 || death.when !== 'closing')) {
      throw new Error(`the desk ended by itself with ${code}: ${this.desk.said()}`)
    }
    return { killed: code === null, looked: this.looked, starting: this.starting, closing: code === 0 ? closing : null }
  }

  private async untilAnswers(count: number, work: Promise<void>): Promise<void> {
    let over = false
    void work.then(() => {
      over = true
      this.heard()
    })
    while (!over && (!this.looked || this.answers < count)) {
      await new Promise<void>((resolve) => {
        this.heard = resolve
      })
    }
  }

  private async work(): Promise<void> {
    const { seed, name, ledger } = this.needs
    const random = (hand: number, count: number) => chance(seed, name, String(hand), String(count))
    const hands = 1 + Math.floor(random(0, 0) * mostHands)
    const sessions = Array.from({ length: hands }, (_, index) => this.desk.session(`hand ${index + 1}`))
    await Promise.all(sessions.map(async (desk) => granted(await desk.session.signIn(administrator))))
    this.starting = performance.now() - this.began
    if (sessions[0]) await this.look(sessions[0])
    this.looked = true
    this.heard()
    const stock = new Stock(ledger.all())
    await Promise.all(
      sessions.map((desk, index) => {
        let drawn = 0
        const hand = new Hand({
          desk,
          ledger,
          stock,
          random: () => random(index + 1, drawn++),
          name: `${name}-${index + 1}`,
          changesSettings: index === 0,
          onAnswer: () => {
            this.answers += 1
            this.heard()
          },
        })
        return this.untilRest(hand)
      }),
    )
  }

  private async untilRest(hand: Hand): Promise<void> {
    while (!this.resting) await hand.act()
  }

  /** What the desk shows must be what is known. */
  private async look(desk: DeskClient): Promise<void> {
    const { ledger, changed } = this.needs
    for (const thing of changed) {
      const is = await shown(desk, thing)
      if (is === ledger.what(thing)) continue
      ledger.faults.lost.push(`the desk shows ${thing} as ${is}; answered was ${ledger.what(thing)}`)
    }
  }
}

async function shown(desk: DeskClient, thing: string): Promise<string> {
  if (thing === 'settings') return settingsAre(granted(await desk.settings.read()).settings.desk.values)
  if (thing.startsWith('P-')) return describePerson(granted(await desk.persons.read({ person: thing })))
  return describeCard(granted(await desk.cards.profile({ card: thing })).card)
}
