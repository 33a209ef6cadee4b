import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { ownNode, root } from '../../electron/launch/project.mjs'
import { expectAccessible } from '../support/accessibility'
import type { DeskApp } from '../support/desk-app'
import { expect, test } from '../support/fixtures'
import { founder } from '../support/founded-desks'
import { signIn } from '../support/walk'

// Help → About: which version this is, what runs it, and whose work is in it. For whoever calls support, so also
// before anybody signs in.

test.use({ founded: ['administrator', 'operator'] })
test.describe.configure({ timeout: 180_000 })

const aboutIn = (page: Page) => page.getByRole('dialog', { name: 'About Card Desk' })
const licencesIn = (page: Page) => page.getByRole('dialog', { name: 'Third-party licences' })
const packageFile = async (path: string) => JSON.parse(await readFile(join(root, path, 'package.json'), 'utf8'))

/** The value beside a label. */
const fact = (dialog: Locator, label: string) =>
  dialog.locator('dt').filter({ hasText: label }).locator('xpath=following-sibling::dd[1]')

/** The versions of whatever runs the application, from elsewhere than the application. */
async function runtimeOf(app: DeskApp) {
  if (app.runtime === 'stand-in') {
    const node = execFileSync(ownNode, ['--version'], { encoding: 'utf8' }).trim().slice(1)
    return { electron: 'none, its stand-in runs here', chromium: app.page.context().browser()?.version(), node }
  }
  // Electron's user agent names both: https://www.electronjs.org/docs/latest/api/session#sessetuseragentuseragent-acceptlanguages
  const [, chromium] = /Chrome\/([\d.]+)/.exec(await app.page.evaluate(() => navigator.userAgent)) ?? []
  return { electron: (await packageFile('node_modules/electron')).version, chromium, node: /^\d+\.\d+\.\d+$/ }
}

test('before signing in: the versions, copied for a support call', async ({ desk, page }) => {
  const opener = page.getByRole('button', { name: 'About Card Desk' })
  await opener.click()
  const about = aboutIn(page)
  const { version } = await packageFile('.')
  const runtime = await runtimeOf(desk.app)
  await expect(about.getByText(`Version ${version}`, { exact: true })).toBeVisible()
  await expect(fact(about, 'Electron')).toHaveText(runtime.electron)
  await expect(fact(about, 'Chromium')).toHaveText(runtime.chromium ?? 'the browser tells none')
  await expect(fact(about, 'Node')).toHaveText(runtime.node)
  await expect(about.getByText(/not the Electron runtime/)).toHaveCount(desk.app.runtime === 'stand-in' ? 1 : 0)
  // Nothing on this screen leads out of the program.
  await expect(about.getByRole('link')).toHaveCount(0)
  await expectAccessible(page, 'about')

  await about.getByRole('button', { name: 'Copy for support' }).click()
  await expect(about.getByRole('status')).toHaveText('Copied.')
  const pasted = (await pastedIn(page)).split('\n')
  expect(pasted[0]).toBe(`Card Desk: ${version}`)
  expect(pasted).toContain(`Electron: ${runtime.electron}`)
  expect(pasted).toContain(`Chromium: ${runtime.chromium}`)
  for (const secret of [desk.data, desk.userData, process.env.USER ?? 'nobody', 'nobody@']) {
    expect(pasted.join('\n')).not.toContain(secret)
  }

  await page.keyboard.press('Escape')
  await expect(about).toHaveCount(0)
  await expect(opener).toBeFocused()
})

