import type { ServerResponse } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BureauServer, client, json } from '../../support/bureau-server'
import { batch, goingOn, hasty, order, orderId, quick, restDesk } from '../../support/rest-desk'

// What becomes of orders posted to a bureau's web service: each outcome as the exchange specifies it.
let server: BureauServer
beforeEach(async () => {
  server = await BureauServer.open()
})
afterEach(() => server.close())

const submit = (count: number, signal = goingOn()) => restDesk(server.address).bureau.submit(batch(count), signal)
const kinds = (outcomes: readonly { readonly kind: string }[]) => outcomes.map(({ kind }) => kind)
const answering = (status: number, body: unknown = {}, headers = {}) => {
  server.respond = (_, response) => json(response, status, body, headers)
}
/** What is answered to the first order of a batch of one. */
const first = async () => (await submit(1))[0]
const posts = (id = orderId(1)) => server.received.filter(({ body }) => body?.orderId === id).length

describe('An order that is posted', () => {
  it('carries everything the bureau needs, and who sends it', async () => {
    await submit(1)
    const { id, ...rest } = order(1)
    expect(server.received).toHaveLength(1)
    expect(server.received[0]).toMatchObject({
      method: 'POST',
      path: '/api/order',
      headers: {
        authorization: `Basic ${Buffer.from(`${client.clientId}:${client.secret}`).toString('base64')}`,
        'x-organisation': client.organisation,
        'content-type': 'application/json',
        accept: 'application/json',
        'idempotency-key': '3f2a91c0-O-000001',
      },
    })
    expect(server.received[0]?.body).toEqual({
      orderId: id,
      desk: '3f2a91c0-5c1e-4c57-9a55-0d6a3c1f2b11',
      batch: 'B-000012',
      ...rest,
    })
  })

  it('goes below the path of the base address, with or without a slash at its end', async () => {
    for (const path of ['cards', 'cards/']) {
      const { bureau } = restDesk(`${server.address}${path}`)
      await bureau.submit(batch(1), goingOn())
    }
    expect(server.received.map(({ path }) => path)).toEqual(['/cards/api/order', '/cards/api/order'])
  })

  it('is taken once, however often it is sent', async () => {
    expect(kinds(await submit(3))).toEqual(['taken', 'taken', 'taken'])
    expect(kinds(await submit(3))).toEqual(['taken', 'taken', 'taken'])
    expect(server.orders.size).toBe(3)
  })

  it('is refused when it is known with other content', async () => {
    const { bureau } = restDesk(server.address)
    await bureau.submit(batch(1), goingOn())
    const [outcome] = await bureau.submit({ ...batch(1), orders: [{ ...order(1), layout: 'Visitor' }] }, goingOn())
    // What is known under the id may be this desk's all the same: that is for batch sync to judge.
    expect(outcome).toEqual({ kind: 'refused', reason: 'known with other content', known: true })
  })

  it('is taken in another batch too: that is no part of its content', async () => {
    const { bureau } = restDesk(server.address)
    await bureau.submit(batch(1), goingOn())
    expect(kinds(await bureau.submit({ ...batch(1), id: 'B-000013' }, goingOn()))).toEqual(['taken'])
  })

  it.each([400, 422])('is refused with the reason of a %i', async (status) => {
    answering(status, { message: 'this layout is not made any more' })
    expect(await first()).toEqual({ kind: 'refused', reason: 'this layout is not made any more' })
  })

  it('is refused with a whole sentence when no reason is given', async () => {
    answering(422, {})
    const outcome = await first()
    expect(outcome).toMatchObject({ kind: 'refused' })
    expect(outcome).toHaveProperty('reason', expect.stringContaining('422'))
  })

  it('brings back the note of the bureau', async () => {
    answering(201, { orderId: orderId(1), created: null, status: 'RECEIVED', note: 'made on Monday' })
    expect(await first()).toEqual({ kind: 'taken', note: 'made on Monday' })
  })

  it('does not stop the others when it is refused', async () => {
    server.respond = (request, response) =>
      request.body?.orderId === orderId(2)
        ? json(response, 422, { message: 'no such layout' })
        : server.answer(request, response)
    expect(kinds(await submit(6))).toEqual(['taken', 'refused', 'taken', 'taken', 'taken', 'taken'])
  })
})

