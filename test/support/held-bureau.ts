import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

/**
 * A bureau's web service whose answers wait until a test lets them go, so that a run of batch sync can be looked
 * at while it is under way. It takes every order, unless it was told to refuse them.
 */
export class HeldBureau {
  /** The reason orders are refused with; `null` = they are taken. */
  refuses: string | null = null
  private readonly server: Server
  private readonly known = new Set<string>()
  private gate = Promise.withResolvers<void>()

  constructor() {
    this.gate.resolve()
    this.server = createServer(async (request, response) => {
      const posted = request.method === 'POST' ? ((await json(request)) as { orderId: string }).orderId : null
      if (posted !== null) await this.gate.promise
      const { status, body } = posted === null ? this.asked(request.url ?? '') : this.sent(posted)
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
  }

  /** Answers its address. */
  async open(): Promise<string> {
    this.server.listen(0, '127.0.0.1')
    await once(this.server, 'listening')
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`
  }

  /** From now on orders wait for their answer. */
  hold(): void {
    this.gate = Promise.withResolvers<void>()
  }

  letGo(): void {
    this.gate.resolve()
  }

  async close(): Promise<void> {
    if (!this.server.listening) return
    this.server.closeAllConnections()
    this.server.close()
    await once(this.server, 'close')
  }

  private sent(order: string) {
    if (this.refuses !== null) return { status: 422, body: { message: this.refuses } }
    this.known.add(order)
    return { status: 201, body: this.word(order) }
  }

  private asked(url: string) {
    const order = decodeURIComponent(url.split('/').at(-1) ?? '')
    if (this.known.has(order)) return { status: 200, body: this.word(order) }
    return { status: 404, body: { message: 'This order is not known here.' } }
  }

  private word(orderId: string) {
    return { orderId, created: '2026-11-21T09:00:00.000Z', status: 'Received' }
  }
}
