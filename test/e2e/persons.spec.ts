import type { Locator, Page } from '@playwright/test'
import { complaintsOf } from '../support/complaints'
import { expect, test } from '../support/fixtures'
import {
  addCommand,
  cardIn,
  commands,
  openStateSettings,
  openTab,
  type Person,
  rowsOf,
  saveSettings,
  searchCards,
  signIn,
  signOut,
  wizard,
} from '../support/walk'

const secret = 'kettle-orbit-93-walnut'
const administrator: Person = { name: 'Ada Berger', userName: 'ada', password: secret }
const operator: Person = { name: 'Mara Lindqvist', userName: 'mara.lindqvist', password: secret }

// Each of these founds a desk and works a while; a busy build machine takes its time.
test.describe.configure({ timeout: 180_000 })
test.use({ founded: ['administrator'] })

let complaints: string[]
test.beforeEach(async ({ page }) => {
  complaints = complaintsOf(page)
  await signIn(page, administrator)
})
test.afterEach(() => expect(complaints).toEqual([]))

const results = (page: Page) => page.getByRole('grid', { name: 'Search results' })
const profile = (page: Page) => page.getByRole('article')
const heading = (page: Page, name: string) => profile(page).getByRole('heading', { level: 2, name })
const atCursor = (page: Page) => results(page).locator('[data-cursor]')

async function signInAs(page: Page, person: Person): Promise<void> {
  await signOut(page)
  await signIn(page, person)
}

/** Looks for persons; answers the list. */
async function searchPersons(page: Page, text: string): Promise<Locator> {
  await openTab(page, 'SEARCH')
  await page.getByRole('combobox', { name: 'Object' }).click()
  await page.getByRole('option', { name: 'Person', exact: true }).click()
  await expect(page.getByRole('combobox', { name: 'Status' })).toHaveCount(0)
  await page.getByRole('searchbox', { name: 'Search text' }).fill(text)
  await page.keyboard.press('Enter')
  // The list of the search before stays until its successor is there; the sentence says whose it is.
  const looked = text === '' ? '' : ` with “${text}”`
  await expect(page.getByText(new RegExp(`^[\\d,]+ persons?${looked}$`))).toBeVisible()
  await expect(rowsOf(results(page)).first()).toBeVisible()
  return results(page)
}

/** A scanner: a number faster than anybody types, and Enter. */
async function scan(page: Page, number: string): Promise<void> {
  await page.evaluate((keys) => {
    for (const key of [...keys, 'Enter'])
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  }, number)
}

test('persons are found, sorted and walked; a record is changed, and its history says what it was', async ({
  page,
}) => {
  await signInAs(page, operator)
  const list = await searchPersons(page, 'norwick')
  await expect(page.getByText(/^\d+ persons with “norwick”$/)).toBeVisible()
  for (const column of ['Name', 'Employee no.', 'E-mail', 'UPN', 'Unit']) {
    await expect(list.getByRole('columnheader', { name: column })).toBeVisible()
  }
  // The colleagues came on record first.
  await list.getByRole('button', { name: 'Employee no.' }).click()
  await expect(rowsOf(list).first()).toContainText('200001')
  await page.getByRole('searchbox', { name: 'Search text' }).focus()
  await page.keyboard.press('ArrowDown')
  await expect(list).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(atCursor(page)).toContainText('200003')
  await expect(heading(page, 'Inês Adeyemi')).toBeVisible()

  await page.getByRole('button', { name: 'Edit the record of Inês Adeyemi' }).click()
  const form = page.getByRole('dialog', { name: 'Edit person' })
  await form.getByLabel('Family name').fill('Adeyemi-Brandt')
  await form.getByLabel('Employee number').fill('200001')
  await form.getByLabel('E-mail').fill('ines at home')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(form.getByLabel('E-mail')).toBeFocused()
  await expect(form).toContainText('An e-mail address looks like')
  await form.getByLabel('E-mail').fill('ines@home.example')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(form.getByLabel('Employee number')).toBeFocused()
  await expect(form).toContainText('Mara Lindqvist already has the employee number 200001.')
  await form.getByLabel('Employee number').fill('200003')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(form).toBeHidden()
  await expect(heading(page, 'Inês Adeyemi-Brandt')).toBeVisible()
  await expect(atCursor(page)).toContainText('Inês Adeyemi-Brandt')
  const newest = page.getByRole('region', { name: 'Changes of the record' }).getByRole('listitem').first()
  await expect(newest).toContainText('Mara Lindqvist, Operator')
  await expect(newest.getByRole('listitem').filter({ hasText: 'Family name' })).toContainText(
    /Adeyemi.*→.*Adeyemi-Brandt/,
  )
})

