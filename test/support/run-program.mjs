import { fileURLToPath } from 'node:url'
import { chosenApplication } from '../../electron/launch/application.mjs'
import { ensureBuild } from '../../electron/launch/building.mjs'
import { ensurePackages } from '../../electron/launch/packages.mjs'
import { become, ownNode, say } from '../../electron/launch/project.mjs'
import { ensureRuntime, environmentOf } from '../../electron/launch/runtime.mjs'
import { temporaryEnvironment } from './temporary-place.mjs'

/**
 * Sees to all that a program of the tests needs on a fresh machine, then becomes it: packages; with `build` the built
 * application; with `runtime` something to run it on. The command line is the program's. What cannot be had ends it with
 * 1 and a sentence.
 * @param {URL} program
 * @param {{ readonly build?: boolean, readonly runtime?: boolean }} needs
 */
export async function runProgram(program, { build = false, runtime = false } = {}) {
  try {
    await ensurePackages()
    const environment = runtime ? environmentOf(await ensureRuntime()) : {}
    if (build && chosenApplication().kind === 'built') await ensureBuild()
    const values = [fileURLToPath(program), ...process.argv.slice(2)]
    become(ownNode, values, { ...temporaryEnvironment(), ...environment })
  } catch (error) {
    say(error.message)
    process.exit(1)
  }
}
