import { honest } from './honest.ts'

/** Switches that the application set (a text) or took away (`null`). */
const changed = new Map<string, string | null>()

/**
 * The value of a switch: as the application set it, else of `--name=value` or `--name value` on the command line.
 * Without a value it is empty.
 */
export function switchValue(wanted: string): string | undefined {
  const set = changed.get(wanted)
  if (set !== undefined) return set ?? undefined
  const at = process.argv.findIndex((each) => each === `--${wanted}` || each.startsWith(`--${wanted}=`))
  if (at < 0) return undefined
  const [, joined] = (process.argv[at] ?? '').split(/=(.*)/s)
  return joined ?? process.argv[at + 1]
}

/**
 * Chromium's command line as the application changes it; `process.argv` stays what it was.
 * https://www.electronjs.org/docs/latest/api/command-line
 * Limit: of Chromium's switches those take effect that `chromium.ts` passes on.
 */
export const commandLine = honest('app.commandLine', {
  appendSwitch(name: string, value = ''): void {
    changed.set(name, value)
  },
  removeSwitch(name: string): void {
    changed.set(name, null)
  },
})
