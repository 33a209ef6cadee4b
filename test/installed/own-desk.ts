import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join, relative } from 'node:path'
import packageFile from '../../package.json' with { type: 'json' }
import { checksumOf } from '../../electron/packaging/checksums.ts'
import { keychainSwitch } from '../support/desk-app.ts'
import { attach } from '../support/launching/attaching.ts'
import { finishFounding, foundDesk } from '../support/walk.ts'
import { administrator, secret } from '../tour/people.ts'

/** Where an installed program keeps what belongs to it; `desk` in it is the data folder. */
export function ownFolder(
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
): string {
  // https://www.electronjs.org/docs/latest/api/app#appgetpathname
  const above = {
    win32: environment.APPDATA ?? join(homedir(), 'AppData/Roaming'),
    darwin: join(homedir(), 'Library/Application Support'),
    linux: environment.XDG_CONFIG_HOME || join(homedir(), '.config'),
  }[platform as string]
  if (above === undefined) throw new Error(`There is no installer for ${platform}.`)
  return join(above, packageFile.productName)
}

/**
 * Starts an installed program as a person does, founds a desk in the folder that it chooses by itself, and ends it.
 * @throws {Error} when there is a desk already, which could be somebody's.
 */
export async function foundOwnDesk(program: string): Promise<void> {
  const data = join(ownFolder(), 'desk')
  if (existsSync(data)) throw new Error(`There is a desk in ${data} already.`)
  const { child, page } = await attach({
    command: program,
    values: ['--remote-debugging-port=0', ...keychainSwitch],
    environment: process.env as Record<string, string>,
  })
  const gone = new Promise((resolve) => child.once('exit', resolve))
  await foundDesk(page, administrator, secret)
  await finishFounding(page)
  await page.close()
  await gone
}

/** The SHA-256 of every file of the desk that an installed program has by itself, by its path in the data folder. */
export async function fingerprintOfOwnDesk(): Promise<ReadonlyMap<string, string>> {
  const data = join(ownFolder(), 'desk')
  const entries = await readdir(data, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const sums = files.sort().map(async (path) => [relative(data, path), await checksumOf(path)] as const)
  return new Map(await Promise.all(sums))
}

/** @throws {Error} that names what became of a desk while it should have stayed as it was. */
export function expectSameDesk(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): void {
  if (before.size === 0) throw new Error('There was no desk to be kept.')
  const gone = [...before.keys()].filter((path) => !after.has(path))
  const changed = [...before].filter(([path, sum]) => after.has(path) && after.get(path) !== sum).map(([path]) => path)
  if (gone.length > 0) throw new Error(`Of the data folder are gone: ${gone.join(', ')}.`)
  if (changed.length > 0) throw new Error(`In the data folder are changed: ${changed.join(', ')}.`)
}
