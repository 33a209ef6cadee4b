import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import dns from 'node:dns'
import net from 'node:net'

/**
 * Notes whatever this process does to reach somebody, until it is told to stop: connections it tries (whoever makes
 * them comes by `net.Socket`: http, https, fetch), names it looks up, sockets for packets. Each is a line such as
 * `connect 127.0.0.1:8080`.
 */
export function noteReachingOut(): { readonly noted: readonly string[]; readonly stop: () => void } {
  const noted: string[] = []
  const { connect } = net.Socket.prototype
  net.Socket.prototype.connect = function (this: net.Socket, ...given: unknown[]) {
    noted.push(`connect ${placeIn(given)}`)
    return Reflect.apply(connect, this, given)
  } as typeof connect
  const { lookup } = dns
  Object.assign(dns, {
    lookup: (host: string, ...more: unknown[]) => {
      // A server that listens asks for its own address, too; nobody is asked for one that is a number.
      if (!net.isIP(host)) noted.push(`look up ${host}`)
      return Reflect.apply(lookup, dns, [host, ...more])
    },
  })
  // https://nodejs.org/docs/latest-v24.x/api/diagnostics_channel.html#udp
  const packets = () => noted.push('packets')
  subscribe('udp.socket', packets)
  return {
    noted,
    stop() {
      net.Socket.prototype.connect = connect
      Object.assign(dns, { lookup })
      unsubscribe('udp.socket', packets)
    },
  }
}

interface Place {
  readonly host?: string
  readonly port?: number | string
  readonly path?: string
}

/** Where a connection goes, whatever form it was asked for in; arguments may come as one list. */
function placeIn(given: readonly unknown[]): string {
  const [first, second] = (Array.isArray(given[0]) ? given[0] : given) as readonly [Place | number | string, unknown]
  if (typeof first !== 'object') return typeof second === 'string' ? `${second}:${first}` : String(first)
  return first.path ?? `${first.host ?? 'localhost'}:${first.port}`
}