describe('An order without an answer that means something', () => {
  const cut = (text: string) => (response: ServerResponse) => {
    response.writeHead(201, { 'content-type': 'application/json', 'content-length': '500' })
    response.write(text, () => response.destroy())
  }
  const whole = { orderId: orderId(1), created: '2026-11-21T09:00:00.000Z', status: 'RECEIVED' }
  const text = (body: string) => (response: ServerResponse) => response.writeHead(201).end(body)
  it.each<[string, (response: ServerResponse) => void]>([
    ['another order', text(JSON.stringify({ ...whole, orderId: orderId(2) }))],
    ['no order', text('{"status":"RECEIVED"}')],
    ['a number for an order', text('{"orderId":17,"status":"RECEIVED"}')],
    ['a list', text(`[${JSON.stringify(whole)}]`)],
    ['null', text('null')],
    ['nothing', text('')],
    ['HTML', text('<html><body>Welcome</body></html>')],
    ['half of its JSON', text(JSON.stringify(whole).slice(0, -9))],
    ['bytes that are no text', (response) => response.writeHead(201).end(Buffer.from([0x7b, 0xff, 0xfe, 0x7d]))],
    ['an object for a status', text(JSON.stringify({ ...whole, status: { $gt: '' } }))],
    ['a list for a note', text(JSON.stringify({ ...whole, note: ['a'] }))],
    ['more than 256 kB', text(JSON.stringify({ ...whole, note: 'x'.repeat(257 * 1024) }))],
    ['a very deep nesting', text('['.repeat(120_000) + ']'.repeat(120_000))],
    ['204, which has no body', (response) => response.writeHead(204).end()],
    ['a 400 of another web server', (response) => response.writeHead(400).end('<h1>Bad request</h1>')],
    ['a 422 whose reason is no text', (response) => json(response, 422, { message: { text: 'no' } })],
    ['a teapot', (response) => json(response, 418, {})],
  ])('(%s) is unanswered, and the others go on', async (_, respond) => {
    server.respond = (request, response) =>
      request.body?.orderId === orderId(1) ? respond(response) : server.answer(request, response)
    expect(kinds(await submit(6))).toEqual(['unanswered', 'taken', 'taken', 'taken', 'taken', 'taken'])
    // It was answered: asking again at once would bring the same.
    expect(posts()).toBe(1)
  })

  it('(cut off in the middle) is sent again, and then unanswered', async () => {
    server.respond = (_, response) => cut('{"orderId":')(response)
    expect(await first()).toMatchObject({ kind: 'unanswered' })
    expect(posts()).toBe(3)
  })

  it('(cut off once) is taken when it is sent again', async () => {
    server.respond = (request, response) => {
      server.respond = (again, answer) => server.answer(again, answer)
      server.answer(request, { writeHead: () => ({ end: () => response.destroy() }) } as unknown as ServerResponse)
    }
    expect(await first()).toEqual({ kind: 'taken', note: '' })
    expect(posts()).toBe(2)
    expect(server.orders.size).toBe(1)
  })

  it('(endless) is cut off at 256 kB rather than read to its end', async () => {
    let sent = 0
    server.respond = (_, response) => {
      response.writeHead(201, { 'content-type': 'application/json' })
      const more = () => {
        while (!response.destroyed && response.write(' '.repeat(16 * 1024))) sent += 1
      }
      response.on('drain', more)
      more()
    }
    expect(await first()).toMatchObject({ kind: 'unanswered' })
    // Besides the 16 pieces that are read there is room in the buffers of both sides.
    expect(sent).toBeLessThan(1000)
  })

  it('(compressed to little, unpacked too much) counts as too long', async () => {
    const { gzipSync } = await import('node:zlib')
    const bomb = gzipSync(JSON.stringify({ ...whole, note: 'x'.repeat(50_000_000) }))
    server.respond = (_, response) => response.writeHead(201, { 'content-encoding': 'gzip' }).end(bomb)
    expect(await first()).toMatchObject({ kind: 'unanswered' })
  })

  it('(none at all) is unanswered after a time', async () => {
    server.respond = () => {}
    const [outcome] = await restDesk(server.address, { patience: hasty }).bureau.submit(batch(1), goingOn())
    expect(outcome).toMatchObject({ kind: 'unanswered', reason: expect.stringContaining('in time') })
    expect(posts()).toBe(2)
  })

  it('(drop by drop) is unanswered after a time', async () => {
    server.respond = (_, response) => {
      response.writeHead(201, { 'content-type': 'application/json' })
      const drip = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(drip))
    }
    const [outcome] = await restDesk(server.address, { patience: hasty }).bureau.submit(batch(1), goingOn())
    expect(outcome).toMatchObject({ kind: 'unanswered', reason: expect.stringContaining('in time') })
  })
})

