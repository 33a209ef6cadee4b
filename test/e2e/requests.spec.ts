import type { Locator, Page } from '@playwright/test'
import { complaintsOf } from '../support/complaints'
import { expect, test } from '../support/fixtures'
import {
  addCommand,
  commands,
  openFirstCard,
  openStateSettings,
  openTab,
  type Person,
  rowsOf,
  saveSettings,
  searchCards,
  signIn,
  signOut,
  wizard,
} from '../support/walk'

const secret = 'kettle-orbit-93-walnut'
const person = (name: string, userName: string): Person => ({ name, userName, password: secret })
const administrator = person('Ada Berger', 'ada')
// Colleagues of the sample desk, with their roles.
const approver = person('Inês Adeyemi', 'ines.adeyemi')
const auditor = person('Hugo Brandtner', 'hugo.brandtner')
const operators = [
  person('Mara Lindqvist', 'mara.lindqvist'),
  person('Tomasz Zielony', 'tomasz.zielony'),
  person('Yuki Morikawa', 'yuki.morikawa'),
]

// Each of these works a while on a desk of its own; a busy build machine takes its time.
test.describe.configure({ timeout: 180_000 })

let complaints: string[]
test.use({ founded: ['administrator'] })
test.beforeEach(({ page }) => {
  complaints = complaintsOf(page)
})
test.afterEach(() => expect(complaints).toEqual([]))

const openList = (page: Page) => page.getByRole('grid', { name: 'Requests that wait for a decision' })
const myList = (page: Page) => page.getByRole('grid', { name: 'Requests of mine' })
const chosen = (list: Locator) => list.locator('[role="row"][aria-selected="true"]')
const details = (page: Page) => page.getByRole('article')
const decide = (page: Page) => page.getByRole('region', { name: 'What do you want to do?' })

/** The words of one column of every row of a list that has some. */
async function column(list: Locator, index: number): Promise<string[]> {
  await expect(rowsOf(list).first()).toBeVisible()
  const rows = await rowsOf(list).all()
  const texts = rows.map((row) => row.getByRole('gridcell').nth(index).textContent())
  return (await Promise.all(texts)).map((text) => text?.trim() ?? '')
}
const orders = (page: Page) => column(openList(page), 1)

/** The number of the card whose request is open. */
async function openCard(page: Page): Promise<string> {
  const text = await details(page).textContent()
  return /C-\d+/.exec(text ?? '')?.[0] ?? 'no card'
}

/** The colleague who asked for the chosen request. */
async function requesterOf(list: Locator): Promise<Person> {
  const name = await chosen(list).getByRole('gridcell').nth(3).textContent()
  const requester = operators.find((each) => each.name === name)
  if (!requester) throw new Error(`nobody is called ${name}`)
  return requester
}

test('an approver decides by keyboard alone, and the requester reads what became of it', async ({ page }) => {
  await signIn(page, approver)
  const { keyboard } = page
  await keyboard.press('Alt+3')
  const list = openList(page)
  await expect(list).toBeVisible()
  const before = await orders(page)
  const [first = '', second = ''] = before
  for (let presses = 0; presses < 12 && !(await list.evaluate((grid) => grid === document.activeElement)); presses += 1)
    await keyboard.press('Tab')
  await expect(list).toBeFocused()
  await expect(chosen(list)).toContainText(first)
  const requester = await requesterOf(list)
  const card = await openCard(page)

  await keyboard.press('Enter')
  await expect(decide(page).getByRole('button', { name: 'Approve card order' })).toBeFocused()
  await keyboard.press('Enter')
  const approve = wizard(page, 'Approve card order')
  await expect(approve.getByRole('textbox')).toBeFocused()
  await keyboard.type('Checked against the staff list')
  await keyboard.press('Control+Enter')
  await expect(approve).toContainText('Processing')
  await keyboard.press('Enter')
  await expect(approve).toBeHidden()
  await expect(list).toBeFocused()
  await expect(chosen(list)).toContainText(second)
  await expect.poll(() => orders(page)).toEqual(before.slice(1))
  await expect(page.getByRole('tab', { name: 'REQUESTS' })).toContainText(String(before.length - 1))

  await keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('combobox', { name: 'Find anything or run a command' })).toBeFocused()
  await keyboard.type(card)
  await expect(page.getByRole('option', { name: card })).toBeVisible()
  await keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: card })).toBeVisible()
  const history = page.getByRole('region', { name: 'History' })
  await expect(history).toContainText('Approve card order')
  await expect(history).toContainText(approver.name)

  await signOut(page)
  await signIn(page, requester)
  await openTab(page, 'REQUESTS')
  await page.getByText('My requests', { exact: true }).click()
  await rowsOf(myList(page)).filter({ hasText: first }).click()
  const became = page.getByRole('region', { name: 'What became of it' })
  await expect(became).toContainText(`Approved by ${approver.name}`)
  await expect(became).toContainText('Checked against the staff list')
  await expect(became).toContainText('Processing')
})

