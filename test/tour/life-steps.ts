import type { Locator, Page } from '@playwright/test'
import { expect } from '../support/patient-expect.ts'
import { chooseIn, choosePerson, expectProfile, next, start, startNew, typeSecrets } from '../support/process-walk.ts'
import { openByNumber } from '../support/production-walk.ts'
import {
  addCommand,
  choose,
  openStateSettings,
  openTab,
  rowsOf,
  saveSettings,
  signIn,
  signOut,
  wizard,
} from '../support/walk.ts'
import { administrator, approver, operator } from './people.ts'
import type { Step } from './steps.ts'

/** What an administrator switches on for a desk that has its cards made. */
const switchedOn: readonly (readonly [cardType: string, tab: string, process: string])[] = [
  ['Card', 'Registered', 'Order card'],
  ['Card', 'Ordered', 'Update card order'],
  ['Card', 'In production', 'Update card order'],
  ['Temporary card', 'General', 'Order temporary cards'],
  ['Temporary card', 'Ordered', 'Update temporary card order'],
  ['Temporary card', 'In production', 'Update temporary card order'],
  ['Temporary card', 'Produced', 'Initialise temporary card'],
]

const address = 'Card desk, Main Street 1'
const holder = 'Hugo Brandtner'
/** The cards that are walked through their lives, once a step has made them. */
let card = ''
let temporaryCard = ''

/** A card from Register to Locked with approval on, and a temporary card from its order to its withdrawal. */
export const lifeSteps: readonly Step[] = [
  {
    name: 'Approval and certificates on, the queue off',
    async run({ page }) {
      await signOut(page)
      await signIn(page, administrator)
      await openTab(page, 'SETTINGS')
      await page.getByRole('navigation', { name: 'Where you are in the settings' }).getByText('Home').click()
      await page
        .getByRole('main')
        .getByRole('button', { name: /^Options/ })
        .click()
      await page.getByRole('switch', { name: 'Orders need approval' }).check()
      for (const queue of await page.getByRole('switch', { name: 'Orders are queued' }).all()) await queue.uncheck()
      await page.getByRole('switch', { name: 'Issue certificates' }).check()
      await saveSettings(page)
    },
  },
  {
    name: 'Processes that are off by default are added to their states',
    async run({ page }) {
      for (const [cardType, tab, process] of switchedOn) {
        await page.getByRole('navigation', { name: 'Where you are in the settings' }).getByText('Home').click()
        await openStateSettings(page, cardType, tab)
        await addCommand(page, process)
        await saveSettings(page)
      }
    },
  },
  {
    name: 'The operator registers a card',
    async run({ page }) {
      await signOut(page)
      await signIn(page, operator)
      await openTab(page, 'SEARCH')
      await choose(page, page.getByRole('combobox', { name: 'Object' }), /^Card/)
      const open = await startNew(page, 'Register card')
      await choosePerson(page, open, 'Holder', holder)
      await next(open)
      await next(open)
      await next(open)
      card = await openMade(open, /C-\d+/)
      await expectCard(page, 'Registered', 'Register card')
    },
  },
  {
    name: 'The operator orders it: the order waits for an approver',
    async run({ page }) {
      const open = await start(page, 'Order card')
      await open.getByLabel('Delivery address').fill(address)
      await next(open)
      await next(open)
      await finish(open)
      await expectCard(page, 'Requested', 'Order card')
    },
  },
  {
    name: 'The approver finds the request',
    async run({ page }) {
      await signOut(page)
      await signIn(page, approver)
      await openTab(page, 'REQUESTS')
      await rowsOf(page.getByRole('grid', { name: 'Requests that wait for a decision' }))
        .filter({ hasText: holder })
        .click()
      await expect(page.getByRole('article')).toContainText(card)
    },
  },
  {
    name: 'The approver approves it: the order goes to the simulated bureau at once',
    async run({ page }) {
      await page.getByRole('article').getByRole('button', { name: 'Approve card order' }).click()
      const open = wizard(page, 'Approve card order')
      await open.getByLabel('Comment').fill('New colleague')
      await next(open)
      await expect(open.getByRole('region', { name: 'What happened' })).toContainText('Ordered')
    },
  },
  {
    name: 'The operator asks the bureau: the card is in production',
    async run({ page }) {
      await signOut(page)
      await signIn(page, operator)
      await openByNumber(page, card)
      await askBureau(page, 'Update card order')
      await expectCard(page, 'In production', 'Update card order')
    },
  },
  {
    name: 'The operator asks once more: the card is produced',
    async run({ page }) {
      await askBureau(page, 'Update card order')
      await expectCard(page, 'Produced', 'Update card order')
    },
  },
  {
    name: 'Activate: the holder is there and chooses a PIN',
    async run({ page }) {
      const open = await start(page, 'Activate card')
      await chooseIn(page, open, 'Identity checked by', 'Known in person')
      await next(open)
      await typeSecrets(open)
    },
  },
  {
    name: 'The simulated encoder writes the chip, certificates are issued, the card is Active',
    async run({ page }) {
      const open = wizard(page, 'Activate card')
      await next(open)
      await expect(open).toContainText('Write the chip')
      await next(open)
      await finish(open)
      await expectCard(page, 'Active', 'Activate card')
      await expect(certificates(page)).toContainText('Valid')
    },
  },
  {
    name: 'Deactivate: the certificates are on hold',
    async run({ page }) {
      const open = await start(page, 'Deactivate card')
      await chooseIn(page, open, 'Reason', 'Forgotten')
      await next(open)
      await finish(open)
      await expectCard(page, 'Inactive', 'Deactivate card')
      await expect(certificates(page)).toContainText('On hold')
    },
  },
  {
    name: 'Reactivate: they are valid again',
    async run({ page }) {
      const open = await start(page, 'Reactivate card')
      await next(open)
      await finish(open)
      await expectCard(page, 'Active', 'Reactivate card')
      await expect(certificates(page)).toContainText('Valid')
    },
  },
  {
    name: 'Lock: the card is blocked for good and its certificates are revoked',
    async run({ page }) {
      const open = await start(page, 'Lock card')
      await chooseIn(page, open, 'Reason', 'Lost')
      await next(open)
      await next(open)
      await finish(open)
      await expectCard(page, 'Locked', 'Lock card')
      await expect(certificates(page)).toContainText('Revoked')
    },
  },
  {
    name: 'The operator orders a temporary card for the stock',
    async run({ page }) {
      await choose(page, page.getByRole('combobox', { name: 'Object' }), /^Temporary card/)
      const open = await startNew(page, 'Order temporary cards')
      await open.getByLabel('Delivery address').fill(address)
      await next(open)
      await next(open)
      temporaryCard = await openMade(open, /TC-\d+/)
      await expectTemporaryCard(page, 'Ordered', 'Order temporary cards')
    },
  },
  {
    name: 'The bureau makes the temporary card',
    async run({ page }) {
      await askBureau(page, 'Update temporary card order')
      await expectTemporaryCard(page, 'In production', 'Update temporary card order')
      await askBureau(page, 'Update temporary card order')
      await expectTemporaryCard(page, 'Produced', 'Update temporary card order')
    },
  },
  {
    name: 'Initialise: the chip is written and the card is in stock',
    async run({ page }) {
      const open = await start(page, 'Initialise temporary card')
      await writeChip(open)
      await expectTemporaryCard(page, 'Unassigned', 'Initialise temporary card')
    },
  },
  {
    name: 'Assign: handed to a person until a day',
    async run({ page }) {
      const open = await start(page, 'Assign temporary card')
      await choosePerson(page, open, 'Holder', holder)
      await next(open)
      await next(open)
      await next(open)
      await finish(open)
      await expectTemporaryCard(page, 'Assigned', 'Assign temporary card')
      await expect(page.getByRole('region', { name: 'Data' })).toContainText(holder)
    },
  },
  {
    name: 'Extend: until a later day, the chip is written anew',
    async run({ page }) {
      const open = await start(page, 'Extend temporary card')
      const day = open.getByLabel('Valid through')
      await day.fill(new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10))
      await day.press('Tab')
      await next(open)
      await writeChip(open)
      await expectTemporaryCard(page, 'Assigned', 'Extend temporary card')
    },
  },
  {
    name: 'Withdraw: back in stock, without its holder',
    async run({ page }) {
      const open = await start(page, 'Withdraw temporary card')
      await chooseIn(page, open, 'Reason', 'Returned')
      await next(open)
      await next(open)
      await finish(open)
      await expectTemporaryCard(page, 'Unassigned', 'Withdraw temporary card')
      await expect(page.getByRole('region', { name: 'Data' })).not.toContainText(holder)
      await expect(certificates(page)).toContainText('Revoked')
    },
  },
]

