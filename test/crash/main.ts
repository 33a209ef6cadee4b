import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { ownNode, root } from '../../electron/launch/project.mjs'
import { buildProgram } from '../support/node-program.ts'
import { type Options, readOptions, UsageError, usage } from './options.ts'

// npm run test:crash: desks at work through `desk rpc` are killed at random moments, and whatever they had answered
// is looked for. The last line sums it up; what happens goes to standard error.

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

async function run(options: Options): Promise<boolean> {
  const { keep, kills, seed, report } = options
  say(`${kills} kills, seed ${seed}`)
  const folder = keep === null ? await mkdtemp(join(tmpdir(), 'card-desk-crash-')) : resolve(keep)
  await mkdir(folder, { recursive: true })
  const program = await buildProgram(fileURLToPath(new URL('driver.ts', import.meta.url)))
  try {
    const { drive } = (await import(pathToFileURL(program.path).href)) as typeof import('./driver.ts')
    const command = [ownNode, join(root, 'out/main/cli.js')] as const
    const { right, wrong, lines } = await drive({ folder, command, kills, seed, say })
    if (report !== null) await writeFile(report, JSON.stringify({ right, wrong }))
    for (const line of lines) console.log(line)
    return wrong === 0
  } finally {
    await program.remove()
    if (keep === null) await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    else say(`Kept: ${folder}`)
  }
}

try {
  process.exitCode = (await run(readOptions(process.argv.slice(2)))) ? 0 : 1
} catch (error) {
  say(error instanceof Error ? error.message : String(error))
  if (error instanceof UsageError) say(usage)
  process.exitCode = error instanceof UsageError ? 2 : 1
}
