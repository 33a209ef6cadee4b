import { cp, readFile, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { StoreRefusal } from '../../electron/store'
import type { Answer } from '../../shared/errors'
import { type DeskIn, deskIn } from '../support/desk-in'
import { FaultyFiles, failure } from '../support/faulty-files'
import { forEach, quickFolder, range } from '../support/store-desk'
import { must, password, refused } from '../support/test-desk'
import { TestVault } from '../support/test-vault'

// As the store's own test of every call, from the other side of the door: what a person at the desk is told while
// the disk fails, and that trying again is all it takes.

const vault = new TestVault()
const other = 'walnut-93-orbit-kettle'
const person = {
  employeeNumber: 'E-1',
  givenName: 'Zoë',
  familyName: 'Żak',
  email: '',
  upn: '',
  organisationalUnit: '',
}
const olga = { userName: 'olga', name: 'Olga Petersen', roles: ['operator' as const], password }

type Step = (desk: DeskIn) => Promise<Answer>

const steps: readonly Step[] = [
  ({ ada }) => ada.accounts.add(olga),
  ({ ada }) => ada.accounts.setPassword({ account: 'U-000002', version: 1, password: other }),
  ({ ada }) => ada.persons.add(person),
  ({ ada }) => ada.persons.change({ person: 'P-000001', version: 1, ...person, familyName: '田中' }),
  ({ order }) => order(),
  async ({ ada }) => {
    const { version } = must(await ada.settings.read()).settings.desk
    return ada.settings.saveDesk({ version, values: { idleLockMinutes: 7 } })
  },
  async ({ ada }) => {
    const { version, values } = must(await ada.settings.read()).settings.bureau
    const { connection, folder, rest, ordersPerBatch, statusWords } = values
    const { organisation, clientId } = rest
    const address = 'https://bureau.example.org'
    const changed = { connection, folder, rest: { address, organisation, clientId }, ordersPerBatch }
    return ada.settings.saveBureau({ version, values: { ...changed, statusWords: [...statusWords] } })
  },
  async ({ ada }) => {
    const { version } = must(await ada.settings.read()).settings.bureau
    return ada.settings.saveBureauSecret({ version, secret: 'a secret of the bureau' })
  },
  ({ ada }) => ada.session.changePassword({ current: password, password: other }),
  ({ ada }) => ada.session.changePassword({ current: other, password }),
  ({ ada }) => ada.cards.history({ card: 'TC-000001', limit: 5 }),
  ({ ada }) => ada.persons.history({ person: 'P-000001', limit: 5 }),
  ({ ada }) => ada.settings.history({ limit: 50 }),
]

/** What is there in the end, as a person sees it. */
async function shown(folder: string) {
  const { desk, ada, waiting } = await deskIn(folder, { vault })
  const { settings } = must(await ada.settings.read())
  const found = {
    accounts: must(await ada.accounts.list()),
    person: must(await ada.persons.read({ person: 'P-000001' })),
    waiting: await waiting(),
    settings: { ...settings, bureau: { ...settings.bureau.values.rest, secret: null } },
    changes: must(await ada.settings.history({ limit: 50 })).entries.length,
  }
  await desk.close()
  return found
}

async function live(prepared: string, disk: FaultyFiles, what: string) {
  const folder = await quickFolder()
  await cp(prepared, folder, { recursive: true })
  const start = () => deskIn(folder, { files: disk.files, vault })
  const desk = await start().catch((error: unknown) => {
    expect(error, what).toBeInstanceOf(StoreRefusal)
    return start()
  })
  for (const [index, step] of steps.entries()) {
    const answer = await step(desk)
    if (answer.ok) continue
    const told = `${what}, step ${index}: ${answer.error.message}`
    expect(['storage-failed', 'storage-unreadable'], told).toContain(answer.error.code)
    expect(answer.error.details, told).toEqual({ cause: 'EIO' })
    expect(answer.error.message, told).toContain('the disk reported an error, EIO')
    expect((await step(desk)).ok, `${told}; and again`).toBe(true)
  }
  expect(
    desk.log.lines.filter((line) => /call failed|process failed|store stopped/.test(line)),
    what,
  ).toEqual([])
  await desk.desk.close()
  return shown(folder)
}

describe('At the door', () => {
  it('any single call at the disk that fails is told in a sentence, and what is tried again works', async () => {
    const prepared = await quickFolder()
    await (await deskIn(prepared, { vault })).desk.close()
    const calm = new FaultyFiles()
    const expected = await live(prepared, calm, 'without a fault')
    expect(expected).toMatchObject({ waiting: ['TC-000001'], person: { familyName: '田中', version: 2 } })
    const calls = calm.calls.length
    expect(calls).toBeGreaterThan(100)
    // The store's own test lets each of them fail; every other one is enough to hear what is said of it.
    await forEach(range(1, calls + 1, process.env.FAULTS === 'all' ? 1 : 2), async (failing) => {
      const disk = new FaultyFiles()
      disk.failOnce(failing, 'EIO')
      const what = `call ${failing} (${calm.calls[failing - 1]?.operation})`
      expect(await live(prepared, disk, what), what).toEqual(expected)
    })
  }, 240_000)

  it('a record that is damaged on the disk is named, with the way back', async () => {
    const folder = await quickFolder()
    const { desk, ada, order } = await deskIn(folder)
    must(await order())
    const journal = `${folder}/journal/000000000001.ndjson`
    await writeFile(journal, (await readFile(journal, 'utf8')).replace('Main Street 1', 'Main Street 2'))
    const error = refused(await ada.cards.history({ card: 'TC-000001', limit: 5 }))
    expect(error.code).toBe('storage-unreadable')
    expect(error.message).toMatch(/journal\/000000000001\.ndjson, line 3: record 3 is damaged.*backup/)
    expect(must(await ada.cards.profile({ card: 'TC-000001' })).card.order?.deliveryAddress).toBe('Main Street 1')
    await desk.close()
  })

  it('a disk that fails for good is told again and again, and forgotten when it is back', async () => {
    const disk = new FaultyFiles()
    const { desk, order, waiting } = await deskIn(await quickFolder(), { files: disk.files })
    must(await order())
    disk.fate = () => failure('EIO')
    for (const _ of range(0, 5)) expect(refused(await order()).code).toBe('storage-failed')
    expect(await waiting()).toEqual(['TC-000001'])
    disk.fate = () => null
    must(await order())
    expect(await waiting()).toEqual(['TC-000001', 'TC-000002'])
    await desk.close()
  })
})
