import { execFile } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../../electron/launch/project.mjs'
import { launchCommand } from '../../electron/launch/runtime.mjs'

/** What a program said, and how it ended. */
export interface Said {
  readonly code: number
  readonly output: string
  readonly complaint: string
}

/** What a package holds, in a folder, to be run as an installed program is. */
export interface InstalledProgram {
  /** The folder, for CARD_DESK_APP. */
  readonly folder: string
  /** Runs it to its end where no window can open. */
  run(words: readonly string[], environment?: Readonly<Record<string, string>>): Promise<Said>
  remove(): Promise<void>
}

/**
 * Lays out the built programs as a package holds them.
 * Limit: on the stand-in; its `exe` is the Node that runs it.
 */
export async function installedProgram(): Promise<InstalledProgram> {
  const own = await mkdtemp(join(tmpdir(), 'card-desk-installed-'))
  const folder = join(own, 'resources/app')
  for (const part of ['package.json', 'out/main', 'out/preload', 'out/renderer']) {
    await cp(join(root, part), join(folder, part), { recursive: true })
  }
  return {
    folder,
    run(words, given = {}) {
      // No browser: whatever opened a window would fail.
      const application = { kind: 'unpacked', folder } as const
      const runtime = { name: 'stand-in', program: '', because: 'it needs no browser', application } as const
      const { command, values, environment } = launchCommand(runtime, words)
      const env = { PATH: process.env.PATH, TMPDIR: own, HOME: own, XDG_CONFIG_HOME: own, ...environment, ...given }
      return new Promise((resolve) => {
        execFile(command, values, { env, cwd: own }, (error, output, complaint) => {
          resolve({ code: error ? Number(error.code) : 0, output, complaint })
        })
      })
    },
    remove: () => rm(own, { recursive: true, force: true, maxRetries: 3 }),
  }
}
