import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { complaintsOf } from '../support/complaints'
import { expect, test } from '../support/fixtures'
import {
  addCommand,
  commands,
  openFirstCard,
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
const abort = 'Abort temporary card order'

// Each of these founds a desk and works a while; a busy build machine takes its time.
test.describe.configure({ timeout: 180_000 })
test.use({ founded: ['administrator'] })

let complaints: string[]
test.beforeEach(async ({ page }) => {
  complaints = complaintsOf(page)
  await signIn(page, administrator)
})
test.afterEach(() => expect(complaints).toEqual([]))

/** Everything in the journal, byte for byte, without the space made ahead for what comes next. */
async function journal(data: string): Promise<string> {
  const files = (await readdir(join(data, 'journal'))).sort()
  const texts = await Promise.all(files.map((file) => readFile(join(data, 'journal', file), 'latin1')))
  return texts.join('').replace(/\0+$/, '')
}

test('the use case by keyboard alone; Escape and closing the window leave no trace', async ({ desk, page }) => {
  await openStateSettings(page, 'Temporary card', 'Processing')
  await addCommand(page, abort)
  await saveSettings(page)
  await signOut(page)
  await signIn(page, operator)

  const { keyboard } = page
  await keyboard.press('Alt+1')
  await keyboard.press('/')
  await expect(page.getByRole('searchbox', { name: 'Search text' })).toBeFocused()
  await keyboard.press('Shift+Tab')
  await expect(page.getByRole('combobox', { name: 'Status' })).toBeFocused()
  await keyboard.press('Shift+Tab')
  const object = page.getByRole('combobox', { name: 'Object' })
  await expect(object).toBeFocused()
  await keyboard.press('ArrowDown')
  await page.getByRole('option', { name: 'Temporary card' }).waitFor()
  for (let presses = 0; (await object.inputValue()) !== 'Temporary card' && presses < 4; presses += 1) {
    await keyboard.press('ArrowDown')
    await keyboard.press('Enter')
  }
  await expect(object).toHaveValue('Temporary card')
  await keyboard.press('/')
  await keyboard.type('TC-')
  await keyboard.press('Enter')
  const list = page.getByRole('grid', { name: 'Search results' })
  await expect(rowsOf(list).first()).toBeVisible()

  const before = await journal(desk.data)
  await searchCards(page, 'Temporary card', 'Processing')
  const card = await openFirstCard(page, list)
  await commands(page).filter({ hasText: abort }).focus()
  await keyboard.press('Enter')
  await expect(wizard(page, abort).getByRole('button', { name: 'Next' })).toBeFocused()
  await keyboard.press('Escape')
  await expect(wizard(page, abort)).toBeHidden()
  expect(await journal(desk.data)).toBe(before)

  await commands(page).filter({ hasText: abort }).click()
  await expect(wizard(page, abort)).toBeVisible()
  await desk.app.close()
  expect(await journal(desk.data)).toBe(before)

  const again = (await desk.restart()).page
  complaintsOf(again, complaints)
  await signIn(again, operator)
  const processing = await searchCards(again, 'Temporary card', 'Processing')
  expect(await openFirstCard(again, processing)).toBe(card)
  await commands(again).filter({ hasText: abort }).focus()
  await again.keyboard.press('Enter')
  await expect(wizard(again, abort).getByRole('button', { name: 'Next' })).toBeFocused()
  await again.keyboard.press('Enter')
  await expect(again.getByRole('status').filter({ hasText: card })).toContainText('Aborted')
  expect((await journal(desk.data)).startsWith(before)).toBe(true)
})

test('a card is registered for a new person, ordered, and found by the name', async ({ page }) => {
  await openStateSettings(page, 'Card', 'Registered')
  await addCommand(page, 'Order card')
  await saveSettings(page)
  await signOut(page)
  await signIn(page, operator)

  await openTab(page, 'SEARCH')
  await page.getByRole('button', { name: 'New' }).click()
  await page.getByRole('menuitem', { name: 'Register card' }).click()
  const register = wizard(page, 'Register card')
  await register.getByRole('combobox', { name: 'Holder' }).fill('Ngozi')
  await page.getByRole('option', { name: 'New person…' }).click()
  const form = page.getByRole('dialog', { name: 'New person' })
  await form.getByLabel('Given name').fill('Ngozi')
  await form.getByLabel('Family name').fill('Sørensen-Ōta')
  await form.getByLabel('Employee number').fill('E-77001')
  await form.getByLabel('UPN').fill('ngozi@example.org')
  await form.getByRole('button', { name: 'Add person' }).click()
  await expect(form).toBeHidden()
  await register.getByRole('button', { name: 'Next' }).click()
  await register.getByLabel('Title').fill('Engineer')
  await register.getByRole('button', { name: 'Next' }).click()
  await expect(register).toContainText('Step 3 of 3')
  await register.getByRole('button', { name: 'Back' }).click()
  await expect(register.getByLabel('Title')).toHaveValue('Engineer')
  await register.getByRole('button', { name: 'Next' }).click()
  await register.getByRole('button', { name: 'Next' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'is registered for' })).toContainText('Ngozi Sørensen-Ōta')

  await register.getByRole('button', { name: 'Order card' }).click()
  const order = wizard(page, 'Order card')
  await expect(order.getByLabel('Name on the card')).toHaveValue('Ngozi Sørensen-Ōta')
  await expect(order.getByLabel('UPN')).toHaveValue('ngozi@example.org')
  await order.getByRole('button', { name: 'Next' }).click()
  await expect(order).toContainText('This is needed.')
  await order.getByLabel('Delivery address').fill('Card desk\nMain Street 1')
  await order.getByRole('button', { name: 'Next' }).click()
  await order.getByRole('button', { name: 'Next' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'batch sync' })).toBeVisible()
  await order.getByRole('button', { name: 'Close' }).click()

  await page.getByRole('searchbox', { name: 'Search text' }).fill('sorensen-ota')
  await page.keyboard.press('Enter')
  const row = rowsOf(page.getByRole('grid', { name: 'Search results' })).first()
  await expect(row).toContainText('Processing')
  await expect(row).toContainText('Ngozi Sørensen-Ōta')
})

