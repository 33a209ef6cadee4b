import { setTimeout as pause } from 'node:timers/promises'
import type { DeskClient } from '../../../shared/contract/client'
import { cardColumns } from '../../../shared/contract'
import { must, tell } from './at-the-desk'

const betweenVisits = 40
const texts = ['', 'zak', 'o’ne', '田', 'zoë bra', 'e12', '99@desk']

/** Somebody who searches and goes in and out of wizards while batch sync runs. Changes nothing. */
export class Visitor {
  private searches = 0
  private wizards = 0
  private slowest = 0

  constructor(private readonly client: DeskClient) {}

  async visit(signal: AbortSignal): Promise<void> {
    for (let turn = 0; !signal.aborted; turn += 1) {
      const card = await this.search(turn)
      if (card !== undefined) await this.abortWizard(card)
      if (turn % 5 === 0) await this.orderWizard()
      tell({ kind: 'visits', searches: this.searches, wizards: this.wizards, slowest: this.slowest })
      await pause(betweenVisits)
    }
  }

  /** Answers one of the cards it found in the queue. */
  private async search(turn: number): Promise<string | undefined> {
    this.searches += 1
    const cardType = turn % 2 === 0 ? 'card' : 'temporary-card'
    const text = cardType === 'card' ? (texts[turn % texts.length] ?? '') : ''
    const column = cardColumns[turn % cardColumns.length] ?? 'id'
    const found = await this.timed(() =>
      this.client.search.cards({
        cardType,
        states: turn % 3 === 0 ? null : ['processing'],
        text,
        sort: { column, direction: turn % 4 < 2 ? 'ascending' : 'descending' },
        offset: 0,
        limit: 50,
      }),
    )
    const queued = must(found).rows.filter(({ state }) => state === 'processing')
    return queued[turn % Math.max(1, queued.length)]?.id
  }

  /** Opens the wizard that would abort the order, if it can still be opened, and cancels it. */
  private async abortWizard(card: string): Promise<void> {
    const process = card.startsWith('TC') ? 'TempCardsAddonExtProdProcAbort' : 'CardsAddonExtProdProcAbort'
    const opened = await this.timed(() => this.client.processes.open({ process, card, person: null }))
    // The run was quicker: the card has left the queue.
    if (!opened.ok) return
    this.wizards += 1
    must(await this.timed(() => this.client.processes.cancel({ run: opened.value.run })))
  }

  /** Goes to the last page of an order and cancels. */
  private async orderWizard(): Promise<void> {
    this.wizards += 1
    const process = 'TempCardsAddonExtProdProcOrder'
    const { run, step } = must(
      await this.timed(() => this.client.processes.open({ process, card: null, person: null })),
    )
    const answers = { amount: 9, layout: 'Blue', deliveryAddress: 'Main Street 1' }
    must(await this.timed(() => this.client.processes.next({ run, step: step.id, answers })))
    must(await this.timed(() => this.client.processes.cancel({ run })))
  }

  private async timed<Value>(act: () => Promise<Value>): Promise<Value> {
    const before = performance.now()
    const value = await act()
    this.slowest = Math.max(this.slowest, performance.now() - before)
    return value
  }
}
