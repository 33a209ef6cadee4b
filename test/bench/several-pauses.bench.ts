import { afterAll, beforeAll, it } from 'vitest'
import type { Answer } from '../../shared/errors'
import type { Advance, RunView } from '../../shared/model'
import { longestPause } from '../support/pauses'
import { ended, must, outcome, setOptions, type Somebody, switchOn, TestDesk } from '../support/test-desk'

const many = 1000
const abort = 'CardsAddonExtProdProcAbort'
const multiple = 'CardsAddonExtProdBoProcOrderMultiple'

// Figures, not verdicts. The goal: no pause of the main process over 50 ms, with as many cards as one run takes.
const lines: Record<string, string>[] = []
let desk: TestDesk
let ada: Somebody
let olga: Somebody
let persons: string[] = []

beforeAll(async () => {
  const made = await TestDesk.withAdministrator()
  desk = made.test
  ada = made.ada
  await desk.seed(6000)
  await switchOn(ada, 'card', 'processing', abort)
  await setOptions(ada, { CardsAddonExtProdMultipleCards: true })
  olga = await desk.somebody(ada, 'olga', 'operator')
  persons = await firstPersons()
}, 300_000)
afterAll(async () => {
  console.table(lines)
  await desk.close()
})

async function firstPersons(): Promise<string[]> {
  const pages = await Promise.all([0, 500].map((offset) => olga.desk.persons.search({ text: '', offset, limit: 500 })))
  return pages.flatMap((page) => must(page).rows.map(({ id }) => id))
}

async function measured<Value>(step: string, work: () => Promise<Value>): Promise<Value> {
  let value: Value | undefined
  let took = 0
  const pause = await longestPause(async () => {
    const before = performance.now()
    value = await work()
    took = performance.now() - before
    // What is done in one go has no turns of its own to tell the pause from.
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  })
  lines.push({ step, 'longest pause ms': pause.toFixed(1), 'all of it ms': took.toFixed(0) })
  return value as Value
}

const next = (view: RunView, answers: object = {}) =>
  olga.desk.processes.next({ run: view.run, step: view.step.id, answers: { ...view.answers, ...answers } })
const finish = async (answer: Promise<Answer<Advance>>) => outcome(await ended(olga, await answer))
async function page(answer: Promise<Answer<Advance>>): Promise<RunView> {
  const advance = must(await ended(olga, await answer))
  if (advance.kind !== 'step') throw new Error(`a page is expected, not ${advance.kind}`)
  return advance.view
}

it('orders cards for a thousand persons, and aborts them in one wizard', { timeout: 600_000 }, async () => {
  const first = must(await olga.desk.processes.open({ process: multiple, card: null, person: null }))
  const order = await measured('order: the persons are named', () => page(next(first, { persons })))
  const confirm = await measured('order: the confirming page', () =>
    page(next(order, { deliveryAddress: 'Card desk, Main Street 1' })),
  )
  const ordered = await measured('order: carried out', () => finish(next(confirm)))
  const cards = ordered.cards.flatMap(({ id, ok }) => (ok ? [id] : []))
  await measured('several: the commands', () => olga.desk.cards.severalCommands({ cards }))
  const opened = await measured('abort: opened, with its confirming page', async () =>
    must(await olga.desk.processes.openSeveral({ process: abort, cards })),
  )
  await measured('abort: carried out', () => finish(next(opened)))
  await measured('several: the commands of cards that are done', () => olga.desk.cards.severalCommands({ cards }))
  await measured('abort: opened again, every card refused', () =>
    olga.desk.processes.openSeveral({ process: abort, cards }),
  )
  const { rows } = must(
    await olga.desk.search.cards({
      ...{ cardType: 'card', states: ['active'], text: '', offset: 0, limit: 1 },
      sort: { column: 'id', direction: 'ascending' },
    }),
  )
  const mixed = [...cards.slice(0, many - rows.length), ...rows.map(({ id }) => id)]
  const lock = await measured('lock: opened', async () =>
    must(await olga.desk.processes.openSeveral({ process: 'CardsProcLock', cards: mixed })),
  )
  await measured('lock: the confirming page, all but one refused', () => page(next(lock, { reason: 'lost' })))
})
