import type { Page } from '@playwright/test'
import type { Answer } from '../../shared/errors'
import type { Settings } from '../../shared/model'
import { complaintsOf } from '../support/complaints'
import { expect, test } from '../support/fixtures'
import {
  addCommand,
  commands,
  openFirstCard,
  openStateSettings,
  openTab,
  type Person,
  saveSettings,
  searchCards,
  signIn,
  signOut,
  wizard,
} from '../support/walk'

const secret = 'kettle-orbit-93-walnut'
const administrator: Person = { name: 'Ada Berger', userName: 'ada', password: secret }
const auditor: Person = { name: 'Hugo Brandtner', userName: 'hugo.brandtner', password: secret }
const abort = 'Abort temporary card order'

// Each of these founds a desk and works a while; a busy build machine takes its time.
test.describe.configure({ timeout: 180_000 })
test.use({ founded: ['administrator'] })

let complaints: string[]
test.beforeEach(({ page }) => {
  complaints = complaintsOf(page)
})
test.afterEach(() => expect(complaints).toEqual([]))

/** A desk whose administrator is nothing else. */
async function withAdministrator(page: Page): Promise<void> {
  await signIn(page, administrator)
  await openTab(page, 'SETTINGS')
}

/** A desk whose administrator works at it too. */
async function withAdministratorAtWork(page: Page): Promise<void> {
  await signIn(page, administrator)
}

