import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { windowlessProgram } from '../../electron/program'
import { must, refused, type Somebody, TestDesk } from '../support/test-desk'

// What the program says of itself, to everybody who asks, and whose work is in it.

describe('about', () => {
  let test: TestDesk
  const who = ['nobody', 'administrator', 'operator', 'approver', 'auditor', 'locked'] as const
  const windows = {} as Record<(typeof who)[number], Somebody>

  beforeAll(async () => {
    const { test: opened, ada } = await TestDesk.withAdministrator()
    test = opened
    windows.nobody = test.window()
    windows.administrator = ada
    windows.operator = await test.somebody(ada, 'olga', 'operator')
    windows.approver = await test.somebody(ada, 'amir', 'approver')
    windows.auditor = await test.somebody(ada, 'udo', 'auditor')
    windows.locked = await test.somebody(ada, 'otto', 'operator')
    must(await windows.locked.desk.session.lock())
  })
  afterAll(() => test.close())

  it.each(who)('is told to: %s', async (name) => {
    const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'))
    const about = must(await windows[name].desk.desk.about())
    expect(about).toEqual({
      version,
      runtime: { kind: 'node', node: process.versions.node },
      system: { name: expect.any(String), version: expect.any(String), architecture: process.arch },
      dataFormat: 4,
    })
  })

  it('is told before the first administrator exists', async () => {
    const empty = await TestDesk.open()
    must(await empty.window().desk.desk.about())
    await empty.close()
  })

  it('tells nothing of the machine, the person or the data folder', async () => {
    const said = JSON.stringify(must(await windows.nobody.desk.desk.about()))
    for (const own of [test.folder, tmpdir(), process.env.HOSTNAME, process.env.HOME, process.env.USER]) {
      if (own) expect(said).not.toContain(`"${own}`)
    }
  })
})

describe('the licences of others', () => {
  let built: string
  let test: TestDesk
  const file = () => join(built, 'licences.json')
  const library = { name: 'card-library', version: '1.2.3', licence: 'MIT', text: 'Copyright (c) A. Person\n…' }

  beforeEach(async () => {
    built = await mkdtemp(join(tmpdir(), 'card-desk-built-'))
    test = await TestDesk.open({ program: windowlessProgram(built) })
  })
  afterEach(async () => {
    await test.close()
    await rm(built, { recursive: true })
  })

  it('are told to anybody, with their texts, as the build wrote them', async () => {
    const other = { ...library, name: 'other', licence: 'Apache-2.0' }
    await writeFile(file(), JSON.stringify([{ ...library, programs: ['main'] }, other]))
    expect(must(await test.window().desk.desk.licences())).toEqual([library, other])
  })

  it.each<[string, () => Promise<unknown>]>([
    ['is missing', async () => {}],
    ['is cut off', () => writeFile(file(), JSON.stringify([library]).slice(0, -9))],
    ['is empty', () => writeFile(file(), '')],
    ['lists nothing', () => writeFile(file(), '[]')],
    ['is something else', () => writeFile(file(), '{"licences":[]}')],
    ['has an entry without its text', () => writeFile(file(), JSON.stringify([library, { ...library, text: null }]))],
    ['is a folder', () => mkdir(file())],
  ])('are refused in a sentence when the file that lists them %s', async (_, arrange) => {
    await arrange()
    const error = refused(await test.window().desk.desk.licences())
    expect(error.code).toBe('program-incomplete')
    expect(error.message).toContain('installing Card Desk again')
    // Paths have people's names in them.
    expect(JSON.stringify(error) + test.log.lines.join()).not.toContain(built)
    expect(test.log.lines.filter((line) => line.includes('licences not read'))).toHaveLength(1)
    // The desk works on.
    must(await test.window().desk.desk.about())
  })
})
