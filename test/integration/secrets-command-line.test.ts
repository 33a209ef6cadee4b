import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DeskClient } from '../../shared/contract/client'
import { BureauServer, client } from '../support/bureau-server'
import { RpcDesk } from '../support/rpc-desk'
import { must, refused } from '../support/test-desk'

// The command line has no vault: the secret of the web service comes from the environment, for that run alone.
const password = 'kettle-orbit-93-walnut'
let folder: string
let server: BureauServer
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'card-desk-rpc-'))
  server = await BureauServer.open()
})
afterEach(async () => {
  await server.close()
  await rm(folder, { recursive: true, force: true, maxRetries: 3 })
})

async function connect(desk: DeskClient): Promise<number> {
  const administrator = { userName: 'ada', name: 'Ada Brandt', roles: ['administrator' as const], password }
  must(await desk.session.foundDesk({ administrator, sampleData: null }))
  const { folder, ordersPerBatch, statusWords } = must(await desk.settings.read()).settings.bureau.values
  const rest = { address: server.address, organisation: client.organisation, clientId: client.clientId }
  const values = { connection: 'rest' as const, folder, rest, ordersPerBatch, statusWords: [...statusWords] }
  return must(await desk.settings.saveBureau({ version: 0, values })).bureau.version
}

// Starting the program takes its time on a busy machine.
describe('The secret on the command line', { timeout: 60_000 }, () => {
  it('is CARD_DESK_BUREAU_SECRET, and is kept nowhere', async () => {
    vi.stubEnv('CARD_DESK_BUREAU_SECRET', client.secret)
    const desk = new RpcDesk(folder)
    const window = desk.window()
    await connect(window)
    expect(must(await window.settings.checkBureau())).toMatchObject({ ok: true })
    expect(await desk.end()).toBe(0)
    expect(desk.said()).not.toContain(client.secret)
    expect(await readFile(join(folder, 'logs/card-desk.log'), 'utf8')).not.toContain(client.secret)

    vi.stubEnv('CARD_DESK_BUREAU_SECRET', '')
    const without = new RpcDesk(folder)
    const again = without.window()
    must(await again.session.signIn({ userName: 'ada', password }))
    expect(must(await again.settings.checkBureau())).toEqual({ ok: false, text: expect.stringContaining('No secret') })
    expect(await without.end()).toBe(0)
  })

  it('cannot be set there', async () => {
    const desk = new RpcDesk(folder)
    const window = desk.window()
    const version = await connect(window)
    const answer = await window.settings.saveBureauSecret({ version, secret: client.secret })
    expect(refused(answer)).toMatchObject({
      code: 'secrets-unavailable',
      message: expect.stringContaining('CARD_DESK_BUREAU_SECRET'),
    })
    expect(await desk.end()).toBe(0)
  })
})