test('a rejection needs a reason, and ends the request for good', async ({ page }) => {
  await signIn(page, approver)
  await openTab(page, 'REQUESTS')
  const list = openList(page)
  const [first = ''] = await orders(page)
  const requester = await requesterOf(list)
  await decide(page).getByRole('button', { name: 'Reject card order' }).click()
  const reject = wizard(page, 'Reject card order')
  await reject.getByRole('button', { name: 'Next' }).click()
  await expect(reject).toContainText('This is needed.')
  await reject.getByRole('textbox').fill('Left the company')
  await reject.getByRole('button', { name: 'Next' }).click()
  await expect(reject).toContainText('Rejected')
  await reject.getByRole('button', { name: 'Close' }).click()
  await expect(rowsOf(list).filter({ hasText: first })).toHaveCount(0)

  await signOut(page)
  await signIn(page, requester)
  await openTab(page, 'REQUESTS')
  await page.getByText('My requests', { exact: true }).click()
  const row = rowsOf(myList(page)).filter({ hasText: first })
  await expect(row).toContainText('Rejected')
  await row.click()
  const became = page.getByRole('region', { name: 'What became of it' })
  await expect(became).toContainText(`Rejected by ${approver.name}`)
  await expect(became).toContainText('Reason: Left the company')
})

test.describe('one person who asks and decides by their roles', () => {
  test.use({ founded: ['administrator', 'operator', 'approver'] })

  test('four eyes: one’s own request is for others to decide, also among several, and one’s own to withdraw', async ({
    page,
  }) => {
    await signIn(page, administrator)
    await openStateSettings(page, 'Card', 'Registered')
    await addCommand(page, 'Order card')
    await saveSettings(page)
    await page.getByRole('button', { name: 'Home', exact: true }).click()
    await page.getByRole('button', { name: /^Options/ }).click()
    // The switch itself is drawn beside the box that holds it.
    await page.getByRole('switch', { name: 'Orders need approval' }).check({ force: true })
    await saveSettings(page)
    const card = await openFirstCard(page, await searchCards(page, 'Card', 'Registered'))
    await commands(page).filter({ hasText: 'Order card' }).click()
    const order = wizard(page, 'Order card')
    await order.getByLabel('Delivery address').fill('Card desk, Main Street 1')
    await order.getByRole('button', { name: 'Next' }).click()
    await order.getByRole('button', { name: 'Next' }).click()
    await expect(page.getByRole('status').filter({ hasText: 'waits for an approver' })).toContainText(card)
    await order.getByRole('button', { name: 'Close' }).click()

    await openTab(page, 'REQUESTS')
    const list = openList(page)
    const own = rowsOf(list).filter({ hasText: administrator.name })
    const others = (await orders(page)).length - 1
    await own.click()
    const reason = `You asked for the order of ${card} yourself: somebody else decides on it.`
    for (const name of ['Approve card order', 'Reject card order']) {
      const button = decide(page).getByRole('button', { name })
      await expect(button).toBeDisabled()
      await expect(button).toHaveAccessibleDescription(reason)
    }
    await expect(decide(page)).toContainText(reason)

    await page.getByRole('checkbox', { name: 'Tick all requests' }).check()
    await page.getByRole('button', { name: `Approve ${others + 1}…` }).click()
    const approve = wizard(page, 'Approve card order')
    await expect(approve.getByRole('listitem').filter({ hasText: card })).toContainText(reason)
    await approve.getByRole('button', { name: 'Next' }).click()
    const outcome = approve.getByRole('list', { name: 'Cards' })
    await expect(outcome.getByText('Processing')).toHaveCount(others)
    await expect(outcome.getByRole('listitem').filter({ hasText: card })).toContainText('Requested')
    await approve.getByRole('button', { name: 'Close' }).click()
    await expect(rowsOf(list)).toHaveCount(1)
    await expect(own).toBeVisible()

    await own.click()
    await decide(page).getByRole('button', { name: 'Abort card order request' }).click()
    const abort = wizard(page, 'Abort card order request')
    await abort.getByRole('button', { name: 'Next' }).click()
    await expect(abort).toContainText('Aborted')
    await abort.getByRole('button', { name: 'Close' }).click()
    await expect(page.getByText('No request waits for a decision')).toBeVisible()
    await page.getByText('My requests', { exact: true }).click()
    await rowsOf(myList(page)).first().click()
    await expect(details(page)).toContainText(card)
    await expect(page.getByRole('region', { name: 'What became of it' })).toContainText('Withdrawn today')
  })
})

