import { cp, mkdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { DeskOptions } from '../../electron/compose'
import { StoreRefusal, verifyFolder } from '../../electron/store'
import { cardOf, command, type DeskIn, deskIn } from '../support/desk-in'
import { FaultyFiles, failure } from '../support/faulty-files'
import { canMount, fill, readOnly, smallDisk } from '../support/odd-disks'
import { RpcDesk } from '../support/rpc-desk'
import { bytesOf, temporaryFolder } from '../support/store-desk'
import { must, password, refused } from '../support/test-desk'
import { describeUnlessWindows, foldersStay } from '../support/platforms'

// Folders nobody would choose, and what may happen to one while the desk has it: through the door, and for a start
// that is refused, on the command line. Starting a program takes its time on a busy machine.
const slow = { timeout: 60_000 }

/** Declares a test only where it can be run: each has a counterpart with injected faults for where it cannot. */
function itWhere(given: boolean, name: string, test: () => Promise<void>): void {
  if (given) it(name, test)
}

/** What is said where the log cannot be written either. */
const withoutLog = 'The log cannot be written. Card Desk works on without it.'

/** A desk that is closed when the test is over. */
async function opened(folder: string, options: Partial<DeskOptions> = {}): Promise<DeskIn> {
  const found = await deskIn(folder, options)
  onTestFinished(() => found.desk.close())
  return found
}

/** A folder with a desk in it that ordered one card and was closed. */
async function closedDesk(folder?: string): Promise<string> {
  const place = folder ?? (await temporaryFolder())
  const { desk, order } = await deskIn(place)
  expect(cardOf(await order())).toBe('TC-000001')
  await desk.close()
  return place
}

async function refusedStart(folder: string, options: Partial<DeskOptions> = {}): Promise<StoreRefusal> {
  const error = await deskIn(folder, options).then(
    async ({ desk }) => {
      await desk.close()
      return new Error('it was opened')
    },
    (reason: unknown) => reason,
  )
  if (error instanceof StoreRefusal) return error
  throw error
}

/** Everything in a folder but its log; nothing where there is none. */
async function dataOf(folder: string) {
  const bytes = Object.entries(await bytesOf(folder).catch(() => ({})))
  return Object.fromEntries(bytes.filter(([name]) => !name.startsWith('logs/')))
}

/** The start is refused in the same words through the door and on the command line, and nothing is touched. */
async function expectRefused(folder: string, code: string, ...words: readonly string[]) {
  const before = await dataOf(folder)
  const refusal = await refusedStart(folder)
  expect(refusal.code).toBe(code)
  for (const word of words) expect(refusal.message).toContain(word)
  const { complaint, ...said } = await command('rpc', '--data', folder)
  expect(said).toEqual({ code: 1, output: '' })
  expect([refusal.message, `${withoutLog}\n${refusal.message}`]).toContain(complaint)
  expect(await dataOf(folder)).toEqual(before)
}

describe('A data folder', slow, () => {
  const names = [
    'with spaces  in it ',
    `it's "half" full #1 %41 %2F & $HOME \`x\` !`,
    'Kärtchen-Büro Żółć',
    'картки столу',
    'カード デスク',
    'بطاقات المكتب',
    'כרטיסים \u202eRTL\u202c',
    '💳 🗂️ 👩🏽‍💻',
    '-rf --data',
    'x'.repeat(240),
  ]
  it.each(names)('named %s works like any other', async (name) => {
    const folder = await closedDesk(await temporaryFolder(name))
    const { desk, order, waiting } = await deskIn(folder)
    expect(cardOf(await order())).toBe('TC-000002')
    expect(await waiting()).toEqual(['TC-000001', 'TC-000002'])
    await desk.close()
    expect((await verifyFolder(folder)).fault).toBeNull()
  })

  it('with all of that in its name works on the command line', async () => {
    const folder = await closedDesk(await temporaryFolder(`it's "50 %" – картки カード بطاقات 💳`))
    const desk = new RpcDesk(folder)
    const window = desk.window()
    expect(must(await window.session.signIn({ userName: 'ada', password })).phase).toBe('signed-in')
    expect(must(await window.desk.snapshot()).counts['temporary-card']).toEqual({ processing: 1 })
    expect(await desk.end()).toBe(0)
    expect(await command('verify', '--data', folder)).toMatchObject({ code: 0, complaint: '' })
  })

  it('with a long path works, and with one that is too long is refused', async () => {
    const place = await temporaryFolder()
    const long = join(place, ...Array.from({ length: 4 }, () => 'long'.repeat(24)))
    await closedDesk(long)
    expect(await (await opened(long)).waiting()).toEqual(['TC-000001'])
    const tooLong = join(place, ...Array.from({ length: 9 }, () => 'long'.repeat(24)))
    await expectRefused(tooLong, 'folder-unusable', tooLong, 'is too long', 'Choose another folder.')
    const name = join(place, 'x'.repeat(300))
    await expectRefused(name, 'folder-unusable', 'is too long, ENAMETOOLONG', 'Choose another folder.')
  })

  it('behind a link works; a link to nowhere is refused', async () => {
    const folder = await closedDesk()
    await symlink(folder, `${folder}-link`)
    const { order } = await opened(`${folder}-link`)
    expect(cardOf(await order())).toBe('TC-000002')
    await symlink(`${folder}-gone`, `${folder}-nowhere`)
    await expectRefused(`${folder}-nowhere`, 'folder-unusable', `${folder}-nowhere`, 'choose another folder')
  })

  it('that cannot be made is refused at once', async () => {
    if (process.platform === 'linux') {
      await expectRefused('/proc/card-desk', 'folder-unusable', 'it is not there and cannot be made, ENOENT')
    }
    const file = join(await closedDesk(), 'head.json')
    for (const folder of [file, join(file, 'below')]) {
      await expectRefused(folder, 'folder-unusable', 'there is a file in its place', 'Move the file away')
    }
  })

  it('with a folder in the place of a file is refused', async () => {
    const folder = await closedDesk()
    await rm(join(folder, 'head.json'))
    await mkdir(join(folder, 'head.json'))
    await expectRefused(folder, 'folder-unusable', 'a folder in the place of one of its files', 'Restore the folder')
  })
})

describe(`A read-only folder, ${canMount ? 'mounted so' : 'which the disk says it is'}`, slow, () => {
  it('is refused, and stays as it is', async () => {
    const folder = await closedDesk()
    const words = ['the disk is read-only, EROFS', 'Make the disk writable, or choose another folder.']
    if (canMount) await expectRefused(readOnly(folder), 'folder-unusable', ...words)
    else {
      const disk = new FaultyFiles()
      disk.fate = ({ operation }) => (operation === 'open' ? failure('EROFS') : null)
      const { message } = await refusedStart(folder, { files: disk.files })
      for (const word of words) expect(message).toContain(word)
    }
    expect(await (await opened(folder)).waiting()).toEqual(['TC-000001'])
  })

  it('that becomes so at work takes no change until it is writable again', async () => {
    const disk = new FaultyFiles()
    const { order, waiting } = await opened(await temporaryFolder(), { files: disk.files })
    cardOf(await order())
    const changes = ['write', 'flush', 'truncate', 'rename', 'remove', 'makeFolder']
    disk.fate = ({ operation }) => (changes.includes(operation) ? failure('EROFS') : null)
    expect(refused(await order())).toMatchObject({ code: 'storage-failed', details: { cause: 'EROFS' } })
    expect(refused(await order()).message).toContain('the disk is read-only, EROFS')
    expect(await waiting()).toEqual(['TC-000001'])
    disk.fate = () => null
    expect(cardOf(await order())).toBe('TC-000002')
  })
})

describe(`A folder on a full disk, ${canMount ? 'a small one that is filled' : 'which says that it is'}`, slow, () => {
  const megabytes = 4 * 1024 * 1024

  itWhere(canMount, 'takes no change until there is room again, and loses none', async () => {
    const place = smallDisk(megabytes)
    const folder = join(place, 'desk')
    const { desk, order, waiting, ada } = await deskIn(folder)
    const cards = [cardOf(await order())]
    const makeRoom = fill(place)
    // What was made ahead for records may still take some.
    let answer = await order()
    while (answer.ok && cards.length < 500) {
      cards.push(cardOf(answer))
      answer = await order()
    }
    expect(refused(answer)).toMatchObject({ code: 'storage-failed', details: { cause: 'ENOSPC' } })
    expect(refused(answer).message).toContain('the disk is full, ENOSPC')
    expect(await waiting()).toEqual(cards)
    const olga = { userName: 'olga', name: 'Olga Petersen', roles: ['operator' as const], password }
    expect(refused(await ada.accounts.add(olga)).code).toBe('storage-failed')
    makeRoom()
    cards.push(cardOf(await order()))
    must(await ada.accounts.add(olga))
    await desk.close()
    expect(await (await opened(folder)).waiting()).toEqual(cards)
    expect((await verifyFolder(folder)).fault).toBeNull()
  })

  itWhere(canMount, 'is closed and refused without losing anything', async () => {
    const place = smallDisk(megabytes)
    const folder = join(place, 'desk')
    const { desk, order } = await deskIn(folder)
    cardOf(await order())
    const makeRoom = fill(place)
    await desk.close()
    await expectRefused(folder, 'folder-unusable', 'the disk is full, ENOSPC', 'Make room on the disk')
    makeRoom()
    expect(await (await opened(folder)).waiting()).toEqual(['TC-000001'])
  })

  itWhere(!canMount, 'takes no change, nor a start, until there is room again', async () => {
    const disk = new FaultyFiles()
    const folder = await temporaryFolder()
    const { desk, order, waiting } = await deskIn(folder, { files: disk.files })
    cardOf(await order())
    disk.fate = ({ operation }) => (operation === 'write' ? failure('ENOSPC') : null)
    expect(refused(await order()).message).toContain('the disk is full, ENOSPC')
    expect(await waiting()).toEqual(['TC-000001'])
    await desk.close()
    const { message } = await refusedStart(folder, { files: disk.files })
    expect(message).toMatch(/the disk is full, ENOSPC.*Make room on the disk/)
    expect(await (await opened(folder)).waiting()).toEqual(['TC-000001'])
  })
})

describeUnlessWindows(foldersStay)('A folder that vanishes while the desk has it', slow, () => {
  it('deleted: nothing more is answered, and nothing of it comes back by itself', async () => {
    const folder = await closedDesk()
    const desk = new RpcDesk(folder)
    const window = desk.window()
    must(await window.session.signIn({ userName: 'ada', password }))
    await rm(folder, { recursive: true })
    const person = { employeeNumber: 'E-1', givenName: 'Zoë', familyName: 'Żak', email: '', upn: '' }
    for (const organisationalUnit of ['Research', 'Again']) {
      const error = refused(await window.persons.add({ ...person, organisationalUnit }))
      expect(error).toMatchObject({ code: 'storage-failed', details: { cause: 'ENOENT' } })
      expect(error.message).toContain('the data folder is gone, ENOENT')
    }
    expect(must(await window.persons.search({ text: 'Żak', offset: 0, limit: 10 })).total).toBe(0)
    expect(await desk.end()).toBe(0)
    expect(Object.keys(await dataOf(folder)).filter((name) => !name.startsWith('logs/'))).toEqual([])
    expect(desk.said().trim()).toBe(withoutLog)
  })

  it('moved away and back: the desk goes on', async () => {
    const disk = new FaultyFiles()
    const folder = await temporaryFolder()
    const { desk, order, waiting, ada } = await deskIn(folder, { files: disk.files })
    const cards = [cardOf(await order())]
    await rename(folder, `${folder}-away`)
    const olga = { userName: 'olga', name: 'Olga Petersen', roles: ['operator' as const], password }
    const error = refused(await ada.accounts.add(olga))
    expect(error.message).toContain('the data folder is gone, ENOENT')
    // The journal is open: what it takes goes to where the folder is now, or is refused.
    const answer = await order()
    if (answer.ok) cards.push(cardOf(answer))
    else expect(answer.error.code).toBe('storage-failed')
    expect(await waiting()).toEqual(cards)
    await rename(`${folder}-away`, folder)
    must(await ada.accounts.add(olga))
    cards.push(cardOf(await order()))
    await desk.close()
    expect(await (await opened(folder)).waiting()).toEqual(cards)
    expect((await verifyFolder(folder)).fault).toBeNull()
  })

  it('replaced by an empty one: nothing is written there', async () => {
    const folder = await temporaryFolder()
    const { order, waiting } = await opened(folder)
    cardOf(await order())
    await rm(folder, { recursive: true })
    await mkdir(folder)
    for (const _ of [1, 2]) expect(refused(await order()).code).toBe('storage-failed')
    expect(await waiting()).toEqual(['TC-000001'])
    expect(await bytesOf(folder)).toEqual({})
  })
})

describe('A second start in one folder', slow, () => {
  it('says who has it and leaves it alone, whichever command it is', async () => {
    const folder = await closedDesk()
    const desk = new RpcDesk(folder)
    const window = desk.window()
    must(await window.session.signIn({ userName: 'ada', password }))
    const holder = JSON.parse(await readFile(join(folder, 'lock.json'), 'utf8')) as { pid: number; startedAt: string }
    const words = [
      `The data folder ${folder} is in use by another Card Desk.`,
      `It is held by process ${holder.pid} on ${hostname()}, since ${holder.startedAt}.`,
      'Close that one, or choose another folder.',
    ]
    await expectRefused(folder, 'folder-locked', ...words)
    const before = await dataOf(folder)
    const changed = (await stat(join(folder, 'head.json'))).mtimeMs
    const seeding = await command('seed', '--data', folder, '--cards', '30')
    expect(seeding).toMatchObject({ code: 1, output: '', complaint: words.join(' ') })
    expect(await dataOf(folder)).toEqual(before)
    expect((await stat(join(folder, 'head.json'))).mtimeMs).toBe(changed)
    // Whoever was there first is not disturbed.
    const person = { employeeNumber: 'E-1', givenName: 'Zoë', familyName: 'Żak', email: '', upn: '' }
    expect(must(await window.persons.add({ ...person, organisationalUnit: 'Research' })).id).toBe('P-000001')
    expect(await desk.end()).toBe(0)
  })

  it('is not kept out by a desk that was killed, whatever its lock says', async () => {
    const folder = await closedDesk()
    const desk = new RpcDesk(folder)
    must(await desk.window().session.signIn({ userName: 'ada', password }))
    await desk.kill()
    // The number of the killed process may be another's by now, even our own.
    const left = JSON.parse(await readFile(join(folder, 'lock.json'), 'utf8')) as object
    await writeFile(join(folder, 'lock.json'), JSON.stringify({ ...left, pid: process.pid }))
    const { waiting } = await opened(folder)
    expect(await waiting()).toEqual(['TC-000001'])
    expect(JSON.parse(await readFile(join(folder, 'lock.json'), 'utf8'))).toMatchObject({ pid: process.pid })
  })

  it('of a copy that was taken while the desk had it is not kept out', async () => {
    const folder = await closedDesk()
    await opened(folder)
    await cp(folder, `${folder}-copy`, { recursive: true })
    expect(await (await opened(`${folder}-copy`)).waiting()).toEqual(['TC-000001'])
  })
})
