import type { Page } from '@playwright/test'
import { expectAccessible, show, violationsOf } from '../support/accessibility'
import { test as fresh } from '../support/fixtures'
import { HeldBureau } from '../support/held-bureau'
import { administrator, approver, atDesk, auditor, expect, operator, test } from '../support/prepared-desk'
import { chooseIn, choosePerson, next, openCardIn, start, startNew, typeSecrets } from '../support/process-walk'
import { openSettings } from '../support/settings-walk'
import { choose, finishFounding, foundDesk, openTab, rowsOf, signIn, signOut, wizard } from '../support/walk'

// Every screen, in light and in dark, checked by axe: no violation of WCAG 2.2 AA or of good practice.

test.describe.configure({ timeout: 180_000 })
fresh.describe.configure({ timeout: 180_000 })

test.afterEach(({ page }) => show(page, 'light'))

/** Searches with whatever is chosen. */
async function search(page: Page, object: string): Promise<void> {
  await openTab(page, 'SEARCH')
  await choose(page, page.getByRole('combobox', { name: 'Object' }), new RegExp(`^${object}`))
}

fresh('the first start', async ({ page }) => {
  await expect(page.getByLabel('User name')).toBeVisible()
  await expectAccessible(page, 'first start')
  await page.getByRole('switch', { name: /sample data/ }).check()
  await page.getByRole('button', { name: 'Set up the desk' }).click()
  await expectAccessible(page, 'first start with faults')
})

// On a desk of its own: a run empties the queue, in which others of these tests find their cards.
fresh(
  'batch orders: before the first run, looked at first, under way, a run, and one with a problem',
  async ({ page }) => {
    await foundDesk(page, administrator, operator.password)
    await finishFounding(page)
    const bureau = new HeldBureau()
    await connectBureau(page, await bureau.open())
    await signOut(page)
    await signIn(page, operator)
    await openTab(page, 'BATCH ORDERS')
    await expect(page.getByText('Batch sync has not run yet.')).toBeVisible()
    await expectAccessible(page, 'batch orders before the first run')
    await page.getByRole('button', { name: 'Look first' }).click()
    await expect(page.getByText('nothing was changed')).toBeVisible()
    await expectAccessible(page, 'batch orders, looked at first')
    bureau.hold()
    await page.getByRole('button', { name: 'Run batch sync' }).click()
    await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuetext', /^0 of/)
    await expectAccessible(page, 'batch orders with a run under way')
    bureau.letGo()
    const ended = page
      .getByRole('definition')
      .filter({ has: page.getByRole('time') })
      .first()
    await expect(ended).toContainText('Done')
    await expect(page.getByRole('list', { name: 'What became of orders' })).toBeVisible()
    await expectAccessible(page, 'batch orders with a run')
    await bureau.close()
    await page.getByRole('button', { name: 'Run batch sync' }).click()
    await expect(ended).toContainText('Problem')
    await expectAccessible(page, 'batch orders after a problem')
    await page.setViewportSize({ width: 1000, height: 760 })
    await rowsOf(page.getByRole('grid', { name: 'Runs of batch sync' }))
      .last()
      .click()
    await expect(page.getByRole('button', { name: 'Back to the list' })).toBeVisible()
    await expectAccessible(page, 'batch orders where it is narrow')
  },
)

test('signing in, the menu, the keys and the locked screen', async ({ page }) => {
  await atDesk(page, auditor)
  const menu = page.getByRole('button', { name: /^Menu of/ })
  await menu.click()
  await expectAccessible(page, 'user menu')
  await page.getByRole('menuitem', { name: 'Keys' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectAccessible(page, 'keys')
  await page.keyboard.press('Escape')
  await menu.click()
  await page.getByRole('menuitem', { name: 'Change password…' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectAccessible(page, 'change password')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Find/ }).click()
  await page.getByRole('combobox', { name: 'Find anything or run a command' }).fill('C-0000')
  await expect(page.getByText(/C-0000\d\d/).first()).toBeVisible()
  await expectAccessible(page, 'find anything')
  await page.keyboard.press('Escape')
  await menu.click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await expectAccessible(page, 'sign in')
  await atDesk(page, auditor)
  await menu.click()
  await page.getByRole('menuitem', { name: /^Lock/ }).click()
  await expect(page.getByRole('button', { name: 'Unlock' })).toBeVisible()
  await expectAccessible(page, 'locked screen')
  await page.getByLabel('Password', { exact: true }).fill(auditor.password)
  await page.getByRole('button', { name: 'Unlock' }).click()
  await expect(menu).toBeVisible()
})

test('overview, and the search for cards with their profiles', async ({ page }) => {
  await atDesk(page, operator)
  await openTab(page, 'OVERVIEW')
  await expect(page.getByRole('region', { name: 'What waits for you' })).toBeVisible()
  await expectAccessible(page, 'overview')
  await search(page, 'Card')
  await expectAccessible(page, 'search before anything is chosen')
  await activate(page)
  await expect(page.getByRole('region', { name: 'Certificates' })).toBeVisible()
  await expectAccessible(page, 'list and profile of a card with certificates')
  for (const state of ['Requested', 'Failed', 'Locked']) {
    await openCardIn(page, 'Card', state)
    await expectAccessible(page, `profile of a card that is ${state}`)
  }
  for (const state of ['Assigned', 'Expired']) {
    await openCardIn(page, 'Temporary card', state)
    await expectAccessible(page, `profile of a temporary card that is ${state}`)
  }
  await page.getByRole('searchbox', { name: 'Search text' }).fill('nobody-is-called-this')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/has “nobody-is-called-this”/)).toBeVisible()
  await expectAccessible(page, 'search that found nothing')
  await page.getByRole('searchbox', { name: 'Search text' }).fill('')
})

