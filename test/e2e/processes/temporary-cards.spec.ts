import { atDesk, expect, operator, test } from '../../support/prepared-desk'
import {
  chooseByKeyboard,
  chooseIn,
  command,
  expectOutcome,
  expectProfile,
  next,
  openCardIn,
  start,
  startNew,
  typeSecrets,
} from '../../support/process-walk'
import { choose, openTab, wizard } from '../../support/walk'

// One test for each process of a temporary card, through the visible interface, from its state to its end.

const by = operator.name
const type = 'Temporary card'

test('Order temporary cards', async ({ page }) => {
  await atDesk(page, operator)
  await openTab(page, 'SEARCH')
  await choose(page, page.getByRole('combobox', { name: 'Object' }), type)
  const process = 'Order temporary cards'
  const open = await startNew(page, process)
  await open.getByLabel('Amount').fill('2')
  await open.getByLabel('Delivery address').fill('Card desk, Main Street 1')
  await next(open)
  await next(open)
  const cards = open.getByRole('list', { name: 'Cards' }).getByRole('listitem')
  await expect(cards).toHaveCount(2)
  await expect(cards.filter({ hasText: 'Processing' })).toHaveCount(2)
  const [card = ''] = /TC-\d+/.exec((await cards.first().textContent()) ?? '') ?? []
  await open.getByRole('button', { name: `Open ${card}` }).click()
  await expectProfile(page, { card, state: 'Processing', process, by })
})

test('Abort temporary card order', async ({ page }) => {
  await atDesk(page, operator)
  const card = await openCardIn(page, type, 'Processing')
  const process = 'Abort temporary card order'
  const open = await start(page, process)
  await next(open)
  await expectOutcome(page, open, { card, state: 'Aborted', process, by })
  await expect(command(page, '')).toHaveCount(0)
})

test('Update temporary card order', async ({ page }) => {
  await atDesk(page, operator)
  const card = await openCardIn(page, type, 'In production')
  const process = 'Update temporary card order'
  const open = await start(page, process)
  await next(open)
  await expect(open).toContainText('The bureau’s answer')
  await next(open)
  await expectOutcome(page, open, { card, state: 'Produced', process, by })
})

test('Initialise temporary card', async ({ page }) => {
  await atDesk(page, operator)
  const card = await openCardIn(page, type, 'Produced')
  const process = 'Initialise temporary card'
  const open = await start(page, process)
  await typeSecrets(open)
  await next(open)
  await expect(open).toContainText('Write the chip')
  await next(open)
  await expectOutcome(page, open, { card, state: 'Unassigned', process, by })
})

test('Assign temporary card, by keyboard alone', async ({ page }) => {
  await atDesk(page, operator)
  const card = await openCardIn(page, type, 'Unassigned')
  const process = 'Assign temporary card'
  const { keyboard } = page
  await command(page, process).focus()
  await keyboard.press('Enter')
  const open = wizard(page, process)
  const holder = open.getByRole('combobox', { name: 'Holder' })
  await expect(holder).toBeFocused()
  await keyboard.type('Tomasz Ziel')
  // Enter takes nobody before the list is about everything that was typed.
  await expect(async () => {
    if ((await holder.getAttribute('aria-expanded')) === 'true') await keyboard.press('Enter')
    await expect(holder).toHaveValue(/Tomasz Zielony/, { timeout: 500 })
  }).toPass({ timeout: 10_000 })
  await keyboard.press('Enter')
  await expect(open.getByLabel('Valid through')).toBeFocused()
  await keyboard.press('Enter')
  await expect(open).toContainText('hands')
  await expect(open.getByRole('button', { name: 'Next' })).toBeFocused()
  await keyboard.press('Enter')
  await expect(open.getByRole('region', { name: 'What happened' })).toContainText('Assigned')
  await keyboard.press('Enter')
  await expectProfile(page, { card, state: 'Assigned', process, by })
  await expect(page.getByRole('region', { name: 'Data' })).toContainText('Tomasz Zielony')
})

test('Extend temporary card', async ({ page }) => {
  await atDesk(page, operator)
  const card = await openCardIn(page, type, 'Assigned')
  const process = 'Extend temporary card'
  const open = await start(page, process)
  const day = open.getByLabel('Valid through')
  const last = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10)
  await day.fill(last)
  await day.press('Tab')
  await next(open)
  await typeSecrets(open)
  await next(open)
  await expect(open).toContainText('Write the chip')
  await next(open)
  await expectOutcome(page, open, { card, state: 'Assigned', process, by })
})

for (const [state, reason] of [
  ['Assigned', 'Returned'],
  ['Expired', 'Lost'],
] as const) {
  test(`Withdraw temporary card that is ${state}`, async ({ page }) => {
    await atDesk(page, operator)
    const card = await openCardIn(page, type, state)
    const process = 'Withdraw temporary card'
    const open = await start(page, process)
    await chooseIn(page, open, 'Reason', reason)
    await next(open)
    await next(open)
    await expectOutcome(page, open, { card, state: 'Unassigned', process, by })
  })
}

test('Lock temporary card, by keyboard alone', async ({ page }) => {
  await atDesk(page, operator)
  const card = await openCardIn(page, type, 'Unassigned')
  const process = 'Lock temporary card'
  const { keyboard } = page
  await command(page, process).focus()
  await keyboard.press('Enter')
  const open = wizard(page, process)
  await chooseByKeyboard(page, open, 'Reason', 'Damaged')
  await keyboard.press('Enter')
  await expect(open.getByRole('button', { name: 'Next' })).toBeFocused()
  await keyboard.press('Enter')
  await expect(open.getByRole('region', { name: 'What happened' })).toContainText('Locked')
  await keyboard.press('Enter')
  await expectProfile(page, { card, state: 'Locked', process, by })
})
