import { readFile } from 'node:fs/promises'

interface NetworkLog {
  readonly constants: { readonly logEventTypes: Readonly<Record<string, number>> }
  readonly events: readonly { readonly type: number; readonly params?: object }[]
}

/** What a browser does that something outside of it notices. */
const reachedOut = [
  // A name was looked up: by the browser itself, or by the system for it.
  'HOST_RESOLVER_MANAGER_JOB',
  'HOST_RESOLVER_DNS_TASK',
  'HOST_RESOLVER_SYSTEM_TASK',
  // A connection was tried.
  'TCP_CONNECT_ATTEMPT',
  // Packets left. A socket for them that was only made says nothing to anybody.
  'UDP_BYTES_SENT',
] as const

/** What a browser wrote into its log of the network (`--log-net-log=FILE`), which must have ended. */
export async function readNetworkLog(path: string) {
  const text = await readFile(path, 'utf8')
  const log = parsed(text)
  const names = new Map(Object.entries(log.constants.logEventTypes).map(([name, type]) => [type, name]))
  const missing = reachedOut.filter((name) => !(name in log.constants.logEventTypes))
  if (missing.length > 0) throw new Error(`This browser calls these events something else: ${missing.join(', ')}`)
  const named = log.events.map(({ type, params }) => ({ name: names.get(type) ?? String(type), params }))
  return {
    /** How often something of that name happened. */
    count: (name: string) => named.filter((event) => event.name === name).length,
    /** Everything that something outside of the browser noticed. */
    reachedOut: named
      .filter(({ name }) => reachedOut.some((each) => each === name))
      .map(({ name, params }) => `${name} ${JSON.stringify(params ?? {})}`),
  }
}

/** The log; a browser that was ended leaves it without its end. */
function parsed(text: string): NetworkLog {
  try {
    return JSON.parse(text)
  } catch {
    return JSON.parse(`${text.trimEnd().replace(/,$/, '')}]}`)
  }
}