describe('A service that is away', () => {
  it.each([408, 425, 429, 500, 502, 503, 504, 599])('(%i) is asked again, and then no more', async (status) => {
    answering(status)
    const outcomes = await submit(100)
    expect(outcomes).toHaveLength(100)
    expect(outcomes[0]).toMatchObject({ kind: 'unanswered', reason: expect.stringContaining(String(status)) })
    expect(server.received.length).toBeGreaterThan(4)
    // Four were on their way together when it showed; nothing else left.
    expect(kinds(outcomes).filter((kind) => kind === 'unanswered')).toHaveLength(4)
    expect(kinds(outcomes).slice(4)).toEqual(Array(96).fill('not-sent'))
    expect(new Set(server.received.map(({ body }) => body?.orderId)).size).toBe(4)
  })

  it('(500 once) takes the order the second time', async () => {
    server.respond = (_, response) => {
      server.respond = (request, answer) => server.answer(request, answer)
      json(response, 500, {})
    }
    expect(await first()).toEqual({ kind: 'taken', note: '' })
  })

  it('(a status no standard knows) counts as one of its failures', async () => {
    server.respond = (_, response) => response.writeHead(999).end('{}')
    expect(await first()).toMatchObject({ kind: 'unanswered' })
  })

  it('says how long to wait, and is waited for when that is not long', async () => {
    server.respond = (_, response) => {
      server.respond = (request, answer) => server.answer(request, answer)
      json(response, 429, {}, { 'retry-after': '1' })
    }
    expect(await first()).toEqual({ kind: 'taken', note: '' })
    expect(posts()).toBe(2)
  })

  it('says how long to wait, and is left alone when that is long', async () => {
    answering(503, {}, { 'retry-after': '3600' })
    expect(await first()).toMatchObject({ kind: 'unanswered' })
    expect(posts()).toBe(1)
  })

  it.each(['-5', '1e9', 'soon', '99999999999999999999', ''])(
    'is asked again whatever nonsense (%s) it says',
    async (after) => {
      answering(503, {}, { 'retry-after': after })
      expect(await first()).toMatchObject({ kind: 'unanswered' })
    },
  )

  it('(nobody listens) was certainly sent nothing', async () => {
    const { address } = server
    await server.close()
    const outcomes = await restDesk(address).bureau.submit(batch(100), goingOn())
    expect(kinds(outcomes)).toEqual(Array(100).fill('not-sent'))
    expect(outcomes[0]).toHaveProperty('reason', expect.stringContaining('takes no connections'))
    server = await BureauServer.open()
  })

  it('(no such host) was certainly sent nothing', async () => {
    const outcomes = await restDesk('https://bureau.invalid/').bureau.submit(batch(5), goingOn())
    expect(kinds(outcomes)).toEqual(Array(5).fill('not-sent'))
    expect(outcomes[0]).toHaveProperty('reason', expect.stringContaining('knows no bureau.invalid'))
  })

  it('(gone after it may have taken the order) leaves the order in doubt', async () => {
    const { address } = server
    server.respond = (_, response) => {
      // No new connection is taken from here on, and this one breaks.
      void server.close()
      response.destroy()
    }
    const [outcome] = await restDesk(address).bureau.submit(batch(1), goingOn())
    expect(outcome).toMatchObject({ kind: 'unanswered' })
    server = await BureauServer.open()
  })
})

describe('A service that does not accept this desk', () => {
  it.each([
    [401, 'Check organisation, client id and secret'],
    [403, 'Check organisation, client id and secret'],
    [404, 'Check the address'],
  ])('(%i) gets no further order, and a sentence says what to do', async (status, advice) => {
    answering(status, { message: 'no' })
    const outcomes = await submit(100)
    expect(kinds(outcomes)).toEqual(Array(100).fill('not-sent'))
    for (const outcome of outcomes) expect(outcome).toHaveProperty('reason', expect.stringContaining(advice))
    expect(server.received.length).toBeLessThanOrEqual(4)
  })

  it('keeps an order in doubt that it may have taken before', async () => {
    server.respond = (_, response) => {
      server.respond = (_again, answer) => json(answer, 401, {})
      json(response, 500, {})
    }
    expect(await first()).toMatchObject({ kind: 'unanswered', reason: expect.stringContaining('secret') })
  })

  it('keeps what it took before: the others are not sent', async () => {
    server.respond = (request, response) =>
      server.orders.size < 3 ? server.answer(request, response) : json(response, 403, {})
    const outcomes = kinds(await submit(50))
    expect(outcomes.filter((kind) => kind === 'taken')).toHaveLength(server.orders.size)
    expect(outcomes.filter((kind) => kind === 'not-sent')).toHaveLength(50 - server.orders.size)
  })

  it.each([301, 302, 303, 307, 308])('(%i) is not followed to another place', async (status) => {
    const elsewhere = await BureauServer.open()
    try {
      server.respond = (_, response) => response.writeHead(status, { location: `${elsewhere.address}api/order` }).end()
      const outcomes = await submit(20)
      expect(outcomes[0]).toMatchObject({ kind: 'unanswered', reason: expect.stringContaining('another address') })
      expect(kinds(outcomes).slice(4)).toEqual(Array(16).fill('not-sent'))
      expect(posts()).toBe(1)
      expect(elsewhere.received).toEqual([])
    } finally {
      await elsewhere.close()
    }
  })
})

