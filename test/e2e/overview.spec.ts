import type { Locator, Page } from '@playwright/test'
import { complaintsOf } from '../support/complaints'
import { expect, test } from '../support/fixtures'
import { finishFounding, openTab, type Person, rowsOf, signIn, signOut, wizard } from '../support/walk'

const secret = 'kettle-orbit-93-walnut'
const person = (name: string, userName: string): Person => ({ name, userName, password: secret })
const administrator = person('Ada Berger', 'ada')
// Colleagues of the sample desk, with their roles.
const operator = person('Mara Lindqvist', 'mara.lindqvist')
const approver = person('Inês Adeyemi', 'ines.adeyemi')
const auditor = person('Hugo Brandtner', 'hugo.brandtner')

// Each of these founds a desk and works a while; a busy build machine takes its time.
test.describe.configure({ timeout: 180_000 })

test.use({ founded: ['administrator'] })

let complaints: string[]
test.beforeEach(({ page }) => {
  complaints = complaintsOf(page)
})
test.afterEach(() => expect(complaints).toEqual([]))

/** A desk with sample data, at which that person is signed in. */
async function atDesk(page: Page, somebody: Person): Promise<void> {
  await signIn(page, somebody)
  await expect(page.getByRole('tab', { name: 'OVERVIEW', selected: true })).toBeVisible()
}

const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const bar = (page: Page, cards: string, state: string) =>
  panel(page, cards).getByRole('button', { name: new RegExp(`^${state} ?[\\d,]+$`) })
const waits = (page: Page, what: string) =>
  panel(page, 'What waits for you').getByRole('button', { name: new RegExp(what) })

/** The number a bar or a line shows. */
async function numberIn(line: Locator): Promise<number> {
  return Number(/[\d,]+/.exec((await line.textContent()) ?? '')?.[0].replace(',', ''))
}

test('the bars count what the search behind them finds', async ({ page }) => {
  await atDesk(page, operator)
  for (const [cards, type, state] of [
    ['Cards', 'card', 'Aborted'],
    ['Temporary cards', 'temporary card', 'Processing'],
  ] as const) {
    await openTab(page, 'OVERVIEW')
    const count = await numberIn(bar(page, cards, state))
    expect(count).toBeGreaterThan(1)
    await bar(page, cards, state).focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('tab', { name: 'SEARCH', selected: true })).toBeVisible()
    await expect(page.getByText(`${count} ${type}s in the state ${state}`, { exact: true })).toBeVisible()
    await expect(page.getByRole('combobox', { name: 'Status' })).toHaveValue(state)
    await expect(rowsOf(page.getByRole('grid', { name: 'Search results' }))).toHaveCount(count)
  }
})

test('what waits leads to it: made cards to SEARCH, requests to REQUESTS', async ({ page }) => {
  await atDesk(page, operator)
  const produced = await numberIn(bar(page, 'Cards', 'Produced'))
  expect(await numberIn(waits(page, 'to be activated'))).toBe(produced)
  await waits(page, 'to be activated').click()
  await expect(page.getByText(`${produced} cards in the state Produced`)).toBeVisible()
  await expect(waits(page, 'to decide')).toHaveCount(0)

  await signOut(page)
  await signIn(page, approver)
  const open = await numberIn(bar(page, 'Cards', 'Requested'))
  await expect.poll(() => numberIn(waits(page, 'to decide'))).toBe(open)
  await expect(page.getByRole('tab', { name: 'REQUESTS' })).toHaveText(`REQUESTS${open}`)
  await waits(page, 'to decide').click()
  await expect(rowsOf(page.getByRole('grid', { name: 'Requests that wait for a decision' }))).toHaveCount(open)
})

test('temporary cards to come back: all of them, the latest first, each a way to its profile', async ({ page }) => {
  await atDesk(page, operator)
  const due = panel(page, 'Temporary cards to come back')
  await expect(due).toBeVisible()
  const late = await numberIn(waits(page, 'overdue'))
  const total = late + (await numberIn(waits(page, 'due back today')))
  const lines = due.getByRole('listitem')
  // The overview itself shows ten of them.
  if (total > 10) await due.getByRole('button', { name: `Show all ${total}` }).click()
  await expect(lines).toHaveCount(total)
  await expect(due.getByRole('button', { name: /^Show/ })).toHaveCount(0)
  const texts = await lines.allTextContents()
  const days = texts.map((text) => (text.includes('due today') ? 0 : Number(/(\d+) days? late/.exec(text)?.[1])))
  expect(days).toEqual([...days].sort((one, other) => other - one))
  expect(days.filter((day) => day > 0)).toHaveLength(late)

  await waits(page, 'overdue').click()
  await expect(lines.first().getByRole('button')).toBeFocused()
  const [card = ''] = /TC-\d+/.exec(texts[0] ?? '') ?? []
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: card })).toBeVisible()
  await expect(page.getByRole('tab', { name: 'SEARCH', selected: true })).toBeVisible()
})

