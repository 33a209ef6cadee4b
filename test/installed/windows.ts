import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import packageFile from '../../package.json' with { type: 'json' }
import { command } from './command.ts'
import { expectSameDesk, fingerprintOfOwnDesk, foundOwnDesk } from './own-desk.ts'
import { onlyOne, programIn } from './packages.ts'
import type { Trial } from './trial.ts'
import { testAsInstalled, walkThroughUseCase } from './walking.ts'

export const windowsTrials: readonly Trial[] = [
  {
    name: 'The unpacked program walks through the documented use case',
    changesMachine: false,
    run: (place) => walkThroughUseCase(programIn(join(place.installers, 'win-unpacked')), 'unpacked', place),
  },
  {
    name: 'What only an installed program can show holds',
    changesMachine: false,
    run: (place) => testAsInstalled(programIn(join(place.installers, 'win-unpacked')), 'test-results', place),
  },
  {
    name: 'The silent installer asks nothing, its program walks through the use case, and uninstalling leaves the data folder',
    changesMachine: true,
    async run(place) {
      // https://nsis.sourceforge.io/Docs/Chapter3.html#installerusage
      await command(onlyOne(place.installers, /-setup\.exe$/), ['/S'])
      const { folder, uninstaller } = await installation()
      const own = process.env.LOCALAPPDATA ?? ''
      if (own === '' || !folder.toLowerCase().startsWith(own.toLowerCase())) {
        throw new Error(`It is installed in ${folder}, which is not among this user's own programs.`)
      }
      await walkThroughUseCase(programIn(folder), 'setup', place)
      await foundOwnDesk(programIn(folder))
      const before = await fingerprintOfOwnDesk()
      await command(uninstaller, ['/currentuser', '/S'])
      // The uninstaller ends at once and leaves the work to a copy of itself, which can delete the first.
      await until(async () => !existsSync(folder) && (await installations()).length === 0, `${folder} is still there.`)
      expectSameDesk(before, await fingerprintOfOwnDesk())
    },
  },
]

const entry = z.object({ DisplayName: z.string(), DisplayVersion: z.string(), QuietUninstallString: z.string() })
export type Entry = z.infer<typeof entry>

/**
 * Reads what PowerShell writes about a list: nothing for an empty one, an object for a list of one.
 * @throws {Error} when it is anything else.
 */
export function readEntries(printed: string): readonly Entry[] {
  if (printed.trim() === '') return []
  const read: unknown = JSON.parse(printed)
  return z.array(entry).parse(Array.isArray(read) ? read : [read])
}

/** The uninstaller that an entry names: `"C:\…\Uninstall Card Desk.exe" /currentuser /S`. */
export function uninstallerOf({ QuietUninstallString: line }: Entry): string {
  const [, path] = /^"([^"]+)"/.exec(line) ?? []
  if (path === undefined) throw new Error(`The entry names no uninstaller: ${line}`)
  return path
}

/** What Windows knows of programs of this name that this user installed. */
async function installations(): Promise<readonly Entry[]> {
  const script = [
    '[Console]::OutputEncoding = [Text.Encoding]::UTF8',
    "Get-ItemProperty 'HKCU:\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\*' -ErrorAction SilentlyContinue |" +
      ` Where-Object DisplayName -like '${packageFile.productName}*' |` +
      ' Select-Object DisplayName, DisplayVersion, QuietUninstallString | ConvertTo-Json',
  ].join('; ')
  return readEntries(await command('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', script]))
}

async function installation(): Promise<{ readonly folder: string; readonly uninstaller: string }> {
  const [found, ...others] = await installations()
  if (found === undefined || others.length > 0) throw new Error(`Installed are ${others.length + (found ? 1 : 0)}.`)
  if (found.DisplayVersion !== packageFile.version) throw new Error(`Installed is ${found.DisplayVersion}.`)
  const uninstaller = uninstallerOf(found)
  return { folder: dirname(uninstaller), uninstaller }
}

const longestWait = 60_000

async function until(holds: () => Promise<boolean>, complaint: string): Promise<void> {
  const end = Date.now() + longestWait
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(complaint)
    await pause(500)
  }
}
