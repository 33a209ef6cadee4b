import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readLedger } from '../bureau/ledger'
import { BureauProgram } from '../bureau/program'

const id = '3f2a91c0-O-000123'
const order = {
  orderId: id,
  desk: '3f2a91c0-0000-4000-8000-000000000000',
  batch: 'B-000012',
  card: 'TC-000045',
  cardType: 'temporary-card',
  layout: 'Blue',
  commonName: '',
  upn: '',
  title: '',
  organisationalUnit: '',
  holder: null,
  deliveryAddress: 'Main Street 1',
  validFrom: null,
  validThrough: null,
  requestedAt: '2026-11-21T09:00:00.000Z',
}
const secret = 'not-the-one-for-trying'

describe('The bureau as a web service', () => {
  let folder: string
  let file: string
  let bureau: BureauProgram
  let address: string
  const start = async (...values: readonly string[]) => {
    bureau = new BureauProgram(['--port', '0', '--ledger', file, '--client-id', 'desk-7', ...values], secret)
    address = await bureau.address()
  }
  const client = (name: string, password: string) => ({
    authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`,
    'x-organisation': 'Example',
    accept: 'application/json',
  })
  const own = client('desk-7', secret)
  const ask = (path: string, headers: Record<string, string> = own) => fetch(`${address}api/order/${path}`, { headers })
  const post = (body: object = order, key = id) =>
    fetch(`${address}api/order`, {
      method: 'POST',
      headers: { ...own, 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(body),
    })
  const entry = async () => (await readLedger(file)).entries.get(id)

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'card-desk-bureau-'))
    file = join(folder, 'ledger.ndjson')
  })
  afterEach(async () => {
    await bureau.end()
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  })

  it('takes an order once, and answers how far it is', async () => {
    await start('--pace', '600000')
    const first = await post()
    expect(first.status).toBe(201)
    expect(await first.json()).toEqual({ orderId: id, created: expect.any(String), status: 'RECEIVED' })
    const second = await post()
    expect([second.status, (await second.json()).orderId]).toEqual([200, id])
    expect((await post({ ...order, layout: 'Red' })).status).toBe(409)
    // The batch an order comes in is no part of its content.
    expect((await post({ ...order, batch: 'B-000013' })).status).toBe(200)
    expect(await entry()).toMatchObject({ deliveries: 4, otherContent: 1, way: 'rest' })
    await bureau.end()
    await start('--pace', '0')
    await vi.waitFor(async () => expect((await (await ask(id)).json()).status).toBe('PRODUCED'))
    expect(await (await ask(id)).json()).toEqual({
      orderId: id,
      created: expect.any(String),
      status: 'PRODUCED',
      cardNumber: expect.stringMatching(/^7700 /),
      layout: 'Blue',
      productionDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      validThrough: null,
      personName: '',
      chips: [{ type: expect.any(String), uid: expect.stringMatching(/^04/) }],
    })
    await vi.waitFor(async () => expect(await entry()).toMatchObject({ cards: 1, told: 'PRODUCED' }))
  })

  it('lets in its client alone, with a sentence for everyone else', async () => {
    await start()
    expect((await ask('x', client('desk-7', 'wrong'))).status).toBe(401)
    expect((await ask('x', client('somebody', secret))).status).toBe(401)
    expect((await ask('x', { accept: 'application/json' })).status).toBe(401)
    expect((await ask('x', { ...own, 'x-organisation': '' })).status).toBe(403)
    const unknown = await ask('3f2a91c0-check')
    expect([unknown.status, await unknown.json()]).toEqual([404, { message: expect.stringMatching(/\w/) }])
    expect(bureau.lines.join('\n')).not.toContain(secret)
  })

  it.each([
    ['without a card', { ...order, card: undefined }],
    ['with more than the specification says', { ...order, pin: '1234' }],
    ['with a day that is none', { ...order, validThrough: 'soon' }],
    ['under another key', { ...order, orderId: '3f2a91c0-O-000124' }],
  ])('refuses an order %s', async (_, body) => {
    await start()
    const answer = await post(body)
    expect([answer.status, await answer.json()]).toEqual([400, { message: expect.stringMatching(/\w/) }])
    expect(await readFile(file, 'utf8')).toBe('')
  })

  it('refuses orders with 422 and the reason, each time they come', async () => {
    await start('--refuse', '1')
    for (const _ of [1, 2]) {
      const answer = await post()
      expect([answer.status, await answer.json()]).toEqual([422, { message: expect.stringMatching(/\w/) }])
    }
    expect(await entry()).toMatchObject({ fate: 'refused', deliveries: 2, cards: 0, reached: 'FAILED' })
  })

  it('has troubles of its own, and makes one card all the same', async () => {
    await start('--pace', '0', '--errors', '0.5', '--rubbish', '0.5', '--twice', '0.5')
    const seen = new Set<string>()
    await vi.waitFor(
      async () => {
        const answer = await post().then(
          async (response) => `${response.status} ${await response.text().catch(() => 'cut off')}`,
          () => 'cut off',
        )
        seen.add(answer.slice(0, 20))
        expect([...seen].filter((each) => /^(cut|50[03])/.test(each)).length).toBeGreaterThanOrEqual(3)
        expect([...seen].some((each) => each.startsWith('200 {"orderId"'))).toBe(true)
        expect((await entry())?.cards).toBe(1)
      },
      { timeout: 15_000, interval: 5 },
    )
    const { deliveries = 0, cards } = (await entry()) ?? {}
    expect(deliveries).toBeGreaterThan(1)
    expect(cards).toBe(1)
  })

  it('says that it is a toy, and names the client and the secret for trying it out', async () => {
    bureau = new BureauProgram(['--port', '0'])
    await bureau.ready()
    expect(bureau.lines[0]).toBe('Trial bureau: it makes no cards.')
    expect(bureau.lines[2]).toMatch(/trial-desk, secret trial-secret/)
    expect(await bureau.end('SIGINT')).toBe(0)
  })

  it('ends when it is asked to, as on systems without signals', async () => {
    bureau = new BureauProgram(['--port', '0'])
    await bureau.ready()
    expect(await bureau.end('asked')).toBe(0)
    expect(bureau.lines.at(-1)).toBe('0 orders, 0 cards made, 0 made more than once')
  })
})
