import { describe, expect, it } from 'vitest'
import { type Machine, operatingSystem, runtimeOf } from '../../../electron/program'
import { electronProgram } from '../../../electron/shell/about'

const app = { getVersion: () => '3.2.1' }

describe('what runs the program', () => {
  it('is Electron, where the runtime says so', () => {
    const versions = { electron: '45.4.1', chrome: '152.0.7444.59', node: '24.20.0', v8: '15.2' }
    const program = electronProgram({ app, versions, built: '/nowhere' })
    expect(program.version).toBe('3.2.1')
    expect(program.runtime()).toEqual({
      kind: 'electron',
      electron: '45.4.1',
      chromium: '152.0.7444.59',
      node: '24.20.0',
    })
  })

  it('is else the stand-in, which knows its browser once the window is open', () => {
    const versions: Record<string, string> = { node: '24.21.0' }
    const program = electronProgram({ app, versions, built: '/nowhere' })
    expect(program.runtime()).toEqual({ kind: 'stand-in', chromium: null, node: '24.21.0' })
    versions.chrome = '156.0.8078.79'
    expect(program.runtime()).toEqual({ kind: 'stand-in', chromium: '156.0.8078.79', node: '24.21.0' })
  })

  it('is Node on the command line, and Electron on that of an installed program', () => {
    expect(runtimeOf({ node: '24.21.0' })).toEqual({ kind: 'node', node: '24.21.0' })
    expect(runtimeOf({ node: '24.20.0', electron: '45.4.1', chrome: '152.0.7444.59' }).kind).toBe('electron')
  })
})

describe('the operating system', () => {
  const machine = (facts: Partial<Machine>, files: Readonly<Record<string, string>> = {}): Machine => ({
    platform: 'linux',
    architecture: 'x64',
    type: 'Linux',
    release: '6.12.8-amd64',
    description: '#1 SMP PREEMPT_DYNAMIC',
    ...facts,
    read: async (path) => files[path] ?? null,
  })

  // https://www.freedesktop.org/software/systemd/man/latest/os-release.html
  it.each([
    ['PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\nNAME="Debian GNU/Linux"\n', 'Debian GNU/Linux 13 (trixie)'],
    ["# a comment\nPRETTY_NAME='Void Linux'\n", 'Void Linux'],
    ['PRETTY_NAME=Alpine\n', 'Alpine'],
    ['NAME="Nameless"\n', 'Linux'],
    ['', 'Linux'],
  ])('is on Linux what os-release says: %j', async (text, name) => {
    const system = { name, version: '6.12.8-amd64', architecture: 'x64' }
    expect(await operatingSystem(machine({}, { '/etc/os-release': text }))).toEqual(system)
  })

  it('is found in the other place of os-release, or is its kernel', async () => {
    const files = { '/usr/lib/os-release': 'PRETTY_NAME="Fedora Linux 44"' }
    expect((await operatingSystem(machine({}, files))).name).toBe('Fedora Linux 44')
    expect((await operatingSystem(machine({}))).name).toBe('Linux')
  })

  it('is on Windows what Node is told, with its build', async () => {
    const windows = { platform: 'win32', type: 'Windows_NT', release: '10.0.26100', description: 'Windows 11 Pro' }
    expect(await operatingSystem(machine(windows))).toEqual({
      name: 'Windows 11 Pro',
      version: '10.0.26100',
      architecture: 'x64',
    })
  })

  it('is on a Mac its own version, not that of the kernel', async () => {
    const mac = { platform: 'darwin', architecture: 'arm64', type: 'Darwin', release: '25.1.0', description: 'Darwin' }
    const facts = '<dict>\n\t<key>ProductVersion</key>\n\t<string>26.1</string>\n</dict>'
    const files = { '/System/Library/CoreServices/SystemVersion.plist': facts }
    expect(await operatingSystem(machine(mac, files))).toEqual({
      name: 'macOS',
      version: '26.1',
      architecture: 'arm64',
    })
    expect(await operatingSystem(machine(mac))).toMatchObject({ name: 'Darwin', version: '25.1.0' })
  })
})