test('what was typed about a new person is not lost unasked; the new one is opened and found', async ({ page }) => {
  await signInAs(page, operator)
  await searchPersons(page, '')
  await page.getByRole('button', { name: 'New person' }).click()
  const form = page.getByRole('dialog', { name: 'New person' })
  await expect(form.getByLabel('Given name')).toBeFocused()
  await form.getByLabel('Given name').fill('Ngozi')
  await page.keyboard.press('Escape')
  const question = page.getByRole('dialog', { name: 'Leave without saving?' })
  await expect(question.getByRole('button', { name: 'Keep typing' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(question).toBeHidden()
  await expect(form.getByLabel('Given name')).toHaveValue('Ngozi')
  await expect(form.getByLabel('Given name')).toBeFocused()
  await form.getByRole('button', { name: 'Cancel' }).click()
  await question.getByRole('button', { name: 'Leave without saving' }).click()
  await expect(form).toBeHidden()

  await page.getByRole('button', { name: 'New person' }).click()
  await expect(form.getByLabel('Given name')).toHaveValue('')
  // Nothing typed: nothing to ask.
  await page.keyboard.press('Escape')
  await expect(form).toBeHidden()
  await page.getByRole('button', { name: 'New person' }).click()
  await form.getByLabel('Given name').fill('Ngozi')
  await form.getByLabel('Family name').fill('Sørensen-Ōta')
  await form.getByLabel('Employee number').fill('E-77001')
  await page.keyboard.press('Enter')
  await expect(heading(page, 'Ngozi Sørensen-Ōta')).toBeVisible()

  await page.keyboard.press('ControlOrMeta+k')
  await page.getByPlaceholder('Card number, name, employee number, or a command').fill('adeyemi')
  await page.getByRole('option', { name: /Inês Adeyemi/ }).click()
  await expect(heading(page, 'Inês Adeyemi')).toBeVisible()
  await searchPersons(page, 'sorensen ota')
  await expect(heading(page, 'Ngozi Sørensen-Ōta')).toBeVisible()
})

test('a temporary card is handed out from the profile by keyboard and scanner alone', async ({ page }) => {
  await signInAs(page, operator)
  const assigned = await searchCards(page, 'Temporary card', 'Expired')
  const out = await cardIn(rowsOf(assigned).first())
  await searchPersons(page, 'ines adeyemi')
  await expect(heading(page, 'Inês Adeyemi')).toBeVisible()
  const assign = commands(page).filter({ hasText: 'Assign temporary card' })
  await assign.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Choose a temporary card for Inês Adeyemi' })
  const number = dialog.getByRole('combobox', { name: 'Number of the card' })
  await expect(number).toBeFocused()
  const stock = dialog.getByRole('option')
  await expect(stock.first()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(assign).toBeFocused()

  await page.keyboard.press('Enter')
  await expect(number).toBeFocused()
  await page.keyboard.type(out)
  await page.keyboard.press('Enter')
  await expect(dialog).toContainText(`${out} is Expired: it is not in stock.`)
  await number.fill('TC-')
  await expect(stock.nth(1)).toBeVisible()
  const [card = '', printed = ''] = [
    (await stock.nth(1).locator('span').first().textContent()) ?? '',
    (await stock.nth(1).locator('span').last().textContent()) ?? '',
  ]
  await number.fill('')
  await page.keyboard.type(printed)
  await page.keyboard.press('Enter')

  const handOut = wizard(page, 'Assign temporary card')
  await expect(handOut).toContainText('Step 1 of 2')
  await page.keyboard.press('Enter')
  await expect(handOut).toContainText('Step 2 of 2')
  await expect(handOut).toContainText(card)
  await expect(handOut).toContainText('Inês Adeyemi')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status').filter({ hasText: card })).toContainText('Inês Adeyemi')
  await page.keyboard.press('Enter')
  await expect(handOut).toBeHidden()
  await expect(assign).toBeFocused()
  await expect(assign).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByRole('region', { name: 'What do you want to do?' })).toContainText(card)
  const cards = profile(page).getByRole('table', { name: 'Cards' })
  await expect(cards.getByRole('row').nth(1)).toContainText('Assigned')
  await cards.getByRole('button', { name: `Open ${card}` }).focus()
  await page.keyboard.press('Enter')
  await expect(heading(page, card)).toBeVisible()
})

test('a card is ordered for a person, and the profile says why there is no second one', async ({ page }) => {
  await openStateSettings(page, 'Card', 'General')
  await addCommand(page, 'Order card')
  await saveSettings(page)
  await signInAs(page, operator)
  await searchPersons(page, 'tomasz zielony')
  await expect(profile(page)).toContainText('This person holds no card.')
  const order = commands(page).filter({ hasText: 'Order card' })
  await order.click()
  const panel = wizard(page, 'Order card')
  await expect(panel.getByLabel('Name on the card')).toHaveValue('Tomasz Zielony')
  await panel.getByLabel('Delivery address').fill('Card desk\nMain Street 1')
  await panel.getByRole('button', { name: 'Next' }).click()
  await panel.getByRole('button', { name: 'Next' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'batch sync' })).toBeVisible()
  await panel.getByRole('button', { name: 'Close' }).click()
  await expect(heading(page, 'Tomasz Zielony')).toBeVisible()
  const row = profile(page).getByRole('table', { name: 'Cards' }).getByRole('row').nth(1)
  await expect(row).toContainText('Processing')
  await expect(order).toHaveAttribute('aria-disabled', 'true')
  await expect(profile(page)).toContainText(/Tomasz Zielony already has an open order: C-\d+ is Processing/)
})

test('a scanned card that is in the list takes the keyboard there; Back leads to the row where it is narrow', async ({
  page,
}) => {
  await signInAs(page, operator)
  const list = await searchCards(page, 'Temporary card', 'Unassigned')
  await list.focus()
  const cardAt = (index: number) => cardIn(rowsOf(list).nth(index))
  const [sixth, seventh] = [await cardAt(5), await cardAt(6)]
  await scan(page, sixth)
  await expect(heading(page, sixth)).toBeVisible()
  await expect(atCursor(page)).toContainText(sixth)
  await list.focus()
  await page.keyboard.press('ArrowDown')
  await expect(heading(page, seventh)).toBeVisible()

  await page.setViewportSize({ width: 1000, height: 800 })
  await page.getByRole('button', { name: 'Back to the list' }).click()
  const persons = await searchPersons(page, 'norwick')
  await persons.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  const name = (await atCursor(page).getByRole('gridcell').first().textContent())?.trim() ?? ''
  await page.keyboard.press('Enter')
  await expect(heading(page, name)).toBeVisible()
  await page.getByRole('button', { name: 'Back to the list' }).click()
  await expect(persons).toBeFocused()
  await expect(atCursor(page)).toContainText(name)
})

test('an account belongs to one person, and the list of accounts says to whom', async ({ page }) => {
  await openTab(page, 'SETTINGS')
  await page.getByRole('button', { name: /^Accounts/ }).click()
  const row = page.getByRole('table', { name: 'Accounts' }).getByRole('row').filter({ hasText: 'Ada Berger' })
  await expect(row).toContainText('nobody on record')
  await page.getByRole('button', { name: 'Edit Ada Berger' }).click()
  const form = page.getByRole('dialog', { name: 'Edit account' })
  const owner = form.getByRole('combobox', { name: 'Belongs to' })
  const choose = async (name: string) => {
    await owner.fill(name)
    await page.getByRole('option', { name }).first().click()
  }
  await choose('Mara Lindqvist')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(form).toContainText('Mara Lindqvist already has the account mara.lindqvist.')
  await expect(owner).toBeFocused()
  await owner.fill('norwick')
  const option = page
    .getByRole('option')
    .filter({ hasNotText: /Lindqvist|Zielony|Adeyemi|Brandtner|Morikawa/ })
    .first()
  const name = (await option.locator('span span').first().textContent()) ?? ''
  await option.click()
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(form).toBeHidden()
  await expect(row).toContainText(name)
})