test('the licences of others: found, walked and read by keyboard', async ({ page }) => {
  await page.getByRole('button', { name: 'About Card Desk' }).click()
  await aboutIn(page).getByRole('button', { name: 'Third-party licences' }).press('Enter')
  const licences = licencesIn(page)
  const search = licences.getByRole('combobox', { name: 'Search packages and licence texts' })
  await expect(search).toBeFocused()
  const packages = licences.getByRole('option')
  // Of the window and of the main process.
  for (const [name, licence] of [
    ['react', 'MIT'],
    ['@fontsource-variable/inter', 'OFL-1.1'],
    ['electron-log', 'MIT'],
  ] as const) {
    await search.fill(name)
    await packages.filter({ has: page.getByText(name, { exact: true }) }).click()
    const text = licences.getByRole('region', { name: `Licence of ${name}` })
    await expect(text).toContainText(licence)
    const known = await readFile(join(root, 'node_modules', name, 'LICENSE'), 'utf8')
    expect(plain(await text.locator('pre').innerText())).toContain(plain(known))
  }
  await expectAccessible(page, 'third-party licences')

  await search.fill('OFL-1.1')
  await expect(licences.getByRole('status')).toHaveText('1 package')
  await search.fill('no such package')
  await expect(licences).toContainText('Nothing found for "no such package"')
  await expectAccessible(page, 'third-party licences, nothing found')
  await search.fill('react')
  const chosen = licences.getByRole('option', { selected: true })
  const first = await chosen.innerText()
  await search.press('ArrowDown')
  await expect(chosen).not.toHaveText(first)
  await expect(search).toHaveAttribute('aria-activedescendant', (await chosen.getAttribute('id')) ?? 'none')
  await search.press('Tab')
  await expect(licences.locator('pre')).toBeFocused()

  await licences.getByRole('button', { name: 'Back to About' }).click()
  await expect(aboutIn(page)).toBeVisible()
})

test('on the desk: from the menu of the person, the keys, the status bar and by its name', async ({ page }) => {
  await signIn(page, founder)
  const menu = page.getByRole('button', { name: /^Menu of/ })
  const about = aboutIn(page)
  const shut = async () => {
    await expect(about).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(about).toHaveCount(0)
  }
  await menu.click()
  await page.getByRole('menuitem', { name: 'About Card Desk' }).click()
  await shut()
  await expect(menu).toBeFocused()

  await page.getByRole('tab', { name: 'OVERVIEW' }).focus()
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keys' }).getByRole('button', { name: 'About Card Desk' }).click()
  await shut()

  await page
    .getByRole('contentinfo')
    .getByRole('button', { name: /^Version/ })
    .click()
  await shut()

  await page.keyboard.press('Control+k')
  const find = page.getByRole('combobox', { name: 'Find anything or run a command' })
  await find.fill('about')
  const found = page.getByRole('option', { name: 'About Card Desk', selected: true })
  await expect(find).toHaveAttribute('aria-activedescendant', (await found.getAttribute('id')) ?? 'none')
  await find.press('Enter')
  await expect(about).toBeVisible()
  // What is found would lie beneath About.
  await page.keyboard.press('Control+k')
  await expect(find).toBeFocused()
  await expect(about).toHaveCount(0)
  await expect(find).toBeFocused()
})

test('from the menu bar: over another dialog, and over a locked screen', async ({ desk, page }) => {
  await signIn(page, founder)
  const menu = page.getByRole('button', { name: /^Menu of/ })
  await menu.click()
  await page.getByRole('menuitem', { name: 'Change password…' }).click()
  const typed = page.getByRole('dialog', { name: 'Change password' }).getByLabel('Current password')
  await typed.fill('half a pass')
  await desk.app.chooseInMenu('about')
  await expect(aboutIn(page)).toBeVisible()
  // One press closes what lies on top, and nothing beneath it.
  await page.keyboard.press('Escape')
  await expect(aboutIn(page)).toHaveCount(0)
  await expect(typed).toHaveValue('half a pass')
  await page.keyboard.press('Escape')
  await expect(typed).toHaveCount(0)

  await desk.app.chooseInMenu('licences')
  await expect(licencesIn(page)).toBeVisible()
  await page.keyboard.press('Escape')
  await menu.click()
  await page.getByRole('menuitem', { name: 'Lock the screen' }).click()
  const password = page.getByLabel('Password', { exact: true })
  await expect(password).toBeFocused()
  await desk.app.chooseInMenu('about')
  await expect(aboutIn(page)).toBeVisible()
  await expectAccessible(page, 'about over a locked screen')
  await page.keyboard.press('Escape')
  await password.fill(founder.password)
  await page.keyboard.press('Enter')
  // Nothing stays over the desk.
  await menu.click()
  await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeVisible()
})

/** A text without its line breaks and runs of spaces. */
const plain = (text: string) => text.replace(/\s+/g, ' ').trim()

/** What is on the clipboard, as a person sees it who pastes it: the page itself may not read it. */
async function pastedIn(page: Page): Promise<string> {
  await page.evaluate(() => {
    const field = document.createElement('textarea')
    document.querySelector('[role="dialog"] dl')?.append(field)
    field.focus()
  })
  const field = page.locator('textarea')
  await field.press('ControlOrMeta+v')
  const text = await field.inputValue()
  await field.evaluate((element) => element.remove())
  return text
}
