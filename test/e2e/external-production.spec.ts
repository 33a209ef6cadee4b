import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { complaintsOf } from '../support/complaints'
import { expect, test } from '../support/fixtures'
import { command, expectOutcome, expectProfile, next, start } from '../support/process-walk'
import {
  checkConnection,
  close,
  connectFolder,
  enable,
  linesOf,
  onlyByHand,
  openByNumber,
  orderCard,
  orderTemporaryCards,
  profile,
  queuedNow,
  runBatchSync,
  standing,
} from '../support/production-walk'
import { openSettings } from '../support/settings-walk'
import { TrialBureau } from '../support/trial-bureau'
import { openTab, type Person, rowsOf, saveSettings, searchCards, signIn, signOut } from '../support/walk'

// Orders leave through the window and come back produced, by way of the bureau program.

const password = 'kettle-orbit-93-walnut'
const administrator: Person = { name: 'Ada Berger', userName: 'ada', password }
/** A colleague of the sample desk, and a person without a card. */
const operator: Person = { name: 'Mara Lindqvist', userName: 'mara.lindqvist', password }
const holder = 'Hugo Brandtner'
/** What the bureau gave out. It must be found nowhere. */
const secret = 'zinc-Heron:77 quartz'

// Each founds a desk and sees cards through production; a busy build machine takes its time.
test.describe.configure({ timeout: 180_000 })
test.use({ founded: ['administrator'] })

let complaints: string[]
test.beforeEach(async ({ page }) => {
  complaints = complaintsOf(page)
  await signIn(page, administrator)
  await onlyByHand(page)
})
test.afterEach(() => expect(complaints).toEqual([]))

async function becomeOperator(page: Page): Promise<void> {
  await signOut(page)
  await signIn(page, operator)
}

/** The card is Produced, by batch sync, under the number the bureau gave it. */
async function expectProduced(page: Page, card: string, bureau: TrialBureau): Promise<void> {
  const made = (await bureau.ordersOf(card)).at(-1)?.made
  await openByNumber(page, card)
  await expectProfile(page, { card, state: 'Produced', process: 'Batch sync: status', by: operator.name })
  await expect(page.getByRole('region', { name: 'Data' })).toContainText(made?.cardNumber ?? 'never made')
}

/** A folder the desk exchanges files in from now on, and where a bureau keeps its ledger. */
async function exchangeFiles(page: Page, temporary: string): Promise<{ folder: string; ledger: string }> {
  const folder = join(temporary, 'exchange')
  await mkdir(folder)
  await connectFolder(page, folder)
  await checkConnection(page)
  return { folder, ledger: join(temporary, 'bureau.ndjson') }
}

test('three temporary cards are ordered, one is aborted, and two come back produced', async ({ page, desk }) => {
  const { folder, ledger } = await exchangeFiles(page, desk.temporary)
  await enable(page, 'Temporary card', 'General', 'Order temporary cards')
  await enable(page, 'Temporary card', 'Processing', 'Abort temporary card order')

  await becomeOperator(page)
  const queuedBefore = await queuedNow(page)
  const { open, cards } = await orderTemporaryCards(page, 3)
  await close(open)
  const [first = '', second = '', aborted = ''] = cards
  const queue = rowsOf(await searchCards(page, 'Temporary card', 'Processing'))
  for (const card of cards) await expect(queue.filter({ hasText: card })).toBeVisible()
  expect(await queuedNow(page)).toBe(queuedBefore + 3)

  await openByNumber(page, aborted)
  const abort = 'Abort temporary card order'
  const wizard = await start(page, abort)
  await next(wizard)
  await expectOutcome(page, wizard, { card: aborted, state: 'Aborted', process: abort, by: operator.name })
  expect(await queuedNow(page)).toBe(queuedBefore + 2)

  // The order file waits in the folder until the bureau, or whoever carries the stick, comes for it.
  const sent = await runBatchSync(page, 1)
  await expect(linesOf(sent, first)).toContainText('Processing→Ordered')
  await expect(linesOf(sent, aborted)).toHaveCount(0)
  await expect(standing(page)).toHaveText(/^No orders queued/)
  expect(await readdir(join(folder, 'outbox'))).toEqual([expect.stringMatching(/^orders-[0-9a-f]{8}-B-000001\.json$/)])
  await openByNumber(page, first)
  await expect(profile(page, first)).toContainText('Ordered')
  await expect(command(page, abort)).toHaveCount(0)

  const bureau = await TrialBureau.open(ledger, ['--folder', folder])
  try {
    await bureau.finish(queuedBefore + 2)
    const left = await readdir(join(folder, 'inbox'))
    expect(left.length).toBeGreaterThan(0)
    await openTab(page, 'BATCH ORDERS')
    await page.getByRole('button', { name: 'Look first' }).click()
    const look = page.getByRole('article')
    await expect(look).toContainText('nothing was changed')
    await expect(linesOf(look, first).filter({ hasText: '→Produced' })).toBeVisible()
    await expect(look.getByRole('region', { name: left[0] ?? '' })).toContainText('Would be taken in')
    expect(await readdir(join(folder, 'inbox'))).toEqual(left)
    await openByNumber(page, first)
    await expect(profile(page, first)).toContainText('Ordered')

    await runBatchSync(page, 2)
    for (const card of [first, second]) await expectProduced(page, card, bureau)
    expect(await readdir(join(folder, 'inbox'))).toEqual([])
    expect(await readdir(join(folder, 'archive'))).toEqual(expect.arrayContaining(left))
    await openByNumber(page, aborted)
    await expect(profile(page, aborted)).toContainText('Aborted')
    expect(await bureau.ordersOf(aborted)).toEqual([])
    for (const order of await bureau.orders()) expect(order).toMatchObject({ deliveries: 1, cards: 1 })
  } finally {
    await bureau.close()
  }
})

