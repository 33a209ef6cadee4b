import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { root } from '../launch/project.mjs'

/** What the desk runs on, and what is in it. */
export interface RuntimeVersions {
  readonly electron: string
  /** `null` where the runtime was not there to be asked: the `electron` package does not tell. */
  readonly chromium: string | null
  readonly node: string | null
}

const asked = z.object({ electron: z.string(), chrome: z.string(), node: z.string() })
const longestAnswer = 20_000

/** The version of the `electron` package, which is the one of the runtime. */
export function electronVersion(project = root): string {
  const text = readFileSync(join(project, 'node_modules/electron/package.json'), 'utf8')
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version
}

/**
 * Asks the runtime what it is made of. Without one, only its own version is known.
 * @param program the Electron of the `electron` package, or `null` where it is not present; a packaged program does not
 * answer, for its fuses are off
 * @throws {Error} when the runtime does not answer, or is another version than the package
 */
export async function runtimeVersions(program: string | null, project = root): Promise<RuntimeVersions> {
  const electron = electronVersion(project)
  if (program === null) return { electron, chromium: null, node: null }
  const { stdout } = await promisify(execFile)(program, ['-p', 'JSON.stringify(process.versions)'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    timeout: longestAnswer,
  })
  return readVersions(stdout, electron)
}

/**
 * Reads what the runtime answered.
 * @param electron the version that it has to be
 * @throws {Error} when it is another version, or no Electron at all
 */
export function readVersions(answer: string, electron: string): RuntimeVersions {
  const versions = asked.parse(JSON.parse(answer))
  if (versions.electron !== electron) {
    throw new Error(`The runtime is Electron ${versions.electron}, the package electron is ${electron}.`)
  }
  return { electron, chromium: versions.chrome, node: versions.node }
}
