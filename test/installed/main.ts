import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from '../../electron/launch/project.mjs'
import { optionsOrUsage } from '../support/usage-error.ts'
import { linuxTrials } from './linux.ts'
import { macTrials } from './macos.ts'
import type { Trial } from './trial.ts'
import { windowsTrials } from './windows.ts'

/**
 * Tries the installers that `npm run package` made on this system: installs, starts and uninstalls what is in them, and
 * walks through the documented use case in it. Writes pictures and `report.json`.
 * Usage: `main.ts --out DIR [--installers DIR] [--change-this-machine]`. Without the last one, whatever would install
 * something or leave a desk in this user's home is not tried, and said. Ends with 1 when a trial fails, with 2 for a
 * wrong command line or without installers.
 */
const trials: Readonly<Record<string, readonly Trial[]>> = {
  linux: linuxTrials,
  win32: windowsTrials,
  darwin: macTrials,
}

const usage = 'Usage: npm run test:installed -- [--out DIR] [--installers DIR] [--change-this-machine]'

/** @throws {Error} about an option that there is not, that lacks its value, or where there are no installers. */
function readOptions() {
  const { values } = parseArgs({
    options: {
      out: { type: 'string', default: 'out/installed' },
      installers: { type: 'string', default: join(root, 'out/installers') },
      'change-this-machine': { type: 'boolean', default: false },
    },
  })
  const installers = resolve(values.installers)
  if (!existsSync(installers))
    throw new Error(`There are no installers in ${installers}; "npm run package" makes them.`)
  return { out: resolve(values.out), installers, mayChange: values['change-this-machine'] }
}

const { out, installers, mayChange } = optionsOrUsage(readOptions, usage)
await mkdir(out, { recursive: true })
const own = await mkdtemp(join(tmpdir(), 'card-desk-installed-'))
const report: { name: string; ok: boolean; error?: string }[] = []
try {
  for (const { name, changesMachine, run } of trials[process.platform] ?? []) {
    if (changesMachine && !mayChange) {
      console.log(`– ${name}: not tried, it would change this machine.`)
      continue
    }
    console.log(`… ${name}`)
    try {
      await run({ installers, out, own })
      report.push({ name, ok: true })
      console.log(`✓ ${name}`)
    } catch (error) {
      report.push({ name, ok: false, error: String(error) })
      console.error(`✗ ${name}\n${error}`)
    }
  }
} finally {
  await rm(own, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
}
await writeFile(
  join(out, 'report.json'),
  `${JSON.stringify({ platform: process.platform, trials: report }, null, 2)}\n`,
)
const failed = report.filter(({ ok }) => !ok).length
console.log(`\n${report.length - failed} passed, ${failed} failed`)
process.exit(failed === 0 && report.length > 0 ? 0 : 1)
