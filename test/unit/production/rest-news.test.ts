import type { ServerResponse } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BureauUnavailable, type News } from '../../../electron/production/port'
import { BureauServer, json } from '../../support/bureau-server'
import { batch, goingOn, hasty, heard, openOrders, orderId, quick, restDesk } from '../../support/rest-desk'

// What the desk hears when it asks a bureau's web service about its orders.
let server: BureauServer
beforeEach(async () => {
  server = await BureauServer.open()
})
afterEach(() => server.close())

const bureau = () => restDesk(server.address).bureau
const sent = (count: number) => bureau().submit(batch(count), goingOn())
const open = (number = 1) => ({ id: orderId(number), card: 'C-000001', state: 'ordered' as const })
const wordsIn = (news: readonly News[]) => news.flatMap((each) => (each.kind === 'words' ? each.words : []))
const ordersIn = (news: readonly News[], kind: 'unknown' | 'unanswered') =>
  news.flatMap((each) => (each.kind === kind ? each.orders : []))

describe('The word about an order', () => {
  it('has everything the bureau says', async () => {
    await sent(1)
    server.says.set(orderId(1), {
      status: 'SHIPPED',
      cardNumber: '7700 0001 2345',
      layout: 'Employee',
      productionDate: '2026-11-20',
      validThrough: '2029-11-20',
      personName: 'Jana Müller',
      chips: [
        { type: 'MIFARE DESFire EV3', uid: '04a1b2c3d4e5f6' },
        { type: 'LEGIC', uid: 'FF' },
      ],
      note: 'by post',
      invoice: { amount: 12 },
    })
    expect(await bureau().ask(open())).toEqual({
      kind: 'word',
      word: {
        order: orderId(1),
        word: 'SHIPPED',
        note: 'by post',
        cardNumber: '7700 0001 2345',
        productionDate: '2026-11-20',
        validThrough: '2029-11-20',
        personName: 'Jana Müller',
        chip: { type: 'MIFARE DESFire EV3', uid: '04A1B2C3D4E5F6' },
      },
    })
  })

  const nothing = { note: '', cardNumber: null, productionDate: null, validThrough: null, personName: null, chip: null }
  it.each([
    ['missing', {}],
    [
      'null',
      {
        created: null,
        cardNumber: null,
        layout: null,
        productionDate: null,
        validThrough: null,
        personName: null,
        chips: null,
        note: null,
      },
    ],
    ['empty', { cardNumber: '', productionDate: '', validThrough: '', personName: '', chips: [] }],
  ])('needs no more than order and status: the rest may be %s', async (_, rest) => {
    server.respond = (_request, response) => json(response, 200, { orderId: orderId(1), status: 'RECEIVED', ...rest })
    const word = { order: orderId(1), word: 'RECEIVED', ...nothing }
    expect(await bureau().ask(open())).toEqual({ kind: 'word', word })
  })

  it('is one line of bounded, whole text', async () => {
    await sent(1)
    const note = `Line one\r\nline\u0000two\u202egnp.exe \ud800${'😀'.repeat(3000)}`
    server.says.set(orderId(1), { status: 'IN\tPRODUCTION', note })
    const asked = await bureau().ask(open())
    if (asked.kind !== 'word') throw new Error('no word')
    expect(asked.word.word).toBe('IN PRODUCTION')
    expect(asked.word.note).toMatch(/^Line one line two gnp\.exe \ufffd😀/u)
    expect(asked.word.note.length).toBeLessThanOrEqual(2000)
    expect(asked.word.note.isWellFormed()).toBe(true)
  })

  const whole = { orderId: orderId(1), status: 'PRODUCED' }
  it.each<[string, (response: ServerResponse) => void]>([
    ['is about another order', (response) => json(response, 200, { ...whole, orderId: orderId(2) })],
    ['has no status', (response) => json(response, 200, { orderId: orderId(1) })],
    ['has an empty status', (response) => json(response, 200, { ...whole, status: '' })],
    ['has a number for a card number', (response) => json(response, 200, { ...whole, cardNumber: 7700 })],
    ['has a date that is none', (response) => json(response, 200, { ...whole, productionDate: '2026-02-30' })],
    ['has a time for a date', (response) => json(response, 200, { ...whole, validThrough: 1_900_000_000 })],
    ['has a chip that is none', (response) => json(response, 200, { ...whole, chips: ['04A1'] })],
    ['has a chip in place of a list', (response) => json(response, 200, { ...whole, chips: { type: 'a', uid: 'b' } })],
    ['has too long a text', (response) => json(response, 200, { ...whole, personName: 'x'.repeat(501) })],
    ['is longer than 256 kB', (response) => json(response, 200, { ...whole, more: 'x'.repeat(257 * 1024) })],
    ['is no JSON', (response) => response.writeHead(200).end('PRODUCED')],
    ['is a 410', (response) => json(response, 410, {})],
  ])('counts as none when it %s', async (_, respond) => {
    server.respond = (_request, response) => respond(response)
    await expect(bureau().ask(open())).rejects.toThrow(BureauUnavailable)
    expect(await heard(bureau(), [open()])).toEqual({
      news: [{ kind: 'unanswered', orders: [orderId(1)], reason: expect.stringMatching(/\.$/) }],
      problem: null,
    })
  })

  it('says nothing about members that every object has', async () => {
    const body = `{"orderId":"${orderId(1)}","status":"PRODUCED","__proto__":{"cardNumber":"666"},"constructor":1}`
    server.respond = (_, response) => response.writeHead(200).end(body)
    expect(await bureau().ask(open())).toMatchObject({ kind: 'word', word: { cardNumber: null } })
  })
})

