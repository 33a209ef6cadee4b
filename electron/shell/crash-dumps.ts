import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { App, CrashReporter } from 'electron'
import { type Log, whyOf } from '../ports'

/** What a person starts the program with who wants no picture of its memory on the disk, and those there are gone. */
export const withoutDumps = '--no-crash-dumps'

/** How many crash dumps stay: enough to see whether crashes are alike. */
const kept = 3

/**
 * Has crashes of every process of the program written down, below the window's own folder on this machine; nothing is
 * sent. A dump holds a part of the memory, and so perhaps what was on the screen. Must run before the application is
 * ready, after the window's own folder was chosen.
 * https://www.electronjs.org/docs/latest/api/crash-reporter#crashreporterstartoptions
 */
export function writeCrashDumps(crashReporter: Pick<CrashReporter, 'start'>, argv: readonly string[]): void {
  if (!argv.includes(withoutDumps)) crashReporter.start({ uploadToServer: false })
}

/** Where crash dumps are written; `null` when they are not. */
export function crashDumpsFolder(app: Pick<App, 'getPath'>, argv: readonly string[]): string | null {
  return argv.includes(withoutDumps) ? null : app.getPath('crashDumps')
}

/**
 * Removes all crash dumps but the newest few; all of them for somebody who wants none. What cannot be removed stays
 * until the next start, and is in the log.
 */
export async function tidyCrashDumps(app: Pick<App, 'getPath'>, argv: readonly string[], log: Log): Promise<void> {
  try {
    await keepNewest(app.getPath('crashDumps'), argv.includes(withoutDumps) ? 0 : kept)
  } catch (error) {
    log.warn('crash dumps not tidied', { reason: whyOf(error) })
  }
}

/**
 * Keeps the newest dumps below a folder. Crashpad has them in folders of its own, which differ from system to system;
 * beside a dump `ID.dmp` may be `ID.meta`, and a folder `ID` with what was attached.
 * https://chromium.googlesource.com/crashpad/crashpad/+/HEAD/client/crash_report_database.h
 */
export async function keepNewest(folder: string, count: number): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  })
  const dumps = await Promise.all(
    entries
      .filter((entry) => entry.isFile() && entry.name.endsWith('.dmp'))
      .map(async ({ name, parentPath }) => {
        const { mtimeMs } = await stat(join(parentPath, name))
        return { id: name.slice(0, -'.dmp'.length), mtimeMs }
      }),
  )
  dumps.sort((one, other) => other.mtimeMs - one.mtimeMs)
  const old = new Set(dumps.slice(count).map(({ id }) => id))
  for (const { name, parentPath } of entries) {
    if (old.has(name.replace(/\.(dmp|meta)$/, ''))) await rm(join(parentPath, name), { recursive: true, force: true })
  }
}
