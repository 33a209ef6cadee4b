import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyFolder } from '../../electron/store'
import { saveBackups, taskEnd } from '../support/data-walk'
import { FaultyFiles } from '../support/faulty-files'
import { must, orderTemporaryCards, refused, type Somebody, switchOn, TestDesk } from '../support/test-desk'

// Backups through the door: by hand, daily, and what a desk says when one cannot be made.
const day = 24 * 60 * 60 * 1000
let test: TestDesk
let ada: Somebody
let disk: FaultyFiles
let backups: string
beforeEach(async () => {
  disk = new FaultyFiles()
  backups = await mkdtemp(join(tmpdir(), 'card-desk-backups-'))
  ;({ test, ada } = await TestDesk.withAdministrator({ files: disk.files }))
})
afterEach(async () => {
  disk.fate = () => null
  await test.close()
  await rm(backups, { recursive: true, force: true, maxRetries: 3 })
})

describe('A backup by hand', () => {
  it('is complete, checked, listed, and says whose it is', async () => {
    await test.seed(30)
    await saveBackups(ada, { folder: backups })
    const { sequence, hash } = must(await ada.desk.data.read())
    must(await ada.desk.data.backup())
    const end = await taskEnd(ada)
    expect(end).toMatchObject({ kind: 'backup', end: 'done', path: expect.stringContaining(backups) })
    const listed = must(await ada.desk.data.backups())
    expect(listed.unreadable).toEqual([])
    expect(listed.backups).toEqual([
      expect.objectContaining({
        path: end.path,
        kind: 'by-hand',
        made: { at: '2026-11-20T09:00:00.000Z', user: 'U-000001', name: 'Ada Brandt', role: 'administrator' },
        sequence,
        hash,
        cards: 30,
      }),
    ])
    expect(must(await ada.desk.data.read()).lastBackup).toEqual(listed.backups[0])
    expect(await verifyFolder(end.path ?? '')).toMatchObject({ ok: true, records: sequence, hash })
    // The backup of a desk is no change of it.
    expect(must(await ada.desk.data.read()).sequence).toBe(sequence)
  })

  it('needs a folder', async () => {
    expect(refused(await ada.desk.data.backup())).toMatchObject({ code: 'folder-unfit' })
    expect(must(await ada.desk.data.backups())).toEqual({ backups: [], unreadable: [] })
    const { version } = must(await ada.desk.settings.read()).settings.backup
    for (const values of [
      { folder: 'relative', daily: false, keep: 1 },
      { folder: '', daily: true, keep: 1 },
    ]) {
      const refusal = refused(await ada.desk.settings.saveBackup({ version, values }))
      expect(refusal).toMatchObject({ code: 'invalid-answers', details: { fields: { folder: expect.any(String) } } })
    }
  })

  it('cannot be sent where no backup can ever be', async () => {
    await writeFile(join(backups, 'file'), 'no folder')
    const { version } = must(await ada.desk.settings.read()).settings.backup
    for (const folder of [join(backups, 'file'), test.folder, join(test.folder, 'not-there-yet')]) {
      const answer = await ada.desk.settings.saveBackup({ version, values: { folder, daily: false, keep: 1 } })
      expect(refused(answer), folder).toMatchObject({
        code: 'invalid-answers',
        details: { fields: { folder: expect.stringContaining(folder) } },
      })
    }
  })

  it('into a folder that is gone says so, as does the list', async () => {
    await saveBackups(ada, { folder: join(backups, 'gone') })
    must(await ada.desk.data.backup())
    expect(await taskEnd(ada)).toMatchObject({ end: 'failed', text: expect.stringContaining('gone'), path: null })
    expect(refused(await ada.desk.data.backups())).toMatchObject({ code: 'folder-unfit' })
    expect(must(await ada.desk.data.read()).lastBackup).toBeNull()
  })

  it('that is stopped leaves nothing behind', async () => {
    await test.seed(30)
    await saveBackups(ada, { folder: backups })
    let stopped = false
    disk.delay = async ({ operation, path }) => {
      if (stopped || operation !== 'write' || !path.startsWith(backups)) return
      stopped = true
      must(await ada.desk.data.stop())
    }
    must(await ada.desk.data.backup())
    expect(await taskEnd(ada)).toMatchObject({ kind: 'backup', end: 'stopped', path: null })
    expect(stopped).toBe(true)
    expect(await readdir(backups)).toEqual([])
  })

  it('is not an auditor’s to stop', async () => {
    const udo = await test.somebody(ada, 'udo', 'auditor')
    await saveBackups(ada, { folder: backups })
    let code = ''
    disk.delay = async ({ operation, path }) => {
      if (code !== '' || operation !== 'write' || !path.startsWith(backups)) return
      code = 'asked'
      code = refused(await udo.desk.data.stop()).code
    }
    must(await ada.desk.data.backup())
    expect(await taskEnd(ada)).toMatchObject({ end: 'done' })
    expect(code).toBe('not-permitted')
  })

  it('is in the history of settings only by where it goes', async () => {
    await saveBackups(ada, { folder: backups, daily: true, keep: 7 })
    const [entry] = must(await ada.desk.settings.history({ limit: 10 })).entries
    expect(entry).toMatchObject({
      name: 'Ada Brandt',
      subject: 'Backups',
      changes: [
        { label: 'Folder for backups', before: '', after: backups },
        { label: 'Daily backup', before: 'off', after: 'on' },
        { label: 'Daily backups kept', before: '14', after: '7' },
      ],
    })
  })
})