test('the numbers follow what happens while one looks at them', async ({ page }) => {
  await atDesk(page, approver)
  const before = await numberIn(bar(page, 'Cards', 'Requested'))
  const queued = await numberIn(bar(page, 'Cards', 'Processing'))
  await rejectElsewhere(page)
  await expect.poll(() => numberIn(bar(page, 'Cards', 'Requested'))).toBe(before - 1)
  await expect.poll(() => numberIn(waits(page, 'to decide'))).toBe(before - 1)
  expect(await numberIn(bar(page, 'Cards', 'Processing'))).toBe(queued)
})

test('orders under way are counted by age, and the ages make up the states they are in', async ({ page }) => {
  await atDesk(page, auditor)
  const under = ['Requested', 'Processing', 'Ordered', 'In production']
  const sum = async (cards: string) => {
    const numbers = await Promise.all(under.map((state) => numberIn(bar(page, cards, state))))
    return numbers.reduce((total, number) => total + number, 0)
  }
  const all = panel(page, 'Orders under way').getByRole('row', { name: /^All/ }).getByRole('cell')
  await expect(all.nth(1)).toHaveText(String(await sum('Cards')))
  await expect(all.nth(2)).toHaveText(String(await sum('Temporary cards')))
})

test('the tabs one reaches have the keys Alt 1, 2, 3 …, and the key list says so', async ({ page }) => {
  await atDesk(page, auditor)
  for (const [digit, tab] of ['OVERVIEW', 'SEARCH', 'REQUESTS', 'BATCH ORDERS', 'SETTINGS'].entries()) {
    await page.keyboard.press(`Alt+${digit + 1}`)
    await expect(page.getByRole('tab', { name: tab, selected: true })).toBeFocused()
  }
  await page.keyboard.press('Alt+1')
  await page.keyboard.press('?')
  const keys = page.getByRole('dialog', { name: 'Keys' })
  await expect(keys).toContainText('1…5')
  await expect(keys).toContainText('Tick or untick the card or the request')
  await page.keyboard.press('Escape')
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('combobox', { name: 'Find anything or run a command' })).toBeFocused()
  await page.keyboard.type('go to requests')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('tab', { name: 'REQUESTS', selected: true })).toBeVisible()
})

test('what is simulated is said in the status bar, and what that means on focus', async ({ page }) => {
  await atDesk(page, operator)
  const notice = page.getByRole('contentinfo').getByRole('button', { name: /^simulated/ })
  await expect(notice).toContainText('bureau, chip encoder, and certificate authority')
  await notice.focus()
  // Only whoever walks by keyboard is shown something for the focus.
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Tab')
  await expect(notice).toBeFocused()
  await expect(page.getByRole('tooltip')).toContainText('no chip is written')
  await expect(notice).toHaveAccessibleDescription(/orders do not leave this workstation/)
})

test.describe('an empty desk', () => {
  test.use({ founded: null })

  test('a desk without cards says what one can begin with', async ({ page }) => {
    await page.getByLabel('Name', { exact: true }).fill(administrator.name)
    await page.getByLabel('User name').fill(administrator.userName)
    await page.getByLabel('Password', { exact: true }).fill(secret)
    await page.getByLabel('Password again').fill(secret)
    await page.getByRole('switch', { name: /sample data/ }).uncheck()
    await expect(page.getByText(/^(Very s|S)trong\.$/)).toHaveCount(1)
    await finishFounding(page)
    await expect(page.getByRole('tab', { name: 'OVERVIEW', selected: true })).toBeVisible()
    await expect(page.getByText('This desk has no cards yet')).toBeVisible()
    await page.getByRole('button', { name: 'Register card' }).click()
    await expect(wizard(page, 'Register card')).toBeVisible()
    await expect(page.getByRole('tab', { name: 'SEARCH', selected: true })).toBeVisible()
  })
})

/** Rejects the oldest request as the same person at another window would: through the bridge. */
async function rejectElsewhere(page: Page): Promise<void> {
  await page.evaluate(async () => {
    type Answer = { ok: boolean; value: { run: string; step: { id: string }; rows: { card: { id: string } }[] } }
    type Bridge = { call(channel: string, payload: unknown): Promise<Answer> }
    const { deskBridge } = window as unknown as { deskBridge: Bridge }
    const { rows } = (await deskBridge.call('requests.list', { view: 'open', offset: 0, limit: 1 })).value
    const process = 'CardsAddonExtProdProcReject'
    const { value } = await deskBridge.call('processes.open', { process, card: rows[0]?.card.id, person: null })
    const next = { run: value.run, step: value.step.id, answers: { comment: 'Asked for twice' } }
    if (!(await deskBridge.call('processes.next', next)).ok) throw new Error('not rejected')
  })
}
