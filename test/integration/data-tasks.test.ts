import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkExport } from '../../electron/store'
import { taskEnd } from '../support/data-walk'
import { FaultyFiles, failure } from '../support/faulty-files'
import { must, orderTemporaryCards, refused, type Somebody, switchOn, TestDesk } from '../support/test-desk'

// Long work on the data folder through the door: what administrators and auditors start, follow and stop.
let test: TestDesk
let ada: Somebody
let disk: FaultyFiles
let elsewhere: string
beforeEach(async () => {
  disk = new FaultyFiles()
  elsewhere = await mkdtemp(join(tmpdir(), 'card-desk-elsewhere-'))
  ;({ test, ada } = await TestDesk.withAdministrator({ files: disk.files }))
})
afterEach(async () => {
  disk.fate = () => null
  await test.close()
  await rm(elsewhere, { recursive: true, force: true, maxRetries: 3 })
})

/** Holds every read of the journal until it is let go. */
function holdReads(): { readonly held: Promise<void>; readonly letGo: () => void } {
  let letGo = () => {}
  let isHeld = () => {}
  const open = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const held = new Promise<void>((resolve) => {
    isHeld = resolve
  })
  disk.delay = async ({ operation, path }) => {
    if (!['readWhole', 'read', 'open'].includes(operation) || !path.endsWith('.ndjson')) return
    isHeld()
    await open
  }
  return { held, letGo }
}

describe('The data page', () => {
  it('shows where the data is, how much it is and how it is kept', async () => {
    await test.seed(30)
    const status = must(await ada.desk.data.read())
    expect(status).toMatchObject({
      folder: test.folder,
      cards: 30,
      verification: null,
      lastBackup: null,
      backupProblem: null,
      backup: { version: 0, values: { folder: '', daily: false, keep: 14 } },
      task: null,
      lastTask: null,
      tornTail: null,
      desktop: false,
    })
    expect(status.journal).toEqual({ bytes: await test.journalLength(), files: 1 })
    const lines = (await test.journal()).trimEnd().split('\n')
    expect(status.sequence).toBe(lines.length)
    expect(status.hash).toBe(JSON.parse(lines.at(-1) ?? '').hash)
  })

  it('can neither choose nor show folders without a window', async () => {
    expect(refused(await ada.desk.data.chooseFolder({ start: '' })).code).toBe('no-desktop')
    expect(refused(await ada.desk.data.openFolder({ which: 'logs' })).code).toBe('no-desktop')
  })

  it('chooses and shows folders on the desktop of the person', async () => {
    const shown: string[] = []
    await test.restart({
      desktop: {
        chooseFolder: async (start) => join(start, 'chosen'),
        openFolder: async (path) => {
          shown.push(path)
          if (path.endsWith('logs')) throw new Error('The system refused.')
        },
      },
    })
    ada = await test.signIn('ada')
    expect(must(await ada.desk.data.read()).desktop).toBe(true)
    expect(must(await ada.desk.data.chooseFolder({ start: elsewhere }))).toBe(join(elsewhere, 'chosen'))
    must(await ada.desk.data.openFolder({ which: 'data' }))
    const refusal = refused(await ada.desk.data.openFolder({ which: 'logs' }))
    expect(refusal).toMatchObject({ code: 'no-desktop', message: expect.stringContaining('The system refused.') })
    expect(refused(await ada.desk.data.openFolder({ which: 'backups' })).code).toBe('folder-unfit')
    expect(shown).toEqual([test.folder, join(test.folder, 'logs')])
  })

  it('tells of crash dumps and shows them where they are written', async () => {
    expect(must(await ada.desk.data.read()).crashDumps).toBe(null)
    const shown: string[] = []
    const desktop = { chooseFolder: async () => null, openFolder: async (path: string) => void shown.push(path) }
    await test.restart({ desktop })
    ada = await test.signIn('ada')
    expect(refused(await ada.desk.data.openFolder({ which: 'crash-dumps' })).code).toBe('no-desktop')
    const crashDumps = join(elsewhere, 'dumps')
    await test.restart({ desktop: { ...desktop, crashDumps } })
    ada = await test.signIn('ada')
    expect(must(await ada.desk.data.read()).crashDumps).toBe(crashDumps)
    must(await ada.desk.data.openFolder({ which: 'crash-dumps' }))
    expect(shown).toEqual([crashDumps])
  })
})

