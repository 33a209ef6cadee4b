import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { resolveConfig } from 'electron-vite'
import { build, mergeConfig, type Rolldown } from 'vite'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  allowedLicences,
  foundTexts,
  type Program,
  programs,
  writingTools,
} from '../../electron/packaging/licence-rules.ts'
import { type ListedPackage, readLicences, writeLicences } from '../../electron/packaging/licences.ts'

const root = resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'built-licences-'))
afterAll(() => rmSync(folder, { recursive: true }))

type Output = Rolldown.RolldownOutput['output']

/** What the build makes of each program, kept in memory, with the map of where each line comes from. */
const outputs = new Map<Program, Output>()
let listed: readonly ListedPackage[] = []

beforeAll(async () => {
  // As `npm run build` has it; packages choose what they import by it.
  vi.stubEnv('NODE_ENV', 'production')
  const configFile = join(root, 'electron/electron.vite.config.ts')
  const { config } = await resolveConfig({ configFile, logLevel: 'silent' }, 'build', 'production')
  if (!config) throw new Error('There is no configuration of the build.')
  for (const program of programs) {
    const inMemory = { write: false, sourcemap: true, minify: false, outDir: join(folder, program) }
    const made = await build(
      mergeConfig(config[program] ?? {}, { configFile: false, logLevel: 'warn', build: inMemory }),
    )
    const { output } = (Array.isArray(made) ? made[0] : made) as Rolldown.RolldownOutput
    outputs.set(program, output)
    mkdirSync(join(folder, program))
    writeFileSync(join(folder, program, 'licences.json'), listOf(output))
  }
  writeLicences(folder)
  listed = readLicences(folder)
}, 120_000)

function listOf(output: Output): string {
  const list = output.find(({ fileName }) => fileName === 'licences.json')
  if (list?.type !== 'asset') throw new Error('The build made no list of licences.')
  return list.source.toString()
}

/** Names and versions of the packages that lines and files of a program come from, told by the maps of its sources. */
function packagesIn(output: Output): readonly string[] {
  const sources = output.flatMap((file) => (file.type === 'chunk' ? (file.map?.sources ?? []) : file.originalFileNames))
  const places = sources.flatMap(
    (path) => /^.*?(node_modules\/(?:.*node_modules\/)?(?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [],
  )
  return [...new Set(places)]
    .map((place) => JSON.parse(readFileSync(join(root, place, 'package.json'), 'utf8')))
    .map(({ name, version }) => `${name} ${version}`)
    .sort()
}

/** The files of this project that a program is made of, from its root. */
function ownSources(output: Output): readonly string[] {
  return output
    .flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []))
    .filter((id) => !id.startsWith('\0') && !id.includes('node_modules'))
    .map((id) => relative(root, id.replace(/\?.*$/, '')).replaceAll('\\', '/'))
}

/** Names of modules that the build makes up. */
function madeUp(output: Output): readonly string[] {
  return output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : [])).filter((id) => id.startsWith('\0'))
}

const isTool = ({ name }: ListedPackage) => writingTools.some((tool) => tool.name === name)

describe('the list of licences of a build', () => {
  it.each(programs)('has exactly the packages that lines of %s come from', (program) => {
    const inside = packagesIn(outputs.get(program) as Output)
    const said = listed.filter((each) => each.programs.includes(program) && !isTool(each))
    expect(said.map(({ name, version }) => `${name} ${version}`).sort()).toEqual(inside)
  })

  it('holds what the desk is known to be made of', () => {
    // Else the comparison would be one of nothing with nothing.
    const of = (program: Program) => listed.filter((each) => each.programs.includes(program)).map(({ name }) => name)
    expect(of('main')).toEqual(expect.arrayContaining(['zod', 'lowdb', 'electron-log', 'canonicalize']))
    expect(of('renderer')).toEqual(expect.arrayContaining(['react-dom', '@mantine/core', '@fontsource-variable/inter']))
    expect(listed.find(({ name }) => name === '@fontsource-variable/inter')?.text).toContain('SIL OPEN FONT LICENSE')
  })

  it('has the tools of the build whose own lines are inside, and no other', () => {
    for (const program of programs) {
      const modules = madeUp(outputs.get(program) as Output)
      const writing = writingTools.filter((tool) => modules.some((id) => tool.modules.test(id)))
      expect(modules.filter((id) => !writing.some((tool) => tool.modules.test(id)))).toEqual([])
      expect(writing).toEqual(writingTools.filter((tool) => tool.programs.includes(program)))
    }
  })

  it('needs every licence that is allowed and every text that was found elsewhere', () => {
    const used = new Set(listed.map(({ licence }) => licence))
    expect([...used].sort()).toEqual(allowedLicences.map(({ id }) => id))
    for (const { name, version } of foundTexts) {
      expect(listed.find((each) => each.name === name && each.version === version)).toBeDefined()
      const lists = programs.flatMap((program) => JSON.parse(listOf(outputs.get(program) as Output)))
      expect(lists.find((each) => each.name === name && each.version === version)).not.toHaveProperty('text')
    }
  })
})

describe('the programs of a build', () => {
  it.each([
    ['main', ['electron/main.ts', 'electron/cli.ts', 'shared/texts/index.ts']],
    ['preload', ['electron/preload.ts']],
    ['renderer', ['renderer/main.tsx', 'shared/texts/index.ts']],
  ] as const)('%s is made of sources of the product alone, with nothing of tests or tools', (program, known) => {
    const sources = ownSources(outputs.get(program) as Output)
    expect(sources).toEqual(expect.arrayContaining([...known]))
    const product =
      program === 'renderer'
        ? /^(renderer\/|shared\/|electron\/packaging\/icons\/)/
        : /^(electron|shared|package\.json$)/
    const foreign = /^electron\/(launch|electron\.vite|packaging\/(?!icons\/))|\.test\.|(^|\/)test\//
    expect(sources.filter((path) => !product.test(path) || foreign.test(path))).toEqual([])
  })
})