/** Waits for the end of a process and closes it. */
async function finish(open: Locator): Promise<void> {
  await expect(open.getByRole('region', { name: 'What happened' })).toBeVisible({ timeout: 20_000 })
  await open.getByRole('button', { name: 'Close' }).click()
  await expect(open).toBeHidden()
}

/** Waits for the end of a process that made a card, and opens that card; answers its number. */
async function openMade(open: Locator, number: RegExp): Promise<string> {
  const outcome = open.getByRole('region', { name: 'What happened' })
  await expect(outcome).toContainText(number)
  const [made = ''] = number.exec((await outcome.textContent()) ?? '') ?? []
  await open.getByRole('button', { name: `Open ${made}` }).click()
  await expect(open).toBeHidden()
  return made
}

async function askBureau(page: Page, process: string): Promise<void> {
  const open = await start(page, process)
  await next(open)
  await expect(open).toContainText('The bureau’s answer')
  await next(open)
  await finish(open)
}

/** PIN, PUK and the simulated encoder, from the page that asks for the PIN. */
async function writeChip(open: Locator): Promise<void> {
  await typeSecrets(open)
  await next(open)
  await expect(open).toContainText('Write the chip')
  await next(open)
  await finish(open)
}

const certificates = (page: Page) => page.getByRole('region', { name: 'Certificates' })
const expectCard = (page: Page, state: string, process: string) =>
  expectProfile(page, { card, state, process, by: operator.name })
const expectTemporaryCard = (page: Page, state: string, process: string) =>
  expectProfile(page, { card: temporaryCard, state, process, by: operator.name })
