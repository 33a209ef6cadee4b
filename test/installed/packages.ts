import { readdirSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import packageFile from '../../package.json' with { type: 'json' }
import { checksumOf } from '../../electron/packaging/checksums.ts'
import { type PackagedPlatform, type Places, placesIn } from '../../electron/packaging/places.ts'

/** The one file or folder in a folder whose name fits. */
export function onlyOne(folder: string, pattern: RegExp): string {
  const [name, ...others] = readdirSync(folder).filter((each) => pattern.test(each))
  if (name === undefined) throw new Error(`There is no ${pattern} in ${folder}.`)
  if (others.length > 0) throw new Error(`There are several ${pattern} in ${folder}: ${[name, ...others].join(', ')}.`)
  return join(folder, name)
}

/** Where things are in a folder that electron-builder filled, or in one that an installer filled the same way. */
export function places(folder: string): Places {
  return placesIn(folder, process.platform as PackagedPlatform, packageFile)
}

/** What a person starts, as a file: on macOS the program inside the `.app` folder. */
export function programIn(folder: string): string {
  const { program } = places(folder)
  return process.platform === 'darwin' ? join(program, 'Contents/MacOS', packageFile.productName) : program
}

/** @throws {Error} when the archive in a folder is not the one in another. */
export async function expectSameArchive(folder: string, as: string): Promise<void> {
  const [one, other] = [places(folder).archive, places(as).archive]
  if ((await stat(one)).size === 0) throw new Error(`${one} is empty.`)
  if ((await checksumOf(one)) !== (await checksumOf(other))) throw new Error(`${one} is not the same as ${other}.`)
}
