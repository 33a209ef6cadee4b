import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installedProgram, type InstalledProgram } from '../support/installed-program'
import { committed, open, orderedCard, range, temporaryFolder, write } from '../support/store-desk'

// `desk` of the installed program, as an administrator without npm has it.

let installed: InstalledProgram
beforeAll(async () => {
  installed = await installedProgram()
})
afterAll(() => installed.remove())

/** As Electron would have it: the program that is running. */
const program = process.execPath

/** A closed desk with so many cards. */
async function deskIn(folder: string, cards: number): Promise<void> {
  const store = await open({ folder, ids: { random: () => 'desk-of-an-installation' } })
  await Promise.all(range(1, cards + 1).map(async (number) => committed(await write(store, ...orderedCard(number)))))
  await store.close()
}

/** What the program keeps of its own on this machine. */
const ownThings = () =>
  readdir(dirname(dirname(installed.folder))).then((names) => names.filter((name) => name !== 'resources'))

describe('desk of the installed program', { timeout: 60_000 }, () => {
  it('says how it is called here, and which folder is meant', async () => {
    const { code, output, complaint } = await installed.run(['desk', 'help'])
    expect({ code, complaint }).toEqual({ code: 0, complaint: '' })
    expect(output).toContain(`Usage: ${program} desk COMMAND\n`)
    const own = join(dirname(dirname(installed.folder)), 'Card Desk', 'desk')
    expect(output).toContain(`Without --data it is the folder that the window opens: ${own}\n`)
    expect(output).not.toMatch(/npm|seed|rpc/)
    expect((await installed.run(['desk'])).code).toBe(2)
  })

  it('answers on standard output alone, ends with its code, and begins nothing of the window', async () => {
    const folder = await temporaryFolder('desk')
    await deskIn(folder, 3)
    const { code, output, complaint } = await installed.run(['desk', 'verify', '--data', folder])
    expect({ code, complaint }).toEqual({ code: 0, complaint: '' })
    expect(JSON.parse(output)).toMatchObject({ ok: true, cards: 3 })
    expect(await ownThings()).toEqual([])
  })

  it('is the same with what root needs on the command line', async () => {
    const { code, output } = await installed.run(['--no-sandbox', 'desk', 'lifecycle'])
    expect(code).toBe(0)
    expect(JSON.parse(output)).toMatchObject({ cardTypes: [{ id: 'card' }, { id: 'temporary-card' }] })
  })

  it('takes the folder of the window when none is named', async () => {
    const folder = await temporaryFolder('desk')
    await deskIn(folder, 2)
    const named = await installed.run(['desk', 'verify'], { CARD_DESK_DATA: folder })
    expect(JSON.parse(named.output)).toMatchObject({ ok: true, cards: 2 })

    const config = await temporaryFolder('config')
    await deskIn(join(config, 'Card Desk', 'desk'), 4)
    const usual = await installed.run(['desk', 'verify'], { XDG_CONFIG_HOME: config })
    expect(JSON.parse(usual.output)).toMatchObject({ ok: true, cards: 4 })
  })

  it('backs up and restores, and advises what can be typed here', async () => {
    const folder = await temporaryFolder('desk')
    await deskIn(folder, 3)
    const into = await temporaryFolder('backups')
    await mkdir(into)
    const made = await installed.run(['desk', 'backup', '--data', folder, '--into', into])
    expect(made).toMatchObject({ code: 0, complaint: '' })
    const { path } = JSON.parse(made.output) as { path: string }

    await rm(join(folder, 'journal'), { recursive: true })
    await writeFile(join(folder, 'journal'), 'a file in its place')
    const broken = await installed.run(['desk', 'verify', '--data', folder, '--words'])
    expect(broken.code).toBe(1)
    expect(broken.output + broken.complaint).not.toMatch(/npm|\n\s+at /)

    await rm(join(folder, 'journal'))
    const gone = await installed.run(['desk', 'verify', '--data', folder])
    expect(gone.code).toBe(1)
    expect(JSON.parse(gone.output).advice).toContain(`"${program} desk restore"`)

    const restored = await installed.run(['desk', 'restore', '--data', folder, '--from', path])
    expect(restored).toMatchObject({ code: 0, complaint: '' })
    expect(JSON.parse((await installed.run(['desk', 'verify', '--data', folder])).output)).toMatchObject({ cards: 3 })
  })

  it('makes nobody up and takes no calls', async () => {
    const folder = await temporaryFolder('desk')
    for (const words of [
      ['seed', '--data', folder, '--cards', '5'],
      ['rpc', '--data', folder],
    ]) {
      const { code, output, complaint } = await installed.run(['desk', ...words])
      expect({ code, output }).toEqual({ code: 2, output: '' })
      expect(complaint).toMatch(new RegExp(`^${words[0]} is for developers`))
    }
    expect(await readdir(folder).catch(() => [])).toEqual([])
  })
})
