import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { command } from '../installed/command.ts'
import { linuxTrials } from '../installed/linux.ts'
import { macTrials } from '../installed/macos.ts'
import { expectSameDesk, ownFolder } from '../installed/own-desk.ts'
import { onlyOne } from '../installed/packages.ts'
import { profileFor } from '../installed/sandbox-profile.ts'
import { readEntries, uninstallerOf, windowsTrials } from '../installed/windows.ts'

describe('Trials of the installers', () => {
  it('have names of their own, and start an unpacked or opened program on each system without changing the machine', () => {
    for (const trials of [linuxTrials, macTrials, windowsTrials]) {
      expect(new Set(trials.map(({ name }) => name)).size).toBe(trials.length)
      expect(trials.filter(({ changesMachine }) => !changesMachine)).not.toHaveLength(0)
      expect(trials.filter(({ changesMachine }) => changesMachine)).not.toHaveLength(0)
    }
  })

  it('say what a command said when it fails', async () => {
    const program = ['-e', 'console.log("to be read"); console.error("what is wrong"); process.exit(3)']
    const failing = command(process.execPath, program)
    await expect(failing).rejects.toThrow('to be read')
    await expect(failing).rejects.toThrow('what is wrong')
  })
})

describe('What Windows knows of installed programs', () => {
  const entry = {
    DisplayName: 'Card Desk 0.1.0',
    DisplayVersion: '0.1.0',
    QuietUninstallString:
      '"C:\\Users\\ada\\AppData\\Local\\Programs\\card-desk\\Uninstall Card Desk.exe" /currentuser /S',
  }

  it('is read when it is nothing, one, or several', () => {
    expect(readEntries('\r\n')).toEqual([])
    expect(readEntries(JSON.stringify(entry))).toEqual([entry])
    expect(readEntries(JSON.stringify([entry, entry]))).toEqual([entry, entry])
    expect(() => readEntries('{"DisplayName":"Card Desk"}')).toThrow()
  })

  it('names the uninstaller', () => {
    const uninstaller = 'C:\\Users\\ada\\AppData\\Local\\Programs\\card-desk\\Uninstall Card Desk.exe'
    expect(uninstallerOf(entry)).toBe(uninstaller)
    expect(() => uninstallerOf({ ...entry, QuietUninstallString: 'C:\\uninstall.exe /S' })).toThrow(
      'names no uninstaller',
    )
  })
})

describe('The desk of an installed program', () => {
  it('is where Electron keeps what belongs to a program', () => {
    expect(ownFolder('linux', { XDG_CONFIG_HOME: '/home/ada/.config' })).toBe(join('/home/ada/.config', 'Card Desk'))
    expect(ownFolder('win32', { APPDATA: '/roaming' })).toBe(join('/roaming', 'Card Desk'))
    expect(ownFolder('darwin', {})).toMatch(/Library.Application Support.Card Desk$/)
    expect(() => ownFolder('aix', {})).toThrow('no installer for aix')
  })

  it('is the same only when every file of it is', () => {
    const desk = new Map([
      ['head.json', 'a'],
      ['journal/000000000001.ndjson', 'b'],
    ])
    expect(() => expectSameDesk(desk, new Map(desk))).not.toThrow()
    expect(() => expectSameDesk(desk, new Map([['head.json', 'a']]))).toThrow('are gone: journal/000000000001.ndjson')
    expect(() => expectSameDesk(desk, new Map([...desk, ['head.json', 'c']]))).toThrow('are changed: head.json')
    expect(() => expectSameDesk(new Map(), new Map())).toThrow('no desk')
  })
})

describe('A folder with installers', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'card-desk-installers-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('has exactly one of a kind', () => {
    expect(() => onlyOne(folder, /\.deb$/)).toThrow('There is no')
    writeFileSync(join(folder, 'one.deb'), '')
    mkdirSync(join(folder, 'linux-unpacked'))
    expect(onlyOne(folder, /\.deb$/)).toBe(join(folder, 'one.deb'))
    writeFileSync(join(folder, 'two.deb'), '')
    expect(() => onlyOne(folder, /\.deb$/)).toThrow('There are several')
  })
})

describe('The profile that lets Chromium have its sandbox on Ubuntu', () => {
  it('names the programs and gives them user namespaces', () => {
    expect(profileFor(['/opt/Card Desk/card-desk', '/home/ada/electron'])).toBe(`abi <abi/4.0>,
include <tunables/global>

profile card-desk-tests-1 "/opt/Card Desk/card-desk" flags=(unconfined) {
  userns,
}

profile card-desk-tests-2 "/home/ada/electron" flags=(unconfined) {
  userns,
}
`)
  })

  it.each(['electron', '/opt/*/electron', '/opt/"electron', '/opt/{a,b}/electron', '/opt/a\nb'])(
    'refuses "%s"',
    (path) => {
      expect(() => profileFor([path])).toThrow('AppArmor would read')
    },
  )
})