describe('An order the bureau does not know', () => {
  it('is told apart from a service that is not there', async () => {
    expect(await bureau().ask(open())).toMatchObject({ kind: 'unknown' })
    server.respond = (_, response) => response.writeHead(404).end('<h1>Not found</h1>')
    await expect(bureau().ask(open())).rejects.toThrow(/no bureau service at/)
  })
})

describe('News of all open orders', () => {
  it('come in pieces of at most fifty, from at most eight questions at a time', async () => {
    await sent(120)
    let [now, most] = [0, 0]
    server.respond = (request, response) => {
      now += 1
      most = Math.max(most, now)
      response.on('close', () => {
        now -= 1
      })
      server.answer(request, response)
    }
    const { news, problem } = await heard(bureau(), openOrders(120))
    expect(problem).toBeNull()
    expect(news.map((each) => (each.kind === 'words' ? each.words.length : each.kind))).toEqual([50, 50, 20])
    expect(new Set(wordsIn(news).map(({ order }) => order))).toEqual(new Set(openOrders(120).map(({ id }) => id)))
    expect(most).toBeLessThanOrEqual(8)
    for (const each of news) if (each.kind === 'words') expect(each.source).toBeNull()
  })

  it('come in smaller pieces from a slow service, and all of them come', async () => {
    await sent(60)
    server.respond = (request, response) => setTimeout(() => server.answer(request, response), 300)
    const { bureau: slowly } = restDesk(server.address, { patience: { ...quick, piece: 1600 } })
    const { news, problem } = await heard(slowly, openOrders(60))
    expect(problem).toBeNull()
    // How many fit into a piece depends on the machine; that each order is told once does not.
    expect(news.length).toBeGreaterThan(2)
    const told = [...wordsIn(news).map(({ order }) => order), ...ordersIn(news, 'unanswered')]
    expect(told.sort()).toEqual(openOrders(60).map(({ id }) => id))
  })

  it('tell words, unknown and unanswered orders apart', async () => {
    await sent(3)
    server.says.set(orderId(2), { cardNumber: 17 })
    const { news, problem } = await heard(bureau(), openOrders(5))
    expect(problem).toBeNull()
    expect(
      wordsIn(news)
        .map(({ order }) => order)
        .sort(),
    ).toEqual([orderId(1), orderId(3)])
    expect(ordersIn(news, 'unanswered')).toEqual([orderId(2)])
    expect(ordersIn(news, 'unknown').sort()).toEqual([orderId(4), orderId(5)])
  })

  it('go on past single orders the service stumbles over', async () => {
    await sent(60)
    const bad = [orderId(7), orderId(20), orderId(41)]
    server.respond = (request, response) =>
      bad.some((id) => request.path.endsWith(id)) ? json(response, 500, {}) : server.answer(request, response)
    const { news, problem } = await heard(bureau(), openOrders(60))
    expect(problem).toBeNull()
    expect(ordersIn(news, 'unanswered').sort()).toEqual(bad)
    expect(wordsIn(news)).toHaveLength(57)
  })

  it('end when nothing is answered any more, after telling what was', async () => {
    await sent(200)
    server.respond = (request, response) =>
      Number(request.path.slice(-6)) <= 50 ? server.answer(request, response) : json(response, 502, {})
    const { news, problem } = await heard(bureau(), openOrders(200))
    expect(problem).toBeInstanceOf(BureauUnavailable)
    expect(String(problem)).toContain('502')
    expect(wordsIn(news)).toHaveLength(50)
    const asked = new Set(server.received.filter(({ method }) => method === 'GET').map(({ path }) => path))
    expect(asked.size).toBeLessThan(75)
  })

  it.each([
    [401, 'does not accept this client'],
    [403, 'does not accept this client'],
    [302, 'another address'],
  ])('(%i) end at once with a sentence that says what to do', async (status, sentence) => {
    server.respond = (_, response) => response.writeHead(status, { location: '/login' }).end()
    const { news, problem } = await heard(bureau(), openOrders(100))
    expect(problem).toBeInstanceOf(BureauUnavailable)
    expect(String(problem)).toContain(sentence)
    expect(news).toEqual([])
    expect(server.received.length).toBeLessThanOrEqual(8)
  })

  it('cannot be had from a service that takes no connections', async () => {
    const { address } = server
    await server.close()
    const { news, problem } = await heard(restDesk(address).bureau, openOrders(100))
    expect(problem).toBeInstanceOf(BureauUnavailable)
    expect(String(problem)).toContain('takes no connections')
    expect(news).toEqual([])
    server = await BureauServer.open()
  })

  it('cannot be had from a service that never answers', async () => {
    server.respond = () => {}
    const { problem } = await heard(restDesk(server.address, { patience: hasty }).bureau, openOrders(100))
    expect(problem).toBeInstanceOf(BureauUnavailable)
    expect(String(problem)).toContain('in time')
    expect(new Set(server.received.map(({ path }) => path)).size).toBeLessThanOrEqual(24)
  })

  it('stop when they are stopped, with what was heard until then', async () => {
    await sent(200)
    const stop = new AbortController()
    const asked: string[] = []
    server.respond = (request, response) => {
      asked.push(request.path)
      // From here on nothing is answered: only stopping ends the questions.
      if (asked.length > 60) stop.abort()
      else server.answer(request, response)
    }
    const { news, problem } = await heard(bureau(), openOrders(200), stop.signal)
    expect(problem).toBeNull()
    expect(wordsIn(news).length).toBeGreaterThanOrEqual(50)
    expect(ordersIn(news, 'unanswered')).toEqual([])
    expect(asked.length).toBeLessThan(75)
  })

  it('are none without open orders', async () => {
    expect(await heard(bureau(), [])).toEqual({ news: [], problem: null })
    expect(server.received).toEqual([])
  })
})

