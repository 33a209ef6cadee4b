import type { Locator, Page } from '@playwright/test'
import { expect } from './patient-expect.ts'
import { cardIn, choose, commands, rowsOf, searchCards, wizard } from './walk.ts'

/** What people do with a process, through what they see. */

const pin = '482915'
const puk = '73046182'

/**
 * Searches cards in a state and opens the profile of the first; answers its number. The list may still be
 * the one before for a moment: what counts is the profile.
 */
export async function openCardIn(page: Page, cardType: string, state: string): Promise<string> {
  const list = await searchCards(page, cardType, state)
  const heading = page.getByRole('article').getByRole('heading', { level: 2 })
  let card = ''
  await expect(async () => {
    const row = rowsOf(list).first()
    card = await cardIn(row)
    expect(card).toMatch(cardType === 'Card' ? /^C-/ : /^TC-/)
    await row.click({ timeout: 2000 })
    await expect(heading).toHaveText(card, { timeout: 2000 })
    await expect(heading.locator('..')).toContainText(state, { timeout: 2000 })
  }).toPass({ timeout: 15_000 })
  return card
}

/** Starts a process from the open profile. */
export async function start(page: Page, process: string): Promise<Locator> {
  await command(page, process).click()
  const open = wizard(page, process)
  await expect(open.getByRole('button', { name: 'Next' })).toBeVisible()
  return open
}

/** Starts a process that makes a card, from the menu under New. */
export async function startNew(page: Page, process: string): Promise<Locator> {
  await page.getByRole('button', { name: 'New', exact: true }).click()
  await page.getByRole('menuitem', { name: process }).click()
  const open = wizard(page, process)
  await expect(open.getByRole('button', { name: 'Next' })).toBeVisible()
  return open
}

/** The button of a process under "What do you want to do?". */
export function command(page: Page, process: string): Locator {
  return commands(page).filter({ hasText: new RegExp(`^${process}`) })
}

export async function next(open: Locator): Promise<void> {
  await open.getByRole('button', { name: 'Next' }).click()
}

/** The first of the four fields; its label ends with the mark of what is required. */
function pinField(open: Locator): Locator {
  return open.getByLabel(/^PIN\W*$/)
}

/** Types PIN and PUK, each twice. */
export async function typeSecrets(open: Locator): Promise<void> {
  await pinField(open).fill(pin)
  await open.getByLabel('PIN once more').fill(pin)
  await open.getByLabel(/^PUK\W*$/).fill(puk)
  await open.getByLabel('PUK once more').fill(puk)
}

/** As `typeSecrets`, by keyboard alone, from the first of the four fields. */
export async function typeSecretsByKeyboard(page: Page, open: Locator): Promise<void> {
  await expect(pinField(open)).toBeFocused()
  for (const [index, digits] of [pin, pin, puk, puk].entries()) {
    if (index > 0) await page.keyboard.press('Tab')
    await page.keyboard.type(digits)
  }
}

/** Chooses from a drop-down of the wizard. */
export async function chooseIn(page: Page, open: Locator, field: string, option: string): Promise<void> {
  await choose(page, open.getByRole('combobox', { name: field }), option)
}

/** As `chooseIn`, by keyboard alone: the drop-down has the focus. */
export async function chooseByKeyboard(page: Page, open: Locator, field: string, option: string): Promise<void> {
  const dropDown = open.getByRole('combobox', { name: field })
  await expect(dropDown).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.getByRole('option', { name: option }).waitFor()
  const selected = page.locator('[role="option"][data-combobox-selected]')
  for (let presses = 0; presses < 12; presses += 1) {
    if ((await selected.textContent()) === option) break
    await page.keyboard.press('ArrowDown')
  }
  await page.keyboard.press('Enter')
  await expect(dropDown).toHaveValue(option)
  await expect(dropDown).toHaveAttribute('aria-expanded', 'false')
}

/** Finds a person by a part of the name and takes the first; answers the name. */
export async function choosePerson(page: Page, open: Locator, field: string, text: string): Promise<string> {
  await open.getByRole('combobox', { name: field }).fill(text)
  const option = page.getByRole('option').filter({ hasText: text }).first()
  await option.click()
  return text
}

/** What is expected of the end of a process. */
export interface End {
  readonly card: string
  readonly state: string
  readonly process: string
  readonly by: string
}

/** Waits for the outcome, closes it, and sees the card in its state with the process in its history. */
export async function expectOutcome(page: Page, open: Locator, end: End): Promise<void> {
  await expect(open.getByRole('region', { name: 'What happened' })).toContainText(end.state)
  await open.getByRole('button', { name: 'Close' }).click()
  await expect(open).toBeHidden()
  await expectProfile(page, end)
}

/** The open profile shows the card in its state, and its history who did it. */
export async function expectProfile(page: Page, { card, state, process, by }: End): Promise<void> {
  await expect(page.getByRole('heading', { name: card }).locator('..')).toContainText(state)
  const latest = page.getByRole('region', { name: 'History' }).getByRole('listitem').first()
  await expect(latest).toContainText(process)
  await expect(latest).toContainText(by)
}