describe('The daily backup', () => {
  it('is made once for each day the desk sees, also after a start, and keeps as many as it should', async () => {
    await saveBackups(ada, { folder: backups, daily: true, keep: 2 })
    await test.backUp()
    await test.backUp()
    expect(await readdir(backups)).toHaveLength(1)
    await test.restart()
    await test.backUp()
    expect(await readdir(backups)).toHaveLength(1)
    const [first] = await readdir(backups)
    for (let passed = 1; passed <= 3; passed += 1) {
      test.clock.pass(day)
      await test.backUp()
    }
    ada = await test.signIn('ada')
    const { backups: kept } = must(await ada.desk.data.backups())
    expect(kept.map(({ kind, made }) => [kind, made.at.slice(0, 10), made.role])).toEqual([
      ['daily', '2026-11-23', 'system'],
      ['daily', '2026-11-22', 'system'],
    ])
    expect(await readdir(backups)).not.toContain(first)
  })

  it('leaves backups made by hand alone', async () => {
    await saveBackups(ada, { folder: backups, daily: true, keep: 1 })
    must(await ada.desk.data.backup())
    await taskEnd(ada)
    for (let passed = 0; passed < 3; passed += 1) {
      await test.backUp()
      test.clock.pass(day)
    }
    ada = await test.signIn('ada')
    const kinds = must(await ada.desk.data.backups()).backups.map(({ kind }) => kind)
    expect(kinds.toSorted()).toEqual(['by-hand', 'daily'])
  })

  it('that fails says why until one is made, and is tried again after a while', async () => {
    const folder = join(backups, 'stick')
    await saveBackups(ada, { folder, daily: true })
    await test.backUp()
    const { backupProblem, lastBackup } = must(await ada.desk.data.read())
    expect(backupProblem).toMatchObject({ at: '2026-11-20T09:00:00.000Z', text: expect.stringContaining(folder) })
    expect(lastBackup).toBeNull()
    await mkdir(folder)
    // A folder that is away is not knocked at every minute.
    await test.backUp()
    expect(await readdir(folder)).toEqual([])
    test.clock.pass(20 * 60 * 1000)
    await test.backUp()
    expect(await readdir(folder)).toHaveLength(1)
    ada = await test.signIn('ada')
    expect(must(await ada.desk.data.read())).toMatchObject({ backupProblem: null, lastBackup: { kind: 'daily' } })
  })

  it('that failed is tried again at once on a day the clock jumps back to', async () => {
    const folder = join(backups, 'stick')
    await saveBackups(ada, { folder, daily: true })
    await test.backUp()
    await mkdir(folder)
    test.clock.pass(-2 * day)
    await test.backUp()
    expect(await readdir(folder)).toHaveLength(1)
  })

  it('is known beside the last verification, also after a start', async () => {
    await saveBackups(ada, { folder: backups, daily: true })
    must(await ada.desk.data.verify())
    await taskEnd(ada)
    await test.backUp()
    const known = { verification: { ok: true }, lastBackup: { kind: 'daily' } }
    expect(must(await ada.desk.data.read())).toMatchObject(known)
    await test.restart()
    ada = await test.signIn('ada')
    expect(must(await ada.desk.data.read())).toMatchObject(known)
  })

  it('of a desk whose own journal is damaged names the record and the way back, as one made by hand does', async () => {
    await saveBackups(ada, { folder: backups, daily: true })
    const path = join(test.folder, 'journal/000000000001.ndjson')
    const journal = await readFile(path, 'utf8')
    await writeFile(path, journal.replace('"at":"2', '"at":"1'))
    await test.backUp()
    must(await ada.desk.data.backup())
    const { text } = await taskEnd(ada)
    for (const words of ['journal/000000000001.ndjson, line 1', 'restore it from a backup']) {
      expect(must(await ada.desk.data.read()).backupProblem?.text).toContain(words)
      expect(text).toContain(words)
    }
    expect(await readdir(backups)).toEqual([])
    await writeFile(path, journal)
  })

  it('is made on a day the clock jumps back to, and nothing is lost by it', async () => {
    await saveBackups(ada, { folder: backups, daily: true, keep: 5 })
    await test.backUp()
    test.clock.pass(-40 * day)
    await switchOn(ada, 'temporary-card', 'general', 'TempCardsAddonExtProdProcOrder')
    await test.backUp()
    const { backups: made } = must(await ada.desk.data.backups())
    expect(made.map(({ made: { at } }) => at.slice(0, 10))).toEqual(['2026-11-20', '2026-10-11'])
  })

  it('waits for a task that is under way', async () => {
    await saveBackups(ada, { folder: backups, daily: true })
    let letGo = () => {}
    const open = new Promise<void>((resolve) => {
      letGo = resolve
    })
    disk.delay = ({ path, operation }) =>
      operation === 'readWhole' && path.endsWith('head.json') ? open : Promise.resolve()
    must(await ada.desk.data.verify())
    await test.backUp()
    expect(await readdir(backups)).toEqual([])
    letGo()
    await taskEnd(ada)
    disk.delay = async () => {}
    await test.backUp()
    expect(await readdir(backups)).toHaveLength(1)
  })

  it('does not care that its notes cannot be read', async () => {
    await saveBackups(ada, { folder: backups, daily: true })
    await test.backUp()
    await writeFile(join(test.folder, 'upkeep.json'), 'not a document\n')
    await test.restart()
    ada = await test.signIn('ada')
    expect(must(await ada.desk.data.read())).toMatchObject({ lastBackup: null, verification: null })
    await test.backUp()
    expect(await readdir(backups)).toHaveLength(2)
    expect(must(await ada.desk.data.read()).lastBackup).toMatchObject({ kind: 'daily' })
    expect(JSON.parse(await readFile(join(test.folder, 'upkeep.json'), 'utf8'))).toMatchObject({ daily: '2026-11-20' })
  })
})

describe('While a backup is made', () => {
  it('the desk works on, and what comes later is not in it', async () => {
    const olga = await test.somebody(ada, 'olga', 'operator')
    await switchOn(ada, 'temporary-card', 'general', 'TempCardsAddonExtProdProcOrder')
    await saveBackups(ada, { folder: backups })
    const { sequence } = must(await ada.desk.data.read())
    let ordered: readonly string[] = []
    disk.delay = async ({ operation, path }) => {
      if (ordered.length > 0 || operation !== 'write' || !path.startsWith(backups)) return
      ordered = ['under way']
      ordered = await orderTemporaryCards(olga, 3)
    }
    must(await ada.desk.data.backup())
    const { path } = await taskEnd(ada)
    expect(ordered).toHaveLength(3)
    expect(await verifyFolder(path ?? '')).toMatchObject({ ok: true, records: sequence, cards: 0 })
  })
})
