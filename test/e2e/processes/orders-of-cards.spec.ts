import { approver, atDesk, expect, newcomer, operator, test } from '../../support/prepared-desk'
import {
  choosePerson,
  type End,
  expectOutcome,
  expectProfile,
  next,
  openCardIn,
  start,
  startNew,
} from '../../support/process-walk'
import { openTab, rowsOf, searchCards, wizard } from '../../support/walk'

// One test for each process from the record of a card to its production, through the visible interface.

const type = 'Card'
const by = operator.name

/** The card an outcome is about. */
async function cardOf(text: string | null): Promise<string> {
  const [card] = /C-\d+/.exec(text ?? '') ?? []
  if (!card) throw new Error(`no card in ${text}`)
  return card
}

test('Register card', async ({ page }) => {
  await atDesk(page, operator)
  const process = 'Register card'
  const open = await startNew(page, process)
  const name = await choosePerson(page, open, 'Holder', 'Mara Lindqvist')
  await next(open)
  await open.getByLabel('Title').fill('Engineer')
  await next(open)
  await expect(open).toContainText('Engineer')
  await next(open)
  const outcome = page.getByRole('status').filter({ hasText: 'is registered for' })
  await expect(outcome).toContainText(name)
  const card = await cardOf(await outcome.textContent())
  await open.getByRole('button', { name: `Open ${card}` }).click()
  await expectProfile(page, { card, state: 'Registered', process, by })
})

test('Order card', async ({ page }) => {
  await atDesk(page, operator)
  const card = await openCardIn(page, type, 'Registered')
  const process = 'Order card'
  const open = await start(page, process)
  await open.getByLabel('Delivery address').fill('Card desk, Main Street 1')
  await next(open)
  await expect(open).toContainText('Main Street 1')
  await next(open)
  await expectOutcome(page, open, { card, state: 'Processing', process, by })
})

test('Order multiple cards', async ({ page }) => {
  await atDesk(page, operator)
  const process = 'Order multiple cards'
  const open = await startNew(page, process)
  for (const name of ['Tomasz Zielony', 'Hugo Brandtner']) await choosePerson(page, open, 'Persons', name)
  await expect(open).toContainText('2 persons chosen')
  await open.getByRole('heading', { name: 'Persons' }).click()
  await next(open)
  await open.getByLabel('Delivery address').fill('Card desk, Main Street 1')
  await next(open)
  await expect(open.getByRole('list', { name: 'What it is about' }).getByRole('listitem')).toHaveCount(2)
  await next(open)
  const cards = open.getByRole('list', { name: 'Cards' }).getByRole('listitem')
  await expect(cards).toHaveCount(2)
  await expect(cards.filter({ hasText: 'Processing' })).toHaveCount(2)
  const card = await cardOf(await cards.first().textContent())
  await open.getByRole('button', { name: `Open ${card}` }).click()
  await expectProfile(page, { card, state: 'Processing', process, by })
})

test('Abort card order request', async ({ page }) => {
  await atDesk(page, operator)
  await openTab(page, 'REQUESTS')
  await page.getByText('My requests', { exact: true }).click()
  const mine = page.getByRole('grid', { name: 'Requests of mine' })
  await rowsOf(mine).filter({ hasText: 'Requested' }).first().click()
  const details = page.getByRole('article')
  await expect(details).toContainText(/C-\d+/)
  const card = await cardOf(await details.textContent())
  const process = 'Abort card order request'
  await details.getByRole('button', { name: process }).click()
  const open = wizard(page, process)
  await next(open)
  await expect(open.getByRole('region', { name: 'What happened' })).toContainText('Aborted')
  await open.getByRole('button', { name: `Open ${card}` }).click()
  await expectProfile(page, { card, state: 'Aborted', process, by })
})

const decisions: readonly (readonly [process: string, state: string, comment: string])[] = [
  ['Approve card order', 'Processing', 'Comment'],
  ['Reject card order', 'Rejected', 'Reason'],
]
for (const [process, state, comment] of decisions) {
  test(process, async ({ page }) => {
    await atDesk(page, approver)
    await searchCards(page, type, 'Requested')
    const card = await openCardIn(page, type, 'Requested')
    const open = await start(page, process)
    await open.getByLabel(comment).fill('Compared with the staff list')
    await next(open)
    await expectOutcome(page, open, { card, state, process, by: approver.name })
    await expect(page.getByRole('region', { name: 'History' })).toContainText('Compared with the staff list')
  })
}

test('Abort card order, by keyboard alone', async ({ page }) => {
  await atDesk(page, operator)
  await searchCards(page, type, 'Processing')
  const { keyboard } = page
  await keyboard.press('/')
  await keyboard.press('Enter')
  const list = page.getByRole('grid', { name: 'Search results' })
  for (
    let presses = 0;
    presses < 12 && !(await list.evaluate((grid) => grid === document.activeElement));
    presses += 1
  ) {
    await keyboard.press('Tab')
  }
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  const process = 'Abort card order'
  const card = await cardOf(await page.getByRole('heading', { name: /^C-\d+/ }).textContent())
  const open = wizard(page, process)
  const button = page.getByRole('button', { name: process })
  for (
    let presses = 0;
    presses < 12 && !(await button.evaluate((each) => each === document.activeElement));
    presses += 1
  ) {
    await keyboard.press('Tab')
  }
  await keyboard.press('Enter')
  await expect(open.getByRole('button', { name: 'Next' })).toBeFocused()
  await keyboard.press('Enter')
  await expect(open.getByRole('region', { name: 'What happened' })).toContainText('Aborted')
  await expect(open.getByRole('button', { name: 'Close' })).toBeFocused()
  await keyboard.press('Enter')
  await expectProfile(page, { card, state: 'Aborted', process, by })
})

test('Repeat card order', async ({ page }) => {
  // Whoever asked for the order may send it again, but not correct it; who did is the sample's chance.
  await atDesk(page, newcomer)
  const card = await openCardIn(page, type, 'Failed')
  const process = 'Repeat card order'
  const open = await start(page, process)
  await expect(open).toContainText('Why it failed')
  await open.getByLabel('Delivery address').fill('Card desk, Corrected Street 2')
  await next(open)
  await expect(open).toContainText('Corrected Street 2')
  await next(open)
  await expectOutcome(page, open, { card, state: 'Processing', process, by: newcomer.name })
})

test('Update card order', async ({ page }) => {
  await atDesk(page, operator)
  const card = await openCardIn(page, type, 'Ordered')
  const process = 'Update card order'
  const open = await start(page, process)
  await next(open)
  await expect(open).toContainText('The bureau’s answer')
  await expect(open).toContainText(/simulated/i)
  await next(open)
  const end: End = { card, state: 'In production', process, by }
  await expectOutcome(page, open, end)
})
