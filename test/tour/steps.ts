import type { Page } from '@playwright/test'
import { expect } from '../support/patient-expect.ts'
import {
  addCommand,
  commands,
  finishFounding,
  foundDesk,
  openFirstCard,
  openStateSettings,
  openTab,
  saveSettings,
  searchCards,
  signIn,
  signOut,
  wizard,
} from '../support/walk.ts'
import { administrator, operator, secret } from './people.ts'

export interface Step {
  readonly name: string
  run(stage: Stage): Promise<void>
}

/** What steps share: the window, a folder for what they put beside the desk, and starting the application anew. */
export interface Stage {
  readonly page: Page
  /** Thrown away when the steps are over. */
  readonly folder: string
  restart(): Promise<void>
}

const temporaryCard = 'Temporary card'
const abort = 'Abort temporary card order'

/** The number of the card that the tour aborts, once a step has found it. */
let card = ''

/** The documented use case: an administrator switches a process on, an operator carries it out. */
export const steps: readonly Step[] = [
  {
    name: 'The first start asks for an administrator and offers sample data',
    async run({ page }) {
      await foundDesk(page, administrator, secret)
    },
  },
  {
    name: 'The desk is set up and the administrator is signed in',
    async run({ page }) {
      await finishFounding(page)
    },
  },
  {
    name: 'Before it is switched on, an operator is not offered the process',
    async run({ page }) {
      await signOut(page)
      await signIn(page, operator)
      await openFirstCard(page, await searchCards(page, temporaryCard, 'Processing'))
      await expect(commands(page).filter({ hasText: abort })).toHaveCount(0)
    },
  },
  {
    name: 'The administrator opens the settings of the state Processing',
    async run({ page }) {
      await signOut(page)
      await signIn(page, administrator)
      await openStateSettings(page, temporaryCard, 'Processing')
    },
  },
  {
    name: 'The administrator chooses the process in the Process list',
    async run({ page }) {
      await addCommand(page, abort)
    },
  },
  {
    name: 'The administrator saves',
    async run({ page }) {
      await saveSettings(page)
    },
  },
  {
    name: 'The operator signs in',
    async run({ page }) {
      await signOut(page)
      await signIn(page, operator)
    },
  },
  {
    name: 'The operator searches for temporary cards in Processing',
    async run({ page }) {
      await searchCards(page, temporaryCard, 'Processing')
    },
  },
  {
    name: 'The operator selects a card, and the profile offers the command',
    async run({ page }) {
      card = await openFirstCard(page, page.getByRole('grid', { name: 'Search results' }))
      await expect(commands(page).filter({ hasText: abort })).toBeVisible()
    },
  },
  {
    name: 'The operator starts the process',
    async run({ page }) {
      await commands(page).filter({ hasText: abort }).click()
      await expect(wizard(page, abort).getByRole('button', { name: 'Next' })).toBeFocused()
    },
  },
  {
    name: 'Cancel closes the process and nothing happened',
    async run({ page }) {
      await wizard(page, abort).getByRole('button', { name: 'Cancel' }).click()
      await expect(wizard(page, abort)).toBeHidden()
      await expect(profile(page)).toContainText('Processing')
      await expect(commands(page).filter({ hasText: abort })).toBeVisible()
    },
  },
  {
    name: 'Next finishes the process and the card is Aborted',
    async run({ page }) {
      await commands(page).filter({ hasText: abort }).click()
      await wizard(page, abort).getByRole('button', { name: 'Next' }).click()
      await expect(page.getByRole('status').filter({ hasText: card })).toContainText('Aborted')
    },
  },
  {
    name: 'The card offers no command any more, and its history tells what was done',
    async run({ page }) {
      await wizard(page, abort).getByRole('button', { name: 'Close' }).click()
      await expectAborted(page)
    },
  },
  {
    name: 'After a restart of the application the card is still Aborted',
    async run(stage) {
      await stage.restart()
      const { page } = stage
      await signIn(page, operator)
      await openTab(page, 'SEARCH')
      await page.getByRole('searchbox', { name: 'Search text' }).fill(card)
      await searchCards(page, temporaryCard, 'Aborted')
      await openFirstCard(page, page.getByRole('grid', { name: 'Search results' }))
      await expectAborted(page)
    },
  },
]

/** The profile's heading with the state beside it. */
function profile(page: Page) {
  return page.getByRole('heading', { name: card }).locator('..')
}

async function expectAborted(page: Page): Promise<void> {
  await expect(profile(page)).toContainText('Aborted')
  await expect(commands(page)).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'History' })).toContainText(operator.name)
}
