import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { root } from '../launch/project.mjs'
import { publisher } from './configuration.ts'
import { readLicences, thirdPartyText } from './licences.ts'

/** Our own licence, beside the program. */
export const ownLicence = 'LICENSE.txt'

/** The licences of the packages inside, beside the program. */
export const othersLicences = 'THIRD-PARTY-LICENCES.txt'

const projectDescription = z.object({
  name: z.string(),
  productName: z.string(),
  version: z.string(),
  description: z.string(),
  license: z.string(),
  main: z.string(),
  type: z.literal('module'),
})
/** What the project says of itself, as far as a package is told. */
export type ProjectDescription = z.infer<typeof projectDescription>

/** Reads the project's `package.json`, where the version and the names come from. */
export async function readProject(): Promise<ProjectDescription> {
  return projectDescription.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')))
}

/** Folders that a build is made from. */
export interface Prepared {
  /** With the `package.json` of the archive: no scripts, no packages of the project. */
  readonly application: string
  /** With the texts that lie beside the program. */
  readonly texts: string
}

/**
 * Writes what goes into a package besides the built programs into a folder that the caller removes. The programs must
 * have been built.
 */
export async function prepareApplication(folder: string): Promise<Prepared> {
  const prepared = { application: join(folder, 'application'), texts: join(folder, 'texts') }
  await mkdir(prepared.application, { recursive: true })
  await mkdir(prepared.texts)
  const project = await readProject()
  const { name, email } = publisher
  const packed = { ...project, author: { name, email }, desktopName: `${project.name}.desktop` }
  await writeFile(join(prepared.application, 'package.json'), `${JSON.stringify(packed, null, 2)}\n`)
  await copyFile(join(root, 'LICENSE'), join(prepared.texts, ownLicence))
  await writeFile(join(prepared.texts, othersLicences), thirdPartyText(readLicences()))
  return prepared
}
