import { join } from 'node:path'
import { ownNode, root } from '../../electron/launch/project.mjs'
import { command } from './command.ts'
import type { Place } from './trial.ts'

/**
 * Walks through the documented use case in an installed program; its pictures and its report are in a folder of that
 * name below the place's `out`.
 * @throws {Error} when a step fails.
 */
export async function walkThroughUseCase(program: string, name: string, { out }: Place): Promise<void> {
  const tour = join(root, 'test/tour/tour.ts')
  const values = [tour, '--app', program, '--steps', 'use-case', '--out', join(out, name)]
  process.stdout.write(await command(ownNode, values, { environment: onElectron(program) }))
}

/**
 * Runs the end-to-end tests of what only an installed program can show, such as what its fuses do; what a failed one
 * leaves behind is in a folder of that name below the place's `out`.
 * @throws {Error} when a test fails, or there is none.
 */
export async function testAsInstalled(program: string, name: string, { out }: Place): Promise<void> {
  const playwright = join(root, 'node_modules/@playwright/test/cli.js')
  const config = `--config=${join(root, 'test/playwright.config.ts')}`
  const values = [playwright, 'test', config, `--output=${join(out, name)}`, 'packaged.spec', 'installed.spec']
  process.stdout.write(await command(ownNode, values, { environment: onElectron(program), folder: root }))
}

function onElectron(program: string): NodeJS.ProcessEnv {
  return { ...process.env, CARD_DESK_RUNTIME: 'electron', CARD_DESK_APP: program }
}
