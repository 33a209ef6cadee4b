import tls from 'node:tls'
import { generate } from 'selfsigned'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { BureauUnavailable } from '../../../electron/production/port'
import { BureauServer, json } from '../../support/bureau-server'
import { batch, goingOn, heard, openOrders, restDesk } from '../../support/rest-desk'

// A web service is who its certificate says, or it gets nothing.
type Pair = { readonly key: string; readonly cert: string }
let authority: Pair
let own: Pair
let elsewhere: Pair
let old: Pair
const trusted = tls.getCACertificates('default')

/** A certificate for that host: its own, or of an authority. */
async function certificate(host: string, { ca, notAfterDate }: { ca?: Pair; notAfterDate?: Date } = {}): Promise<Pair> {
  const altNames = [host === '127.0.0.1' ? { type: 7 as const, ip: host } : { type: 2 as const, value: host }]
  const { private: key, cert } = await generate([{ name: 'commonName', value: host }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames }],
    ...(ca && { ca }),
    ...(notAfterDate && { notBeforeDate: new Date('2020-01-01'), notAfterDate }),
  })
  return { key, cert }
}

beforeAll(async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'Card test authority' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [{ name: 'basicConstraints', cA: true, critical: true }],
  })
  authority = { key, cert }
  own = await certificate('127.0.0.1', { ca: authority })
  elsewhere = await certificate('bureau.example', { ca: authority })
  old = await certificate('127.0.0.1', { ca: authority, notAfterDate: new Date('2021-01-01') })
})
afterAll(() => tls.setDefaultCACertificates(trusted))

let server: BureauServer
const open = async (pair: Pair) => {
  server = await BureauServer.open({ tls: pair })
}
const bureau = () => restDesk(server.address).bureau
const submitted = async () => (await bureau().submit(batch(5), goingOn())).map(({ kind }) => kind)

/** Nothing but the handshake may have reached the service. */
async function expectNothingSent(sentence: RegExp): Promise<void> {
  const outcomes = await bureau().submit(batch(5), goingOn())
  expect(outcomes).toEqual(Array(5).fill({ kind: 'not-sent', reason: expect.stringMatching(sentence) }))
  const { news, problem } = await heard(bureau(), openOrders(20))
  expect(news).toEqual([])
  expect(problem).toBeInstanceOf(BureauUnavailable)
  await expect(bureau().check(goingOn())).rejects.toThrow(sentence)
  expect(server.received).toEqual([])
}

describe('A certificate nobody vouches for', () => {
  beforeEach(() => tls.setDefaultCACertificates(trusted))
  afterEach(() => server.close())

  it('is not trusted, be it its own or of an unknown authority', async () => {
    for (const pair of [await certificate('127.0.0.1'), own]) {
      await open(pair)
      await expectNothingSent(/certificate of 127\.0\.0\.1:\d+ is not trusted/)
      if (pair !== own) await server.close()
    }
  })

  it('is not trusted either when the environment switches verification off', async () => {
    await open(own)
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    await expectNothingSent(/NODE_TLS_REJECT_UNAUTHORIZED/)
  })
})

describe('A certificate of a trusted authority', () => {
  beforeEach(() => tls.setDefaultCACertificates([...trusted, authority.cert]))
  afterEach(() => server.close())

  it('lets orders through', async () => {
    await open(own)
    expect(await submitted()).toEqual(Array(5).fill('taken'))
    expect(await bureau().check(goingOn())).toContain('accepts this client')
  })

  it('is not trusted for another host', async () => {
    await open(elsewhere)
    await expectNothingSent(/is not trusted/)
  })

  it('is not trusted after its last day', async () => {
    await open(old)
    await expectNothingSent(/is not trusted/)
  })

  it('does not carry a request on to a place without one', async () => {
    await open(own)
    const plain = await BureauServer.open()
    server.respond = (_, response) => response.writeHead(307, { location: `${plain.address}api/order` }).end()
    expect(await submitted()).toEqual(['unanswered', 'unanswered', 'unanswered', 'unanswered', 'not-sent'])
    expect(plain.received).toEqual([])
    await plain.close()
  })
})

describe('A service on this workstation, without https', () => {
  it('is sent nothing through a proxy, and the sentence says so', async () => {
    server = await BureauServer.open()
    vi.stubEnv('NODE_USE_ENV_PROXY', '1')
    vi.stubEnv('HTTP_PROXY', 'http://proxy.example:3128')
    await expectNothingSent(/through a proxy/)
    await server.close()
  })
})

describe('A service without https where https is asked for', () => {
  it('is sent nothing, and the sentence says so', async () => {
    server = await BureauServer.open()
    server.respond = (_, response) => json(response, 200, {})
    const address = server.address.replace('http:', 'https:')
    const outcomes = await restDesk(address).bureau.submit(batch(2), goingOn())
    expect(outcomes).toEqual(
      Array(2).fill({ kind: 'not-sent', reason: expect.stringContaining('does not speak https') }),
    )
    expect(server.received).toEqual([])
    await server.close()
  })
})
