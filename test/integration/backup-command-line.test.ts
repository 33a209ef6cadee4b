import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { watch } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { verifyFolder } from '../../electron/store'
import { bytesOf, committed, open, orderedCard, picture, range, temporaryFolder, write } from '../support/store-desk'
import { describeUnlessWindows } from '../support/platforms'

// `desk backup` and `desk restore`, as an administrator at a terminal has them.
const program = fileURLToPath(new URL('../../out/main/cli.js', import.meta.url))

interface Said {
  readonly code: number
  readonly output: string
  readonly complaint: string
}

function desk(parameters: readonly string[], cwd?: string): Promise<Said> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...parameters], { cwd }, (error, output, complaint) => {
      resolve({ code: error ? Number(error.code) : 0, output, complaint })
    })
  })
}

/** A closed desk with so many orders, and a folder for backups beside it. */
async function folders(orders = 3) {
  const folder = await temporaryFolder('desk')
  const into = join(dirname(folder), 'backups')
  await mkdir(into)
  const store = await open({ folder, ids: { random: () => 'desk-at-the-terminal' } })
  await Promise.all(range(1, orders + 1).map(async (number) => committed(await write(store, ...orderedCard(number)))))
  const found = picture(store)
  await store.close()
  return { folder, into, found }
}

async function cardsIn(folder: string): Promise<number> {
  const store = await open({ folder })
  const { cards } = store.status()
  await store.close()
  return cards
}

// Starting the program takes its time on a busy machine.
describe('desk backup', { timeout: 60_000 }, () => {
  it('writes a backup and says what it is, as JSON; the folders may be named from where one is', async () => {
    const { folder, into } = await folders()
    const { code, output, complaint } = await desk(['backup', '--data', 'desk', '--into', 'backups'], dirname(folder))
    expect({ code, complaint }).toEqual({ code: 0, complaint: '' })
    const [name = ''] = await readdir(into)
    expect(JSON.parse(output)).toMatchObject({
      ok: true,
      name,
      path: join(into, name),
      kind: 'by-hand',
      made: { user: null, name: 'Card Desk', role: 'system' },
      desk: 'desk-at-the-terminal',
      sequence: 3,
      cards: 3,
    })
    expect((await verifyFolder(join(into, name))).ok).toBe(true)
  })

  it('refuses with a sentence what it cannot back up, and where it cannot', async () => {
    const { folder, into } = await folders()
    const before = await bytesOf(dirname(folder))
    const refused = [
      [join(into, 'nowhere'), into, /There is no data in .*nowhere/],
      [folder, join(into, 'nowhere'), /is not there\. Connect its disk/],
      [folder, folder, /lies in the data folder/],
    ] as const
    for (const [data, target, words] of refused) {
      const said = await desk(['backup', '--data', data, '--into', target])
      expect(said).toMatchObject({ code: 1, output: '', complaint: expect.stringMatching(words) })
      expect(said.complaint).not.toContain('    at ')
    }
    expect(Object.keys(await bytesOf(dirname(folder))).toSorted()).toEqual(Object.keys(before).toSorted())
    const misspelt = [
      ['--data', folder],
      ['--into', into],
      ['--data', folder, '--from', into],
    ]
    const said = await Promise.all(misspelt.map((parameters) => desk(['backup', ...parameters])))
    for (const each of said) expect(each).toMatchObject({ code: 2, output: '' })
  })

  it('leaves a desk that is running alone, and says who makes its backups', async () => {
    const { folder, into } = await folders()
    const store = await open({ folder })
    const { code, complaint } = await desk(['backup', '--data', folder, '--into', into])
    expect(code).toBe(1)
    expect(complaint).toContain('is in use by another Card Desk')
    expect(complaint).toContain('under Settings → Data')
    await store.close()
    expect(await readdir(into)).toEqual([])
  })
})

