import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Spec, Validation } from '@cyclonedx/cyclonedx-library'
import { describe, expect, it } from 'vitest'
import { type BillContents, billOfMaterials, sourceDate } from '../../electron/packaging/bill-of-materials.ts'
import type { ListedPackage } from '../../electron/packaging/licences.ts'
import { readVersions, runtimeVersions } from '../../electron/packaging/runtime-versions.ts'

const root = resolve(import.meta.dirname, '../..')
const jsonIn = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'))
const project = jsonIn('package.json')
const locked: Readonly<Record<string, { version: string; integrity: string }>> = jsonIn('package-lock.json').packages
const electron: string = jsonIn('node_modules/electron/package.json').version

/** The older one of two versions of one package, which only another package imports. */
const nested = 'node_modules/@xyflow/react/node_modules/zustand'
const versionAt = (place: string) => locked[place]?.version ?? ''

function listed(place: string, licence = 'MIT'): ListedPackage {
  const name = place.replace(/.*node_modules\//, '')
  return { name, version: versionAt(place), licence, text: 'A text.', programs: ['renderer'] }
}

const contents: BillContents = {
  packages: [
    listed('node_modules/@fontsource-variable/inter', 'OFL-1.1'),
    listed('node_modules/@xyflow/react'),
    listed('node_modules/react'),
    listed('node_modules/rolldown'),
    listed(nested),
    listed('node_modules/zustand'),
    { ...listed('node_modules/dayjs'), programs: ['main', 'renderer'] },
  ],
  runtime: { electron, chromium: '150.0.7871.47', node: '24.18.0' },
  archives: ['linux-x64'],
}

interface Part {
  readonly 'bom-ref': string
  readonly group?: string
  readonly name: string
  readonly version: string
  readonly purl: string
  readonly licenses: readonly { readonly license: { readonly id: string } }[]
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[]
  readonly properties?: readonly { readonly name: string; readonly value: string }[]
  readonly externalReferences?: readonly { readonly url: string; readonly hashes: Part['hashes'] }[]
  readonly components?: readonly Part[]
}

interface Bill {
  readonly serialNumber: string
  readonly metadata: { readonly timestamp?: string; readonly component: Part }
  readonly components: readonly Part[]
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[]
}

const bill = (changes: Partial<BillContents> = {}): Bill => JSON.parse(billOfMaterials({ ...contents, ...changes }))

function part(name: string, of: Bill = bill()): Part {
  const found = of.components.find((each) => [each.group, each.name].filter(Boolean).join('/') === name)
  if (!found) throw new Error(`${name} is not in the bill.`)
  return found
}

const usesOf = bill().dependencies
const uses = (ref: string) => usesOf.find((each) => each.ref === ref)?.dependsOn ?? []

describe('the bill of materials', () => {
  it('is CycloneDX 1.6, as the schema has it', async () => {
    const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6)
    const text = billOfMaterials({ ...contents, time: new Date('2026-11-21T20:33:00Z') })
    expect(await validator.validate(text)).toBeNull()
    // A schema that accepts everything would not tell.
    expect(await validator.validate(text.replace('"specVersion"', '"specversion"'))).not.toBeNull()
    expect(await validator.validate(text.replace(/urn:uuid:[^"]+/, 'none'))).not.toBeNull()
  })

  it('is about the application in its version', () => {
    expect(bill().metadata.component).toMatchObject({
      type: 'application',
      name: 'Card Desk',
      version: project.version,
      licenses: [{ license: { id: project.license } }],
    })
  })

  it('has every package that is inside, with its address, its licence and where it is', () => {
    const version = versionAt('node_modules/dayjs')
    expect(part('dayjs')).toMatchObject({
      type: 'library',
      version,
      purl: `pkg:npm/dayjs@${version}`,
      licenses: [{ license: { id: 'MIT' } }],
      properties: [
        { name: 'card-desk:program', value: 'main' },
        { name: 'card-desk:program', value: 'renderer' },
      ],
    })
    // https://github.com/package-url/purl-spec: the scope is a namespace, and its @ is written %40.
    expect(part('@fontsource-variable/inter').purl).toMatch(/^pkg:npm\/%40fontsource-variable\/inter@\d/)
    expect(part('@fontsource-variable/inter').licenses).toMatchObject([{ license: { id: 'OFL-1.1' } }])
    const versions = bill()
      .components.filter(({ name }) => name === 'zustand')
      .map((each) => each.version)
    expect(versions.sort()).toEqual([versionAt(nested), versionAt('node_modules/zustand')].sort())
    expect(bill().components).toHaveLength(contents.packages.length + 1)
  })

  it('has the hash of each package as it was installed', () => {
    const hex = Buffer.from((locked['node_modules/react']?.integrity ?? '').replace('sha512-', ''), 'base64').toString(
      'hex',
    )
    expect(hex).toMatch(/^[0-9a-f]{128}$/)
    expect(part('react').hashes).toEqual([{ alg: 'SHA-512', content: hex }])
  })

  it('has Electron with what is in it, and the hash of each archive that installers were made from', () => {
    const both = part('electron', bill({ archives: ['darwin-arm64', 'darwin-x64'] }))
    const checksums = jsonIn('node_modules/electron/checksums.json')
    expect(both.version).toBe(electron)
    expect(both.components?.map(({ name, version }) => [name, version])).toEqual([
      ['chromium', '150.0.7871.47'],
      ['node', '24.18.0'],
    ])
    expect(both.externalReferences?.map(({ url, hashes }) => [url.split('/').at(-1), hashes])).toEqual(
      ['darwin-arm64', 'darwin-x64']
        .map((archive) => `electron-v${electron}-${archive}.zip`)
        .map((name) => [name, [{ alg: 'SHA-256', content: checksums[name] }]]),
    )
    expect(() => bill({ archives: ['amiga-m68k'] })).toThrow(`electron-v${electron}-amiga-m68k.zip`)
  })

  it('leaves out what nobody could say', () => {
    expect(part('electron', bill({ runtime: { electron, chromium: null, node: null } }))).not.toHaveProperty(
      'components',
    )
    expect(bill().metadata).not.toHaveProperty('timestamp')
  })

  it('says what uses what', () => {
    const newer = `pkg:npm/zustand@${versionAt('node_modules/zustand')}`
    const older = `pkg:npm/zustand@${versionAt(nested)}`
    const application = uses(bill().metadata.component['bom-ref'])
    expect(application).toContain(newer)
    expect(application).not.toContain(older)
    expect(application).toContain(`pkg:npm/electron@${electron}`)
    expect(uses(part('@xyflow/react')['bom-ref'])).toEqual([`pkg:npm/react@${versionAt('node_modules/react')}`, older])
    expect(uses(`pkg:npm/electron@${electron}`)).toEqual([
      'pkg:generic/chromium@150.0.7871.47',
      'pkg:generic/node@24.18.0',
    ])
    // Nothing is in an installer without a reason.
    const reached = new Set<string>()
    const walk = (ref: string): void => {
      if (reached.has(ref)) return
      reached.add(ref)
      uses(ref).forEach(walk)
    }
    walk(bill().metadata.component['bom-ref'])
    expect(bill().components.filter((each) => !reached.has(each['bom-ref']))).toEqual([])
  })

  it('is the same for the same contents, and has another number for others', () => {
    const backwards = { ...contents, packages: contents.packages.toReversed() }
    expect(billOfMaterials(backwards)).toBe(billOfMaterials(contents))
    const numbers = [
      bill(),
      bill({ packages: contents.packages.slice(1) }),
      bill({ time: new Date('2026-11-21T20:33:00Z') }),
      bill({ time: new Date('2026-11-21T20:34:00Z') }),
    ].map(({ serialNumber }) => serialNumber)
    expect(new Set(numbers).size).toBe(numbers.length)
    // https://www.rfc-editor.org/rfc/rfc9562#section-5.8
    for (const each of numbers)
      expect(each).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('names the time only that it is given', () => {
    const time = sourceDate({ SOURCE_DATE_EPOCH: '1795293180' })
    expect(bill({ time }).metadata.timestamp).toBe('2026-11-21T20:33:00.000Z')
    expect([sourceDate({}), sourceDate({ SOURCE_DATE_EPOCH: '' }), sourceDate({ SOURCE_DATE_EPOCH: 'now' })]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it('refuses a package that was never installed', () => {
    const unknown = { ...listed('node_modules/react'), version: '0.0.1' }
    expect(() => bill({ packages: [unknown] })).toThrow('react 0.0.1 is not in package-lock.json.')
  })
})

describe('the versions of the runtime', () => {
  it('are those that it answers, as long as it is the one of the package', async () => {
    const answer = (version: string) =>
      JSON.stringify({ electron: version, chrome: '150.0.7871.47', node: '24.18.0', v8: '15' })
    expect(readVersions(answer(electron), electron)).toEqual(contents.runtime)
    expect(() => readVersions(answer('1.0.0'), electron)).toThrow('Electron 1.0.0')
    expect(await runtimeVersions(null)).toEqual({ electron, chromium: null, node: null })
    // Any other Node is no Electron.
    await expect(runtimeVersions(process.execPath)).rejects.toThrow(/electron/)
  })
})