test('persons: search, profile, record, stock', async ({ page }) => {
  await atDesk(page, operator)
  await search(page, 'Person')
  await expectAccessible(page, 'search for persons before anything is typed')
  await page.getByRole('searchbox', { name: 'Search text' }).fill('Zielony')
  await page.keyboard.press('Enter')
  const list = page.getByRole('grid', { name: 'Search results' })
  await rowsOf(list).first().click()
  await expect(page.getByRole('heading', { name: 'Tomasz Zielony' })).toBeVisible()
  await expectAccessible(page, 'list and profile of a person')
  await page.getByRole('button', { name: /^Edit the record of/ }).click()
  await expect(page.getByRole('dialog', { name: 'Edit person' })).toBeVisible()
  await expectAccessible(page, 'record of a person')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Assign temporary card' }).click()
  await expect(page.getByText(/Choose a temporary card for/)).toBeVisible()
  await expectAccessible(page, 'stock')
  await page.keyboard.press('Escape')
  await page.getByRole('searchbox', { name: 'Search text' }).fill('')
})

test('requests: those that wait, several ticked, and one’s own', async ({ page }) => {
  await atDesk(page, approver)
  await openTab(page, 'REQUESTS')
  await expect(page.getByRole('grid', { name: 'Requests that wait for a decision' })).toBeVisible()
  await expectAccessible(page, 'requests that wait')
  await page.getByRole('checkbox', { name: 'Tick all requests' }).check()
  await expectAccessible(page, 'requests with ticks')
  await page.getByRole('button', { name: /^Approve \d+…/ }).click()
  const approve = wizard(page, 'Approve card order')
  await expect(approve.getByRole('list', { name: 'What it is about' })).toBeVisible()
  await expectAccessible(page, 'wizard over several cards')
  await approve.getByRole('button', { name: 'Cancel' }).click()
  await atDesk(page, operator)
  await openTab(page, 'REQUESTS')
  await page.getByText('My requests', { exact: true }).click()
  await rowsOf(page.getByRole('grid', { name: 'Requests of mine' }))
    .first()
    .click()
  await expectAccessible(page, 'requests of mine')
})

test('wizards that order: person, fields with faults, persons, subjects, outcome', async ({ page }) => {
  await atDesk(page, operator)
  const register = await startNew(page, 'Register card')
  await expectAccessible(page, 'wizard page with a person')
  await register.getByRole('combobox', { name: 'Holder' }).fill('Zielony')
  await expect(page.getByRole('option', { name: /Zielony/ }).first()).toBeVisible()
  await expectAccessible(page, 'wizard page with persons found')
  await page
    .getByRole('option', { name: /Zielony/ })
    .first()
    .click()
  await next(register)
  await expect(register.getByLabel('Title')).toBeVisible()
  await expectAccessible(page, 'wizard page with fields')
  await register.getByLabel('Title').fill('Engineer')
  await register.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('Leave this process?')).toBeVisible()
  await expectAccessible(page, 'question before a wizard is left')
  await page.getByRole('button', { name: 'Leave the process' }).click()

  const many = await startNew(page, 'Order multiple cards')
  for (const name of ['Tomasz Zielony', 'Hugo Brandtner']) await choosePerson(page, many, 'Persons', name)
  await expectAccessible(page, 'wizard page with several persons')
  await many.getByRole('heading', { name: 'Persons' }).click()
  await next(many)
  await next(many)
  await expect(many).toContainText('This is needed.')
  await expectAccessible(page, 'wizard page with faults')
  await many.getByLabel('Delivery address').fill('Card desk, Main Street 1')
  await next(many)
  await expect(many.getByRole('list', { name: 'What it is about' })).toBeVisible()
  await expectAccessible(page, 'confirming page with persons')
  await next(many)
  await expect(many.getByRole('list', { name: 'Cards' })).toBeVisible()
  await expectAccessible(page, 'outcome for several')
  await many.getByRole('button', { name: 'Close' }).click()
})

