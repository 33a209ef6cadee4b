import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library'
import { PackageURL } from 'packageurl-js'
import { z } from 'zod'
import { root } from '../launch/project.mjs'
import { type InstalledPackage, InstalledPackages } from './installed.ts'
import { writingTools } from './licence-rules.ts'
import type { ListedPackage } from './licences.ts'
import type { RuntimeVersions } from './runtime-versions.ts'

/** What is put into the bill. */
export interface BillContents {
  /** The packages inside the programs, see `readLicences`. */
  readonly packages: readonly ListedPackage[]
  readonly runtime: RuntimeVersions
  /** The platforms and processors of Electron's archives, `linux-x64` and the like, that installers were made from. */
  readonly archives: readonly string[]
  /** When the bill is from; without it the bill names no time, and is the same whenever it is made. */
  readonly time?: Date | undefined
}

const { Component, ComponentRepository, ExternalReference, ExternalReferenceRepository, Property, SpdxLicense } = Models

const projectSchema = z.object({
  name: z.string(),
  productName: z.string(),
  version: z.string(),
  description: z.string(),
  license: z.string(),
  devDependencies: z.record(z.string(), z.string()),
})
type Project = z.infer<typeof projectSchema>

/** The time of a bill that has to come out the same again, https://reproducible-builds.org/specs/source-date-epoch/ */
export function sourceDate(environment: NodeJS.ProcessEnv = process.env): Date | undefined {
  const seconds = environment.SOURCE_DATE_EPOCH
  return seconds === undefined || !/^\d+$/.test(seconds) ? undefined : new Date(Number(seconds) * 1000)
}

/**
 * The software bill of materials: CycloneDX 1.6 as JSON, https://cyclonedx.org/docs/1.6/json/. It has the application
 * with its version, each package that something of is inside it, and the Electron runtime with what that holds; each
 * with its licence, and with its hash where one is known; and which of them uses which. The same contents make the same
 * bill, to the byte.
 * @throws {Error} when a package is not in the lock file, or Electron has no archive for a platform
 */
export function billOfMaterials({ packages, runtime, archives, time }: BillContents, project = root): string {
  const about = projectSchema.parse(jsonIn(join(project, 'package.json')))
  const installed = InstalledPackages.of(project)
  const application = ofProject(about)
  const components = new Map(ofPackages(packages, installed))
  const electron = ofRuntime(runtime, archives, project)
  connect(application, components, about, installed)
  application.dependencies.add(electron.bomRef)

  const bom = new Models.Bom({
    components: new ComponentRepository([...components.values().map(({ component }) => component), electron]),
    metadata: new Models.Metadata({
      component: application,
      lifecycles: new Models.LifecycleRepository([Enums.LifecyclePhase.Build]),
      ...(time ? { timestamp: time } : {}),
    }),
  })
  bom.serialNumber = serialNumber(serialised(bom))
  return `${serialised(bom)}\n`
}

function ofProject({ name, productName, version, description, license }: Project): Models.Component {
  const purl = new PackageURL('generic', null, name, version, null, null).toString()
  return new Component(Enums.ComponentType.Application, productName, {
    bomRef: purl,
    purl,
    version,
    description,
    licenses: declared(license),
  })
}

interface Known {
  readonly component: Models.Component
  readonly installed: InstalledPackage
}

/** The components by their places. */
function ofPackages(packages: readonly ListedPackage[], all: InstalledPackages): readonly (readonly [string, Known])[] {
  return packages.map(({ name, version, licence, programs }) => {
    const installed = all.find(name, version)
    const { group, bare } = split(name)
    const purl = new PackageURL('npm', group, bare, version, null, null).toString()
    const component = new Component(Enums.ComponentType.Library, bare, {
      bomRef: purl,
      purl,
      version,
      ...(group === null ? {} : { group }),
      licenses: declared(licence),
      hashes: new Models.HashDictionary(hashesOf(installed)),
      properties: new Models.PropertyRepository(programs.map((each) => new Property('card-desk:program', each))),
    })
    return [installed.place, { component, installed }] as const
  })
}

/**
 * Electron with Chromium and Node inside. Its package is no more than a way to the runtime, so the hashes are those of
 * the archives of the runtime, which the package has.
 */
