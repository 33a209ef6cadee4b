import { execFile } from 'node:child_process'
import { appendFile, mkdir, open, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Locator, Page } from '@playwright/test'
import type { DataStatus } from '../../shared/contract'
import type { Settings } from '../../shared/model'
import { expectAccessible, show } from '../support/accessibility'
import { complaintsOf } from '../support/complaints'
import { expect, test } from '../support/fixtures'
import { notRun } from '../support/not-run'
import { call, openSettings, saveElsewhere } from '../support/settings-walk'
import { type Person, saveSettings, signIn, signOut } from '../support/walk'

const password = 'kettle-orbit-93-walnut'
const administrator: Person = { name: 'Ada Berger', userName: 'ada', password }
const auditor: Person = { name: 'Hugo Brandtner', userName: 'hugo.brandtner', password }

test.describe.configure({ timeout: 120_000 })
test.use({ founded: ['administrator'] })

let complaints: string[]
test.beforeEach(({ page }) => {
  complaints = complaintsOf(page)
})
test.afterEach(() => expect(complaints).toEqual([]))

const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const button = (within: Page | Locator, name: string) => within.getByRole('button', { name, exact: true })
const fact = (within: Locator, name: string) => within.locator(`dt:text-is("${name}") + dd`)
const verification = (page: Page) => panel(page, 'Verification')
const backups = (page: Page) => panel(page, 'Backups')
const listed = (page: Page) => panel(page, 'Backups that are there').getByRole('listitem')

async function atData(page: Page, person: Person): Promise<void> {
  await signIn(page, person)
  await openSettings(page, 'Data')
}

/** How the data stands, past the screen. */
async function statusOf(page: Page): Promise<DataStatus> {
  const read = await call<DataStatus>(page, 'data.read', null)
  if (!read.ok) throw new Error(read.error.message)
  return read.value
}

/** The files of the journal, as they are on the disk. */
async function journalFiles(data: string): Promise<readonly string[]> {
  const folder = join(data, 'journal')
  return (await readdir(folder)).map((name) => join(folder, name))
}

/** Saves a folder for backups, makes one by hand, and waits until the list has it. */
async function backUp(page: Page, folder: string, count: number): Promise<void> {
  const field = page.getByLabel('Folder for backups', { exact: true })
  if ((await field.inputValue()) !== folder) {
    await field.fill(folder)
    await saveSettings(page)
  }
  await button(page, 'Back up now').click()
  await expect(listed(page)).toHaveCount(count)
  await expect(backups(page)).toContainText('was made and verified')
}

test('what is there is what is on the disk, its fingerprint is copied, and its folders are opened', async ({
  page,
  desk,
}) => {
  await atData(page, administrator)
  const there = panel(page, 'What is there')
  const { sequence, hash, cards, persons } = await statusOf(page)
  const [segment = ''] = await journalFiles(desk.data)
  const lines = (await readFile(segment, 'utf8')).trimEnd().split('\n')
  expect(lines).toHaveLength(sequence)
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ hash })
  await expect(fact(there, 'Data folder')).toContainText(desk.data)
  const told = await fact(there, 'History').textContent()
  const [, size, unit] = /^\d+ records, ([\d.]+) (kB|MB) in 1 file$/.exec(told ?? '') ?? []
  expect(told).toContain(`${sequence} records`)
  const bytes = Number(size) * (unit === 'MB' ? 1e6 : 1e3)
  expect(Math.abs(bytes / (await stat(segment)).size - 1)).toBeLessThan(0.01)
  await expect(fact(there, 'Holds')).toHaveText(`${cards} cards, ${persons} persons`)
  await expect(fact(there, 'Last checkpoint')).toContainText(`up to record ${sequence}`)
  await expect(fact(there, 'Put aside')).toHaveText('Nothing')
  await expect(fact(there, 'Log files')).toContainText('in 1 file')
  await expect(fact(there, 'Crash dumps')).toContainText(join(desk.userData, 'folders'))
  await expect(fact(there, 'Crash dumps')).toContainText('sent to nobody')

  await button(there, 'Copy the fingerprint').click()
  await expect(there).toContainText('Copied.')
  const elsewhere = page.getByLabel('Folder for the export', { exact: true })
  await elsewhere.press('ControlOrMeta+v')
  await expect(elsewhere).toHaveValue(hash)
  await elsewhere.clear()

  for (const [name, folder] of [
    ['Open the data folder', desk.data],
    ['Open the folder of log files', join(desk.data, 'logs')],
  ] as const) {
    const opened = desk.app.refuseToOpen()
    await button(there, name).click()
    expect(await opened).toBe(folder)
    await expect(there).toContainText(`The system did not open ${folder}: Failed to open path.`)
  }

  // What changes elsewhere is there by itself.
  await saveElsewhere(page, 'settings.saveDesk', ({ desk: { version } }) => {
    return { version, values: { idleLockMinutes: 77 } }
  })
  await expect(there).toContainText(`Up to record ${sequence + 1}`)
  await expect(there.getByRole('code')).toHaveText((await statusOf(page)).hash)
})