describe('A verification', () => {
  it('says what it checked, and is known after the next start', async () => {
    await test.seed(30)
    must(await ada.desk.data.verify())
    expect(await taskEnd(ada)).toMatchObject({ kind: 'verification', end: 'done', path: null })
    const { verification, sequence, hash } = must(await ada.desk.data.read())
    expect(verification).toMatchObject({ ok: true, records: sequence, hash, cards: 30, fault: null })
    expect(verification?.checked.join(' ')).toContain('journal')
    await test.restart()
    ada = await test.signIn('ada')
    expect(must(await ada.desk.data.read()).verification).toEqual(verification)
  })

  it('names file, record and the way back when something was changed behind the desk', async () => {
    await test.seed(30)
    const path = join(test.folder, 'journal/000000000001.ndjson')
    const text = await readFile(path, 'utf8')
    const lines = text.split('\n')
    await writeFile(
      path,
      [...lines.slice(0, 4), (lines[4] ?? '').replace('"at":"2', '"at":"1'), ...lines.slice(5)].join('\n'),
    )
    must(await ada.desk.data.verify())
    const found = await taskEnd(ada)
    expect(found).toMatchObject({ end: 'failed' })
    expect(found.text).toContain('journal/000000000001.ndjson, line 5')
    expect(found.text).toMatch(/backup/)
    expect(must(await ada.desk.data.read()).verification).toMatchObject({ ok: false, records: 4 })
    await writeFile(path, text)
  })

  it('writes no record, is an auditor’s to start, and lets the desk work on', async () => {
    const udo = await test.somebody(ada, 'udo', 'auditor')
    const olga = await test.somebody(ada, 'olga', 'operator')
    await switchOn(ada, 'temporary-card', 'general', 'TempCardsAddonExtProdProcOrder')
    const before = await test.journalPrint()
    const { held, letGo } = holdReads()
    must(await udo.desk.data.verify())
    await held
    expect(await test.journalPrint()).toBe(before)
    expect(must(await udo.desk.data.read()).task).toMatchObject({ kind: 'verification', stopping: false })
    expect(await orderTemporaryCards(olga, 2)).toHaveLength(2)
    letGo()
    expect(await taskEnd(udo)).toMatchObject({ end: 'done' })
  })

  it('can be stopped, and is then known as it was before', async () => {
    await test.seed(30)
    const { held, letGo } = holdReads()
    must(await ada.desk.data.verify())
    await held
    must(await ada.desk.data.stop())
    expect(must(await ada.desk.data.read()).task).toMatchObject({ stopping: true })
    letGo()
    expect(await taskEnd(ada)).toMatchObject({ end: 'stopped' })
    expect(must(await ada.desk.data.read())).toMatchObject({ verification: null, task: null })
  })

  it('keeps other tasks waiting, which say so', async () => {
    const { held, letGo } = holdReads()
    must(await ada.desk.data.verify())
    await held
    for (const answer of [
      await ada.desk.data.verify(),
      await ada.desk.data.export({ format: 'json', folder: elsewhere }),
    ]) {
      expect(refused(answer)).toMatchObject({ code: 'data-task-under-way', details: { kind: 'verification' } })
    }
    letGo()
    expect(await taskEnd(ada)).toMatchObject({ kind: 'verification', end: 'done' })
    must(await ada.desk.data.export({ format: 'json', folder: elsewhere }))
    expect(await taskEnd(ada)).toMatchObject({ kind: 'export', end: 'done' })
  })

  it('under way ends with the desk', async () => {
    const { held, letGo } = holdReads()
    must(await ada.desk.data.verify())
    await held
    const closing = test.shutDown()
    letGo()
    await closing
    await test.reopen()
    ada = await test.signIn('ada')
    expect(must(await ada.desk.data.read()).verification).toBeNull()
    expect(must(await ada.desk.data.follow({ after: 0 }))).toEqual({ kind: 'idle' })
  })

  it('whose note the disk refuses is done all the same, and says so', async () => {
    disk.failOn('open', 'upkeep.json', 'ENOSPC')
    must(await ada.desk.data.verify())
    const done = await taskEnd(ada)
    expect(done).toMatchObject({ end: 'done', text: expect.stringContaining('ENOSPC') })
  })

  it('whose file cannot be read ends, and says why', async () => {
    disk.fate = ({ operation, path }) =>
      ['readWhole', 'read', 'open'].includes(operation) && path.endsWith('.ndjson') ? failure('EIO') : null
    must(await ada.desk.data.verify())
    expect(await taskEnd(ada)).toMatchObject({ end: 'failed', text: expect.stringContaining('EIO') })
  })
})

describe('An export', () => {
  it('carries its proof, for auditors too, and writes no record', async () => {
    await test.seed(30)
    const udo = await test.somebody(ada, 'udo', 'auditor')
    const before = await test.journalPrint()
    const { sequence, hash } = must(await udo.desk.data.read())
    for (const format of ['json', 'csv'] as const) {
      must(await udo.desk.data.export({ format, folder: elsewhere }))
      const { end: how, path } = await taskEnd(udo)
      expect(how).toBe('done')
      expect(path?.endsWith(`.${format}`)).toBe(true)
      expect(await checkExport(path ?? '')).toMatchObject({ ok: true, proof: { sequence, hash } })
    }
    expect(await test.journalPrint()).toBe(before)
  })

  it('into a folder that cannot be used says which and why', async () => {
    must(await ada.desk.data.export({ format: 'csv', folder: join(elsewhere, 'nowhere') }))
    expect(await taskEnd(ada)).toMatchObject({ end: 'failed', text: expect.stringContaining('nowhere'), path: null })
    must(await ada.desk.data.export({ format: 'csv', folder: test.folder }))
    expect(await taskEnd(ada)).toMatchObject({ end: 'failed', text: expect.stringContaining('data folder') })
    expect(await readdir(elsewhere)).toEqual([])
  })

  it('holds no password and no hash of one', async () => {
    await mkdir(join(elsewhere, 'out'))
    must(await ada.desk.data.export({ format: 'json', folder: join(elsewhere, 'out') }))
    const { path } = await taskEnd(ada)
    const text = await readFile(path ?? '', 'utf8')
    expect(text).toContain('Ada Brandt')
    expect(text).not.toMatch(/scrypt|kettle-orbit/)
  })
})