describe('A service that is slow', () => {
  it('gets as many orders as there is time for, and the others wait for the next run', async () => {
    server.respond = (request, response) => setTimeout(() => server.answer(request, response), 50)
    const { bureau } = restDesk(server.address, { patience: { ...quick, piece: 4000 } })
    const outcomes = await bureau.submit(batch(400), goingOn())
    const taken = kinds(outcomes).filter((kind) => kind === 'taken').length
    expect(taken).toBe(server.orders.size)
    expect(taken).toBeGreaterThanOrEqual(4)
    expect(kinds(outcomes).slice(taken)).toEqual(Array(400 - taken).fill('not-sent'))
    expect(outcomes.at(-1)).toHaveProperty('reason', expect.stringContaining('slow'))
  })
})

describe('A batch that is stopped', () => {
  it('lets those on their way arrive and sends no other', async () => {
    const stop = new AbortController()
    server.respond = (request, response) => {
      if (server.received.length === 2) stop.abort()
      server.answer(request, response)
    }
    const outcomes = kinds(await submit(40, stop.signal))
    expect(outcomes.filter((kind) => kind === 'taken')).toHaveLength(server.orders.size)
    expect(outcomes.filter((kind) => kind === 'not-sent')).toHaveLength(40 - server.orders.size)
    expect(server.orders.size).toBeLessThan(12)
  })

  it('waits a while only for those on their way: whether they arrived is not known then', async () => {
    const stop = new AbortController()
    server.respond = () => {
      if (server.received.length === 4) stop.abort()
    }
    const { bureau } = restDesk(server.address, { patience: { ...quick, grace: 50 } })
    const outcomes = await bureau.submit(batch(6), stop.signal)
    expect(kinds(outcomes)).toEqual([...Array(4).fill('unanswered'), 'not-sent', 'not-sent'])
    expect(server.received).toHaveLength(4)
  })

  it('before it began sends nothing', async () => {
    expect(kinds(await submit(3, AbortSignal.abort()))).toEqual(['not-sent', 'not-sent', 'not-sent'])
    expect(server.received).toEqual([])
  })
})

describe('A web service that is not set up', () => {
  it.each([
    ['no address', '', {}],
    ['http to another host', 'http://bureau.example/', {}],
    ['no organisation', 'https://bureau.example/', { organisation: '' }],
    ['an organisation no header can carry', 'https://bureau.example/', { organisation: 'Łódź' }],
    ['a client id with a colon', 'https://bureau.example/', { clientId: 'a:b' }],
    ['no secret', 'https://bureau.example/', { secret: () => null }],
  ])('(%s) is sent nothing, and says why', async (_, address, options) => {
    const { bureau } = restDesk(address, options)
    const outcomes = await bureau.submit(batch(2), goingOn())
    expect(kinds(outcomes)).toEqual(['not-sent', 'not-sent'])
    expect(outcomes[0]).toHaveProperty('reason', expect.stringMatching(/\.$/))
  })

  it('keeps the outcome of orders that left before the secret was forgotten', async () => {
    let secret: string | null = client.secret
    server.respond = (request, response) => {
      if (server.received.length === 3) secret = null
      server.answer(request, response)
    }
    const outcomes = await restDesk(server.address, { secret: () => secret }).bureau.submit(batch(30), goingOn())
    expect(kinds(outcomes).filter((kind) => kind === 'taken')).toHaveLength(server.orders.size)
    expect(server.orders.size).toBeGreaterThanOrEqual(3)
    expect(outcomes.at(-1)).toMatchObject({ kind: 'not-sent', reason: expect.stringContaining('No secret') })
  })
})
