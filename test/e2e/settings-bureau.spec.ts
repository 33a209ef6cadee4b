import { mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { DeskSnapshot } from '../../shared/contract'
import type { BureauSettings, SyncRun } from '../../shared/model'
import { complaintsOf } from '../support/complaints'
import { expect, test } from '../support/fixtures'
import { call, openSettings, saveElsewhere } from '../support/settings-walk'
import { choose, type Person, saveSettings, signIn, signOut } from '../support/walk'

const password = 'kettle-orbit-93-walnut'
const administrator: Person = { name: 'Ada Berger', userName: 'ada', password }
const auditor: Person = { name: 'Hugo Brandtner', userName: 'hugo.brandtner', password }
/** What a bureau would give out. It must be found nowhere. */
const secret = 'zinc-Heron:77 quartz'

// Each of these founds a desk and works a while; a busy build machine takes its time.
test.describe.configure({ timeout: 180_000 })
test.use({ founded: ['administrator'] })

let complaints: string[]
let exchange: string
test.beforeEach(async ({ page }) => {
  complaints = complaintsOf(page)
  exchange = await mkdtemp(join(tmpdir(), 'card-desk-exchange-'))
})
test.afterEach(async () => {
  await rm(exchange, { recursive: true, force: true, maxRetries: 3 })
  expect(complaints).toEqual([])
})

async function atBureauSettings(page: Page): Promise<void> {
  await signIn(page, administrator)
  // No run may start by itself in the middle of a test.
  await saveElsewhere(page, 'settings.saveOptions', ({ options: { version } }) => {
    return { version, values: { BatchSyncMinutes: 0 } }
  })
  await openSettings(page, 'Bureau')
}

const connection = (page: Page, name: string) => page.getByRole('radio', { name: new RegExp(`^${name}`) })
const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true })
const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true })
const check = (page: Page) => page.getByRole('button', { name: 'Check the connection' })
const words = (page: Page) => page.getByRole('table', { name: 'Status words' })
const secretPart = (page: Page) => page.getByRole('region', { name: 'Secret' })
const setSecret = (page: Page) => secretPart(page).getByRole('button', { name: 'Set secret…' })
const dialog = (page: Page, name: string) => page.getByRole('dialog', { name })

/** Connects a web service that is nowhere, and saves. */
async function connectWebService(page: Page, address = 'https://bureau.example/cards'): Promise<void> {
  await connection(page, 'Web service').check()
  await field(page, 'Address').fill(address)
  await field(page, 'Organisation').fill('Town hall')
  await field(page, 'Client id').fill('desk-1')
  await saveSettings(page)
}

const question = (page: Page) => dialog(page, 'Connect the bureau elsewhere?')
const saveEvenSo = (page: Page) => question(page).getByRole('button', { name: 'Save even so' })

/** Saves another place of a bureau that has orders of the sample data. */
async function saveElsewhereEvenSo(page: Page): Promise<void> {
  await save(page).click()
  await saveEvenSo(page).click()
  await expect(page.getByText(/^Saved\./)).toBeVisible()
}

/** Orders that are Ordered or In production. */
async function atBureau(page: Page): Promise<number> {
  const snapshot = await call<DeskSnapshot>(page, 'desk.snapshot', null)
  if (!snapshot.ok) throw new Error(snapshot.error.message)
  const { card, 'temporary-card': temporary } = snapshot.value.counts
  return [card, temporary].reduce((sum, counts) => sum + (counts.ordered ?? 0) + (counts['in-production'] ?? 0), 0)
}

async function typeSecret(page: Page): Promise<void> {
  await setSecret(page).click()
  await dialog(page, 'Set the secret').getByLabel('Secret', { exact: true }).fill(secret)
}

/** The bureau's settings as main has them. */
async function savedBureau(page: Page): Promise<BureauSettings> {
  const read = await call<{ settings: { bureau: { values: BureauSettings } } }>(page, 'settings.read', null)
  if (!read.ok) throw new Error(read.error.message)
  return read.value.settings.bureau.values
}

