import { FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses'
import type { Configuration } from 'electron-builder'

/** Fuses in electron-builder's words. */
type FuseOptions = NonNullable<Configuration['electronFuses']>

/** One switch in the program file of Electron, and where we want it. */
export interface Fuse {
  /** As Electron's documentation calls it. */
  readonly name: string
  /** Its place on the wire. */
  readonly place: number
  readonly wanted: boolean
  /** As electron-builder's configuration calls it; `null` where that has no name for it and Electron's default stays. */
  readonly option: keyof FuseOptions | null
  readonly why: string
  readonly source: string
}

const page = 'https://www.electronjs.org/docs/latest/tutorial/fuses'

/**
 * Every fuse of Electron's wire, in its order (build/fuses/fuses.json5 in Electron's sources), with what we want and
 * why. A fuse that is not here is an error when a program is read back: a new Electron brought it, and somebody has to
 * decide.
 */
export const fuses: readonly Fuse[] = [
  {
    name: 'runAsNode',
    place: FuseV1Options.RunAsNode,
    wanted: false,
    option: 'runAsNode',
    why: 'With ELECTRON_RUN_AS_NODE the program would run any script, under its own name and signature.',
    source: `${page}#runasnode`,
  },
  {
    name: 'cookieEncryption',
    place: FuseV1Options.EnableCookieEncryption,
    wanted: true,
    option: 'enableCookieEncryption',
    why: 'The desk sets no cookies; should there ever be one, the system keeps the key to it.',
    source: `${page}#cookieencryption`,
  },
  {
    name: 'nodeOptions',
    place: FuseV1Options.EnableNodeOptionsEnvironmentVariable,
    wanted: false,
    option: 'enableNodeOptionsEnvironmentVariable',
    why: 'NODE_OPTIONS could load a script into the main process, and NODE_EXTRA_CA_CERTS change whom it trusts.',
    source: `${page}#nodeoptions`,
  },
  {
    name: 'nodeCliInspect',
    place: FuseV1Options.EnableNodeCliInspectArguments,
    wanted: false,
    option: 'enableNodeCliInspectArguments',
    why: 'With --inspect or SIGUSR1, whoever reaches the port would run what they like in the main process.',
    source: `${page}#nodecliinspect`,
  },
  {
    name: 'embeddedAsarIntegrityValidation',
    place: FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
    wanted: true,
    option: 'enableEmbeddedAsarIntegrityValidation',
    why: 'A changed app.asar does not start. Enforced by Electron on macOS and Windows; on Linux the fuse does nothing.',
    source: 'https://www.electronjs.org/docs/latest/tutorial/asar-integrity#version-support',
  },
  {
    name: 'onlyLoadAppFromAsar',
    place: FuseV1Options.OnlyLoadAppFromAsar,
    wanted: true,
    option: 'onlyLoadAppFromAsar',
    why: 'A folder "app" that is put beside app.asar is not run in its place.',
    source: `${page}#onlyloadappfromasar`,
  },
  {
    name: 'loadBrowserProcessSpecificV8Snapshot',
    place: FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
    wanted: false,
    option: 'loadBrowserProcessSpecificV8Snapshot',
    why: 'We ship no snapshot of our own: with this fuse the program would look for one that is not there.',
    source: `${page}#loadbrowserprocessspecificv8snapshot`,
  },
  {
    name: 'grantFileProtocolExtraPrivileges',
    place: FuseV1Options.GrantFileProtocolExtraPrivileges,
    wanted: false,
    option: 'grantFileProtocolExtraPrivileges',
    why: 'Our pages come from a scheme of their own; a page from file: is to have no rights beyond a browser.',
    source: `${page}#grantfileprotocolextraprivileges`,
  },
  {
    name: 'wasmTrapHandlers',
    // @electron/fuses 1.8, which electron-builder 26 works with, has no name for it yet.
    place: 8,
    wanted: true,
    option: null,
    why: "Electron's default. It decides how quick WebAssembly is, not how safe, and the desk has none.",
    source: `${page}#wasmtraphandlers`,
  },
]

/** The fuses in the words of electron-builder's configuration; it sets them just before it signs. */
export function electronFuses(): FuseOptions {
  return Object.fromEntries(fuses.flatMap(({ option, wanted }) => (option === null ? [] : [[option, wanted]])))
}

// The states of a fuse on the wire, as characters: https://www.electronjs.org/docs/latest/tutorial/fuses#the-hard-way
const states = new Map([
  ['0', 'off'],
  ['1', 'on'],
  ['r', 'removed by Electron'],
])

/**
 * Reads the fuses back from a packaged program and compares them with the table.
 * @param program the program file, or on macOS the `.app` folder
 * @returns by the name of the fuse what is wrong with it, `null` where nothing is; a wire of another version and fuses
 *   that the table does not have come under names of their own
 */
export async function compareFuses(program: string): Promise<ReadonlyMap<string, string | null>> {
  const found = new Map<string, string | null>()
  const wire = await readWire(program)
  if (typeof wire === 'string') return found.set('wire', wire)
  found.set('wire', wire.version === FuseVersion.V1 ? null : `has version ${wire.version}, we know ${FuseVersion.V1}`)
  for (const { name, place, wanted } of fuses) found.set(name, compare(wire.fuses.get(place), wanted))
  for (const [place, state] of wire.fuses) {
    if (fuses.some((fuse) => fuse.place === place)) continue
    found.set(`fuse ${place}`, `is ${state}, and the table of fuses does not say what it does`)
  }
  return found
}

function compare(state: string | undefined, wanted: boolean): string | null {
  const wish = wanted ? 'on' : 'off'
  if (state === undefined) return `is not on the wire, and should be ${wish}`
  return state === wish ? null : `is ${state}, and should be ${wish}`
}

interface Wire {
  readonly version: string
  /** By the place on the wire. */
  readonly fuses: ReadonlyMap<number, string>
}

/** The wire, or a sentence about why there is none to read. */
async function readWire(program: string): Promise<Wire | string> {
  try {
    const { version, ...read } = await getCurrentFuseWire(program)
    const states = Object.entries(read).map(([place, state]) => [Number(place), stateOf(Number(state))] as const)
    return { version, fuses: new Map(states) }
  } catch (error) {
    return `cannot be read: ${error instanceof Error ? error.message : String(error)}`
  }
}

function stateOf(character: number): string {
  return states.get(String.fromCharCode(character)) ?? `in the unknown state ${character}`
}
