import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { isDeepStrictEqual } from 'node:util'

/** A request as the web service of the bureau got it. */
export interface Received {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  /** Parsed JSON; `null` without a body. */
  readonly body: Readonly<Record<string, unknown>> | null
}

type Respond = (request: Received, response: ServerResponse) => void

/** Whom the service accepts. */
export const client = { organisation: 'Stadtwerke Nord', clientId: 'desk-7', secret: 'Blauwal+Zimt/73=x' }

const created = '2026-11-21T09:00:00.000Z'

/**
 * A bureau's web service on the loopback interface, after the specification of the exchange: it makes one
 * card for each order id. A test hands in `respond` where the bureau does something else.
 */
export class BureauServer {
  readonly received: Received[] = []
  /** What it was sent, by order id. */
  readonly orders = new Map<string, Received['body']>()
  /** What it says of an order; `IN_PRODUCTION` until it is told otherwise. */
  readonly says = new Map<string, Readonly<Record<string, unknown>>>()
  respond: Respond = (request, response) => this.answer(request, response)

  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    private readonly scheme: string,
  ) {}

  static async open({ tls, port = 0 }: { tls?: { key: string; cert: string }; port?: number } = {}) {
    const listener: RequestListener = (request, response) => void opened.take(request, response)
    const server = tls ? createTlsServer(tls, listener) : createServer(listener)
    const opened = new BureauServer(server, tls ? 'https' : 'http')
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return opened
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  /** Its base address, as an administrator writes it. */
  get address(): string {
    return `${this.scheme}://127.0.0.1:${this.port}/`
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    this.server.close()
    await once(this.server, 'close')
  }

  /** What it does when nobody tells it otherwise. */
  answer({ method, path, headers, body }: Received, response: ServerResponse): void {
    const asked = path.match(/^\/api\/order\/([^/]+)$/)?.[1]
    if (!accepted(headers)) json(response, 401, {})
    else if (method === 'POST' && path === '/api/order' && body) this.takeOrder(body, headers, response)
    else if (method === 'GET' && asked !== undefined) this.tell(decodeURIComponent(asked), response)
    else response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not found</h1>')
  }

  private tell(orderId: string, response: ServerResponse): void {
    if (!this.orders.has(orderId)) json(response, 404, { message: 'unknown order' })
    else json(response, 200, { orderId, created, status: 'IN_PRODUCTION', ...this.says.get(orderId) })
  }

  private takeOrder(body: NonNullable<Received['body']>, headers: Received['headers'], response: ServerResponse): void {
    const orderId = String(body.orderId)
    const known = this.orders.get(orderId)
    if (headers['idempotency-key'] !== orderId) json(response, 400, { message: 'the key is not the order' })
    else if (known && !sameContent(known, body)) json(response, 409, { message: 'known with other content' })
    else {
      this.orders.set(orderId, body)
      json(response, known ? 200 : 201, { orderId, created, status: 'RECEIVED', note: '' })
    }
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = ''
    try {
      for await (const chunk of request) text += String(chunk)
    } catch {
      // Cut off by the other side.
      return
    }
    const { method = '', url = '', headers } = request
    const body = text === '' ? null : (JSON.parse(text) as Received['body'])
    const received = { method, path: url, headers, body }
    this.received.push(received)
    this.respond(received, response)
  }
}

/** The batch an order comes in is no part of its content. */
function sameContent(one: NonNullable<Received['body']>, other: NonNullable<Received['body']>): boolean {
  return isDeepStrictEqual({ ...one, batch: null }, { ...other, batch: null })
}

function accepted(headers: Received['headers']): boolean {
  const { organisation, clientId, secret } = client
  const basic = `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`
  return headers.authorization === basic && headers['x-organisation'] === organisation
}

/** Answers JSON. */
export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}