/** Home → a page of the settings. */
async function openPage(page: Page, name: string): Promise<void> {
  await openTab(page, 'SETTINGS')
  const home = page.getByRole('navigation', { name: 'Where you are in the settings' }).getByRole('button', {
    name: 'Home',
  })
  if (await home.isVisible()) await home.click()
  await page
    .getByRole('main')
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

/** A scanner's keys, as close together as they come from it; a busy build machine would tear them apart. */
function scan(page: Page, number: string): Promise<void> {
  return page.evaluate(
    (keys) => {
      for (const key of keys) document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
    },
    [...number, 'Enter'],
  )
}

const question = (page: Page) => page.getByRole('dialog', { name: 'Leave without saving?' })
const added = (page: Page) => page.getByRole('table', { name: 'Additional commands' })

/** A call past the screen, through the bridge. */
async function call(page: Page, channel: string, payload: unknown): Promise<Answer> {
  return page.evaluate(([to, what]) => (window as unknown as { deskBridge: Bridge }).deskBridge.call(to, what), [
    channel,
    payload,
  ] as const)
}
interface Bridge {
  call(channel: string, payload: unknown): Promise<Answer>
}

/** Saves settings as somebody at another window of this desk would: this window is only told. */
async function saveElsewhere(page: Page, channel: string, change: (settings: Settings) => object): Promise<void> {
  const read = (await call(page, 'settings.read', null)) as Answer<{ settings: Settings }>
  if (!read.ok) throw new Error(read.error.message)
  expect(await call(page, channel, change(read.value.settings))).toMatchObject({ ok: true })
}

test('closing the window over unsaved settings asks; staying keeps them, closing loses them', async ({
  desk,
  page,
}) => {
  await withAdministrator(page)
  await openStateSettings(page, 'Temporary card', 'Processing')
  await addCommand(page, abort)

  const first = desk.app.answerMessageBox('Stay here')
  await desk.app.askToClose()
  expect(await first).toContain('has not been saved')
  await expect(added(page)).toContainText(abort)

  const second = desk.app.answerMessageBox('Close without saving')
  await desk.app.askToClose()
  await second
  expect(await desk.app.ended()).toBe(0)

  const again = (await desk.restart()).page
  complaintsOf(again, complaints)
  await signIn(again, administrator)
  await openStateSettings(again, 'Temporary card', 'Processing')
  await expect(added(again)).not.toContainText(abort)
  // Nothing was changed now: the window closes without a question.
  await desk.app.askToClose()
  expect(await desk.app.ended()).toBe(0)
})

test.describe('an administrator who works at the desk', () => {
  test.use({ founded: ['administrator', 'operator'] })

  test('closing the window over a half-typed wizard asks; over one with nothing typed it does not', async ({
    desk,
    page,
  }) => {
    await withAdministratorAtWork(page)
    await openTab(page, 'SEARCH')
    await page.getByRole('button', { name: 'New' }).click()
    await page.getByRole('menuitem', { name: 'Register card' }).click()
    const register = wizard(page, 'Register card')
    await register.getByRole('combobox', { name: 'Holder' }).fill('a')
    await page.getByRole('option').filter({ hasNotText: 'New person' }).first().click()
    await register.getByRole('button', { name: 'Next' }).click()
    await register.getByLabel('Title').fill('Engineer')

    const box = desk.app.answerMessageBox('Stay here')
    await desk.app.askToClose()
    expect(await box).toContain('has not been saved')
    await expect(register).toBeVisible()

    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Leave the process' }).click()
    await expect(register).toBeHidden()
    await desk.app.askToClose()
    expect(await desk.app.ended()).toBe(0)
  })

  test('every way out of unsaved settings asks first, and locking the screen keeps them', async ({ page }) => {
    await withAdministratorAtWork(page)
    const card = await openFirstCard(page, await searchCards(page, 'Temporary card', 'Processing'))
    await openStateSettings(page, 'Temporary card', 'Processing')
    await addCommand(page, abort)

    const ways: Record<string, () => Promise<void>> = {
      'another tab of the card type': () => page.getByRole('tab', { name: 'General', exact: true }).click(),
      'another page': () => page.getByRole('button', { name: 'Home', exact: true }).click(),
      'another part of the desk': () => page.getByRole('tab', { name: 'SEARCH' }).click(),
      'its key': () => page.keyboard.press('Alt+Digit1'),
      'a scanned card': () => scan(page, card),
      'find anything': async () => {
        await page.keyboard.press('ControlOrMeta+k')
        await page.getByPlaceholder(/^Card number/).fill(card)
        await page.getByRole('option', { name: card }).click()
      },
      'signing out': async () => {
        await page.getByRole('button', { name: /^Menu of/ }).click()
        await page.getByRole('menuitem', { name: 'Sign out' }).click()
      },
    }
    for (const [name, go] of Object.entries(ways)) {
      await test.step(name, async () => {
        // A scanner types outside fields.
        await page.getByRole('heading', { level: 1 }).click()
        await go()
        await expect(question(page), name).toBeVisible()
        await page.keyboard.press('Escape')
        await expect(question(page)).toBeHidden()
        await expect(added(page)).toContainText(abort)
      })
    }

    await page.getByRole('button', { name: /^Menu of/ }).click()
    await page.getByRole('menuitem', { name: /^Lock/ }).click()
    await page.getByLabel('Password', { exact: true }).fill(secret)
    await page.getByRole('button', { name: 'Unlock' }).click()
    await expect(added(page)).toContainText(abort)

    await page.getByRole('tab', { name: 'SEARCH' }).click()
    await question(page).getByRole('button', { name: 'Leave without saving' }).click()
    await expect(page.getByRole('heading', { name: card })).toBeVisible()
    await openStateSettings(page, 'Temporary card', 'Processing')
    await expect(added(page)).not.toContainText(abort)
  })

  test('a command switched on in another window appears in an open profile without a click', async ({ page }) => {
    await withAdministratorAtWork(page)
    await openFirstCard(page, await searchCards(page, 'Temporary card', 'Processing'))
    await expect(commands(page)).toHaveCount(0)
    await saveElsewhere(page, 'settings.saveCommands', (settings) => ({
      cardType: 'temporary-card',
      tab: 'processing',
      version: settings.cardTypes['temporary-card'].version,
      defaults: [],
      additional: ['TempCardsAddonExtProdProcAbort'],
    }))
    await expect(commands(page)).toHaveText([new RegExp(abort)])
  })
})

test('the picture of the life cycle leads by keyboard to each state, and follows what is set', async ({ page }) => {
  await withAdministrator(page)
  await openTab(page, 'SETTINGS')
  await page.getByRole('button', { name: /^Cards/ }).click()
  await page.getByRole('button', { name: /^Temporary card/ }).click()

  const picture = page.getByRole('region', { name: 'Life cycle' })
  await expect(picture.getByRole('button')).toHaveCount(11)
  const states = page.getByRole('table', { name: 'States and their processes' })
  // One row for what makes a card, and one per state, with its meaning (domain 2.2).
  await expect(states.getByRole('row')).toHaveCount(1 + 1 + 11)
  const processing = states.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Processing' }) })
  await expect(processing).toContainText('waits in the queue for the next batch sync')
  const line = processing.getByRole('listitem').filter({ hasText: abort })
  await expect(line).toContainText('not offered')

  await picture.getByRole('button', { name: /^Requested:/ }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(picture.getByRole('button', { name: /^Processing:/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('tab', { name: 'Processing', exact: true })).toBeFocused()
  await addCommand(page, abort)
  await saveSettings(page)
  await page.getByRole('tab', { name: 'Life cycle' }).click()
  await expect(line).toContainText('added by an administrator')
})

test('a process is given to another role, is marked, and goes back to the documented one', async ({ page }) => {
  await withAdministrator(page)
  await openPage(page, 'Process roles')
  const cards = page.getByRole('table', { name: 'Card', exact: true })
  // Domain 3.1: 14 that people start, 3 that Card Desk runs by itself; domain 3.2: 8 and 3.
  await expect(cards.getByRole('row')).toHaveCount(1 + 17)
  await expect(page.getByRole('table', { name: 'Temporary card' }).getByRole('row')).toHaveCount(1 + 11)
  const system = cards.getByRole('row').filter({ hasText: 'CardsAddonExtProdBatchSend' })
  await expect(system).toContainText('nobody starts it')
  await expect(system.getByRole('checkbox')).toHaveCount(0)

  const lock = cards.getByRole('row').filter({ hasText: 'CardsProcLock' })
  await lock.getByRole('checkbox', { name: 'Approver may start Lock card' }).check()
  await lock.getByRole('checkbox', { name: 'Operator may start Lock card' }).uncheck()
  await expect(lock).toContainText('changed')
  await saveSettings(page)
  await lock.getByRole('checkbox', { name: 'Approver may start Lock card' }).uncheck()
  await expect(lock).toContainText('At least one role is needed.')
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled()
  await lock.getByRole('button', { name: 'Lock card: back to the documented role, Operator' }).click()
  await expect(lock).not.toContainText('changed')
  await saveSettings(page)
  await expect(lock.getByRole('button')).toHaveCount(0)

  await openPage(page, 'History')
  const entries = page.getByRole('list', { name: 'History' }).locator('> li')
  await expect(entries.nth(0)).toContainText('Lock card')
  await expect(entries.nth(0)).toContainText(/Approver\s*Operator/)
  await expect(entries.nth(1)).toContainText(/Operator\s*Approver/)
  await expect(entries.nth(0)).toContainText('Ada Berger, Administrator')
})

test('numbers are checked while they are typed, and say their unit', async ({ page }) => {
  await withAdministrator(page)
  await openPage(page, 'Options')
  const days = page.getByRole('textbox', { name: 'Validity in days' })
  const save = page.getByRole('button', { name: 'Save', exact: true })
  for (const wrong of ['0', '367', '']) {
    await days.fill(wrong)
    await expect(page.getByText('A whole number of days from 1 to 366.')).toBeVisible()
    await expect(save).toBeDisabled()
  }
  await days.fill('21')
  await expect(page.getByText('A whole number of days from 1 to 366.')).toBeHidden()
  await saveSettings(page)

  await openPage(page, 'History')
  const newest = page.getByRole('list', { name: 'History' }).locator('> li').first()
  await expect(newest).toContainText(/14 days\s*21 days/)
  // What others change is there by itself.
  await saveElsewhere(page, 'settings.saveDesk', (settings) => ({
    version: settings.desk.version,
    values: { idleLockMinutes: 25 },
  }))
  await expect(newest).toContainText(/10 minutes\s*25 minutes/)
})

test('an auditor sees every page of the settings and nothing to change', async ({ page }) => {
  await withAdministrator(page)
  await signOut(page)
  await signIn(page, auditor)
  await openTab(page, 'SETTINGS')
  await expect(page.getByText('an administrator changes them')).toBeVisible()
  const main = page.getByRole('main')
  const nothingToChange = async () => {
    for (const role of ['checkbox', 'switch', 'textbox', 'combobox', 'spinbutton'] as const) {
      await expect(main.getByRole(role)).toHaveCount(0)
    }
    await expect(main.getByRole('button', { name: /save|discard|remove|move|add|back to/i })).toHaveCount(0)
  }
  const facts: Record<string, string> = {
    Options: '36 months',
    'Process roles': 'Card Desk runs it by itself',
    Accounts: 'ada',
    Desk: '10 minutes',
    History: 'Account',
  }
  for (const [name, fact] of Object.entries(facts)) {
    await openPage(page, name)
    await expect(main).toContainText(fact)
    await nothingToChange()
  }
  await openPage(page, 'Cards')
  await main.getByRole('button', { name: /^Card/ }).click()
  await nothingToChange()
  for (const [tab, fact] of [
    ['General', "Holder's name"],
    ['Active', 'Deactivate card'],
  ] as const) {
    await page.getByRole('tab', { name: tab, exact: true }).click()
    await expect(main).toContainText(fact)
    await expect(main).toContainText('offered')
    await nothingToChange()
  }
})