describe('desk restore', { timeout: 60_000 }, () => {
  it('puts a backup in the place of the data, and says where the data is now', async () => {
    const { folder, into, found } = await folders()
    const backup = JSON.parse((await desk(['backup', '--data', folder, '--into', into])).output)
    const store = await open({ folder })
    committed(await write(store, ...orderedCard(4)))
    await store.close()
    const { code, output, complaint } = await desk(['restore', '--data', folder, '--from', backup.path])
    expect({ code, complaint }).toEqual({ code: 0, complaint: '' })
    const said = JSON.parse(output)
    const { ok: _, ...facts } = backup
    expect(said).toMatchObject({ ok: true, folder, backup: facts, cards: 3, sequence: 4 })
    expect(said.desk).not.toBe('desk-at-the-terminal')
    expect(dirname(said.replaced)).toBe(join(folder, 'replaced'))
    expect(await cardsIn(said.replaced)).toBe(4)
    const restored = await open({ folder })
    expect(picture(restored).cards).toEqual(found.cards)
    expect(restored.view.nextIds('order', 1)).toEqual(['O-000005'])
    await restored.close()
  })

  it('makes a new folder, and replaces data that cannot be read', async () => {
    const { folder, into } = await folders()
    const { path } = JSON.parse((await desk(['backup', '--data', folder, '--into', into])).output)
    const made = join(dirname(folder), 'deeper/new')
    const fresh = await desk(['restore', '--data', made, '--from', path])
    expect(JSON.parse(fresh.output)).toMatchObject({ ok: true, folder: made, replaced: null, cards: 3 })
    expect(await cardsIn(made)).toBe(3)
    const journal = join(folder, 'journal/000000000001.ndjson')
    await writeFile(journal, (await readFile(journal, 'utf8')).replace('TC-000002', 'TC-000009'))
    await rm(join(folder, 'snapshot'), { recursive: true })
    expect(await desk(['backup', '--data', folder, '--into', into])).toMatchObject({ code: 1 })
    expect(await desk(['restore', '--data', folder, '--from', path])).toMatchObject({ code: 0 })
    expect(await cardsIn(folder)).toBe(3)
  })

  it('refuses with a sentence what is no backup or is damaged, and leaves the folder as it is', async () => {
    const { folder, into } = await folders()
    const { path } = JSON.parse((await desk(['backup', '--data', folder, '--into', into])).output)
    const before = await bytesOf(folder)
    const journal = join(path, 'journal/000000000001.ndjson')
    await writeFile(journal, (await readFile(journal, 'utf8')).replace('TC-000002', 'TC-000009'))
    const damaged = await desk(['restore', '--data', folder, '--from', path])
    expect(damaged).toMatchObject({ code: 1, output: '' })
    expect(damaged.complaint).toContain('it is not what it was when the backup was made. Nothing was changed.')
    expect(await desk(['restore', '--data', folder, '--from', into])).toMatchObject({
      code: 1,
      complaint: expect.stringContaining('There is no backup'),
    })
    expect(await desk(['restore', '--data', folder])).toMatchObject({ code: 2 })
    expect(await bytesOf(folder)).toEqual(before)
  })

  it('refuses a folder that a desk has open, and says who restores there', async () => {
    const { folder, into } = await folders()
    const { path } = JSON.parse((await desk(['backup', '--data', folder, '--into', into])).output)
    const store = await open({ folder })
    const { code, complaint } = await desk(['restore', '--data', folder, '--from', path])
    expect(code).toBe(1)
    expect(complaint).toContain('under Settings → Data')
    await store.close()
  })
})

/** Starts the program, sends Ctrl-C as soon as something comes into a folder, and answers how it ended. */
async function interrupted(parameters: readonly string[], folder: string, isIt: (name: string) => boolean) {
  const watcher = watch(folder)
  const child = spawn(process.execPath, [program, ...parameters], { stdio: ['ignore', 'ignore', 'pipe'] })
  watcher.on('change', (_, name) => {
    // Once: a second Ctrl-C would end the program at once.
    if (isIt(String(name)) && !child.killed) child.kill('SIGINT')
  })
  let complaint = ''
  child.stderr.on('data', (chunk) => {
    complaint += String(chunk)
  })
  const [code] = await once(child, 'exit')
  watcher.close()
  return { code, complaint }
}

describeUnlessWindows('On Windows no program can press Ctrl-C in another one’s place.')(
  'Ctrl-C',
  { timeout: 60_000 },
  () => {
    it('stops a backup and a restore, and nothing is left of them', async () => {
      // Long enough that the program is caught in the middle.
      const { folder, into } = await folders(500)
      const isPartial = (name: string) => name.endsWith('.partial')
      const stopped = await interrupted(['backup', '--data', folder, '--into', into], into, isPartial)
      expect(stopped).toMatchObject({ code: 1, complaint: expect.stringContaining('The backup was not finished') })
      expect(await readdir(into)).toEqual([])

      const { path } = JSON.parse((await desk(['backup', '--data', folder, '--into', into])).output)
      const before = await bytesOf(folder)
      const isStaging = (name: string) => name === 'restoring'
      expect(await interrupted(['restore', '--data', folder, '--from', path], folder, isStaging)).toMatchObject({
        code: 1,
        complaint: expect.stringContaining('The restore was not finished'),
      })
      expect(await bytesOf(folder)).toEqual(before)
    })
  },
)
