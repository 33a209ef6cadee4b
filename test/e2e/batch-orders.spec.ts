import { mkdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import type { BureauSettings } from '../../shared/model'
import { complaintsOf } from '../support/complaints'
import { expect, test } from '../support/fixtures'
import { HeldBureau } from '../support/held-bureau'
import { openTab, type Person, rowsOf, signIn, signOut } from '../support/walk'

const secret = 'kettle-orbit-93-walnut'
const person = (name: string, userName: string): Person => ({ name, userName, password: secret })
const administrator = person('Ada Berger', 'ada')
// Colleagues of the sample desk, with their roles.
const operator = person('Mara Lindqvist', 'mara.lindqvist')
const auditor = person('Hugo Brandtner', 'hugo.brandtner')

// Each of these founds a desk and works a while; a busy build machine takes its time.
test.describe.configure({ timeout: 180_000 })
test.use({ founded: ['administrator'] })

let complaints: string[]
test.beforeEach(async ({ page }) => {
  complaints = complaintsOf(page)
  await signIn(page, administrator)
})
test.afterEach(() => expect(complaints).toEqual([]))

/** Somebody else comes to the desk, and goes to BATCH ORDERS. */
async function atBatchOrders(page: Page, somebody: Person): Promise<void> {
  await signOut(page)
  await signIn(page, somebody)
  await openTab(page, 'BATCH ORDERS')
  await expect(page.getByText(/at the bureau\.$/)).toBeVisible()
}

/** A call as another window of the same person would make it: past everything this window shows. */
async function elsewhere<Value>(page: Page, channel: string, payload: unknown = null): Promise<Value> {
  return page.evaluate(
    async ([name, given]) => {
      type Answer = { ok: true; value: unknown } | { ok: false; error: { message: string } }
      type Bridge = { call(channel: string, payload: unknown): Promise<Answer> }
      const { deskBridge } = window as unknown as { deskBridge: Bridge }
      const answer = await deskBridge.call(name, given)
      if (!answer.ok) throw new Error(answer.error.message)
      return answer.value as never
    },
    [channel, payload] as const,
  )
}

/** Connects the bureau, as an administrator does under Settings. */
async function connect(page: Page, values: Partial<BureauSettings>): Promise<void> {
  type Saved = { settings: { bureau: { version: number; values: BureauSettings } } }
  const { bureau } = (await elsewhere<Saved>(page, 'settings.read')).settings
  const { rest, ...others } = { ...bureau.values, ...values }
  const { address, organisation, clientId } = rest
  const saved = { ...others, rest: { address, organisation, clientId } }
  await elsewhere(page, 'settings.saveBureau', { version: bureau.version, values: saved })
}

/** Only when somebody asks for it: a run by itself would come between. */
async function onlyByHand(page: Page): Promise<void> {
  const { settings } = await elsewhere<{ settings: { options: { version: number } } }>(page, 'settings.read')
  await elsewhere(page, 'settings.saveOptions', { version: settings.options.version, values: { BatchSyncMinutes: 0 } })
}

const list = (page: Page) => page.getByRole('grid', { name: 'Runs of batch sync' })
const run = (page: Page) => page.getByRole('button', { name: 'Run batch sync' })
const details = (page: Page) => page.getByRole('article')
const linesIn = (part: Locator) => part.getByRole('list', { name: 'What became of orders' }).getByRole('listitem')
const standing = (page: Page) => page.getByRole('heading', { level: 2, name: /at the bureau\.$/ })
const lastRun = (page: Page) =>
  page
    .getByRole('region', { name: /at the bureau\.$/ })
    .getByRole('definition')
    .filter({ has: page.getByRole('time') })
const work = (page: Page) => page.getByRole('region', { name: 'Run under way' })
const footer = (page: Page) => page.getByRole('contentinfo')

async function queuedNow(page: Page): Promise<number> {
  return Number(/^\d+/.exec((await standing(page).textContent()) ?? '')?.[0] ?? 0)
}

/** Runs batch sync by hand and waits until it is over. */
async function runToItsEnd(page: Page, runs: number): Promise<void> {
  await run(page).click()
  await expect(rowsOf(list(page))).toHaveCount(runs)
  await expect(rowsOf(list(page)).first()).not.toContainText('Under way')
  await expect(work(page)).toHaveCount(0)
}

test('an operator looks first, runs batch sync by hand, and reads what became of each order', async ({ page }) => {
  await atBatchOrders(page, operator)
  const queued = await queuedNow(page)
  const before = (await standing(page).textContent()) ?? ''
  const [, atBureau = '0'] = /(\d+) at the bureau/.exec(before) ?? []
  expect(queued).toBeGreaterThan(2)
  await expect(page.getByText('orders do not leave this workstation')).toBeVisible()
  await expect(page.getByText('not by itself: no bureau is connected')).toBeVisible()
  await expect(page.getByText('Batch sync has not run yet.')).toBeVisible()
  await expect(footer(page)).toContainText('no batch sync yet')

  await page.getByRole('button', { name: 'Look first' }).click()
  await expect(details(page)).toContainText('nothing was changed')
  await expect(details(page)).toContainText(`${atBureau} further`)
  const answers = details(page).getByRole('list', { name: 'Answers of the bureau' }).getByRole('listitem')
  await expect(answers).toHaveCount(Number(atBureau))
  await expect(standing(page)).toHaveText(before)
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Look first' })).toBeFocused()

  await runToItsEnd(page, 1)
  await expect(lastRun(page)).toContainText('Done')
  await expect(lastRun(page)).toContainText(`${queued} sent`)
  await expect(footer(page)).toContainText(/last batch sync \d/)
  await expect(standing(page)).toHaveText(/^No orders queued/)
  await expect(details(page)).toContainText(operator.name)
  await details(page)
    .getByRole('button', { name: `Sent ${queued}` })
    .click()
  await expect(linesIn(details(page))).toHaveCount(queued)
  await expect(linesIn(details(page)).filter({ hasText: 'Processing→Ordered' })).toHaveCount(queued)
  const first = linesIn(details(page)).first()
  await expect(first).toContainText('Batch B-000001')
  const card = (await first.getByRole('button').textContent()) ?? ''
  await first.getByRole('button', { name: `Open ${card}` }).click()
  await expect(page.getByRole('heading', { name: card })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Order' })).toContainText('BatchB-000001')
  const history = page.getByRole('region', { name: 'History' })
  await history.getByText('Batch sync: send').first().click()
  await expect(history).toContainText('BatchB-000001')

  await openTab(page, 'BATCH ORDERS')
  await expect(details(page).getByRole('button', { name: `Sent ${queued}`, pressed: true })).toBeVisible()
  await runToItsEnd(page, 2)
  await expect(rowsOf(list(page)).first()).toHaveAttribute('aria-selected', 'true')
  await expect(details(page)).toContainText('S-000002')
})

test('what waits leads to the search behind it', async ({ page }) => {
  await atBatchOrders(page, operator)
  const link = page.getByRole('button', { name: /^\d+ temporary cards?$/ })
  const words = (await link.textContent()) ?? ''
  await link.click()
  await expect(page.getByText(`${words} in the state Processing`, { exact: true })).toBeVisible()
})

test('by keyboard alone: to the tab, through the runs, into the details and back', async ({ page }) => {
  await atBatchOrders(page, operator)
  await runToItsEnd(page, 1)
  await runToItsEnd(page, 2)
  const { keyboard } = page
  await keyboard.press('Alt+1')
  await keyboard.press('Alt+4')
  await expect(page.getByRole('tab', { name: 'BATCH ORDERS', selected: true })).toBeFocused()
  const grid = list(page)
  await expect(rowsOf(grid)).toHaveCount(2)
  for (let presses = 0; presses < 12 && !(await grid.evaluate((each) => each === document.activeElement)); presses += 1)
    await keyboard.press('Tab')
  await expect(grid).toBeFocused()
  const selected = grid.locator('[role="row"][aria-selected="true"]')
  await expect(selected).toHaveAttribute('data-run', 'S-000002')
  await keyboard.press('ArrowDown')
  await expect(selected).toHaveAttribute('data-run', 'S-000001')
  await expect(details(page)).toContainText('S-000001')
  await keyboard.press('Enter')
  await keyboard.press('Tab')
  await expect(details(page).getByRole('button', { name: 'All', pressed: true })).toBeFocused()
  await keyboard.press('Tab')
  await keyboard.press('Enter')
  await expect(details(page).getByRole('button', { name: /^Sent/, pressed: true })).toBeFocused()
  await keyboard.press('Escape')
  await expect(grid).toBeFocused()
  await keyboard.press('Home')
  await expect(selected).toHaveAttribute('data-run', 'S-000002')
})

test('where it is narrow the details cover the list, and Back returns to the row', async ({ page }) => {
  await atBatchOrders(page, operator)
  await runToItsEnd(page, 1)
  await page.setViewportSize({ width: 1000, height: 760 })
  await expect(details(page)).toHaveCount(0)
  await rowsOf(list(page)).first().click()
  await expect(details(page)).toContainText('S-000001')
  await page.getByRole('button', { name: 'Back to the list' }).click()
  await expect(list(page)).toBeFocused()
  await expect(details(page)).toHaveCount(0)
  await page.getByRole('button', { name: 'Look first' }).click()
  await expect(details(page)).toContainText('nothing was changed')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Look first' })).toBeFocused()
})

test('an auditor reads every run and is offered nothing to do', async ({ page }) => {
  await atBatchOrders(page, operator)
  await runToItsEnd(page, 1)
  await atBatchOrders(page, auditor)
  await expect(details(page)).toContainText('S-000001')
  await expect(linesIn(details(page)).first()).toBeVisible()
  await expect(run(page)).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Look first' })).toHaveCount(0)
})

test.describe('with a bureau whose answers wait', () => {
  let bureau: HeldBureau
  test.beforeEach(async ({ page }) => {
    bureau = new HeldBureau()
    const address = await bureau.open()
    await connect(page, {
      connection: 'rest',
      rest: { address, organisation: 'Desk', clientId: 'desk', secret: null },
      ordersPerBatch: 2,
    })
    type Saved = { settings: { bureau: { version: number } } }
    const { settings } = await elsewhere<Saved>(page, 'settings.read')
    await elsewhere(page, 'settings.saveBureauSecret', { version: settings.bureau.version, secret: 'hush' })
    await onlyByHand(page)
  })
  test.afterEach(() => bureau.close())

  test('a run that was started in another window is seen here, left, found again, and stopped', async ({ page }) => {
    await atBatchOrders(page, operator)
    const queued = await queuedNow(page)
    await expect(page.getByText('only by hand')).toBeVisible()
    bureau.hold()
    await elsewhere(page, 'batch.start')
    const bar = work(page).getByRole('progressbar', { name: 'Progress of batch sync' })
    await expect(bar).toHaveAttribute('aria-valuetext', `0 of ${queued}`)
    await expect(work(page)).toContainText('Sending batch B-000001.')
    await expect(run(page)).toBeDisabled()
    await expect(run(page)).toHaveAccessibleDescription('A run is under way.')
    await expect(footer(page)).toContainText('batch sync under way')

    await openTab(page, 'SEARCH')
    await openTab(page, 'BATCH ORDERS')
    await expect(bar).toHaveAttribute('aria-valuetext', `0 of ${queued}`)
    await work(page).getByRole('button', { name: 'Stop' }).click()
    await expect(work(page)).toContainText('Stopping after this batch.')
    const heard = page.getByRole('region', { name: /at the bureau\.$/ }).getByRole('status')
    await expect(heard).toHaveText('Stopping after this batch.')
    bureau.letGo()
    await expect(heard).toHaveText('Batch sync has ended. Stopped: 2 sent.')
    // Stop had the focus, and went with the run.
    await expect(standing(page)).toBeFocused()
    await expect(lastRun(page)).toContainText('Stopped')
    await expect(lastRun(page)).toContainText('2 sent')
    await expect(standing(page)).toHaveText(new RegExp(`^${queued - 2} orders queued`))
    await expect(run(page)).toBeEnabled()

    await runToItsEnd(page, 2)
    await expect(lastRun(page)).toContainText(`${queued - 2} sent`)
    await expect(lastRun(page)).toContainText('not known there')
  })

  test('what the bureau refuses is told with its words, and one that is gone in the status bar', async ({ page }) => {
    await atBatchOrders(page, operator)
    const queued = await queuedNow(page)
    bureau.refuses = 'This layout is not made any more.'
    await runToItsEnd(page, 1)
    await details(page)
      .getByRole('button', { name: `Refused ${queued}` })
      .click()
    await expect(linesIn(details(page))).toHaveCount(queued)
    await expect(linesIn(details(page)).first()).toContainText('Processing→Failed')
    await expect(linesIn(details(page)).first()).toContainText('This layout is not made any more.')

    await bureau.close()
    await runToItsEnd(page, 2)
    await expect(details(page)).toContainText('Something went wrong.')
    await expect(details(page)).toContainText('No order was sent or changed.')
    await openTab(page, 'SEARCH')
    await footer(page).getByRole('button', { name: 'last batch sync had a problem' }).click()
    await expect(page.getByRole('tab', { name: 'BATCH ORDERS', selected: true })).toBeVisible()
    await expect(rowsOf(list(page)).first()).toContainText('Problem')
  })
})

test('a file that cannot be taken in says why, before and after', async ({ page, desk }) => {
  const folder = join(desk.temporary, 'exchange')
  const file = join(folder, 'inbox', 'monday.json')
  await mkdir(join(folder, 'inbox'), { recursive: true })
  await writeFile(file, '{"format": "card-desk-status", "version": 1, "statuses": [')
  // Long ago, so that nobody may still be writing it.
  await utimes(file, new Date(0), new Date(0))
  await connect(page, { connection: 'folder', folder: { path: folder, format: 'json' } })
  await onlyByHand(page)
  await atBatchOrders(page, operator)
  await page.getByRole('button', { name: 'Look first' }).click()
  const source = page.getByRole('region', { name: 'monday.json' })
  await expect(source).toContainText('Would be rejected')
  const reason = (await source.getByRole('paragraph').textContent()) ?? ''
  expect(reason).toMatch(/\.$/)
  // Only looked at.
  expect(await readFile(file, 'utf8')).toContain('card-desk-status')

  await runToItsEnd(page, 1)
  const files = details(page).getByRole('list', { name: 'Files of the bureau' }).getByRole('listitem')
  await expect(files).toHaveText([/^Rejectedmonday.json/])
  await expect(files).toContainText(reason)
  await expect(rowsOf(list(page)).first()).toContainText('Problem')
  expect(await readFile(join(folder, 'rejected', 'monday.json'), 'utf8')).toContain('card-desk-status')
})
