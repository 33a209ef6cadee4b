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
  typeSecretsByKeyboard,
} from '../../support/process-walk'
import { wizard } from '../../support/walk'

// One test for each process of a card that is made, through the visible interface, from its state to its end.

const by = operator.name
const type = 'Card'

test('Activate card, by keyboard alone', async ({ page }) => {
  await atDesk(page, operator)
  const card = await openCardIn(page, type, 'Produced')
  const process = 'Activate card'
  const { keyboard } = page
  await command(page, process).focus()
  await keyboard.press('Enter')
  const open = wizard(page, process)
  await chooseByKeyboard(page, open, 'Identity checked by', 'Known in person')
  await keyboard.press('Enter')
  await typeSecretsByKeyboard(page, open)
  await keyboard.press('Enter')
  await expect(open).toContainText('Write the chip')
  await expect(open).toContainText(/simulated/i)
  await expect(open.getByRole('combobox', { name: 'Chip profile' })).toBeFocused()
  await keyboard.press('Enter')
  await expect(open.getByRole('region', { name: 'What happened' })).toContainText('Active')
  await expect(open.getByRole('button', { name: 'Close' })).toBeFocused()
  await keyboard.press('Enter')
  await expectProfile(page, { card, state: 'Active', process, by })
  await expect(page.getByRole('region', { name: 'Certificates' })).toContainText('Valid')
})

test('Deactivate card', async ({ page }) => {
  await atDesk(page, operator)
  const card = await openCardIn(page, type, 'Active')
  const process = 'Deactivate card'
  const open = await start(page, process)
  await chooseIn(page, open, 'Reason', 'Forgotten')
  await next(open)
  await expectOutcome(page, open, { card, state: 'Inactive', process, by })
})

test('Reactivate card', async ({ page }) => {
  await atDesk(page, operator)
  const card = await openCardIn(page, type, 'Inactive')
  const process = 'Reactivate card'
  const open = await start(page, process)
  await next(open)
  await expectOutcome(page, open, { card, state: 'Active', process, by })
})

test('Lock card, by keyboard alone', async ({ page }) => {
  await atDesk(page, operator)
  const card = await openCardIn(page, type, 'Active')
  const process = 'Lock card'
  const { keyboard } = page
  await command(page, process).focus()
  await keyboard.press('Enter')
  const open = wizard(page, process)
  await expect(open).toContainText('cannot be undone')
  await chooseByKeyboard(page, open, 'Reason', 'Stolen')
  await keyboard.press('Tab')
  await keyboard.type('Reported by the holder')
  await keyboard.press('Control+Enter')
  await expect(open.getByRole('region', { name: 'What you chose' })).toContainText('Reported by the holder')
  await expect(open.getByRole('button', { name: 'Next' })).toBeFocused()
  await keyboard.press('Enter')
  await expect(open.getByRole('region', { name: 'What happened' })).toContainText('Locked')
  await keyboard.press('Enter')
  await expectProfile(page, { card, state: 'Locked', process, by })
  await expect(command(page, '')).toHaveCount(0)
})

test('Edit card', async ({ page }) => {
  await atDesk(page, operator)
  const card = await openCardIn(page, type, 'Active')
  const process = 'Edit card'
  const open = await start(page, process)
  await open.getByLabel('Title').fill('Head of facilities')
  await next(open)
  await next(open)
  await expectOutcome(page, open, { card, state: 'Active', process, by })
  await expect(page.getByRole('region', { name: 'Data' })).toContainText('Head of facilities')
})
