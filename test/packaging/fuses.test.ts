import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fuses } from '../../electron/packaging/fuses.ts'
import { inspectFuses, inspectProgram } from '../../electron/packaging/inspect.ts'
import { sentinel } from './stub-runtime.ts'
import { packStub } from './stub-programs.ts'
import { longestStart, Tampering, wrong } from './tampering.ts'

// Every fuse is turned the wrong way in a packaged program, and has to be named.

/** What a package has to be, and where it stands on the wire: build/fuses/fuses.json5 in Electron's sources. */
const hardened: Readonly<Record<string, readonly [place: number, on: boolean]>> = {
  runAsNode: [0, false],
  cookieEncryption: [1, true],
  nodeOptions: [2, false],
  nodeCliInspect: [3, false],
  embeddedAsarIntegrityValidation: [4, true],
  onlyLoadAppFromAsar: [5, true],
  loadBrowserProcessSpecificV8Snapshot: [6, false],
  grantFileProtocolExtraPrivileges: [7, false],
  wasmTrapHandlers: [8, true],
}

let tampering: Tampering

beforeAll(async () => {
  tampering = await Tampering.start()
}, longestStart)
afterAll(() => tampering.remove())

/** A copy of the program, with the bytes after the mark changed: version, length, fuses. */
async function changed(change: (wire: Buffer) => void): Promise<string> {
  const place = await mkdtemp(join(tampering.folder, 'fuses-'))
  const program = join(place, 'program')
  const bytes = await readFile(tampering.program.program)
  change(bytes.subarray(bytes.indexOf(sentinel) + sentinel.length))
  await writeFile(program, bytes)
  return program
}

it('says of every fuse why it stands where it stands, and where to read about it', () => {
  expect(Object.fromEntries(fuses.map(({ name, place, wanted }) => [name, [place, wanted]]))).toEqual(hardened)
  for (const { why, source } of fuses) {
    expect(why).toMatch(/\w+.*\.$/)
    expect(source).toMatch(/^https:\/\/www\.electronjs\.org\/docs\/latest\//)
  }
})

it('finds every fuse of the packaged program as it should be', async () => {
  const found = await inspectFuses(tampering.program.program)
  expect(wrong(found)).toEqual({})
  expect(found.map(({ name }) => name)).toEqual(['fuse: wire', ...Object.keys(hardened).map((name) => `fuse: ${name}`)])
})

it('looks at them in every packaged program, and at its archive', async () => {
  const place = await mkdtemp(join(tampering.folder, 'both-'))
  const archive = join(place, 'app.asar')
  await writeFile(archive, 'no archive')
  const program = await changed((wire) => wire.write('1', 2, 'latin1'))
  expect(Object.keys(wrong(await inspectProgram({ ...tampering.program, archive, program })))).toEqual([
    'archive',
    'fuse: runAsNode',
  ])
})

describe('each fuse in turn', () => {
  const before = 2

  it.each(Object.entries(hardened))('names %s when it stands wrong', async (name, [place, on]) => {
    const program = await changed((wire) => wire.write(on ? '0' : '1', before + place, 'latin1'))
    const [is, wish] = on ? ['off', 'on'] : ['on', 'off']
    expect(wrong(await inspectFuses(program))).toEqual({
      [`fuse: ${name}`]: [`${name} is ${is}, and should be ${wish}`],
    })
  })

  it.each(Object.entries(hardened))('names %s when Electron has removed it', async (name, [place]) => {
    const program = await changed((wire) => wire.write('r', before + place, 'latin1'))
    expect(wrong(await inspectFuses(program))).toEqual({
      [`fuse: ${name}`]: [expect.stringContaining(`${name} is removed by Electron`)],
    })
  })
})

describe('another wire', () => {
  it('names a fuse that nobody has decided about', async () => {
    const program = await changed((wire) => wire.writeUInt8(10, 1))
    expect(wrong(await inspectFuses(program))).toEqual({
      'fuse: fuse 9': [expect.stringContaining('the table of fuses does not say what it does')],
    })
  })

  it('names a fuse that the program does not have', async () => {
    const program = await changed((wire) => wire.writeUInt8(8, 1))
    expect(wrong(await inspectFuses(program))).toEqual({
      'fuse: wasmTrapHandlers': ['wasmTrapHandlers is not on the wire, and should be on'],
    })
  })

  it('names a wire of another version', async () => {
    const program = await changed((wire) => wire.writeUInt8(2, 0))
    expect(wrong(await inspectFuses(program))['fuse: wire']).toEqual(['wire has version 2, we know 1'])
  })

  it('says that a program without the mark has no fuses', async () => {
    const program = await changed(() => {})
    const bytes = await readFile(program)
    bytes.fill(0, bytes.indexOf(sentinel), bytes.indexOf(sentinel) + sentinel.length)
    await writeFile(program, bytes)
    expect(wrong(await inspectFuses(program))).toEqual({
      'fuse: wire': [expect.stringMatching(/^wire cannot be read: .*sentinel/)],
    })
  })
})

it('opens no fuse that an own configuration forgets', async () => {
  const place = await mkdtemp(join(tampering.folder, 'forgotten-'))
  const { program } = await packStub(place, 'linux', 'x64', ({ electronFuses, ...usual }) => usual)
  const found = wrong(await inspectFuses(program))
  expect(Object.keys(found)).toEqual(
    ['runAsNode', 'cookieEncryption', 'nodeOptions', 'nodeCliInspect', 'embeddedAsarIntegrityValidation']
      .concat(['onlyLoadAppFromAsar', 'grantFileProtocolExtraPrivileges'])
      .map((name) => `fuse: ${name}`),
  )
})

it('finds them in a Windows program and in the framework of a Mac', async () => {
  const place = await mkdtemp(join(tampering.folder, 'others-'))
  const windows = await packStub(join(place, 'win'), 'win32', 'x64')
  const bytes = await readFile(windows.program)
  bytes.write('1', bytes.indexOf(sentinel) + sentinel.length + 2, 'latin1')
  await writeFile(windows.program, bytes)
  expect(wrong(await inspectFuses(windows.program))).toEqual({
    'fuse: runAsNode': ['runAsNode is on, and should be off'],
  })
  if (process.platform === 'win32') return
  const mac = await packStub(join(place, 'mac'), 'darwin', 'arm64')
  const other = join(place, 'Other.app')
  await cp(mac.program, other, { recursive: true, verbatimSymlinks: true })
  const framework = join(other, 'Contents/Frameworks/Electron Framework.framework/Versions/A/Electron Framework')
  const code = await readFile(framework)
  code.write('1', code.indexOf(sentinel) + sentinel.length + 4, 'latin1')
  await writeFile(framework, code)
  expect(wrong(await inspectFuses(other))).toEqual({ 'fuse: nodeOptions': ['nodeOptions is on, and should be off'] })
})