test('wizards that encode: choice, PIN, chip, progress, a chip that fails, outcome', async ({ page }) => {
  await atDesk(page, operator)
  await openCardIn(page, 'Card', 'Produced')
  const open = await start(page, 'Activate card')
  await expectAccessible(page, 'wizard page with a choice')
  await chooseIn(page, open, 'Identity checked by', 'Known in person')
  await next(open)
  await expect(open.getByLabel('PIN once more')).toBeVisible()
  await next(open)
  await expectAccessible(page, 'wizard page with PIN and faults')
  await typeSecrets(open)
  await next(open)
  await expectAccessible(page, 'encoding page')
  for (const scheme of ['light', 'dark'] as const) {
    await chooseIn(page, open, 'What the simulated chip does', 'taken out')
    await show(page, scheme)
    await next(open)
    await expect(open.getByRole('progressbar')).toBeVisible()
    expect.soft(await violationsOf(page), `progress, ${scheme}`).toEqual([])
    await expect(open.getByRole('alert')).toBeVisible()
  }
  await expectAccessible(page, 'page whose work did not succeed')
  await chooseIn(page, open, 'What the simulated chip does', 'works')
  await next(open)
  await expect(open.getByRole('region', { name: 'What happened' })).toBeVisible()
  await expectAccessible(page, 'outcome')
  await open.getByRole('button', { name: 'Close' }).click()
})

test('a wizard whose card somebody else has changed', async ({ page }) => {
  await atDesk(page, operator)
  const card = await openCardIn(page, 'Card', 'Active')
  const open = await start(page, 'Lock card')
  await chooseIn(page, open, 'Reason', 'Lost')
  await expectAccessible(page, 'wizard page with a warning')
  await deactivateElsewhere(page, card)
  await next(open)
  await expect(open).toContainText('The process was not carried out')
  await expectAccessible(page, 'wizard that was refused')
  await open.getByRole('button', { name: 'Close' }).click()
})

test('settings: every page, as an administrator', async ({ page }) => {
  await atSettings(page)
  for (const name of ['Home', 'Cards', 'Options', 'Bureau', 'Process roles', 'Accounts', 'Desk', 'History']) {
    await openSettings(page, name)
    await expectAccessible(page, `settings, ${name}`)
  }
  for (const cardType of ['Card', 'Temporary card']) {
    await openSettings(page, 'Cards')
    await page
      .getByRole('main')
      .getByRole('button', { name: new RegExp(`^${cardType}`) })
      .click()
    for (const tab of ['Life cycle', 'General', 'Processing', 'Produced', 'Locked']) {
      await page.getByRole('tab', { name: tab, exact: true }).click()
      await expect(page.getByRole('tab', { name: tab, exact: true, selected: true })).toBeVisible()
      await expectAccessible(page, `settings, ${cardType}, ${tab}`)
    }
  }
  await page.getByRole('tab', { name: 'Assigned', exact: true }).click()
  // The switch itself is drawn beside the box that holds it.
  await page.getByRole('switch').first().setChecked(false, { force: true })
  await expectAccessible(page, 'settings that are not saved')
  await page.getByRole('tab', { name: 'General', exact: true }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectAccessible(page, 'question before settings are left')
  await page.getByRole('button', { name: 'Leave without saving' }).click()
})

test('settings: each way to a bureau, its secret, and what is wrong with any of it', async ({ page }) => {
  await atSettings(page)
  await openSettings(page, 'Bureau')
  const save = page.getByRole('button', { name: 'Save', exact: true })
  const set = page.getByRole('button', { name: 'Set secret…' })
  await page.getByRole('radio', { name: 'Exchange folder' }).check()
  await expectAccessible(page, 'exchange folder')
  await page.getByRole('radio', { name: 'Web service' }).check()
  await expectAccessible(page, 'web service')
  await save.click()
  await expect(page.getByLabel('Address')).toBeFocused()
  await expectAccessible(page, 'web service with faults')
  await page.getByLabel('Address').fill('https://bureau.example/')
  // Only the address is saved: the desk of these tests goes on with the bureau it has.
  await page.getByRole('radio', { name: 'None' }).check()
  await save.click()
  await expect(page.getByText(/^Saved\./)).toBeVisible()
  await page.getByRole('radio', { name: 'Web service' }).check()
  await set.click()
  await expect(page.getByRole('dialog', { name: 'Set the secret' })).toBeVisible()
  await page.getByRole('dialog').getByLabel('Secret', { exact: true }).fill('zinc-Heron:77 quartz')
  await expectAccessible(page, 'setting the secret')
  await page.keyboard.press('Enter')
  await expect(page.getByText('The secret is set and in effect.')).toBeVisible()
  await expectAccessible(page, 'a secret that was set')
  await page.getByRole('button', { name: 'Forget the secret' }).click()
  await expect(page.getByRole('dialog', { name: 'Forget the secret?' })).toBeVisible()
  await expectAccessible(page, 'question before the secret is forgotten')
  await page.keyboard.press('Escape')
  await page.getByLabel('Address').fill('https://elsewhere.example/')
  await page.getByRole('textbox', { name: 'Word 2' }).fill('received')
  await page.getByRole('textbox', { name: 'New word' }).fill('Shipped')
  await page.getByRole('combobox', { name: 'State for Shipped' }).click()
  await expect(page.getByRole('listbox')).toBeVisible()
  await expectAccessible(page, 'bureau with changes that cannot be saved')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Discard changes' }).click()
})

test('settings: the forms of an account', async ({ page }) => {
  await atSettings(page)
  await openSettings(page, 'Accounts')
  await page.getByRole('button', { name: 'Add account' }).click()
  await expect(page.getByRole('dialog', { name: 'Add account' })).toBeVisible()
  await expectAccessible(page, 'adding an account')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: `Edit ${operator.name}` }).click()
  await expect(page.getByRole('dialog', { name: 'Edit account' })).toBeVisible()
  await expectAccessible(page, 'changing an account')
  await page.keyboard.press('Escape')
})