test('what is left for later goes to the end, marked, and stays there until one signs out', async ({ page }) => {
  await signIn(page, approver)
  await openTab(page, 'REQUESTS')
  const list = openList(page)
  const [first = '', second = '', ...rest] = await orders(page)
  await decide(page).getByRole('button', { name: 'Leave for later' }).click()
  await expect(chosen(list)).toContainText(second)
  await expect(list).toBeFocused()
  await expect.poll(() => orders(page)).toEqual([second, ...rest, first])
  const later = rowsOf(list).filter({ hasText: first })
  await expect(later).toContainText('later')
  await openTab(page, 'SEARCH')
  await openTab(page, 'REQUESTS')
  await expect(later).toContainText('later')
  await expect.poll(() => orders(page)).toEqual([second, ...rest, first])
  await later.click()
  await decide(page).getByRole('button', { name: 'Take up again' }).click()
  await expect.poll(() => orders(page)).toEqual([first, second, ...rest])
  await decide(page).getByRole('button', { name: 'Leave for later' }).click()
  await signOut(page)
  await signIn(page, approver)
  await openTab(page, 'REQUESTS')
  await expect.poll(() => orders(page)).toEqual([first, second, ...rest])
})

test('a request decided elsewhere leaves the list with a line that says so; choice and ticks stay', async ({
  page,
}) => {
  await signIn(page, approver)
  await openTab(page, 'REQUESTS')
  const list = openList(page)
  const [first = '', second = '', third = ''] = await orders(page)
  await rowsOf(list).filter({ hasText: third }).getByRole('checkbox').check()
  await rowsOf(list).filter({ hasText: second }).click()
  const card = await openCard(page)

  await approveElsewhere(page, card)
  await expect(rowsOf(list).filter({ hasText: second })).toHaveCount(0)
  const said = `${second} for`
  await expect(page.getByRole('status', { name: 'Decided by others' })).toContainText(said)
  await expect(page.getByRole('status', { name: 'Decided by others' })).toContainText('was approved by')
  await expect(details(page)).toContainText('Nothing is left to decide here.')
  await expect(details(page)).toContainText(card)
  await expect(decide(page)).toHaveCount(0)
  await expect(rowsOf(list).filter({ hasText: third }).getByRole('checkbox')).toBeChecked()
  await list.focus()
  await page.keyboard.press('ArrowDown')
  await expect(chosen(list)).toContainText(third)
  await page.keyboard.press('ArrowUp')
  await expect(chosen(list)).toContainText(first)
  await page.getByRole('button', { name: 'Hide this line' }).click()
  await expect(page.getByText(said)).toHaveCount(0)
})

test('an auditor reads every request and is offered nothing to do with it', async ({ page }) => {
  await signIn(page, auditor)
  await openTab(page, 'REQUESTS')
  const list = openList(page)
  const count = (await orders(page)).length
  expect(count).toBeGreaterThan(1)
  await page.getByRole('checkbox', { name: 'Tick all requests' }).check()
  await expect(page.getByText(`${count} ticked`)).toBeVisible()
  await expect(page.getByRole('button', { name: /^(Approve|Reject|Abort)/ })).toHaveCount(0)
  await expect(decide(page)).toContainText('You can read this request but not decide on it.')
  await expect(chosen(list)).toHaveCount(1)
  await page.getByText('My requests', { exact: true }).click()
  await expect(page.getByText('You have not asked for a card')).toBeVisible()
})

/** Approves as the same person at another window would: through the bridge, past this window's wizard. */
async function approveElsewhere(page: Page, card: string): Promise<void> {
  await page.evaluate(async (id) => {
    type Answer = { ok: boolean; value: { run: string; step: { id: string } } }
    type Bridge = { call(channel: string, payload: unknown): Promise<Answer> }
    const { deskBridge } = window as unknown as { deskBridge: Bridge }
    const process = 'CardsAddonExtProdProcApprove'
    const { value } = await deskBridge.call('processes.open', { process, card: id, person: null })
    const next = { run: value.run, step: value.step.id, answers: { comment: '' } }
    if (!(await deskBridge.call('processes.next', next)).ok) throw new Error('not approved')
  }, card)
}
