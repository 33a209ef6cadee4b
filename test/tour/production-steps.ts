import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { fateOf } from '../bureau/production-line.ts'
import { type BureauOrder, readOrderFile } from '../bureau/order-file.ts'
import { expectProfile, next } from '../support/process-walk.ts'
import {
  checkConnection,
  close,
  connectFolder,
  linesOf,
  onlyByHand,
  openByNumber,
  orderTemporaryCards,
  runBatchSync,
  standing,
} from '../support/production-walk.ts'
import { TrialBureau } from '../support/trial-bureau.ts'
import { openTab, rowsOf, saveSettings, searchCards, signIn, signOut, wizard } from '../support/walk.ts'
import { administrator, operator } from './people.ts'
import type { Step } from './steps.ts'

const abort = 'Abort temporary card order'
/** The share of orders that fail at the bureau. */
const failing = 0.2

/** What steps made, for those after them. */
let ordered: readonly string[] = []
let ticked: readonly string[] = []
let failed = ''
let bureau: TrialBureau | null = null

/** The production of cards by a bureau, from its connection to the cards it made; the bureau is `npm run bureau`. */
export const productionSteps: readonly Step[] = [
  {
    name: 'Orders are queued again, and batch sync runs only by hand',
    async run({ page }) {
      await signOut(page)
      await signIn(page, administrator)
      await onlyByHand(page)
      for (const queue of await page.getByRole('switch', { name: 'Orders are queued' }).all()) await queue.check()
      await saveSettings(page)
    },
  },
  {
    name: 'The administrator connects an exchange folder',
    async run({ page, folder }) {
      await mkdir(join(folder, 'exchange'))
      await connectFolder(page, join(folder, 'exchange'))
    },
  },
  {
    name: 'Check the connection: it works',
    async run({ page }) {
      await checkConnection(page)
    },
  },
  {
    name: 'The operator orders six temporary cards: they wait in the queue',
    async run({ page }) {
      await signOut(page)
      await signIn(page, operator)
      const { cards } = await orderTemporaryCards(page, 6)
      ordered = cards.slice(0, 3)
      ticked = cards.slice(3)
    },
  },
  {
    name: 'Several cards are ticked in the search, and what can be done with them is offered',
    async run({ page }) {
      await close(wizard(page, 'Order temporary cards'))
      const queue = rowsOf(await searchCards(page, 'Temporary card', 'Processing'))
      for (const card of ticked) await queue.filter({ hasText: card }).getByRole('checkbox').check()
      await expect(page.getByRole('article', { name: /ticked$/ })).toContainText('3 temporary cards ticked')
    },
  },
  {
    name: 'One process for all of them lists each card',
    async run({ page }) {
      await page
        .getByRole('region', { name: 'What do you want to do with them?' })
        .getByRole('button', { name: abort })
        .click()
      await expect(wizard(page, abort)).toContainText('Next takes 3 cards out of the queue.')
    },
  },
  {
    name: 'Each card says what became of it',
    async run({ page }) {
      await next(wizard(page, abort))
      await expect(wizard(page, abort)).toContainText('3 of 3 done.')
    },
  },
  {
    name: 'BATCH ORDERS before a run: what waits',
    async run({ page }) {
      await wizard(page, abort).getByRole('button', { name: 'Close' }).click()
      await openTab(page, 'BATCH ORDERS')
      await expect(standing(page)).toHaveText(/^\d+ orders queued/)
    },
  },
  {
    name: 'Batch sync sends what waits: an order file is in the folder',
    async run({ page, folder }) {
      const details = await runBatchSync(page, 1)
      for (const card of ordered) await expect(linesOf(details, card)).toContainText('Processing→Ordered')
      for (const card of ticked) await expect(linesOf(details, card)).toHaveCount(0)
      await expect(standing(page)).toHaveText(/^No orders queued/)
      expect(await readdir(join(folder, 'exchange', 'outbox'))).toHaveLength(1)
    },
  },
  {
    name: 'The bureau has made the cards: Look first shows what its status files would do',
    async run(stage) {
      const { page } = stage
      const exchange = join(stage.folder, 'exchange')
      const orders = await ordersIn(join(exchange, 'outbox'))
      const seed = seedFor(orders)
      failed = orders.find(({ order }) => fails(order, seed))?.card ?? ''
      const ledger = join(stage.folder, 'bureau.ndjson')
      bureau = await TrialBureau.open(ledger, ['--folder', exchange, '--seed', `${seed}`, '--fail', `${failing}`])
      stage.atEnd(() => bureau?.close() ?? Promise.resolve())
      await bureau.finish(orders.length)
      await page.getByRole('button', { name: 'Look first' }).click()
      const look = page.getByRole('article')
      await expect(look).toContainText('nothing was changed')
      for (const card of ordered) {
        await expect(linesOf(look, card).filter({ hasText: '→Produced' })).toBeVisible()
      }
    },
  },
  {
    name: 'The next run takes them in, and says what became of each order',
    async run({ page }) {
      const details = await runBatchSync(page, 2)
      await expect(linesOf(details, failed).filter({ hasText: '→Failed' })).toBeVisible()
      for (const card of ordered) {
        await expect(linesOf(details, card).filter({ hasText: '→Produced' })).toBeVisible()
      }
    },
  },
  {
    name: 'The card is Produced, with the number the bureau gave it',
    async run({ page }) {
      const [card = ''] = ordered
      const [order] = (await bureau?.ordersOf(card)) ?? []
      await openByNumber(page, card)
      await expectByBatchSync(page, card, 'Produced')
      await expect(page.getByRole('region', { name: 'Data' })).toContainText(order?.made?.cardNumber ?? 'never made')
    },
  },
  {
    name: 'The card the bureau could not make is Failed, and says why',
    async run({ page }) {
      await openByNumber(page, failed)
      await expectByBatchSync(page, failed, 'Failed')
      await expect(page.getByRole('region', { name: 'Order' })).toContainText('The card broke while it was being made.')
    },
  },
]

/** The orders in the files of an outbox. */
async function ordersIn(outbox: string): Promise<readonly BureauOrder[]> {
  const files = await readdir(outbox)
  const read = await Promise.all(files.map(async (name) => readOrderFile(name, await readFile(join(outbox, name)))))
  return read.flat()
}

const fails = (order: string, seed: number) => fateOf(order, { seed, refuse: 0, fail: failing }) === 'fails'

/** A seed with which the bureau makes the ordered cards, and two others fail: ids of orders differ from tour to tour. */
function seedFor(orders: readonly BureauOrder[]): number {
  for (let seed = 1; seed < 10_000; seed += 1) {
    const failures = orders.filter(({ order }) => fails(order, seed))
    if (failures.length === 2 && failures.every(({ card }) => !ordered.includes(card))) return seed
  }
  throw new Error(`no seed lets two of ${orders.length} orders fail`)
}

async function expectByBatchSync(page: Page, card: string, state: string): Promise<void> {
  await expectProfile(page, { card, state, process: 'Batch sync: status', by: operator.name })
}