/** Windows has no pipes in folders to hold a reader with. */
const testWithPipe =
  process.platform === 'win32'
    ? (((name: string) => notRun(name, 'Nothing can hold a reader of a file there.')) as unknown as typeof test)
    : test

testWithPipe(
  'a verification is followed and stopped, finds everything right, and names the first fault',
  async ({ page, desk }) => {
    await atData(page, administrator)
    const part = verification(page)
    await expect(part).toContainText('It was not verified yet.')
    const credentials = join(desk.data, 'credentials.json')
    const held = await holdReading(credentials)
    try {
      await button(part, 'Verify now').click()
      await expect(part.getByRole('progressbar')).toBeVisible()
      await expect(button(part, 'Verify now')).toHaveAttribute('aria-disabled', 'true')
      await expect(backups(page)).toContainText('A verification is under way.')
      await expect(panel(page, 'Export of the history')).toContainText('A verification is under way.')
      await expectAccessible(page, 'settings, Data, with a verification under way')
      // Whoever comes back finds it under way.
      await button(page, 'Home').click()
      await openSettings(page, 'Data')
      await button(part, 'Stop').click()
      await expect(part).toContainText('Stopping.')
      await button(part, 'Stop').focus()
    } finally {
      await held.letGo()
    }
    await expect(part.getByRole('status')).toContainText('The verification was stopped.')
    await expect(part.getByRole('status')).toBeFocused()
    await expect(part).toContainText('It was not verified yet.')

    await button(part, 'Verify now').press('Enter')
    await expect(fact(part, 'Result')).toHaveText('Everything is right.')
    await expect(fact(part, 'Last one')).toContainText('today')
    await expect(fact(part, 'Checked')).toContainText('credentials.json')
    await expect(part.getByRole('status')).toContainText('The data is whole')
    await expect(button(part, 'Verify now')).toBeFocused()

    const [segment = ''] = await journalFiles(desk.data)
    const tampered = (await readFile(segment, 'utf8')).split('\n')
    tampered[41] = tampered[41]?.replace('"role":"', '"role":"x') ?? ''
    await writeFile(segment, tampered.join('\n'))
    await button(part, 'Verify now').click()
    await expect(fact(part, 'Result')).toHaveText('There is a fault.')
    await expect(fact(part, 'Right before it')).toHaveText('41 records')
    await expect(part).toContainText(/journal\/\S+, line 42/)
    await expect(part).toContainText('Keep a copy of the folder as it is')
    await expect(part.getByRole('status')).toContainText('The data has a fault')
    await expectAccessible(page, 'settings, Data, with a fault')
  },
)

