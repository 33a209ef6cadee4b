import { timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { chance } from './chance.ts'
import { checksumOf } from './checksum.ts'
import type { LedgerEntry } from './ledger.ts'
import type { Options } from './options.ts'
import { type BureauOrder, readPostedOrder, Unreadable } from './order-file.ts'
import { noteOf } from './production-line.ts'
import { rubbishAnswer } from './rubbish.ts'
import type { Works } from './works.ts'

interface Answer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
  /** Once it has left: what the desk knows by it. */
  readonly told?: LedgerEntry
}

const path = '/api/order'
const longestBody = 64 * 1024

/** The bureau's web service on 127.0.0.1. */
export class WebService {
  private readonly works: Works
  private readonly options: Options
  private readonly server: Server
  private asked = 0

  constructor(works: Works, options: Options) {
    this.works = works
    this.options = options
    this.server = createServer((request, response) => {
      this.answer(request, response).catch(() => response.destroy())
    })
  }

  /** Answers its address. @throws {Error} when the port cannot be had. */
  async open(port: number): Promise<string> {
    this.server.listen(port, '127.0.0.1')
    await once(this.server, 'listening')
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`
  }

  async close(): Promise<void> {
    if (!this.server.listening) return
    this.server.closeAllConnections()
    this.server.close()
    await once(this.server, 'close')
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { seed, errors, rubbish, twice, late } = this.options
    this.asked += 1
    const name = String(this.asked)
    const trouble = chance(seed, 'error', name) < errors ? Math.floor(chance(seed, 'kind of error', name) * 5) : null
    if (trouble === 0) return void request.socket.destroy()
    if (trouble === 1) {
      const busy = { message: 'The bureau is busy.' }
      return send(response, { status: 503, body: busy }, { 'retry-after': '1' })
    }
    if (trouble === 2) return send(response, { status: 500, body: { message: 'The bureau has a fault.' } })
    const answer = await this.work(request)
    // A bureau that is late has done its work all the same.
    if (late > 0) await pause(late)
    // It was done, but nobody hears of it.
    if (trouble === 3) return void request.socket.destroy()
    if (trouble === 4) return send(response, { status: 500, body: { message: 'The bureau has a fault.' } })
    const good = answer.status === 200 || answer.status === 201
    if (good && chance(seed, 'rubbish', name) < rubbish) {
      return sendText(response, answer.status, rubbishAnswer(answer.body, seed, name))
    }
    if (chance(seed, 'twice', name) < twice) sendTwice(response, answer)
    else send(response, answer)
    const { told } = answer
    if (told?.reached && told.reached !== told.told) {
      await this.works.told([{ order: told.order, word: told.reached }])
    }
  }

  private async work(request: IncomingMessage): Promise<Answer> {
    const refused = this.refuse(request)
    if (refused) return refused
    const { pathname } = new URL(request.url ?? '/', 'http://bureau.localhost')
    if (request.method === 'POST' && pathname === path) return this.post(request)
    const [, id] = new RegExp(`^${path}/([^/]+)$`).exec(pathname) ?? []
    if (request.method === 'GET' && id !== undefined) return this.tell(decodeURIComponent(id))
    return failure(404, 'There is no such service.')
  }

  private refuse({ headers }: IncomingMessage): Answer | null {
    const { clientId, secret } = this.options
    const expected = `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`
    // Compared by their checksums, so that the time it takes tells nothing.
    const [one, other] = [headers.authorization ?? '', expected].map((value) => Buffer.from(checksumOf(value)))
    if (!one || !other || !timingSafeEqual(one, other))
      return failure(401, 'The client is not known or its secret is wrong.')
    if (!headers['x-organisation']) return failure(403, 'The organisation is missing.')
    if (!headers.accept?.includes('application/json')) return failure(406, 'Answers are application/json.')
    return null
  }

  private async post(request: IncomingMessage): Promise<Answer> {
    const { headers } = request
    if (!headers['content-type']?.startsWith('application/json')) return failure(400, 'An order is application/json.')
    if (Number(headers['content-length'] ?? 0) > longestBody) return failure(413, 'The order is too long.')
    let order: BureauOrder
    try {
      order = readPostedOrder(await text(request))
    } catch (error) {
      if (error instanceof Unreadable) return failure(400, error.message)
      throw error
    }
    if (headers['idempotency-key'] !== order.order) return failure(400, 'The Idempotency-Key is not the order id.')
    const [delivery] = await this.works.take([order], 'rest')
    const entry = this.works.find(order.order)
    if (!entry || delivery === 'other-content') return failure(409, 'This order is known with other content.')
    if (entry.fate === 'refused') return { ...failure(422, noteOf('refused', 'FAILED')), told: entry }
    return { status: delivery === 'new' ? 201 : 200, body: shortAnswer(entry), told: entry }
  }

  private tell(id: string): Answer {
    const entry = this.works.find(id)
    if (!entry) return failure(404, 'This order is not known.')
    const { made, layout, validThrough, personName } = entry
    const body = {
      ...shortAnswer(entry),
      ...{ cardNumber: made?.cardNumber ?? null, layout, productionDate: made?.productionDate ?? null },
      ...{ validThrough, personName, chips: made ? [made.chip] : [] },
    }
    return { status: 200, body, told: entry }
  }
}

function shortAnswer({ order, created, fate, reached }: LedgerEntry) {
  const status = reached ?? 'RECEIVED'
  const note = noteOf(fate, status)
  return { orderId: order, created, status, ...(note && { note }) }
}

function failure(status: number, message: string): Answer {
  return { status, body: { message } }
}

function send(response: ServerResponse, { status, body }: Answer, headers: Record<string, string> = {}): void {
  sendText(response, status, JSON.stringify(body), headers)
}

function sendText(response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void {
  const more = status === 401 ? { 'www-authenticate': 'Basic realm="bureau"' } : {}
  response.writeHead(status, { 'content-type': 'application/json', ...more, ...headers })
  response.end(body)
}

/** The whole answer comes twice on one connection: a desk must not take the second for one to its next question. */
function sendTwice(response: ServerResponse, { status, body }: Answer): void {
  const content = JSON.stringify(body)
  const head = `HTTP/1.1 ${status} Answer\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(content)}`
  response.socket?.write(`${head}\r\n\r\n${content}`.repeat(2))
  // Not ended at once, so that the second one is really read.
  setTimeout(() => response.socket?.destroy(), 50)
}
