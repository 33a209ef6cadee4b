import { copyFile, mkdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { ensureElectron } from '../../electron/launch/electron-runtime.mjs'
import type { ProjectDescription } from '../../electron/packaging/application.ts'
import { verifyChecksums } from '../../electron/packaging/checksums.ts'
import type { Finding } from '../../electron/packaging/inspect.ts'
import { readLicences } from '../../electron/packaging/licences.ts'
import { billName, writePapers } from '../../electron/packaging/papers.ts'
import { electronVersion } from '../../electron/packaging/runtime-versions.ts'
import type { StubProgram } from './stub-programs.ts'

const component = z.object({
  name: z.string(),
  group: z.string().optional(),
  version: z.string().optional(),
  get components() {
    return z.array(component).optional()
  },
})
const billShape = z.object({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.literal('1.6'),
  metadata: z.object({ component }),
  components: z.array(component),
})

/**
 * Writes the papers of an installer, with the archive in its place, and reads them back.
 * @param folder a folder that is not there yet
 */
export async function inspectPapers(
  folder: string,
  { archive, platform }: StubProgram,
  project: ProjectDescription,
): Promise<readonly Finding[]> {
  await mkdir(folder)
  await copyFile(archive, join(folder, basename(archive)))
  const written = await writePapers(folder, platform, project)
  const bill = billShape.parse(JSON.parse(await readFile(join(folder, billName(project, platform)), 'utf8')))
  const { name, version } = bill.metadata.component
  return [
    {
      name: 'bill of materials is about this version',
      problems: name === project.productName && version === project.version ? [] : [`it is about ${name} ${version}`],
    },
    {
      name: 'bill of materials names what is inside, and Electron with what is in that',
      problems: billProblems(bill.components, await partsOfElectron()),
      figures: `${bill.components.length} parts`,
    },
    { name: 'checksums', problems: await verifyChecksums(folder), figures: `${written.length} files` },
  ]
}

type Component = z.infer<typeof component>

/** Only the runtime knows what it is made of. */
async function partsOfElectron(): Promise<readonly string[]> {
  const { program } = await ensureElectron({ insist: false })
  return program === null ? [] : ['chromium', 'node']
}

function billProblems(components: readonly Component[], ofElectron: readonly string[]): readonly string[] {
  const electron = components.find(({ name }) => name === 'electron')
  const inElectron = (electron?.components ?? []).map(({ name }) => name)
  const named = new Set(components.filter((each) => each !== electron).map(nameOf))
  const inside = new Set(readLicences().map(({ name, version }) => `${name} ${version}`))
  return [
    ...[...inside].filter((each) => !named.has(each)).map((each) => `${each} is inside and not in the bill`),
    ...[...named].filter((each) => !inside.has(each)).map((each) => `${each} is in the bill and not inside`),
    ...(electron?.version === electronVersion() ? [] : [`Electron ${electronVersion()} is not in the bill`]),
    ...ofElectron.filter((each) => !inElectron.includes(each)).map((each) => `${each} is not in the bill`),
  ]
}

function nameOf({ group, name, version }: Component): string {
  return `${group === undefined ? name : `${group}/${name}`} ${version}`
}
