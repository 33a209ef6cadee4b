import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { crashDumpsFolder, keepNewest, tidyCrashDumps, writeCrashDumps } from '../../../electron/shell/crash-dumps'
import { silentLog } from '../../../electron/ports'
import { withSlashes } from '../../support/slashes'
import { TestLog } from '../../support/test-desk'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'card-desk-dumps-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function put(path: string, minutesOld = 0): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), 'memory')
  const time = Date.UTC(2026, 10, 21) / 1000 - minutesOld * 60
  utimesSync(join(folder, path), time, time)
}

const files = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => withSlashes(join(entry.parentPath, entry.name).slice(folder.length + 1)))
    .sort()

describe('crash dumps', () => {
  it('are written and sent nowhere', () => {
    const started: object[] = []
    writeCrashDumps({ start: (options) => started.push(options ?? {}) }, ['program'])
    expect(started).toEqual([{ uploadToServer: false }])
  })

  it('are not written for somebody who wants none', () => {
    const started: object[] = []
    writeCrashDumps({ start: (options) => started.push(options ?? {}) }, ['program', '--no-crash-dumps'])
    expect(started).toEqual([])
  })

  it('are where the runtime says, for whoever wants to look at them, and nowhere for somebody who wants none', () => {
    expect(crashDumpsFolder({ getPath: (name) => `/own/${name}` }, ['program'])).toBe('/own/crashDumps')
    expect(crashDumpsFolder({ getPath: (name) => `/own/${name}` }, ['program', '--no-crash-dumps'])).toBe(null)
  })

  it('stay as long as they are among the newest, with what belongs to them, in whichever folders', async () => {
    put('settings.dat', 900)
    put('pending/one.dmp', 1)
    put('completed/two.dmp', 2)
    put('completed/two.meta', 2)
    put('reports/three.dmp', 3)
    put('completed/three.meta', 3)
    put('attachments/three/note', 3)
    put('new/four.dmp', 4)
    put('attachments/four/note', 4)
    await keepNewest(folder, 2)
    expect(files()).toEqual(['completed/two.dmp', 'completed/two.meta', 'pending/one.dmp', 'settings.dat'])
  })

  it('are three at most after a start, and none where none are wanted', async () => {
    for (let number = 1; number <= 5; number += 1) put(`completed/${number}.dmp`, number)
    await tidyCrashDumps({ getPath: () => folder }, ['program'], silentLog)
    expect(files()).toEqual(['completed/1.dmp', 'completed/2.dmp', 'completed/3.dmp'])
    await tidyCrashDumps({ getPath: () => folder }, ['program', '--no-crash-dumps'], silentLog)
    expect(files()).toEqual([])
  })

  it('need no folder, and never keep the program from starting', async () => {
    const log = new TestLog()
    await tidyCrashDumps({ getPath: () => join(folder, 'none') }, ['program'], log)
    expect(log.lines).toEqual([])
    put('file')
    await tidyCrashDumps({ getPath: () => join(folder, 'file') }, ['program'], log)
    expect(log.lines).toEqual([expect.stringMatching(/^{"level":"warn","event":"crash dumps not tidied"/)])
    expect(log.lines[0]).not.toContain(folder)
  })
})
