import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { createClient, type DeskClient } from '../../shared/contract/client'
import type { Answer } from '../../shared/errors'
import { BureauServer, client } from '../support/bureau-server'
import { expect, test } from '../support/fixtures'

// The vault of the real application: what it sealed in one run it opens in the next.
const password = 'kettle-orbit-93-walnut'

/** The desk as the page reaches it. */
function deskOf(page: Page): DeskClient {
  return createClient((channel, payload) =>
    page.evaluate(
      ([name, given]) => {
        const { deskBridge } = window as unknown as {
          deskBridge: { call(name: unknown, given: unknown): Promise<Answer> }
        }
        return deskBridge.call(name, given)
      },
      [channel, payload] as const,
    ),
  )
}

function must<Value>(answer: Answer<Value>): Value {
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value
}

test('the secret of the web service is there after the application was closed and started again', async ({ desk }) => {
  const server = await BureauServer.open()
  try {
    const first = deskOf(desk.app.page)
    const administrator = { userName: 'ada', name: 'Ada Brandt', roles: ['administrator' as const], password }
    must(await first.session.foundDesk({ administrator, sampleData: null }))
    const { secret, organisation, clientId } = client
    const { folder, ordersPerBatch, statusWords } = must(await first.settings.read()).settings.bureau.values
    const rest = { address: server.address, organisation, clientId }
    const values = { connection: 'rest' as const, folder, rest, ordersPerBatch, statusWords: [...statusWords] }
    const { version } = must(await first.settings.saveBureau({ version: 0, values })).bureau
    must(await first.settings.saveBureauSecret({ version, secret }))
    expect(must(await first.settings.checkBureau())).toMatchObject({ ok: true })

    await desk.app.close()
    expect(await readFile(join(desk.data, 'secrets.json'), 'utf8')).not.toContain(secret)
    expect(await readFile(join(desk.data, 'logs/card-desk.log'), 'utf8')).not.toContain(secret)

    await desk.restart()
    const second = deskOf(desk.app.page)
    must(await second.session.signIn({ userName: 'ada', password }))
    expect(must(await second.settings.checkBureau())).toMatchObject({ ok: true })
  } finally {
    await server.close()
  }
})
