import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ForeignServer {
  /** Its origin: a web server that really answers, so that a request that gets out is seen. */
  readonly origin: string
  /** Paths that were asked for. */
  readonly requests: readonly string[]
  /** How many connections were made, be it without a request. */
  readonly connections: number
  /** A port that hears packets, and how many came. */
  readonly packets: { readonly port: number; readonly heard: number }
  close(): Promise<void>
}

/** A web server of somebody else, on the loopback interface, and a port for packets. It allows every origin everything. */
export async function openForeignServer(): Promise<ForeignServer> {
  const requests: string[] = []
  let connections = 0
  let heard = 0
  const server = createServer((request, response) => {
    requests.push(request.url ?? '')
    response.writeHead(200, { 'content-type': 'text/html', 'access-control-allow-origin': '*' })
    response.end('<title>foreign</title>')
  })
  server.on('upgrade', (request, socket) => {
    requests.push(`upgrade ${request.url}`)
    socket.destroy()
  })
  server.on('connection', () => {
    connections += 1
  })
  // What is not said as a browser says it is answered by closing the connection.
  server.on('clientError', (_error, socket) => socket.destroy())
  server.listen(0, '127.0.0.1')
  const packets = createSocket('udp4', () => {
    heard += 1
  })
  packets.bind(0, '127.0.0.1')
  await Promise.all([once(server, 'listening'), once(packets, 'listening')])
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    get connections() {
      return connections
    },
    packets: {
      port: packets.address().port,
      get heard() {
        return heard
      },
    },
    async close() {
      packets.close()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
