import type { Locator, Page } from '@playwright/test'
import { expectAccessible, show } from '../support/accessibility'
import { atDesk, auditor, expect, operator, test } from '../support/prepared-desk'
import { cardIn, choose, openFirstCard, rowsOf, searchCards, wizard } from '../support/walk'

// Several cards through one process, from the results of a search (domain 5.6).

test.describe.configure({ timeout: 180_000 })
test.afterEach(async ({ page }) => {
  await show(page, 'light')
  await page.setViewportSize({ width: 1280, height: 800 })
})

const abort = 'Abort temporary card order'
const tickAll = (list: Locator) => list.getByRole('columnheader', { name: 'Ticked' }).getByRole('checkbox')
const tickOf = (row: Locator) => row.getByRole('checkbox')
const aboutTicked = (page: Page) => page.getByRole('article', { name: /ticked$/ })
const commandsForTicked = (page: Page) =>
  page.getByRole('region', { name: 'What do you want to do with them?' }).getByRole('button')

/** The numbers of the first cards in the list. */
function firstCards(list: Locator, count: number): Promise<string[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => cardIn(rowsOf(list).nth(index))))
}

/** Goes on with Tab until that has the keyboard. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  const has = () => target.evaluate((element) => element === document.activeElement)
  for (let presses = 0; presses < 20 && !(await has()); presses += 1) await page.keyboard.press('Tab')
  await expect(target).toBeFocused()
}

test('three queued orders are ticked and aborted in one wizard, and each card says what became of it', async ({
  page,
}) => {
  await atDesk(page, operator)
  const list = await searchCards(page, 'Temporary card', 'Processing')
  const before = await rowsOf(list).count()
  const cards = await firstCards(list, 3)
  for (const index of [0, 1, 2]) await tickOf(rowsOf(list).nth(index)).check()
  await expect(aboutTicked(page)).toContainText('3 temporary cards ticked')
  await commandsForTicked(page).filter({ hasText: abort }).click()
  const panel = wizard(page, abort)
  await expect(panel).toContainText('Next takes 3 cards out of the queue.')
  for (const card of cards) await expect(panel.getByRole('listitem').filter({ hasText: card })).toBeVisible()
  await panel.getByRole('button', { name: 'Next' }).click()
  await expect(panel.getByRole('status').filter({ hasText: 'done' })).toContainText('3 of 3 done.')
  const outcome = panel.getByRole('list', { name: 'Cards' })
  for (const card of cards) {
    await expect(outcome.getByRole('listitem').filter({ hasText: card })).toContainText('Aborted')
  }
  await expect(rowsOf(list)).toHaveCount(before - 3)
  await expect(aboutTicked(page)).toHaveCount(0)
  await outcome.getByRole('button', { name: `Open ${cards[1]}` }).click()
  await expect(panel).toBeHidden()
  await expect(page.getByRole('heading', { name: cards[1] ?? 'no card' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'History' })).toContainText(abort)
})

test('by keyboard alone: walk, tick, go over to the commands, carry one out', async ({ page }) => {
  await atDesk(page, operator)
  const list = await searchCards(page, 'Temporary card', 'Unassigned')
  const { keyboard } = page
  const [first = '', second = '', third = ''] = await firstCards(list, 3)
  await keyboard.press('/')
  await keyboard.press('ArrowDown')
  await expect(list).toBeFocused()
  await keyboard.press('Space')
  await expect(tickOf(rowsOf(list).nth(0))).toBeChecked()
  await keyboard.press('ArrowDown')
  await keyboard.press('Space')
  await keyboard.press('Space')
  await expect(tickOf(rowsOf(list).nth(1))).not.toBeChecked()
  await keyboard.press('Space')
  await keyboard.press('Shift+ArrowDown')
  await expect(aboutTicked(page)).toContainText('3 temporary cards ticked')
  const lock = commandsForTicked(page).filter({ hasText: 'Lock temporary card' })
  await expect(lock).toContainText('3 of 3')
  await tabTo(page, lock)
  await keyboard.press('Enter')
  const panel = wizard(page, 'Lock temporary card')
  await expect(panel).toContainText('Why are the cards blocked?')
  await keyboard.press('ArrowDown')
  await page.getByRole('option', { name: 'Lost' }).waitFor()
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  await expect(panel.getByRole('combobox', { name: 'Reason' })).not.toHaveValue('')
  await keyboard.press('Enter')
  await expect(panel).toContainText('Next blocks 3 cards for good')
  await keyboard.press('Enter')
  await expect(panel).toContainText('3 of 3 done.')
  const outcome = panel.getByRole('list', { name: 'Cards' })
  for (const card of [first, second, third]) {
    await expect(outcome.getByRole('listitem').filter({ hasText: card })).toContainText('Locked')
  }
  await keyboard.press('Enter')
  await expect(panel).toBeHidden()
  await expect(list).toBeFocused()
})

test('ticks stay with their cards, say which commands fit how many, and go with another search', async ({ page }) => {
  await atDesk(page, operator)
  const list = await searchCards(page, 'Temporary card', 'Assigned')
  await choose(page, page.getByRole('combobox', { name: 'Status' }), /^Any state/)
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  await expect(page.getByText(/^\d+ temporary cards$/)).toBeVisible()
  const total = Number((await list.getAttribute('aria-rowcount')) ?? '0') - 1
  await tickAll(list).click()
  await expect(tickAll(list)).toBeChecked()
  await expect(aboutTicked(page)).toContainText(`${total} temporary cards ticked`)
  await expect(commandsForTicked(page).filter({ hasText: abort })).toContainText(new RegExp(`\\d+ of ${total}`))
  await expectAccessible(page, 'ticked cards')
  await show(page, 'light')
  await list.getByRole('button', { name: 'Number' }).click()
  await expect(list.getByRole('columnheader', { name: 'Number' })).toHaveAttribute('aria-sort', 'ascending')
  await expect(tickOf(rowsOf(list).first())).toBeChecked()
  // A profile is a click away, and so is what is ticked.
  await openFirstCard(page, list)
  await expect(aboutTicked(page)).toHaveCount(0)
  await page.getByRole('button', { name: `${total} ticked` }).click()
  await expect(aboutTicked(page)).toBeVisible()
  await tickAll(list).uncheck()
  await expect(aboutTicked(page)).toHaveCount(0)
  await tickOf(rowsOf(list).nth(1)).check()
  await tickOf(rowsOf(list).nth(4)).click({ modifiers: ['Shift'] })
  await expect(aboutTicked(page)).toContainText('4 temporary cards ticked')
  await searchCards(page, 'Temporary card', 'Locked')
  await expect(list.getByRole('checkbox', { checked: true })).toHaveCount(0)
  await expect(aboutTicked(page)).toHaveCount(0)
})

test('a ticked card that leaves the list is said, and is listed in the wizard with what stands against it', async ({
  page,
}) => {
  await atDesk(page, operator)
  const list = await searchCards(page, 'Temporary card', 'Processing')
  const [one = '', other = ''] = await firstCards(list, 2)
  for (const index of [0, 1]) await tickOf(rowsOf(list).nth(index)).check()
  await abortElsewhere(page, one)
  await expect(aboutTicked(page)).toContainText('1 of the 2 ticked is no longer in this list.')
  await expect(commandsForTicked(page).filter({ hasText: abort })).toContainText('1 of 2')
  await commandsForTicked(page).filter({ hasText: abort }).click()
  const panel = wizard(page, abort)
  await expect(panel.getByRole('listitem').filter({ hasText: one })).toContainText('is Aborted')
  await expectAccessible(page, 'wizard over several cards')
  await show(page, 'light')
  await panel.getByRole('button', { name: 'Next' }).click()
  await expect(panel).toContainText('1 of 2 done.')
  await panel.getByRole('button', { name: 'Close' }).click()
  await expect(aboutTicked(page)).toContainText('1 temporary card ticked')
  await aboutTicked(page).getByRole('button', { name: 'Untick it' }).click()
  await expect(aboutTicked(page)).toHaveCount(0)
  await expect(list).toBeFocused()
  await expect(rowsOf(list).filter({ hasText: other })).toHaveCount(0)
})

test('where it is narrow the list is ticked in peace, and what is ticked covers it when asked for', async ({
  page,
}) => {
  await atDesk(page, operator)
  const list = await searchCards(page, 'Temporary card', 'Unassigned')
  await page.setViewportSize({ width: 1000, height: 800 })
  for (const index of [0, 1]) await tickOf(rowsOf(list).nth(index)).check()
  await expect(aboutTicked(page)).toHaveCount(0)
  await page.getByRole('button', { name: '2 ticked' }).click()
  await expect(aboutTicked(page)).toContainText('2 temporary cards ticked')
  await page.getByRole('button', { name: 'Back to the list' }).click()
  await expect(list).toBeFocused()
  await tickAll(list).check()
  await tickAll(list).uncheck()
  await expect(list.getByRole('checkbox', { checked: true })).toHaveCount(0)
})

test('an auditor, who can start nothing, ticks nothing', async ({ page }) => {
  await atDesk(page, auditor)
  const list = await searchCards(page, 'Temporary card', 'Processing')
  await list.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await page.keyboard.press('Control+a')
  await expect(list.getByRole('checkbox')).toHaveCount(0)
  await expect(aboutTicked(page)).toHaveCount(0)
})

/** Aborts as the same person at another window would: through the bridge, past this window's wizard. */
async function abortElsewhere(page: Page, card: string): Promise<void> {
  await page.evaluate(async (id) => {
    type Answer = { ok: boolean; value: { run: string; step: { id: string } } }
    type Bridge = { call(channel: string, payload: unknown): Promise<Answer> }
    const { deskBridge } = window as unknown as { deskBridge: Bridge }
    const process = 'TempCardsAddonExtProdProcAbort'
    const { value } = await deskBridge.call('processes.open', { process, card: id, person: null })
    const next = { run: value.run, step: value.step.id, answers: {} }
    if (!(await deskBridge.call('processes.next', next)).ok) throw new Error('not aborted')
  }, card)
}
