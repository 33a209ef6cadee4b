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
  const environment = { ...process.env, CARD_DESK_RUNTIME: 'electron' }
  const values = [tour, '--app', program, '--steps', 'use-case', '--out', join(out, name)]
  process.stdout.write(await command(ownNode, values, { environment }))
}