/** Everything the page holds: its elements, what their fields hold, and what it would keep for later. */
function heldBy(page: Page): Promise<string> {
  return page.evaluate(() =>
    [
      document.documentElement.outerHTML,
      ...[...document.querySelectorAll('input, textarea')].map((each) => (each as HTMLInputElement).value),
      JSON.stringify({ ...localStorage }),
      JSON.stringify({ ...sessionStorage }),
    ].join('\n'),
  )
}

test('an exchange folder is connected and checked: what it needs is said at its field', async ({ page }) => {
  await atBureauSettings(page)
  const noRuns = page.getByText(/^No bureau is connected, so no batch sync starts by itself/)
  await openSettings(page, 'Options')
  await expect(noRuns).toBeVisible()
  for (const cardType of ['Card', 'Temporary card']) {
    await expect(page.getByRole('switch', { name: `Orders are queued, ${cardType}`, exact: true })).toHaveCount(1)
  }
  await openSettings(page, 'Bureau')
  await expect(connection(page, 'None')).toBeChecked()
  await expect(check(page)).toHaveCount(0)
  await connection(page, 'Exchange folder').check()
  await expect(field(page, 'Address')).toHaveCount(0)
  for (const [folder, use] of [
    ['outbox', 'order files'],
    ['inbox', 'the bureau leaves'],
    ['archive', 'taken in'],
    ['rejected', 'reason'],
  ] as const) {
    await expect(page.getByRole('term').filter({ hasText: folder })).toBeVisible()
    await expect(page.getByRole('definition').filter({ hasText: use })).toBeVisible()
  }

  for (const wrong of ['', 'bureau/exchange']) {
    await field(page, 'Folder').fill(wrong)
    await save(page).click()
    await expect(field(page, 'Folder')).toBeFocused()
    await expect(field(page, 'Folder')).toHaveAttribute('aria-invalid', 'true')
    await expect(field(page, 'Folder')).toHaveAccessibleDescription(/needed/)
  }
  await field(page, 'Folder').fill(exchange)
  await expect(field(page, 'Folder')).not.toHaveAttribute('aria-invalid', 'true')
  await expect(check(page)).toHaveAttribute('aria-disabled', 'true')
  await expect(check(page)).toHaveAccessibleDescription(/^Save or discard/)
  await page.getByRole('radio', { name: 'CSV' }).check()
  await saveSettings(page)
  expect(await savedBureau(page)).toMatchObject({ connection: 'folder', folder: { path: exchange, format: 'csv' } })

  await check(page).click()
  await expect(page.getByText('It works.')).toBeVisible()
  expect((await readdir(exchange)).sort()).toEqual(['archive', 'inbox', 'outbox', 'rejected'])
  // The stick is pulled out: the desk must not make a folder in its place.
  await rename(exchange, `${exchange}-elsewhere`)
  await check(page).click()
  await expect(page.getByText('It does not work.')).toBeVisible()
  await expect(readdir(exchange)).rejects.toThrow()
  await rename(`${exchange}-elsewhere`, exchange)
  await field(page, 'Orders per batch').fill('20')
  await expect(page.getByText('It does not work.')).toHaveCount(0)
  await saveSettings(page)

  await openSettings(page, 'History')
  const entries = page.getByRole('list', { name: 'History' }).locator('> li')
  await expect(entries.nth(0)).toContainText(/Orders per batch.*20/)
  await expect(entries.nth(1)).toContainText('Bureau')
  await expect(entries.nth(1)).toContainText(exchange)
  await openSettings(page, 'Options')
  await expect(page.getByText('Minutes between batch syncs')).toBeVisible()
  await expect(noRuns).toHaveCount(0)
})

