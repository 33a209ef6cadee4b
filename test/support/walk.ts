import type { Locator, Page } from '@playwright/test'
import { expect } from './patient-expect.ts'

/**
 * What people do at the desk, through what they see: roles and labels, no structure of the page. Used by
 * the tour and by tests of whole use cases.
 */

export interface Person {
  readonly name: string
  readonly userName: string
  readonly password: string
}

/** Makes the first administrator, who is nothing else, and sample data with colleagues for every other role. */
export async function foundDesk(page: Page, administrator: Person, colleaguesPassword: string): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill(administrator.name)
  await page.getByLabel('User name').fill(administrator.userName)
  await page.getByLabel('Password', { exact: true }).fill(administrator.password)
  await page.getByLabel('Password again').fill(administrator.password)
  await page.getByRole('checkbox', { name: /^Also operator/ }).uncheck()
  await page.getByRole('checkbox', { name: /^Also approver/ }).uncheck()
  await page.getByRole('switch', { name: /sample data/ }).check()
  await page.getByLabel('Password of the sample colleagues').fill(colleaguesPassword)
  // How strong each of the two is gets told a moment after typing.
  await expect(page.getByText(/^(Very s|S)trong\.$/)).toHaveCount(2)
}

/** Sends the form of the first start and waits for the desk. */
export async function finishFounding(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Set up the desk' }).click()
  await expect(page.getByRole('tablist', { name: 'Parts of the desk' })).toBeVisible({ timeout: 30_000 })
}

export async function signIn(page: Page, { userName, password, name }: Person): Promise<void> {
  await page.getByLabel('User name').fill(userName)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('button', { name: `Menu of ${name}` })).toBeVisible()
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Menu of/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
}

/** Settings → Home → Cards → the card type → the state's tab. */
export async function openStateSettings(page: Page, cardType: string, state: string): Promise<void> {
  await page.getByRole('tab', { name: 'SETTINGS' }).click()
  await page.getByRole('button', { name: /^Cards/ }).click()
  await page.getByRole('button', { name: new RegExp(`^${cardType}`) }).click()
  await page.getByRole('tab', { name: state, exact: true }).click()
}

/** Adds a process to the open state's additional commands and saves. */
export async function addCommand(page: Page, process: string): Promise<void> {
  await choose(page, page.getByRole('combobox', { name: 'Process list' }), process)
  await expect(page.getByRole('table', { name: 'Additional commands' })).toContainText(process)
}

export async function saveSettings(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText(/^Saved\./)).toBeVisible()
}

/** Goes to a part of the desk. */
export async function openTab(
  page: Page,
  tab: 'OVERVIEW' | 'SEARCH' | 'REQUESTS' | 'BATCH ORDERS' | 'SETTINGS',
): Promise<void> {
  await page.getByRole('tab', { name: tab }).click()
}

/** SEARCH, the drop-downs, Search; answers the list. */
export async function searchCards(page: Page, cardType: string, status: string): Promise<Locator> {
  await openTab(page, 'SEARCH')
  await choose(page, page.getByRole('combobox', { name: 'Object' }), cardType)
  // The number of cards follows the label.
  await choose(page, page.getByRole('combobox', { name: 'Status' }), new RegExp(`^${status}`))
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  const found = `${cardType.toLowerCase()}s? in the state ${status}`
  await expect(page.getByText(new RegExp(`^[\\d,]+ ${found}`))).toBeVisible()
  const list = page.getByRole('grid', { name: 'Search results' })
  await expect(rowsOf(list).first()).toBeVisible()
  return list
}

/** The rows of a list of cards, without its header. */
export function rowsOf(list: Locator): Locator {
  return list.getByRole('row').filter({ has: list.page().getByRole('gridcell') })
}

/** The number of the card in a row. */
export async function cardIn(row: Locator): Promise<string> {
  return (await row.getByRole('gridcell', { name: /^T?C-\d/ }).textContent({ timeout: 2000 }))?.trim() ?? ''
}

/** Opens the profile of the first card in the list; answers its number. */
export async function openFirstCard(page: Page, list: Locator): Promise<string> {
  const row = rowsOf(list).first()
  const card = await cardIn(row)
  await row.click()
  await expect(page.getByRole('heading', { name: card })).toBeVisible()
  return card
}

/** The buttons under "What do you want to do?". */
export function commands(page: Page): Locator {
  return page.getByRole('region', { name: 'What do you want to do?' }).getByRole('button')
}

/** The open wizard. */
export function wizard(page: Page, name: string): Locator {
  return page.getByRole('dialog', { name })
}

/** Chooses from a drop-down; the first option whose words contain these. */
export async function choose(page: Page, dropDown: Locator, option: string | RegExp): Promise<void> {
  await dropDown.click()
  await page.getByRole('option', { name: option }).first().click()
}
