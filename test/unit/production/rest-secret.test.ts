import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ServerResponse } from 'node:http'
import { BureauServer, client, json } from '../../support/bureau-server'
import { batch, goingOn, hasty, heard, openOrders, orderId, restDesk } from '../../support/rest-desk'

// The secret goes to the service and nowhere else: not into an answer, an error, or a log.
let server: BureauServer
beforeEach(async () => {
  server = await BureauServer.open()
})
afterEach(() => server.close())

const basic = Buffer.from(`${client.clientId}:${client.secret}`).toString('base64')
/** As it is, as headers have it, and as addresses would have it. */
const forms = [client.secret, basic, Buffer.from(client.secret).toString('base64'), encodeURIComponent(client.secret)]

/** Everything a value shows to whoever looks into it, hidden members and causes too. */
const shown = (value: unknown) =>
  inspect(value, { depth: 20, showHidden: true, maxArrayLength: null, maxStringLength: null })

/** Everything that a desk gets to know from the service, and what it logs. */
async function everythingFrom(address: string, patience = hasty): Promise<string> {
  const { bureau, log } = restDesk(address, { patience })
  const error = (thrown: unknown) => thrown
  const all = [
    await bureau.submit(batch(6), goingOn()),
    await heard(bureau, openOrders(20)),
    await bureau.ask({ id: orderId(1), card: 'C-000001', state: 'ordered' }).catch(error),
    await bureau.check(goingOn()).catch(error),
    bureau.status,
  ]
  return [...all.map(shown), ...log.lines].join('\n')
}

describe('The secret', () => {
  const repeat = (response: ServerResponse, status: number, { message = '' } = {}) => {
    const { secret } = client
    const told = `${message} you said ${secret}, ${basic} and ${encodeURIComponent(secret)}`
    const text = {
      message: told,
      note: told,
      status: secret,
      orderId: orderId(1),
      personName: secret,
      cardNumber: basic,
    }
    json(response, status, { ...text, chips: [{ type: told, uid: secret }] }, { 'x-said': secret })
  }
  it.each<[string, (response: ServerResponse) => void]>([
    ['takes everything and repeats what it heard', (response) => repeat(response, 200)],
    ['refuses and repeats what it heard', (response) => repeat(response, 422)],
    ['refuses at length', (response) => repeat(response, 422, { message: 'x'.repeat(480) })],
    ['is closed', (response) => repeat(response, 503)],
    ['does not accept the client', (response) => repeat(response, 401)],
    ['is another web server', (response) => repeat(response, 404)],
    ['sends elsewhere', (response) => response.writeHead(302, { location: `/?${client.secret}` }).end()],
    ['breaks off', (response) => response.destroy()],
    ['never answers', () => {}],
    ['answers what is no JSON', (response) => response.writeHead(200).end(client.secret)],
    ['answers what is no HTTP', (response) => response.socket?.end(`HTTP/1.1 ${client.secret}\r\n\r\n`)],
  ])('stays out of everything told about a service that %s', async (_, respond) => {
    server.respond = (_request, response) => respond(response)
    const told = await everythingFrom(server.address)
    // It was sent, or there would be nothing to look for.
    expect(server.received.every(({ headers }) => headers.authorization === `Basic ${basic}`)).toBe(true)
    expect(server.received.length).toBeGreaterThan(0)
    for (const form of forms) expect(told).not.toContain(form)
  })

  it('stays out of everything told about a service that is not there', async () => {
    const { address } = server
    await server.close()
    const told = await everythingFrom(address)
    for (const form of forms) expect(told).not.toContain(form)
    expect(told).toContain('takes no connections')
    server = await BureauServer.open()
  })

  it('is cut out before a text is cut: no part of it stays at the end', async () => {
    server.respond = (_, response) => json(response, 422, { message: `${'x'.repeat(490)}${client.secret}` })
    const [outcome] = await restDesk(server.address).bureau.submit(batch(1), goingOn())
    expect(shown(outcome)).not.toContain(client.secret.slice(0, 6))
  })

  it('is asked for at each request, so that a new one holds at once', async () => {
    let secret = 'an-old-one'
    const { bureau } = restDesk(server.address, { secret: () => secret })
    expect(await bureau.submit(batch(1), goingOn())).toMatchObject([{ kind: 'not-sent' }])
    secret = client.secret
    expect(await bureau.submit(batch(1), goingOn())).toMatchObject([{ kind: 'taken' }])
  })
})