test('settings: as an auditor, who changes nothing', async ({ page }) => {
  await atDesk(page, auditor)
  for (const name of ['Options', 'Bureau', 'Process roles', 'Accounts', 'History']) {
    await openSettings(page, name)
    await expectAccessible(page, `settings for an auditor, ${name}`)
  }
})

/** Activates a card, whose profile is open then. */
async function activate(page: Page): Promise<void> {
  await openCardIn(page, 'Card', 'Produced')
  const open = await start(page, 'Activate card')
  await chooseIn(page, open, 'Identity checked by', 'Known in person')
  await next(open)
  await typeSecrets(open)
  await next(open)
  await expect(open).toContainText('Write the chip')
  await next(open)
  await expect(open.getByRole('region', { name: 'What happened' })).toContainText('Active')
  await open.getByRole('button', { name: 'Close' }).click()
}

/** An administrator who is nothing else has no SEARCH: they sign in by the menu of whoever was there. */
async function atSettings(page: Page): Promise<void> {
  await atDesk(page, administrator)
  await expect(page.getByRole('tab', { name: 'SETTINGS', selected: true })).toBeVisible()
}

/** Deactivates as the same person at another window would: through the bridge, past this window's wizard. */
async function deactivateElsewhere(page: Page, card: string): Promise<void> {
  await page.evaluate(async (id) => {
    type Answer = { ok: boolean; value: { run: string; step: { id: string } } }
    type Bridge = { call(channel: string, payload: unknown): Promise<Answer> }
    const { deskBridge } = window as unknown as { deskBridge: Bridge }
    const { value } = await deskBridge.call('processes.open', {
      process: 'CardsProcDeactivate',
      card: id,
      person: null,
    })
    const answers = { reason: 'forgotten', comment: '' }
    const done = await deskBridge.call('processes.next', { run: value.run, step: value.step.id, answers })
    if (!done.ok) throw new Error('not deactivated')
  }, card)
}

/** Connects the bureau's web service, as an administrator does under Settings. */
async function connectBureau(page: Page, address: string): Promise<void> {
  await page.evaluate(async (base) => {
    type Bureau = { version: number; values: object }
    type Answer = { ok: boolean; value: { settings: { bureau: Bureau } } & { bureau: Bureau } }
    type Bridge = { call(channel: string, payload: unknown): Promise<Answer> }
    const { deskBridge } = window as unknown as { deskBridge: Bridge }
    const { version, values } = (await deskBridge.call('settings.read', null)).value.settings.bureau
    const rest = { address: base, organisation: 'Desk', clientId: 'desk' }
    const connected = { ...values, connection: 'rest', rest }
    const saved = await deskBridge.call('settings.saveBureau', { version, values: connected })
    const secret = { version: saved.value.bureau.version, secret: 'hush' }
    if (!(await deskBridge.call('settings.saveBureauSecret', secret)).ok) throw new Error('not connected')
    const { settings } = (await deskBridge.call('settings.read', null)).value as never as {
      settings: { options: Bureau }
    }
    // A run by itself would come between.
    const options = { version: settings.options.version, values: { BatchSyncMinutes: 0 } }
    if (!(await deskBridge.call('settings.saveOptions', options)).ok) throw new Error('not only by hand')
  }, address)
}
