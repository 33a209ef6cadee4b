import type { Locator, Page } from '@playwright/test'
import { complaintsOf } from '../support/complaints'
import { expect, test } from '../support/fixtures'
import { commands, openFirstCard, type Person, searchCards, signIn, wizard } from '../support/walk'

const secret = 'kettle-orbit-93-walnut'
const _administrator: Person = { name: 'Ada Berger', userName: 'ada', password: secret }
const operator: Person = { name: 'Mara Lindqvist', userName: 'mara.lindqvist', password: secret }

// Founds a desk and works a while; a busy build machine takes its time.
test.describe.configure({ timeout: 180_000 })
test.use({ founded: ['administrator'] })

let complaints: string[]
test.beforeEach(async ({ page }) => {
  complaints = complaintsOf(page)
  await signIn(page, operator)
})
test.afterEach(() => expect(complaints).toEqual([]))

async function choose(page: Page, box: Locator, option: string): Promise<void> {
  await box.click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

/** PIN and PUK, each twice, in the order of their fields. */
async function fillSecrets(page: Locator): Promise<void> {
  const pin = '482915'
  const puk = '90817263'
  await page.getByLabel('PIN', { exact: false }).nth(0).fill(pin)
  await page.getByLabel('PIN once more').fill(pin)
  await page.getByLabel('PUK', { exact: false }).nth(0).fill(puk)
  await page.getByLabel('PUK once more').fill(puk)
}

test('a PIN is never shown nor kept; encoding is followed, cannot be left, and can be stopped and tried again', async ({
  page,
}) => {
  const list = await searchCards(page, 'Card', 'Produced')
  const card = await openFirstCard(page, list)
  await commands(page).filter({ hasText: 'Activate card' }).click()
  const panel = wizard(page, 'Activate card')
  const next = panel.getByRole('button', { name: 'Next' })
  await choose(page, panel.getByRole('combobox', { name: 'Identity checked by' }), 'Known in person')
  await next.click()

  const pin = panel.getByLabel('PIN', { exact: false }).nth(0)
  await expect(pin).toBeFocused()
  await expect(pin).toHaveAttribute('type', 'password')
  await expect(pin).toHaveAttribute('inputmode', 'numeric')
  await page.keyboard.type('48a')
  await expect(pin).toHaveValue('48')
  await expect(panel.getByText('Digits only.')).toBeVisible()
  await fillSecrets(panel)
  await next.click()
  await expect(panel.getByRole('combobox', { name: 'Chip profile' })).toBeFocused()

  await panel.getByRole('button', { name: 'Back' }).click()
  for (const field of await panel.locator('input[type="password"]').all()) await expect(field).toHaveValue('')
  await fillSecrets(panel)
  await next.click()

  const trial = panel.getByRole('combobox', { name: 'What the simulated chip does' })
  await choose(page, trial, 'Card taken out half-way')
  // On a busy machine the work may be over before Escape: then it has failed by itself, and is begun anew.
  const question = page.getByRole('dialog', { name: 'Stop the work?' })
  const leaving = page.getByRole('button', { name: 'Keep going' })
  await expect(async () => {
    if (await leaving.isVisible()) await leaving.click()
    await next.click({ timeout: 2000 })
    await expect(panel.getByRole('progressbar', { name: 'Progress' })).toHaveAttribute('aria-valuetext', /^\d of 5$/)
    await page.keyboard.press('Escape')
    await question.getByRole('button', { name: 'Stop' }).click({ timeout: 1000 })
    await expect(panel.getByRole('alert').filter({ hasText: 'The encoding was stopped.' })).toBeVisible({
      timeout: 2000,
    })
  }).toPass({ timeout: 60_000 })
  await expect(panel.getByRole('combobox', { name: 'Chip profile' })).toBeFocused()

  await choose(page, trial, 'Chip refuses the PIN')
  await next.click()
  await expect(panel.getByRole('alert').filter({ hasText: 'The chip did not take this PIN.' })).toBeVisible()
  await expect(pin).toBeFocused()
  await expect(pin).toHaveValue('')
  await fillSecrets(panel)
  await next.click()
  await choose(page, trial, 'Works')
  await next.click()
  await expect(panel.getByRole('status').filter({ hasText: `${card} is in use by` })).toBeVisible()
  await panel.getByRole('button', { name: 'Close' }).click()
  await expect(page.getByRole('heading', { name: card })).toBeVisible()
})

test('many persons are found and chosen by keyboard alone, and the outcome says what became of each', async ({
  page,
}) => {
  const { keyboard } = page
  await page.getByRole('tab', { name: 'SEARCH' }).click()
  await page.getByRole('button', { name: 'New' }).click()
  await page.getByRole('menuitem', { name: 'Order multiple cards' }).click()
  const panel = wizard(page, 'Order multiple cards')
  const find = panel.getByRole('combobox', { name: 'Persons' })
  await expect(find).toBeFocused()
  await keyboard.type('an')
  const found = page.getByRole('listbox', { name: 'Persons found' })
  const everybody = found.getByRole('option', { name: /^Add all \d+ found$/ })
  await expect(everybody).toBeVisible()
  const total = Number((await everybody.textContent())?.match(/\d+/)?.[0])
  expect(total).toBeGreaterThan(3)

  await keyboard.press('Enter')
  await expect(panel.getByText(/^1 person chosen/)).toBeVisible()
  await keyboard.press('Enter')
  await expect(panel.getByText(/^2 persons chosen/)).toBeVisible()
  // From the first person the way up leads to the options below the list: a new person, everybody.
  for (const _ of [1, 2, 3, 4]) {
    if ((await everybody.getAttribute('data-combobox-selected')) === 'true') break
    await keyboard.press('ArrowUp')
  }
  await keyboard.press('Enter')
  await expect(panel.getByText(`${total} persons chosen`)).toBeVisible()

  const chosen = panel.getByRole('list', { name: 'Persons chosen' })
  await keyboard.press('Tab')
  await keyboard.press('Tab')
  const names = await chosen.getByRole('button').evaluateAll((buttons) => buttons.map(({ ariaLabel }) => ariaLabel))
  await expect(chosen.getByRole('button').first()).toBeFocused()
  await keyboard.press('ArrowDown')
  await keyboard.press('Delete')
  await expect(panel.getByText(`${total - 1} persons chosen`)).toBeVisible()
  await expect(chosen.getByRole('button').nth(1)).toBeFocused()
  await expect(chosen.getByRole('button').nth(1)).toHaveAccessibleName(names[2] ?? '')

  await panel.getByRole('button', { name: 'Next' }).click()
  await panel.getByLabel('Delivery address').fill('Card desk')
  await panel.getByRole('button', { name: 'Next' }).click()
  const subjects = panel.getByRole('list', { name: 'What it is about' })
  await expect(subjects.getByRole('listitem')).toHaveCount(total - 1)
  const [, fit = ''] = (await panel.getByText(/will be done\./).textContent())?.match(/(\d+) will be done/) ?? []
  await panel.getByRole('button', { name: 'Next' }).click()
  await expect(panel.getByText(`${fit} of ${total - 1} done.`)).toBeVisible()
  await expect(panel.getByText(`${fit} went through.`)).toBeVisible()
  const outcome = panel.getByRole('list', { name: 'Cards' })
  await expect(outcome.getByRole('listitem')).toHaveCount(total - 1)
  await expect(outcome.getByRole('button')).toHaveCount(Number(fit))
  const made = outcome.getByRole('button').first()
  const card = (await made.textContent()) ?? ''
  await made.click()
  await expect(page.getByRole('heading', { name: card })).toBeVisible()
})
