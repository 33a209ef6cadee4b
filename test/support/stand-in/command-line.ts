import { honest, Names } from './honest.ts'
import { NotImitated } from './known.ts'

/** Switches of Electron that the browser gets, whoever sets them. */
const passedOn = ['disable-features', 'host-resolver-rules', 'log-net-log', 'proxy-bypass-list', 'proxy-server']
/** Switches that the browser never gets, so that they can only be taken away. */
const neverPassedOn = ['no-proxy-server', 'proxy-auto-detect', 'proxy-pac-url']
const switches = new Names('switch', [...passedOn, ...neverPassedOn, 'user-data-dir'])

/** Switches that were set (a text) or taken away (`null`). */
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
  switches.take(wanted)
  const [, joined] = (process.argv[at] ?? '').split(/=(.*)/s)
  return joined ?? process.argv[at + 1]
}

/** Sets a switch of the browser for the stand-in's own use. */
export function setSwitch(name: string, value: string): void {
  changed.set(name, value)
}

/** The switches for the browser, as its command line has them. */
export function browserSwitches(): readonly string[] {
  const set = [...changed.keys()].filter((name) => !passedOn.includes(name))
  return [...passedOn, ...set].flatMap((name) => {
    const value = switchValue(name)
    return value === undefined ? [] : [`--${name}=${value}`]
  })
}

/**
 * Chromium's command line as the application changes it; `process.argv` stays what it was.
 * https://www.electronjs.org/docs/latest/api/command-line
 */
export const commandLine = honest('CommandLine#', {
  appendSwitch(name: string, value = ''): void {
    switches.take(name)
    if (!passedOn.includes(name)) throw new NotImitated(`CommandLine#appendSwitch with ${name}`)
    changed.set(name, value)
  },
  removeSwitch(name: string): void {
    switches.take(name)
    changed.set(name, null)
  },
})
