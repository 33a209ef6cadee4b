import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { allowedLicences } from '../../electron/packaging/licence-rules.ts'
import {
  type BuiltList,
  merge,
  readLicences,
  thirdPartyText,
  writeLicences,
} from '../../electron/packaging/licences.ts'

const root = resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'licences-'))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A package as the build lists it, in the version that is installed. */
function built(name: string, identifier = 'MIT', text = `The licence of ${name}.`): BuiltList[number] {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'))
  return { name, version, identifier, text }
}

/** A folder as the build leaves it, with a list for each program. */
function builtFolder(lists: Readonly<Record<string, BuiltList>>): string {
  for (const [program, list] of Object.entries(lists)) {
    mkdirSync(join(folder, program), { recursive: true })
    writeFileSync(join(folder, program, 'licences.json'), JSON.stringify(list))
  }
  return folder
}

/** What an attempt to merge refuses, sentence by sentence. */
function refusals(list: BuiltList): readonly string[] {
  try {
    merge([['main', list]])
    return []
  } catch (error) {
    return (error as Error).message.split('\n')
  }
}

const version = (name: string) => built(name).version

describe('the licences of what is inside the programs', () => {
  it('are one list by name, with the programs that each package is in', () => {
    const merged = merge([
      ['main', [built('zod'), built('dayjs')]],
      ['preload', []],
      ['renderer', [built('react-dom'), built('react'), built('dayjs'), built('@mantine/core')]],
    ])
    expect(merged.map(({ name, programs }) => [name, programs])).toEqual([
      ['@mantine/core', ['renderer']],
      ['dayjs', ['main', 'renderer']],
      ['react', ['renderer']],
      ['react-dom', ['renderer']],
      ['zod', ['main']],
    ])
    expect(merged[1]).toEqual({
      name: 'dayjs',
      version: version('dayjs'),
      licence: 'MIT',
      text: 'The licence of dayjs.',
      programs: ['main', 'renderer'],
    })
  })

  it('keep two versions of one package apart', () => {
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
    const older: string = lock.packages['node_modules/@xyflow/react/node_modules/zustand'].version
    const merged = merge([['renderer', [built('zustand'), { ...built('zustand'), version: older }]]])
    expect(merged.map((each) => each.version)).toEqual([older, version('zustand')].sort())
  })

  it('are texts with plain ends of lines', () => {
    const [only] = merge([['main', [built('zod', 'MIT', '\r\nFirst line\r\nsecond line\r\n\r\n')]]])
    expect(only?.text).toBe('First line\nsecond line')
  })

  it('come with the notices that a package asks to pass on', () => {
    const [only] = merge([['main', [built('@zxcvbn-ts/language-en')]]])
    expect(only?.text).toMatch(/^The licence of @zxcvbn-ts\/language-en\.\n\nNOTICE\.md\n\n/)
    expect(only?.text).toContain('ODC-BY (Open Data Commons Attribution License)')
    expect(only?.text).toContain('\n\nTHIRD_PARTY_LICENSES.md\n\n')
  })

  it('are refused when they are not allowed, missing or without a text, each package by its name', () => {
    const { identifier: _none, ...nameless } = built('ky')
    const list = [
      built('zod', 'GPL-3.0-only'),
      built('react', 'MIT OR Apache-2.0'),
      nameless,
      built('dayjs', 'MIT', ' '),
    ]
    expect(refusals([...list, built('papaparse')])).toEqual([
      expect.stringMatching(`^zod ${version('zod')} has the licence GPL-3.0-only, which is not among those allowed`),
      expect.stringMatching(`^react ${version('react')} has the licence MIT OR Apache-2.0, which is not among those`),
      `ky ${version('ky')} names no licence.`,
      expect.stringMatching(`^dayjs ${version('dayjs')} brings no text of its licence MIT`),
    ])
  })

  it('may be a text that was found elsewhere, for that version and licence alone', () => {
    const silent = built('react-remove-scroll-bar', 'MIT', '')
    expect(merge([['renderer', [silent]]])[0]?.text).toMatch(/^MIT License\n\nCopyright \(c\) 2025 Anton Korzunov/)
    expect(refusals([{ ...silent, version: '2.3.9' }])).toEqual([expect.stringMatching(/2\.3\.9 brings no text/)])
    expect(refusals([{ ...silent, identifier: 'ISC' }])).toEqual([expect.stringMatching(/no text of its licence ISC/)])
  })

  it('are allowed by their identifiers, each with a reason', () => {
    // Licences that reach over to the program they are in, or forbid a use.
    for (const other of ['GPL-2.0-only', 'LGPL-3.0-or-later', 'AGPL-3.0-only', 'SSPL-1.0', 'BUSL-1.1', 'UNLICENSED']) {
      expect(allowedLicences.map(({ id }) => id)).not.toContain(other)
    }
    expect(allowedLicences.filter(({ why }) => !/\w{4}.*\.$/.test(why))).toEqual([])
  })

  it('are written once for all programs, and no program keeps its own list', () => {
    const output = builtFolder({ main: [built('zod')], preload: [], renderer: [built('react')] })
    writeLicences(output)
    // What joins the modules writes helpers of its own into the programs.
    expect(readLicences(output).map(({ name, programs }) => [name, programs])).toEqual([
      ['react', ['renderer']],
      ['rolldown', ['main', 'renderer']],
      ['zod', ['main']],
    ])
    expect(['main', 'preload', 'renderer'].filter((each) => existsSync(join(output, each, 'licences.json')))).toEqual(
      [],
    )
  })

  it('are not written when one is refused', () => {
    const output = builtFolder({ main: [built('zod', 'GPL-3.0-only')], preload: [], renderer: [] })
    expect(() => writeLicences(output)).toThrow(/^zod .* GPL-3\.0-only/)
    expect(existsSync(join(output, 'licences.json'))).toBe(false)
  })

  it('are a text for people, each licence once under everything that has it', () => {
    const text = thirdPartyText(
      merge([
        ['main', [built('zod', 'MIT', 'One text.'), built('dayjs', 'ISC', 'Another text.')]],
        ['renderer', [built('react', 'MIT', 'One text.')]],
      ]),
    )
    expect(text.match(/One text\./g)).toHaveLength(1)
    expect(text).toContain(`react ${version('react')} (MIT)\nzod ${version('zod')} (MIT)\n\nOne text.\n`)
    expect(text).toContain(`dayjs ${version('dayjs')} (ISC)\n\nAnother text.\n`)
    // Electron lays these two files beside the program itself.
    expect(text).toContain('LICENSE.electron.txt')
    expect(text).toContain('LICENSES.chromium.html')
  })
})