test('an auditor verifies and exports the history with its proof, and is offered nothing else', async ({
  page,
  desk,
}) => {
  await atData(page, auditor)
  for (const name of ['Backups', 'Backups that are there']) await expect(panel(page, name)).toHaveCount(0)
  for (const name of ['Save', 'Back up now']) await expect(button(page, name)).toHaveCount(0)
  await button(page, 'Verify now').click()
  await expect(fact(verification(page), 'Result')).toHaveText('Everything is right.')

  const part = panel(page, 'Export of the history')
  const into = join(desk.temporary, 'for the court')
  await mkdir(into)
  await expect(part).toContainText('personal data')
  await expect(part).toContainText('Choose a folder for the export first.')
  const chosen = desk.app.chooseFolder(into)
  await button(part, 'Choose: Folder for the export').click()
  await chosen
  await expect(part.getByLabel('Folder for the export', { exact: true })).toHaveValue(into)
  const { sequence, hash } = await statusOf(page)
  for (const format of ['CSV', 'JSON'] as const) {
    await part.getByRole('radio', { name: format }).check()
    await button(part, 'Export now').click()
    const path = part.getByText(new RegExp(`card-desk-history.*\\.${format.toLowerCase()}$`))
    await expect(path).toContainText(into)
    const written = await readFile((await path.textContent()) ?? '', 'utf8')
    const proof = written.trimEnd().split('\n').at(-1)
    expect(proof).toContain(String(sequence))
    expect(proof).toContain(hash)
  }
  const opened = desk.app.refuseToOpen()
  await button(part, 'Open the folder of the export').click()
  expect(await opened).toBe(into)

  // What cannot be used is said as it is.
  await part.getByLabel('Folder for the export', { exact: true }).fill(join(into, 'nowhere'))
  await button(part, 'Export now').click()
  await expect(part.getByRole('status')).toContainText(`There is no folder ${join(into, 'nowhere')}`)
})

test('backups: set, made, listed, and what cannot be used is told', async ({ page, desk }) => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await atData(page, administrator)
  const part = backups(page)
  const field = part.getByLabel('Folder for backups', { exact: true })
  await expect(fact(part, 'Last backup')).toHaveText('None was made yet.')
  await expect(part).toContainText('Choose a folder for backups first, and save.')
  await field.fill('backups')
  await button(page, 'Save').click()
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  await expect(part).toContainText('no full path')
  const into = join(desk.temporary, 'Sicherung Łódź')
  await mkdir(into)
  // Cancelled, chosen, and chosen again from where it is.
  for (const choice of [null, into, into]) {
    const chosen = desk.app.chooseFolder(choice)
    await button(part, 'Choose: Folder for backups').click()
    await chosen
    await expect(button(part, 'Choose: Folder for backups')).toHaveAttribute('aria-disabled', 'false')
    await expect(field).toHaveValue(choice ?? 'backups')
  }
  await expect(part).toContainText('Save or discard the changes first')
  await part.getByLabel('Daily backups that are kept').fill('3')
  await saveSettings(page)
  expect(await savedBackup(page)).toEqual({ folder: into, daily: false, keep: 3 })
  await expect(panel(page, 'Backups that are there')).toContainText('There is none in the folder yet.')

  await backUp(page, into, 1)
  await backUp(page, into, 2)
  await expect(fact(part, 'Last backup')).toContainText('by hand, Ada Berger')
  await expect(listed(page).first()).toContainText(/\d+ records, 300 cards, [\d.]+ [kM]B/)
  const made = (await readdir(into)).sort()
  expect(made).toHaveLength(2)
  for (const name of made) expect(await readdir(join(into, name))).toEqual(expect.arrayContaining(['backup.json']))
  await writeFile(join(into, made[0] ?? '', 'backup.json'), '{}')
  await button(page, 'Home').click()
  await openSettings(page, 'Data')
  await expect(listed(page)).toHaveCount(1)
  await expect(panel(page, 'Backups that are there')).toContainText(`Cannot be read as a backup: ${made[0]}.`)
  await expectAccessible(page, 'settings, Data, with backups')

  await rename(into, `${into} away`)
  await button(page, 'Back up now').click()
  await expect(part.getByRole('status')).toContainText(into)
  await expect(panel(page, 'Backups that are there').getByRole('alert')).toContainText(into)
  await rename(`${into} away`, into)
  await button(page, 'Try again').click()
  await expect(listed(page)).toHaveCount(1)
})