test('an empty result says what was searched and offers a way on', async ({ page }) => {
  await signOut(page)
  await signIn(page, operator)
  await openTab(page, 'SEARCH')
  await page.getByRole('searchbox', { name: 'Search text' }).fill('nobody-is-called-this')
  await page.keyboard.press('Enter')
  await expect(page.getByText('None has “nobody-is-called-this”.')).toBeVisible()
  await page.getByRole('button', { name: 'Search without the text' }).click()
  await expect(rowsOf(page.getByRole('grid', { name: 'Search results' })).first()).toBeVisible()
})

test('a locked screen keeps the open wizard, and opens with the password alone', async ({ page }) => {
  await openStateSettings(page, 'Temporary card', 'Processing')
  await addCommand(page, abort)
  await saveSettings(page)
  await signOut(page)
  await signIn(page, operator)
  await openFirstCard(page, await searchCards(page, 'Temporary card', 'Processing'))
  await commands(page).filter({ hasText: abort }).click()
  await expect(wizard(page, abort)).toBeVisible()
  await page.getByRole('button', { name: /^Menu of/ }).click()
  await page.getByRole('menuitem', { name: /^Lock/ }).click()
  await expect(wizard(page, abort)).toBeHidden()
  await page.getByLabel('Password', { exact: true }).fill('not the password')
  await page.getByRole('button', { name: 'Unlock' }).click()
  await expect(page.getByText('The password is not right.')).toBeVisible()
  await page.getByLabel('Password', { exact: true }).fill(secret)
  await page.getByRole('button', { name: 'Unlock' }).click()
  await expect(wizard(page, abort)).toBeVisible()
  await wizard(page, abort).getByRole('button', { name: 'Next' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Aborted' })).toBeVisible()
})

test('leaving settings with unsaved changes asks first', async ({ page }) => {
  await openStateSettings(page, 'Temporary card', 'Processing')
  await addCommand(page, abort)
  await page.getByRole('tab', { name: 'Ordered', exact: true }).click()
  const question = page.getByRole('dialog')
  await expect(question).toContainText('has not been saved')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('table', { name: 'Additional commands' })).toContainText(abort)
  await saveSettings(page)
  await page.getByRole('tab', { name: 'Ordered', exact: true }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
})
