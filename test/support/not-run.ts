import { appendFileSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from '../../electron/launch/project.mjs'

/** Lines of JSON, `{"name": …, "why": …}`; a line may be there more than once. `npm test` prints them near its end. */
export const notRunReport = join(root, 'out/reports/not-run.json')

/** Notes that something was not proven here, and why: as a sentence. */
export function notRun(name: string, why: string): void {
  mkdirSync(dirname(notRunReport), { recursive: true })
  appendFileSync(notRunReport, `${JSON.stringify({ name, why })}\n`)
}