test('a web service keeps its secret to itself, and loses it with its address', async ({ desk, page }) => {
  await atBureauSettings(page)
  await connection(page, 'Web service').check()
  await field(page, 'Address').fill('http://bureau.example/')
  await expect(setSecret(page)).toHaveAttribute('aria-disabled', 'true')
  await expect(setSecret(page)).toHaveAccessibleDescription(/save the address first/)
  await save(page).click()
  await expect(field(page, 'Address')).toBeFocused()
  await expect(field(page, 'Address')).toHaveAccessibleDescription(/begins with https/)
  await expect(field(page, 'Organisation')).toHaveAccessibleDescription(/needed/)
  await expect(field(page, 'Client id')).toHaveAccessibleDescription(/needed/)
  // What is typed for another connection stays, and so does what is wrong with it.
  await connection(page, 'Exchange folder').check()
  await expect(page.getByText(/^Web service: The address begins with https/)).toBeVisible()
  await connection(page, 'Web service').check()
  await expect(field(page, 'Address')).toHaveValue('http://bureau.example/')
  await connectWebService(page)
  await expect(field(page, 'Address')).toHaveValue('https://bureau.example/cards/')
  await expect(secretPart(page)).toContainText('not set')

  await typeSecret(page)
  const typed = dialog(page, 'Set the secret').getByLabel('Secret', { exact: true })
  await expect(typed).toHaveAttribute('type', 'password')
  await expect(typed).toHaveAttribute('autocomplete', 'off')
  await page.keyboard.press('Escape')
  await expect(dialog(page, 'Set the secret')).toBeHidden()
  expect(await heldBy(page)).not.toContain(secret)
  await expect(secretPart(page)).toContainText('not set')

  // What is not saved yet does not stand in the way, and is not lost.
  await field(page, 'Orders per batch').fill('7')
  await setSecret(page).click()
  await expect(typed).toHaveValue('')
  await dialog(page, 'Set the secret').getByRole('button', { name: 'Set secret' }).click()
  await expect(typed).toHaveAccessibleDescription('This is needed.')
  await typed.fill(secret)
  await page.keyboard.press('Enter')
  await expect(secretPart(page)).toContainText('The secret is set and in effect.')
  await expect(setSecret(page)).toBeFocused()
  await expect(dialog(page, 'Set the secret')).toBeHidden()
  expect(await heldBy(page)).not.toContain(secret)
  expect((await savedBureau(page)).ordersPerBatch).toBe(100)
  await saveSettings(page)
  expect((await savedBureau(page)).ordersPerBatch).toBe(7)
  await expect(secretPart(page)).not.toContainText('in effect')
  await openSettings(page, 'History')
  await openSettings(page, 'Bureau')
  await expect(secretPart(page)).toContainText(/Secret\s*set/)

  // Another host does not get it, and it is said before the save.
  await field(page, 'Address').fill('https://elsewhere.example/')
  const warning = page.getByText(/^The secret belongs to https:\/\/bureau\.example\. Saving/)
  await expect(warning).toBeVisible()
  await expect(setSecret(page)).toHaveAttribute('aria-disabled', 'true')
  await field(page, 'Address').fill('https://bureau.example/other/')
  await expect(warning).toHaveCount(0)
  await saveElsewhereEvenSo(page)
  await expect(secretPart(page)).toContainText(/Secret\s*set/)
  await field(page, 'Address').fill('https://elsewhere.example/')
  await saveElsewhereEvenSo(page)
  await expect(secretPart(page)).toContainText('not set')

  // Also while it still says that the secret was set.
  await typeSecret(page)
  await page.keyboard.press('Enter')
  await expect(secretPart(page)).toContainText('The secret is set and in effect.')
  await field(page, 'Address').fill('https://bureau.example:8443/')
  await saveElsewhereEvenSo(page)
  await expect(secretPart(page)).toContainText('not set')
  await expect(secretPart(page)).not.toContainText('in effect')

  await typeSecret(page)
  await page.keyboard.press('Enter')
  const forget = secretPart(page).getByRole('button', { name: 'Forget the secret' })
  await forget.click()
  await page.keyboard.press('Escape')
  await expect(dialog(page, 'Forget the secret?')).toBeHidden()
  await expect(secretPart(page)).toContainText(/Secret\s*set/)
  await forget.click()
  await dialog(page, 'Forget the secret?').getByRole('button', { name: 'Forget it' }).click()
  await expect(secretPart(page)).toContainText('The secret is forgotten.')
  await expect(secretPart(page)).toContainText('not set')
  await expect(setSecret(page)).toBeFocused()

  await openSettings(page, 'History')
  await expect(page.getByRole('list', { name: 'History' })).toContainText('Secret')
  expect(await heldBy(page)).not.toContain(secret)
  const log = await readFile(join(desk.data, 'logs/card-desk.log'), 'utf8')
  expect(log).not.toContain(secret)
})

