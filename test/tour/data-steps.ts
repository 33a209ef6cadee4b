import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect } from '../support/patient-expect.ts'
import { openSettings } from '../support/settings-walk.ts'
import { saveSettings, signIn, signOut } from '../support/walk.ts'
import { administrator } from './people.ts'
import type { Step } from './steps.ts'

/** Settings → Data: what is there, whether it is right, a backup, the export, and what a restore would do. */
export const dataSteps: readonly Step[] = [
  {
    name: 'Settings, Data: where the data is, how much there is of it, and its fingerprint',
    async run({ page }) {
      await signOut(page)
      await signIn(page, administrator)
      await openSettings(page, 'Data')
      await expect(panel(page, 'What is there').getByRole('code')).toHaveText(/^[0-9a-f]{64}$/)
    },
  },
  {
    name: 'The whole history is verified: everything is right',
    async run({ page }) {
      await page.getByRole('button', { name: 'Verify now' }).click()
      await expect(panel(page, 'Verification')).toContainText('Everything is right.', { timeout: 30_000 })
    },
  },
  {
    name: 'The administrator chooses a folder for backups and makes one',
    async run({ page, folder }) {
      const into = join(folder, 'backups')
      await mkdir(into)
      await page.getByLabel('Folder for backups', { exact: true }).fill(into)
      await saveSettings(page)
      await page.getByRole('button', { name: 'Back up now' }).click()
      await expect(panel(page, 'Backups')).toContainText('by hand', { timeout: 30_000 })
      await expect(panel(page, 'Backups that are there')).toContainText('Ada Berger')
      expect(await readdir(into)).not.toHaveLength(0)
    },
  },
  {
    name: 'The history is exported, with its proof',
    async run({ page, folder }) {
      const into = join(folder, 'export')
      await mkdir(into)
      await page.getByLabel('Folder for the export', { exact: true }).fill(into)
      await page.getByRole('button', { name: 'Export now' }).click()
      const part = panel(page, 'Export of the history')
      await expect(part).toContainText('card-desk-history', { timeout: 30_000 })
      await part.getByText('card-desk-history').scrollIntoViewIfNeeded()
      expect(await readdir(into)).toHaveLength(1)
    },
  },
  {
    name: 'A restore says what it does before it is begun',
    async run({ page }) {
      await panel(page, 'Backups that are there')
        .getByRole('button', { name: /^Restore the backup/ })
        .first()
        .click()
      const question = page.getByRole('dialog', { name: 'Restore this backup?' })
      await expect(question).toContainText('Everybody is signed out')
      await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused()
    },
  },
]

const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