function ofRuntime({ electron, chromium, node }: RuntimeVersions, archives: readonly string[], project: string) {
  const checksums = z
    .record(z.string(), z.string())
    .parse(jsonIn(join(project, 'node_modules/electron/checksums.json')))
  const purl = new PackageURL('npm', null, 'electron', electron, null, null).toString()
  const component = new Component(Enums.ComponentType.Framework, 'electron', {
    bomRef: purl,
    purl,
    version: electron,
    cpe: platformName('electronjs', 'electron', electron),
    licenses: declared('MIT'),
    externalReferences: new ExternalReferenceRepository(
      archives.map((archive) => archiveOf(`electron-v${electron}-${archive}.zip`, electron, checksums)),
    ),
  })
  const inside = [
    ...(chromium === null
      ? []
      : [part('chromium', chromium, platformName('google', 'chrome', chromium), 'BSD-3-Clause')]),
    ...(node === null ? [] : [part('node', node, platformName('nodejs', 'node.js', node), 'MIT')]),
  ]
  for (const each of inside) {
    component.components.add(each)
    component.dependencies.add(each.bomRef)
  }
  return component
}

function archiveOf(name: string, version: string, checksums: Readonly<Record<string, string>>) {
  const checksum = checksums[name]
  if (checksum === undefined) throw new Error(`Electron ${version} has no archive ${name}.`)
  const address = `https://github.com/electron/electron/releases/download/v${version}/${name}`
  return new ExternalReference(address, Enums.ExternalReferenceType.Distribution, {
    hashes: new Models.HashDictionary([[Enums.HashAlgorithm['SHA-256'], checksum]]),
  })
}

function part(name: string, version: string, cpe: string, licence: string): Models.Component {
  const purl = new PackageURL('generic', null, name, version, null, null).toString()
  return new Component(Enums.ComponentType.Library, name, {
    bomRef: purl,
    purl,
    version,
    cpe,
    licenses: declared(licence),
  })
}

/** Says which component uses which: what the lock file says, as far as both are inside. */
function connect(
  application: Models.Component,
  components: ReadonlyMap<string, Known>,
  { devDependencies }: Project,
  all: InstalledPackages,
): void {
  const direct = new Set([...Object.keys(devDependencies), ...writingTools.map(({ name }) => name)])
  for (const { component, installed } of components.values()) {
    if (direct.has(installed.name) && installed.place === `node_modules/${installed.name}`) {
      application.dependencies.add(component.bomRef)
    }
    for (const name of installed.imports) {
      const used = components.get(all.importedBy(installed, name)?.place ?? '')
      if (used) component.dependencies.add(used.component.bomRef)
    }
  }
}

/** The hash of a package's archive, as the lock file has it: https://www.w3.org/TR/SRI/ */
function hashesOf({ integrity }: InstalledPackage): readonly Models.Hash[] {
  const [, base64] = /^sha512-(\S+)$/.exec(integrity ?? '') ?? []
  return base64 === undefined ? [] : [[Enums.HashAlgorithm['SHA-512'], Buffer.from(base64, 'base64').toString('hex')]]
}

function declared(licence: string): Models.LicenseRepository {
  return new Models.LicenseRepository([
    new SpdxLicense(licence, { acknowledgement: Enums.LicenseAcknowledgement.Declared }),
  ])
}

function split(name: string): { readonly group: string | null; readonly bare: string } {
  const [, group = null, bare = name] = /^(@[^/]+)\/(.+)$/.exec(name) ?? []
  return { group, bare }
}

/** The name by which lists of weaknesses know a product, https://csrc.nist.gov/pubs/ir/7695/final */
function platformName(vendor: string, product: string, version: string): string {
  return `cpe:2.3:a:${vendor}:${product}:${version}:*:*:*:*:*:*:*`
}

function serialised(bom: Models.Bom): string {
  const factory = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6)
  return new Serialize.JsonSerializer(factory).serialize(bom, { sortLists: true, space: 2 })
}

/** A serial number made from the contents: https://www.rfc-editor.org/rfc/rfc9562#section-5.8 */
function serialNumber(contents: string): string {
  const bytes = createHash('sha256').update(contents).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

function jsonIn(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'))
}