test('status words are added, changed and removed; one that is there already is marked while it is typed', async ({
  page,
}) => {
  await atBureauSettings(page)
  const rows = words(page).getByRole('row')
  // The table as it comes: three words for each state but two for In production.
  await expect(rows).toHaveCount(1 + 11)
  const second = field(page, 'Word 2')
  await expect(second).toHaveValue('Accepted')
  for (const same of ['received', ' RECEIVED ', 'Received']) {
    await second.fill(same)
    await expect(second).toHaveAccessibleDescription(/“Received” is in the table already|already, as “Received”/)
    await expect(save(page)).toHaveAttribute('aria-disabled', 'true')
  }
  await second.fill('-')
  await expect(second).toHaveAccessibleDescription(/more than spaces/)
  await second.fill('Taken')
  await expect(second).not.toHaveAttribute('aria-invalid', 'true')

  await field(page, 'New word').fill('IN_PRODUCTION')
  await expect(field(page, 'New word')).toHaveAccessibleDescription(/as “In production”/)
  await page.keyboard.press('Enter')
  await expect(rows).toHaveCount(1 + 11)
  await field(page, 'New word').fill('On the press')
  await choose(page, page.getByRole('combobox', { name: 'State', exact: true }), 'In production')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(field(page, 'New word')).toBeFocused()
  await expect(field(page, 'New word')).toHaveValue('')
  await choose(page, page.getByRole('combobox', { name: 'State for Shipped' }), 'In production')

  // Without a word for Failed no order could ever end: only main knows, and says so at the table.
  for (const word of ['Failed', 'Rejected', 'Cancelled']) {
    await words(page)
      .getByRole('button', { name: `Remove ${word}` })
      .click()
  }
  await expect(page.getByRole('button', { name: 'Remove On the press' })).toBeFocused()
  await save(page).click()
  await expect(page.getByText(/a word for each of these states: Failed/).first()).toBeVisible()
  await field(page, 'New word').fill('Spoilt')
  await choose(page, page.getByRole('combobox', { name: 'State', exact: true }), 'Failed')
  await field(page, 'New word').press('Enter')
  await expect(page.getByText(/a word for each of these states/)).toHaveCount(0)
  await saveSettings(page)
  expect((await savedBureau(page)).statusWords).toEqual([
    { word: 'Received', state: 'ordered' },
    { word: 'Taken', state: 'ordered' },
    { word: 'Queued', state: 'ordered' },
    { word: 'In production', state: 'in-production' },
    { word: 'Personalised', state: 'in-production' },
    { word: 'Produced', state: 'produced' },
    { word: 'Shipped', state: 'in-production' },
    { word: 'Delivered', state: 'produced' },
    { word: 'On the press', state: 'in-production' },
    { word: 'Spoilt', state: 'failed' },
  ])

  for (let left = 10; left > 0; left -= 1) {
    await words(page)
      .getByRole('button', { name: /^Remove/ })
      .first()
      .click()
  }
  await expect(field(page, 'New word')).toBeFocused()
  await expect(page.getByText('At least one word is needed.')).toBeVisible()
  await expect(save(page)).toHaveAttribute('aria-disabled', 'true')
  await page.getByRole('button', { name: 'Discard changes' }).click()
  await expect(rows).toHaveCount(1 + 10)
})

