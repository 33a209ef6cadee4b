import { realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'

/**
 * The environment in which programs keep passing things in a folder.
 * @param {string} folder
 */
export function temporaryIn(folder) {
  return { TMPDIR: folder, TEMP: folder, TMP: folder }
}

/**
 * The environment for tests: on macOS and Windows the usual folder for passing things has two names, of which the desk
 * tells the other one. On macOS it is also too long for the names of sockets, which may have 104 characters.
 */
export function temporaryEnvironment() {
  if (process.platform === 'darwin') return temporaryIn('/private/tmp')
  return process.platform === 'win32' ? temporaryIn(realpathSync.native(tmpdir())) : {}
}
