import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ensureElectron } from '../launch/electron-runtime.mjs'
import type { ProjectDescription } from './application.ts'
import { billOfMaterials, sourceDate } from './bill-of-materials.ts'
import { writeChecksums } from './checksums.ts'
import { readLicences } from './licences.ts'
import { type PackagedPlatform, processors } from './places.ts'
import { runtimeVersions } from './runtime-versions.ts'

/** As electron-builder names the systems in the names of installers. */
const systems = { linux: 'linux', win32: 'win', darwin: 'mac' } as const

/** The name of the bill of materials beside the installers of a platform. */
export function billName({ name, version }: ProjectDescription, platform: PackagedPlatform): string {
  return `${name}-${version}-${systems[platform]}.cdx.json`
}

/**
 * Writes the bill of materials of a platform's installers beside them, then the checksums of them and of the bill.
 * @returns the names of the files in the folder, without the checksums' own
 * @throws {Error} when the bill cannot be made or there is no installer
 */
export async function writePapers(
  folder: string,
  platform: PackagedPlatform,
  project: ProjectDescription,
): Promise<readonly string[]> {
  // The runtime says which Chromium and Node are in it; where there is none, the bill names Electron alone.
  const { program } = await ensureElectron({ insist: false })
  const bill = billOfMaterials({
    packages: readLicences(),
    runtime: await runtimeVersions(program),
    archives: processors[platform].map((processor) => `${platform}-${processor}`),
    time: sourceDate(),
  })
  await writeFile(join(folder, billName(project, platform)), bill)
  return writeChecksums(folder)
}