describe('Checking the connection', () => {
  const check = (signal = goingOn()) => bureau().check(signal)

  it('asks once about an order that cannot exist', async () => {
    expect(await check()).toContain('accepts this client')
    expect(server.received.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /api/order/3f2a91c0-check'])
  })

  it.each<[string, string, (response: ServerResponse) => void]>([
    [
      'a client that is not accepted',
      'Check organisation, client id and secret',
      (response) => json(response, 401, {}),
    ],
    ['another web server', 'Check the address', (response) => response.writeHead(404).end('nothing here')],
    ['a service that is down', '503', (response) => json(response, 503, {})],
    ['a service that knows every order', 'Ask the bureau', (response) => json(response, 200, word)],
    ['a page in place of an answer', 'not an answer', (response) => response.writeHead(200).end('<h1>Welcome</h1>')],
  ])('tells of %s', async (_, sentence, respond) => {
    server.respond = (_request, response) => respond(response)
    await expect(check()).rejects.toThrow(BureauUnavailable)
    await expect(check()).rejects.toThrow(sentence)
    expect(server.received).toHaveLength(2)
  })
  const word = { orderId: '3f2a91c0-check', status: 'PRODUCED' }

  it('ends when it is stopped', async () => {
    const stop = new AbortController()
    server.respond = () => stop.abort()
    await expect(check(stop.signal)).rejects.toThrow(BureauUnavailable)
  })

  it('names the service, simulated or not, with and without an address', () => {
    expect(bureau().status).toEqual({ name: `Web service 127.0.0.1:${server.port}`, simulated: false })
    expect(restDesk('').bureau.status).toEqual({ name: expect.stringMatching(/^Web service/), simulated: false })
  })
})