test('a start after a power cut tells of the unfinished record, and why there is no daily backup', async ({
  page,
  desk,
}) => {
  await atData(page, administrator)
  const into = join(desk.temporary, 'stick that was pulled out')
  await page.getByLabel('Folder for backups', { exact: true }).fill(into)
  await page.getByRole('switch', { name: 'One backup a day by itself' }).check()
  await saveSettings(page)
  await desk.app.kill()
  const [segment = ''] = await journalFiles(desk.data)
  await appendFile(segment, '{"unfinished":')

  const { page: again } = await desk.restart()
  complaintsOf(again, complaints)
  await atData(again, administrator)
  const there = panel(again, 'What is there')
  await expect(there).toContainText('the history ended with an unfinished record')
  const { tornTail } = await statusOf(again)
  await expect(there).toContainText(`It was put aside as ${tornTail}`)
  await expect(fact(there, 'Put aside')).toHaveText(/^14 bytes in 1 file/)
  await expect(backups(again)).toContainText(/The daily backup was not made today, .*: .*stick that was pulled out/)
  await expectAccessible(again, 'settings, Data, after a power cut')
})

test('a restore says what it does, needs a tick, and ends where everybody signs in to the desk of then', async ({
  page,
  desk,
}) => {
  await atData(page, administrator)
  const into = join(desk.temporary, 'backups')
  await mkdir(into)
  const before = await readSettings(page)
  await backUp(page, into, 1)
  await saveElsewhere(page, 'settings.saveDesk', ({ desk: { version } }) => {
    return { version, values: { idleLockMinutes: 99 } }
  })
  const restore = listed(page).getByRole('button', { name: /^Restore the backup made/ })
  await restore.click()
  const question = page.getByRole('dialog', { name: 'Restore this backup?' })
  await expect(question).toContainText('Everything that was done since is not in the restored desk.')
  await expect(button(question, 'Cancel')).toBeFocused()
  await expectAccessible(page, 'settings, Data, restoring')
  await show(page, 'light')
  await page.keyboard.press('Escape')
  await expect(question).toBeHidden()
  await expect(restore).toBeFocused()

  await page.keyboard.press('Enter')
  await expect(question.getByRole('checkbox')).not.toBeChecked()
  await expect(button(question, 'Restore')).toHaveAttribute('aria-disabled', 'true')
  await question.getByRole('checkbox').check()
  await button(question, 'Restore').click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await expect(page.getByText('A backup was restored. Sign in to go on with it.')).toBeVisible()

  await signIn(page, administrator)
  expect((await readSettings(page)).desk.values).toEqual(before.desk.values)
  await openSettings(page, 'History')
  await expect(page.getByRole('main')).toContainText('Data restored from a backup')
  await expect(page.getByRole('main')).not.toContainText('The screen locks after')
  await openSettings(page, 'Data')
  await expect(fact(panel(page, 'What is there'), 'Put aside')).toContainText('data replaced by a restore')
  const [replaced = ''] = await readdir(join(desk.data, 'replaced'))
  const [segment = ''] = await journalFiles(join(desk.data, 'replaced', replaced))
  expect(await readFile(segment, 'utf8')).toContain('"idleLockMinutes":99')
  // It can be gone back to: the backup is of this desk before it was restored.
  await expect(listed(page)).toContainText('before a backup was restored')
  await button(page, 'Verify now').click()
  await expect(fact(verification(page), 'Result')).toHaveText('Everything is right.')
  await signOut(page)
})

async function readSettings(page: Page): Promise<Settings> {
  const read = await call<{ settings: Settings }>(page, 'settings.read', null)
  if (!read.ok) throw new Error(read.error.message)
  return read.value.settings
}

const savedBackup = async (page: Page) => (await readSettings(page)).backup.values

/**
 * Puts a pipe in the place of a file: whoever reads it waits, and reads what was in the file once it is let go.
 * The file is in its place again after that.
 */
async function holdReading(path: string): Promise<{ letGo(): Promise<void> }> {
  const content = await readFile(path)
  const aside = `${path}.aside`
  await rename(path, aside)
  await promisify(execFile)('mkfifo', ['-m', '600', path])
  return {
    async letGo() {
      // Opened for both, so that it waits for no reader.
      const pipe = await open(path, 'r+')
      await pipe.write(content)
      await pipe.close()
      await rename(aside, path)
    },
  }
}
