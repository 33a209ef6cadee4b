import { verifyFolder } from '../store'
import { parse } from './usage'

/** Checks a folder's journal from its first record to its head; exit code 1 when something is wrong. */
export async function verify(parameters: readonly string[]): Promise<number> {
  const report = await verifyFolder(parse(parameters).data)
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
  return report.ok ? 0 : 1
}
