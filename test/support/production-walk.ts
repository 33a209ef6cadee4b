import type { Locator, Page } from '@playwright/test'
import { expect } from './patient-expect.ts'
import { choosePerson, next, start, startNew } from './process-walk.ts'
import { openSettings } from './settings-walk.ts'
import { addCommand, choose, openStateSettings, openTab, rowsOf, saveSettings } from './walk.ts'

/** What people do to have cards made by a bureau, through what they see. */

const address = 'Card desk, Main Street 1'

/** Nothing runs by itself from now on: Settings → Options, as an administrator. */
export async function onlyByHand(page: Page): Promise<void> {
  await openSettings(page, 'Options')
  await page.getByLabel('Minutes between batch syncs').fill('0')
  await saveSettings(page)
}

/** Settings → Bureau → Exchange folder, and saves. */
export async function connectFolder(page: Page, folder: string): Promise<void> {
  await openSettings(page, 'Bureau')
  await page.getByRole('radio', { name: /^Exchange folder/ }).check()
  await page.getByRole('textbox', { name: 'Folder', exact: true }).fill(folder)
  await saveSettings(page)
}

/** Settings → Bureau → Check the connection, and what came of it. */
export async function checkConnection(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Check the connection' }).click()
  await expect(page.getByText('It works.')).toBeVisible()
}

/** Adds a process to the commands of a state, as an administrator. */
export async function enable(page: Page, cardType: string, state: string, process: string): Promise<void> {
  await openSettings(page, 'Home')
  await openStateSettings(page, cardType, state)
  await addCommand(page, process)
  await saveSettings(page)
}

/** Orders temporary cards from SEARCH up to the list of what was made, which stays open; answers their numbers. */
export async function orderTemporaryCards(page: Page, amount: number): Promise<{ open: Locator; cards: string[] }> {
  await openTab(page, 'SEARCH')
  await choose(page, page.getByRole('combobox', { name: 'Object' }), /^Temporary card/)
  const open = await startNew(page, 'Order temporary cards')
  await open.getByLabel('Amount').fill(String(amount))
  await open.getByLabel('Delivery address').fill(address)
  await next(open)
  await next(open)
  const made = open.getByRole('list', { name: 'Cards' }).getByRole('listitem').filter({ hasText: 'Processing' })
  await expect(made).toHaveCount(amount)
  const cards = (await made.allTextContents()).map((text) => /TC-\d+/.exec(text)?.[0] ?? '')
  return { open, cards }
}

/** Registers a card for a person and orders it; answers its number. */
export async function orderCard(page: Page, holder: string): Promise<string> {
  await openTab(page, 'SEARCH')
  await choose(page, page.getByRole('combobox', { name: 'Object' }), /^Card/)
  const made = await startNew(page, 'Register card')
  await choosePerson(page, made, 'Holder', holder)
  for (let steps = 0; steps < 3; steps += 1) await next(made)
  const outcome = made.getByRole('region', { name: 'What happened' })
  await expect(outcome).toContainText(/C-\d+/)
  const [card = ''] = /C-\d+/.exec((await outcome.textContent()) ?? '') ?? []
  await made.getByRole('button', { name: `Open ${card}` }).click()
  const open = await start(page, 'Order card')
  await open.getByLabel('Delivery address').fill(address)
  await next(open)
  await next(open)
  await close(open)
  return card
}

/** Waits for the end of a process and closes it. */
export async function close(open: Locator): Promise<void> {
  await expect(open.getByRole('region', { name: 'What happened' })).toBeVisible()
  await open.getByRole('button', { name: 'Close' }).click()
  await expect(open).toBeHidden()
}

/** Finds a card by its number, whatever its state, and opens its profile. */
export async function openByNumber(page: Page, card: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('combobox', { name: 'Find anything or run a command' }).fill(card)
  await page.getByRole('option', { name: new RegExp(`^${card}`) }).click()
  await expect(profile(page, card)).toBeVisible()
}

/** The profile's heading with the state beside it. */
export function profile(page: Page, card: string): Locator {
  return page.getByRole('heading', { name: card }).locator('..')
}

/** How many orders BATCH ORDERS says are queued. */
export async function queuedNow(page: Page): Promise<number> {
  await openTab(page, 'BATCH ORDERS')
  const words = (await standing(page).textContent()) ?? ''
  return words.startsWith('No orders') ? 0 : Number.parseInt(words, 10)
}

/** What BATCH ORDERS says first. */
export function standing(page: Page): Locator {
  return page.getByRole('heading', { level: 2, name: /at the bureau\.$/ })
}

/** Runs batch sync by hand from BATCH ORDERS, as run number `run` of this desk, to its end; answers its details. */
export async function runBatchSync(page: Page, run: number): Promise<Locator> {
  await openTab(page, 'BATCH ORDERS')
  await page.getByRole('button', { name: 'Run batch sync' }).click()
  const runs = rowsOf(page.getByRole('grid', { name: 'Runs of batch sync' }))
  await expect(runs).toHaveCount(run)
  await expect(runs.first()).toContainText('Done')
  const details = page.getByRole('article')
  await runs.first().click()
  await expect(details).toContainText(`S-${String(run).padStart(6, '0')}`)
  return details
}

/** What a run's details, or a look first, say of a card. */
export function linesOf(part: Locator, card: string): Locator {
  return part.getByRole('listitem').filter({ hasText: card })
}
