import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { fateOf, type Word } from '../bureau/production-line.ts'
import type { LedgerEntry } from '../bureau/ledger.ts'
import { type BureauOrder, readOrderFile } from '../bureau/order-file.ts'
import { expect } from '../support/patient-expect.ts'
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
let orderedSince: readonly string[] = []
/** What the bureau does: how many orders it has, by which seed it decides, what failed and what it made. */
let count = 0
let seed = 0
let failed: readonly string[] = []
let made: readonly LedgerEntry[] = []

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
    name: 'The bureau makes the cards: the next run takes in how far it is',
    async run({ page, folder }) {
      const orders = await ordersIn(join(folder, 'exchange', 'outbox'))
      count = orders.length
      seed = seedFor(orders)
      failed = orders.filter(({ order }) => fails(order, seed)).map(({ card }) => card)
      await letBureauSay(folder, 'RECEIVED')
      await letBureauSay(folder, 'IN_PRODUCTION')
      const details = await runBatchSync(page, 2)
      for (const card of ordered) await expect(linesOf(details, card)).toContainText('Ordered→In production')
    },
  },
  {
    name: 'It has made them: Look first shows what its status file would do',
    async run({ page, folder }) {
      const { open, cards } = await orderTemporaryCards(page, 2)
      await close(open)
      orderedSince = cards
      made = await letBureauSay(folder, 'PRODUCED', 'FAILED')
      await openTab(page, 'BATCH ORDERS')
      await page.getByRole('button', { name: 'Look first' }).click()
      const look = page.getByRole('article')
      await expect(look).toContainText('nothing was changed')
      for (const card of failed) await expect(linesOf(look, card)).toContainText('→Failed')
      for (const card of ordered) await expect(linesOf(look, card)).toContainText('→Produced')
    },
  },
  {
    name: 'The next run takes it in, sends what was ordered since, and says what became of each order',
    async run({ page }) {
      const details = await runBatchSync(page, 3)
      for (const card of failed) await expect(linesOf(details, card)).toContainText('In production→Failed')
      for (const card of ordered) await expect(linesOf(details, card)).toContainText('In production→Produced')
      for (const card of orderedSince) await expect(linesOf(details, card)).toContainText('Processing→Ordered')
    },
  },
  {
    name: 'The card is Produced, with the number the bureau gave it',
    async run({ page }) {
      const [card = ''] = ordered
      await openByNumber(page, card)
      await expectByBatchSync(page, card, 'Produced')
      const number = made.find((order) => order.card === card)?.made?.cardNumber ?? 'never made'
      await expect(page.getByRole('region', { name: 'Data' })).toContainText(number)
    },
  },
  {
    name: 'A card the bureau could not make is Failed, and says why',
    async run({ page }) {
      const [card = ''] = failed
      await openByNumber(page, card)
      await expectByBatchSync(page, card, 'Failed')
      const reason = page.getByRole('region', { name: 'Order' }).getByText('The card broke while it was being made.')
      await expect(reason).toBeVisible()
      await reason.scrollIntoViewIfNeeded()
    },
  },
]

/**
 * Opens the bureau until it has said those words of all orders, and no others: a bureau that takes a day for the next
 * word says one when it is opened. Answers what it knows.
 */
async function letBureauSay(folder: string, ...words: readonly Word[]): Promise<readonly LedgerEntry[]> {
  const manners = ['--folder', join(folder, 'exchange'), '--seed', `${seed}`, '--fail', `${failing}`]
  const bureau = await TrialBureau.open(join(folder, 'bureau.ndjson'), [...manners, '--pace', '86400000'])
  try {
    await bureau.say(count, ...words)
    return await bureau.orders()
  } finally {
    await bureau.close()
  }
}

/** The orders in the files of an outbox. */
async function ordersIn(outbox: string): Promise<readonly BureauOrder[]> {
  const files = await readdir(outbox)
  const read = await Promise.all(files.map(async (name) => readOrderFile(name, await readFile(join(outbox, name)))))
  return read.flat()
}

function fails(order: string, by: number): boolean {
  return fateOf(order, { seed: by, refuse: 0, fail: failing }) === 'fails'
}

/** A seed with which the bureau makes the ordered cards, and two others fail: ids of orders differ from tour to tour. */
function seedFor(orders: readonly BureauOrder[]): number {
  for (let tried = 1; tried < 10_000; tried += 1) {
    const failures = orders.filter(({ order }) => fails(order, tried))
    if (failures.length === 2 && failures.every(({ card }) => !ordered.includes(card))) return tried
  }
  throw new Error(`no seed lets two of ${orders.length} orders fail`)
}

async function expectByBatchSync(page: Page, card: string, state: string): Promise<void> {
  await expectProfile(page, { card, state, process: 'Batch sync: status', by: operator.name })
}
