import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ownNode, root, run, say } from './project.mjs'

/**
 * Sees to it that the packages of the lock file are installed. Needs no package itself.
 * @throws {Error} with what npm said, when it cannot.
 */
export async function ensurePackages() {
  if (packagesAreCurrent()) return
  say('Installing packages (npm ci) …')
  const { ok, output } = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { quiet: true })
  if (!ok) throw new Error(`npm ci failed:\n${output.trim()}`)
  // npm may be set not to run the script with which the package `node` fetches its program.
  if (!existsSync(ownNode)) await run('npm', ['rebuild', 'node', '--ignore-scripts=false'], { quiet: true })
  if (!existsSync(ownNode))
    throw new Error('npm ci left no Node in node_modules/node: npm may be set to ignore install scripts.')
}

/** Compares the lock file with the list that npm keeps of what it installed. */
function packagesAreCurrent() {
  if (!existsSync(ownNode)) return false
  try {
    const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
    const present = JSON.parse(readFileSync(join(root, 'node_modules/.package-lock.json'), 'utf8')).packages
    return Object.entries(wanted).every(([path, { version, optional, devOptional, link }]) => {
      const known = present[path]
      // Packages of other platforms are listed but not installed.
      return path === '' || (known ? known.version === version : Boolean(optional || devOptional || link))
    })
  } catch {
    return false
  }
}
