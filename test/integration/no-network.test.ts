import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RequestOf } from '../../shared/contract'
import { BureauServer, client } from '../support/bureau-server'
import { taskEnd } from '../support/data-walk'
import { noteReachingOut } from '../support/reached-out'
import { must, orderTemporaryCards, type Somebody, switchOn, TestDesk } from '../support/test-desk'
import { TestVault } from '../support/test-vault'

// The desk has no network but the way to the bureau's web service, and that one only while it is connected.

type Values = RequestOf<'settings.saveBureau'>['values']

let test: TestDesk
let ada: Somebody
let olga: Somebody
let elsewhere: string
let out: ReturnType<typeof noteReachingOut>
beforeEach(async () => {
  elsewhere = await mkdtemp(join(tmpdir(), 'card-desk-elsewhere-'))
  out = noteReachingOut()
  ;({ test, ada } = await TestDesk.withAdministrator({ vault: new TestVault() }))
  olga = await test.somebody(ada, 'olga', 'operator')
  await switchOn(ada, 'temporary-card', 'general', 'TempCardsAddonExtProdProcOrder')
})
afterEach(async () => {
  await test.close()
  out.stop()
  await rm(elsewhere, { recursive: true, force: true, maxRetries: 3 })
})

async function connect(change: Partial<Omit<Values, 'rest' | 'folder'>> & { rest?: object; folder?: object }) {
  const { version, values } = must(await ada.desk.settings.read()).settings.bureau
  const { address, organisation, clientId } = values.rest
  const changed = {
    ...values,
    statusWords: [...values.statusWords],
    ...change,
    folder: { ...values.folder, ...change.folder },
    rest: { address, organisation, clientId, ...change.rest },
  }
  must(await ada.desk.settings.saveBureau({ version, values: changed, confirmed: true }))
}

/** A day at the desk: everything that could have a reason to ask somebody. */
async function walk(): Promise<void> {
  must(await test.seed(20))
  const cards = await orderTemporaryCards(olga, 3)
  must(await olga.desk.batch.start())
  for (let after = 0; ; ) {
    const news = must(await olga.desk.batch.follow({ after }))
    if (news.kind !== 'running') break
    after = news.progress.number
  }
  await test.sync()
  await test.resend()
  await test.expire()
  await test.backUp()
  must(await ada.desk.settings.checkBureau())
  must(await ada.desk.data.verify())
  expect(await taskEnd(ada)).toMatchObject({ end: 'done' })
  must(await ada.desk.data.export({ format: 'json', folder: elsewhere }))
  expect(await taskEnd(ada)).toMatchObject({ end: 'done' })
  must(await olga.desk.overview.read())
  for (const card of cards) must(await olga.desk.cards.profile({ card }))
}

describe('Nobody is reached', () => {
  it('with no bureau, and through a start', async () => {
    await walk()
    await test.restart()
    ada = await test.signIn('ada')
    olga = await test.signIn('olga')
    await walk()
    expect(out.noted).toEqual([])
  })

  it('with an exchange folder', async () => {
    const path = join(elsewhere, 'exchange')
    await mkdir(path)
    await connect({ connection: 'folder', folder: { path } })
    await walk()
    expect(out.noted).toEqual([])
  })

  it('but the host of the web service, and only while that is connected', async () => {
    const server = await BureauServer.open()
    try {
      const rest = { address: server.address, organisation: client.organisation, clientId: client.clientId }
      await connect({ connection: 'rest', rest })
      const { version } = must(await ada.desk.settings.read()).settings.bureau
      must(await ada.desk.settings.saveBureauSecret({ version, secret: client.secret }))
      expect(out.noted).toEqual([])
      await walk()
      // Sample data has orders in the queue, too.
      expect(server.orders.size).toBeGreaterThanOrEqual(3)
      expect(new Set(out.noted)).toEqual(new Set([`connect 127.0.0.1:${server.port}`]))

      const before = out.noted.length
      await connect({ connection: 'simulated' })
      await walk()
      expect(out.noted.slice(before)).toEqual([])
    } finally {
      await server.close()
    }
  })
})

describe('What is noted', () => {
  it('is what reaches out, in whichever way', async () => {
    const server = await BureauServer.open()
    try {
      await fetch(server.address)
      await fetch(`http://localhost:${server.port}/`).catch(() => {})
      net
        .connect(server.port, '127.0.0.1')
        .on('error', () => {})
        .destroy()
      const { port } = server
      expect(out.noted).toContain(`connect 127.0.0.1:${port}`)
      expect(out.noted).toContain(`connect localhost:${port}`)
      expect(out.noted).toContain('look up localhost')
    } finally {
      await server.close()
    }
  })
})