test('what is not saved is asked about, and who was second is told', async ({ page }) => {
  await atBureauSettings(page)
  await connection(page, 'Exchange folder').check()
  await field(page, 'Folder').fill(exchange)
  const question = dialog(page, 'Leave without saving?')
  await page.getByRole('button', { name: 'Home', exact: true }).click()
  await expect(question).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(question).toBeHidden()
  await expect(field(page, 'Folder')).toHaveValue(exchange)

  const elsewhere = (ordersPerBatch: number) =>
    saveElsewhere(page, 'settings.saveBureau', ({ bureau: { version, values } }) => {
      const { secret: _, ...rest } = values.rest
      return { version, values: { ...values, rest, ordersPerBatch } }
    })
  await elsewhere(33)
  await save(page).click()
  await expect(page.getByText(/^Somebody saved these settings/)).toBeVisible()
  await expect(field(page, 'Orders per batch')).toHaveValue('33')
  await expect(connection(page, 'None')).toBeChecked()
  // Nothing is typed now: what others save is there by itself.
  await elsewhere(44)
  await expect(field(page, 'Orders per batch')).toHaveValue('44')
  for (const wrong of ['0', '1001', '']) {
    await field(page, 'Orders per batch').fill(wrong)
    await expect(page.getByText('A whole number of orders from 1 to 1000.')).toBeVisible()
    await expect(save(page)).toHaveAttribute('aria-disabled', 'true')
  }
  await page.getByRole('button', { name: 'Home', exact: true }).click()
  await question.getByRole('button', { name: 'Leave without saving' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
})

test('an auditor sees how the bureau is connected, and nothing to change', async ({ page }) => {
  await atBureauSettings(page)
  await connectWebService(page)
  await typeSecret(page)
  await page.keyboard.press('Enter')
  await expect(secretPart(page)).toContainText('The secret is set and in effect.')
  await signOut(page)
  await signIn(page, auditor)
  await openSettings(page, 'Bureau')
  const main = page.getByRole('main')
  for (const fact of ['Web service', 'https://bureau.example/cards/', 'Town hall', 'desk-1', '100 orders', 'Shipped']) {
    await expect(main).toContainText(fact)
  }
  await expect(page.getByRole('definition').filter({ hasText: /^set$/ })).toBeVisible()
  await expect(words(page).getByRole('row').filter({ hasText: 'Personalised' })).toContainText('In production')
  for (const role of ['checkbox', 'switch', 'radio', 'textbox', 'combobox', 'spinbutton'] as const) {
    await expect(main.getByRole(role)).toHaveCount(0)
  }
  await expect(main.getByRole('button')).toHaveText(['Home'])
  expect(await heldBy(page)).not.toContain(secret)
})

test('everything is within reach of the keyboard', async ({ page }) => {
  await atBureauSettings(page)
  const { keyboard } = page
  /** Tabs on until that has the focus. */
  const reach = async (target: ReturnType<typeof field>) => {
    await expect(async () => {
      await keyboard.press('Tab')
      await expect(target).toBeFocused({ timeout: 100 })
    }).toPass({ intervals: [0] })
  }
  await reach(connection(page, 'None'))
  await keyboard.press('ArrowDown')
  await expect(connection(page, 'Exchange folder')).toBeChecked()
  await reach(field(page, 'Folder'))
  await keyboard.insertText(exchange)
  await reach(page.getByRole('radio', { name: 'JSON' }))
  await reach(field(page, 'Orders per batch'))
  await keyboard.press('ArrowUp')
  await reach(page.getByRole('combobox', { name: 'State for Received' }))
  await keyboard.press('Enter')
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  await reach(page.getByRole('button', { name: 'Remove Accepted' }))
  await keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Remove Queued' })).toBeFocused()
  await reach(field(page, 'New word'))
  await keyboard.insertText('Noted')
  await keyboard.press('Enter')
  await reach(save(page))
  await keyboard.press('Enter')
  await expect(page.getByText(/^Saved\./)).toBeVisible()
  await expect(save(page)).toBeFocused()
  const saved = await savedBureau(page)
  expect(saved).toMatchObject({ connection: 'folder', folder: { path: exchange }, ordersPerBatch: 101 })
  expect(saved.statusWords[0]).toEqual({ word: 'Received', state: 'in-production' })
  expect(saved.statusWords.map(({ word }) => word)).not.toContain('Accepted')
  expect(saved.statusWords.at(-1)).toEqual({ word: 'Noted', state: 'in-production' })
})

test('what another bureau will not know is said before the save, and asked about when a real one is left', async ({
  page,
}) => {
  await atBureauSettings(page)
  const count = await atBureau(page)
  expect(count).toBeGreaterThan(1)
  const told = page.getByText(`${count} orders are Ordered or In production at the simulated bureau.`)
  await expect(told).toHaveCount(0)
  await connection(page, 'Exchange folder').check()
  await expect(told).toBeVisible()
  await connection(page, 'None').check()
  await expect(told).toHaveCount(0)
  // The simulated bureau is left without a question.
  await connectWebService(page)
  await expect(told).toHaveCount(0)
  await field(page, 'Orders per batch').fill('20')
  await saveSettings(page)

  for (const [name, other] of [
    ['Organisation', 'Court house'],
    ['Client id', 'desk-2'],
    ['Address', 'https://bureau.example/other/'],
  ] as const) {
    const before = await savedBureau(page)
    await field(page, name).fill(other)
    await save(page).click()
    await expect(question(page)).toContainText(`${count} orders are Ordered or In production at the bureau as it is`)
    await expect(question(page)).toContainText('does not know them')
    await expect(question(page)).not.toContainText('twice')
    await page.keyboard.press('Escape')
    await expect(question(page)).toBeHidden()
    expect(await savedBureau(page)).toEqual(before)
    await save(page).click()
    await saveEvenSo(page).click()
    await expect(page.getByText(/^Saved\./)).toBeVisible()
  }
  expect((await savedBureau(page)).rest).toMatchObject({
    address: 'https://bureau.example/other/',
    organisation: 'Court house',
    clientId: 'desk-2',
  })
})

test.describe('an administrator who works at the desk', () => {
  test.use({ founded: ['administrator', 'operator'] })

  test('while orders are on their way the bureau is connected elsewhere only by who says so', async ({ page }) => {
    // A service that takes every order, and whose answers are about another one: nobody knows what became of them.
    const sent = new Set<unknown>()
    const service = createServer(async (request, response) => {
      const parts: Buffer[] = []
      for await (const part of request) parts.push(part as Buffer)
      if (request.method === 'POST') sent.add(JSON.parse(Buffer.concat(parts).toString()).orderId)
      response.writeHead(request.method === 'POST' ? 201 : 404, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ orderId: 'another', created: '2026-11-21T09:00:00.000Z', status: 'Received' }))
    })
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
    try {
      await atBureauSettings(page)
      await connectWebService(page, `http://127.0.0.1:${(service.address() as AddressInfo).port}`)
      await typeSecret(page)
      await page.keyboard.press('Enter')
      await expect(secretPart(page)).toContainText('The secret is set and in effect.')
      expect(await call(page, 'batch.start', null)).toMatchObject({ ok: true })
      await expect
        .poll(async () => {
          const runs = await call<{ rows: readonly SyncRun[] }>(page, 'batch.runs', { offset: 0, limit: 1 })
          return runs.ok && runs.value.rows[0]?.end
        })
        .toBe('done')
      expect(sent.size).toBeGreaterThan(1)

      await connection(page, 'Exchange folder').check()
      await field(page, 'Folder').fill(exchange)
      await save(page).click()
      await expect(question(page)).toContainText(`${sent.size} orders are on their way`)
      await expect(question(page)).toContainText('might be made twice')
      await expect(question(page)).toContainText(`${await atBureau(page)} orders are Ordered or In production`)
      await expect(question(page).getByRole('button', { name: 'Cancel' })).toBeFocused()
      await page.keyboard.press('Enter')
      await expect(question(page)).toBeHidden()
      await expect(field(page, 'Folder')).toHaveValue(exchange)
      await expect(page.getByText('Not saved yet.')).toBeVisible()
      expect((await savedBureau(page)).connection).toBe('rest')

      await save(page).click()
      await saveEvenSo(page).click()
      await expect(page.getByText(/^Saved\./)).toBeVisible()
      expect((await savedBureau(page)).connection).toBe('folder')
    } finally {
      service.closeAllConnections()
      service.close()
    }
  })
})
