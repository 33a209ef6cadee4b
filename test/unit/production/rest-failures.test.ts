import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { neverConnected } from '../../../electron/production/rest/failures'
import { BureauServer } from '../../support/bureau-server'
import { batch, goingOn, orderId, restDesk } from '../../support/rest-desk'

// Which failures prove that nothing of a request has left. What proves nothing is no answer.

/** What `fetch` throws for that failure. */
const thrown = (cause: Error) => new TypeError('fetch failed', { cause })
const failed = (code: string, syscall?: string) =>
  Object.assign(new Error(`${syscall ?? ''} ${code}`), { code, ...(syscall !== undefined && { syscall }) })

const ofTheSystem = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'ETIMEDOUT',
  'EPIPE',
]

describe('A failure of a request', () => {
  it.each(ofTheSystem)('(%s) proves that nothing left only when it is of making the connection', (code) => {
    for (const syscall of ['read', 'write', 'shutdown', undefined])
      expect(neverConnected(thrown(failed(code, syscall))), String(syscall)).toBeNull()
    expect(neverConnected(thrown(failed(code, 'connect')))).toBe(code === 'ECONNREFUSED' ? 'refused' : 'no-route')
    expect(neverConnected(thrown(failed(code, 'getaddrinfo')))).toBe('unknown-host')
  })

  it.each([
    ['UND_ERR_CONNECT_TIMEOUT', 'no-route'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate'],
    ['CERT_HAS_EXPIRED', 'certificate'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'no-tls'],
  ])('(%s) is of the handshake, and no call of the system', (code, reason) => {
    expect(neverConnected(thrown(failed(code)))).toBe(reason)
    expect(neverConnected(thrown(failed(code, 'read')))).toBeNull()
  })

  it('of a name with several addresses proves it when all of them do', () => {
    const all = (...errors: Error[]) => thrown(new AggregateError(errors))
    const [away, broken] = [failed('EHOSTUNREACH', 'connect'), failed('EHOSTUNREACH', 'read')]
    expect(neverConnected(all(away, failed('ECONNREFUSED', 'connect')))).toBe('no-route')
    expect(neverConnected(all(away, broken))).toBeNull()
  })
})

describe('A network that goes away after the order has arrived', () => {
  let server: BureauServer
  const sockets = new Set<Socket>()
  const writing = (message: unknown) => sockets.add((message as { readonly socket: Socket }).socket)
  beforeEach(async () => {
    sockets.clear()
    // How undici, which `fetch` is made of, tells which connection it writes a request to.
    subscribe('undici:client:sendHeaders', writing)
    server = await BureauServer.open()
  })
  afterEach(async () => {
    unsubscribe('undici:client:sendHeaders', writing)
    await server.close()
  })

  it.each(['EHOSTUNREACH', 'ENETDOWN', 'ECONNREFUSED'])('(read %s) leaves the order in doubt', async (code) => {
    server.respond = ({ body }) => {
      server.orders.set(String(body?.orderId), body)
      for (const socket of sockets) socket.destroy(failed(code, 'read'))
    }
    const [outcome] = await restDesk(server.address).bureau.submit(batch(1), goingOn())
    expect(outcome).toMatchObject({ kind: 'unanswered' })
    expect([...sockets].map(({ destroyed }) => destroyed)).toContain(true)
    expect([...server.orders.keys()]).toEqual([orderId(1)])
  })
})