test('a card the bureau could not make is Failed; its order is repeated, and it is made', async ({ page, desk }) => {
  const { folder, ledger } = await exchangeFiles(page, desk.temporary)
  await enable(page, 'Card', 'Registered', 'Order card')
  await becomeOperator(page)
  const queuedBefore = await queuedNow(page)
  const card = await orderCard(page, holder)
  let bureau = await TrialBureau.open(ledger, ['--folder', folder, '--fail', '1'])
  try {
    await runBatchSync(page, 1)
    await bureau.finish(queuedBefore + 1)
    await runBatchSync(page, 2)
    await openByNumber(page, card)
    await expectProfile(page, { card, state: 'Failed', process: 'Batch sync: status', by: operator.name })

    await bureau.close()
    bureau = await TrialBureau.open(ledger, ['--folder', folder])
    const repeat = 'Repeat card order'
    const again = await start(page, repeat)
    await expect(again).toContainText('The card broke while it was being made.')
    await next(again)
    await next(again)
    await expectOutcome(page, again, { card, state: 'Processing', process: repeat, by: operator.name })
    await runBatchSync(page, 3)
    await bureau.finish(queuedBefore + 2)
    await runBatchSync(page, 4)
    await expectProduced(page, card, bureau)
    const attempts = await bureau.ordersOf(card)
    expect(attempts.map(({ fate, cards: made, deliveries }) => [fate, made, deliveries])).toEqual([
      ['fails', 0, 1],
      ['made', 1, 1],
    ])
  } finally {
    await bureau.close()
  }
})

test('the same by web service, whose secret is nowhere', async ({ page, desk }) => {
  const bureau = await TrialBureau.open(join(desk.temporary, 'bureau.ndjson'), ['--port', '0'], secret)
  try {
    await openSettings(page, 'Bureau')
    await page.getByRole('radio', { name: /^Web service/ }).check()
    for (const [field, value] of [
      ['Address', await bureau.address()],
      ['Organisation', 'Town hall'],
      ['Client id', 'trial-desk'],
    ] as const) {
      await page.getByRole('textbox', { name: field, exact: true }).fill(value)
    }
    await saveSettings(page)
    await page.getByRole('button', { name: 'Set secret…' }).click()
    await page.getByRole('dialog', { name: 'Set the secret' }).getByLabel('Secret', { exact: true }).fill(secret)
    await page.keyboard.press('Enter')
    await expect(page.getByText('The secret is set and in effect.')).toBeVisible()
    await checkConnection(page)
    await expectNowhere(page, desk.data)
    await enable(page, 'Temporary card', 'General', 'Order temporary cards')

    await becomeOperator(page)
    const queuedBefore = await queuedNow(page)
    const { open, cards } = await orderTemporaryCards(page, 1)
    await close(open)
    const [card = ''] = cards
    const sent = await runBatchSync(page, 1)
    await expect(linesOf(sent, card).filter({ hasText: 'Processing→Ordered' })).toBeVisible()
    await bureau.finish(queuedBefore + 1)
    await runBatchSync(page, 2)
    await expectProduced(page, card, bureau)
    expect(await bureau.ordersOf(card)).toMatchObject([{ deliveries: 1, cards: 1, way: 'rest' }])
    await expectNowhere(page, desk.data)
    expect(`${desk.app.output}\n${bureau.printed}`).not.toContain(secret)
  } finally {
    await bureau.close()
  }
})

/** The secret, and what goes over the line in its place, is neither on the page nor in any file of the desk. */
async function expectNowhere(page: Page, data: string): Promise<void> {
  const held = await page.evaluate(() =>
    [
      document.documentElement.outerHTML,
      ...[...document.querySelectorAll('input, textarea')].map((each) => (each as HTMLInputElement).value),
      JSON.stringify({ ...localStorage, ...sessionStorage }),
    ].join('\n'),
  )
  const files = (await readdir(data, { recursive: true, withFileTypes: true })).filter((each) => each.isFile())
  const names = files.map(({ name }) => name)
  for (const written of [/^card-desk\.log$/, /\.ndjson$/, /^secrets\.json$/]) {
    expect(names).toContainEqual(expect.stringMatching(written))
  }
  const credentials = Buffer.from(`trial-desk:${secret}`).toString('base64')
  for (const { parentPath, name } of files) {
    const content = await readFile(join(parentPath, name), 'utf8')
    for (const words of [secret, credentials]) expect(content.includes(words), `in ${name}`).toBe(false)
  }
  expect(held).not.toContain(secret)
}
