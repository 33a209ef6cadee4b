import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StorageFailed } from '../../electron/store'
import type { SecretStore } from '../../electron/store/port'
import { Secrets } from '../../electron/services/secrets'
import { refusal } from '../../shared/errors'
import { BureauServer, client } from '../support/bureau-server'
import { must, refused, type Somebody, TestDesk, TestLog } from '../support/test-desk'
import { TestVault } from '../support/test-vault'

// The bureau's secret (domain 5): sealed at rest, in memory while it is used, and nowhere else.
const secret = client.secret

describe('A secret', () => {
  const ids = { random: () => randomUUID() }
  /** Sealed secrets in memory, as the store keeps them on disk. */
  const shelf = () => {
    const things = new Map<string, Uint8Array>()
    const kept: SecretStore = {
      get: (name) => things.get(name),
      put: async (name, sealed) => void things.set(name, sealed),
      keepOnly: async (names) => {
        for (const name of things.keys()) if (!names.includes(name)) things.delete(name)
      },
    }
    return { things, kept }
  }

  it('is kept sealed under a name nobody can guess, and can be read after a restart', async () => {
    const { things, kept } = shelf()
    const vault = new TestVault()
    const log = new TestLog()
    const first = new Secrets({ kept, ids, log, vault })
    const [one, other] = [must(await first.keep(secret)), must(await first.keep(secret))]
    expect(one).not.toBe(other)
    expect(Buffer.from(things.get(one) ?? []).toString('latin1')).not.toContain(secret)
    expect(first.read(one)).toBe(secret)
    // A second start: nothing in memory.
    const second = new Secrets({ kept, ids, log, vault })
    expect([second.read(one), second.read(one), second.read(one)]).toEqual([secret, secret, secret])
    expect(vault.opened).toBe(1)
    expect(second.read('of another desk')).toBeNull()
    expect(second.read(null)).toBeNull()
  })

  it('cannot be read by another user, nor without a vault; the reason is logged, the secret is not', async () => {
    const { kept } = shelf()
    const log = new TestLog()
    const name = must(await new Secrets({ kept, ids, log, vault: new TestVault() }).keep(secret))
    expect(new Secrets({ kept, ids, log, vault: new TestVault() }).read(name)).toBeNull()
    expect(new Secrets({ kept, ids, log }).read(name)).toBeNull()
    expect(log.lines.join()).toContain('secret not opened')
    expect(log.lines.join()).not.toContain(secret)
  })

  it('can be read as soon as a locked keyring is unlocked', async () => {
    const { kept } = shelf()
    const vault = new TestVault()
    const name = must(await new Secrets({ kept, ids, log: new TestLog(), vault }).keep(secret))
    const secrets = new Secrets({ kept, ids, log: new TestLog(), vault })
    vault.closed = 'The keyring is locked.'
    expect(secrets.read(name)).toBeNull()
    vault.closed = null
    expect(secrets.read(name)).toBe(secret)
  })

  it('is refused where none can be kept', async () => {
    const { things, kept } = shelf()
    const vault = new TestVault()
    vault.closed = 'The keyring is locked.'
    const answers = [
      await new Secrets({ kept, ids, log: new TestLog(), vault }).keep(secret),
      await new Secrets({ kept, ids, log: new TestLog() }).keep(secret),
    ]
    for (const answer of answers) expect(refused(answer).code).toBe('secrets-unavailable')
    expect(answers.map((answer) => refused(answer).message)[0]).toContain('The keyring is locked.')
    expect(things.size).toBe(0)
  })

  it('is refused where the vault breaks while it seals', async () => {
    const { kept } = shelf()
    const log = new TestLog()
    const vault = new TestVault()
    vault.seal = () => {
      throw new Error('Error while encrypting the text provided to safeStorage.encryptString.')
    }
    const answer = await new Secrets({ kept, ids, log, vault }).keep(secret)
    expect(refused(answer).code).toBe('secrets-unavailable')
    expect(JSON.stringify([answer, log.lines])).not.toContain(secret)
  })

  it('is forgotten, in memory too, when it is no longer named', async () => {
    const { things, kept } = shelf()
    const secrets = new Secrets({ kept, ids, log: new TestLog(), vault: new TestVault() })
    const [one, other] = [must(await secrets.keep('one-secret')), must(await secrets.keep('other-secret'))]
    await secrets.keepOnly([other])
    expect([secrets.read(one), secrets.read(other)]).toEqual([null, 'other-secret'])
    expect([...things.keys()]).toEqual([other])
  })

  it('that cannot be forgotten now goes the next time', async () => {
    const { kept } = shelf()
    const log = new TestLog()
    const full = { ...kept, keepOnly: () => Promise.reject(new StorageFailed(refusal('storage-failed', 'full'), null)) }
    await new Secrets({ kept: full, ids, log, vault: new TestVault() }).keepOnly([])
    expect(log.lines.join()).toContain('unused secrets not removed')
  })

  it('that was given to the program serves in place of whatever is kept', async () => {
    const { kept } = shelf()
    const secrets = new Secrets({ kept, ids, log: new TestLog(), given: 'given-secret' })
    expect([secrets.read(null), secrets.read('any')]).toEqual(['given-secret', 'given-secret'])
  })
})

describe('The secret of a desk', () => {
  let server: BureauServer
  let test: TestDesk
  let ada: Somebody
  let vault: TestVault
  beforeEach(async () => {
    server = await BureauServer.open()
    vault = new TestVault()
    ;({ test, ada } = await TestDesk.withAdministrator({ vault }))
  })
  afterEach(async () => {
    await test.close()
    await server.close()
  })

  const bureau = async () => must(await ada.desk.settings.read()).settings.bureau
  const connect = async (address = server.address) => {
    const { version, values } = await bureau()
    const { organisation, clientId } = client
    const rest = { address, organisation, clientId }
    const { folder, ordersPerBatch, statusWords } = values
    const changed = { connection: 'rest' as const, folder, rest, ordersPerBatch, statusWords: [...statusWords] }
    return ada.desk.settings.saveBureau({ version, values: changed })
  }
  const setSecret = async (text: string | null) =>
    ada.desk.settings.saveBureauSecret({ version: (await bureau()).version, secret: text })
  const check = async () => must(await ada.desk.settings.checkBureau())

  /** Every byte of the data folder, as text. */
  const onDisk = async () => {
    const names = await readdir(test.folder, { recursive: true, withFileTypes: true })
    const files = names.filter((entry) => entry.isFile())
    const read = files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'latin1'))
    return (await Promise.all(read)).join('\n')
  }

  it('is set once and used from then on, after a restart too', async () => {
    must(await connect())
    expect(await check()).toEqual({ ok: false, text: expect.stringContaining('No secret') })
    must(await setSecret(secret))
    expect(await check()).toEqual({ ok: true, text: expect.stringContaining('accepts this client') })
    await test.restart()
    ada = await test.signIn('ada')
    expect(await check()).toMatchObject({ ok: true })
    must(await setSecret(null))
    expect(await check()).toEqual({ ok: false, text: expect.stringContaining('No secret') })
    await test.restart()
    ada = await test.signIn('ada')
    expect(await check()).toMatchObject({ ok: false })
  })

  it('is on no disk, in no answer, no history, no notice and no log', async () => {
    must(await connect())
    const answers = [await setSecret('first-Blauwal'), await setSecret(secret), await check(), await connect()]
    const history = must(await ada.desk.settings.history({ limit: 50 }))
    await test.shutDown()
    const basic = Buffer.from(`${client.clientId}:${secret}`).toString('base64')
    const everything = JSON.stringify([answers, history, ada.notices, test.log.lines]) + (await onDisk())
    for (const form of [secret, basic, Buffer.from(secret).toString('base64'), 'first-Blauwal'])
      expect(everything).not.toContain(form)
    await test.reopen()
  })

  it('that was replaced is gone from the disk', async () => {
    must(await connect())
    must(await setSecret('first-Blauwal'))
    const first = (await bureau()).values.rest.secret ?? ''
    must(await setSecret(secret))
    const second = (await bureau()).values.rest.secret ?? ''
    expect(first).not.toBe(second)
    const sealed = await readFile(join(test.folder, 'secrets.json'), 'utf8')
    expect(sealed).toContain(second)
    expect(sealed).not.toContain(first)
  })

  it('is not sent to another host than the one it was set for', async () => {
    const other = await BureauServer.open()
    try {
      must(await connect())
      must(await setSecret(secret))
      // The same host, another path: it stays.
      must(await connect(`${server.address}cards/`))
      expect((await bureau()).values.rest.secret).not.toBeNull()
      expect(must(await connect(other.address)).bureau.values.rest.secret).toBeNull()
      expect(await check()).toEqual({ ok: false, text: expect.stringContaining('another host') })
      // Back again: it stays forgotten.
      must(await connect())
      expect(await check()).toMatchObject({ ok: false })
      expect(other.received).toEqual([])
      expect(await readFile(join(test.folder, 'secrets.json'), 'utf8')).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/)
    } finally {
      await other.close()
    }
  })

  it('is for administrators to set, and only from the settings they saw', async () => {
    must(await connect())
    const { version } = await bureau()
    const udo = await test.somebody(ada, 'udo', 'auditor')
    const olga = await test.somebody(ada, 'olga', 'operator')
    for (const { desk } of [udo, olga]) {
      expect(refused(await desk.settings.saveBureauSecret({ version, secret })).code).toBe('not-permitted')
      expect(refused(await desk.settings.checkBureau()).code).toBe('not-permitted')
    }
    must(await setSecret(secret))
    const stale = await ada.desk.settings.saveBureauSecret({ version, secret: 'late-Blauwal' })
    expect(refused(stale).code).toBe('settings-changed')
    expect(await check()).toMatchObject({ ok: true })
    expect(server.received).toHaveLength(1)
  })

  it('is refused without an address, with control characters, and where none can be kept', async () => {
    const before = refused(await setSecret(secret))
    expect(before).toMatchObject({ code: 'invalid-answers', details: { fields: { secret: expect.any(String) } } })
    must(await connect())
    expect(refused(await setSecret('two\nlines'))).toMatchObject({
      code: 'invalid-answers',
      details: { fields: { secret: expect.stringContaining('control characters') } },
    })
    vault.closed = 'The keyring is locked.'
    expect(refused(await setSecret(secret))).toMatchObject({
      code: 'secrets-unavailable',
      message: expect.stringContaining('The keyring is locked.'),
    })
    expect((await bureau()).values.rest.secret).toBeNull()
  })

  it('is neither lost nor left behind when two save at the same time', async () => {
    must(await connect())
    const { version } = await bureau()
    const texts = ['one-Blauwal', 'two-Blauwal', secret]
    const saves = texts.map((text) => ada.desk.settings.saveBureauSecret({ version, secret: text }))
    const answers = await Promise.all(saves)
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    const name = (await bureau()).values.rest.secret ?? ''
    const sealed = JSON.parse(await readFile(join(test.folder, 'secrets.json'), 'utf8'))
    expect(Object.keys(sealed.secrets)).toEqual([name])
  })

  it('comes from the environment where the desk has no window', async () => {
    must(await connect())
    await test.restart({ bureauSecret: secret })
    ada = await test.signIn('ada')
    expect(await check()).toMatchObject({ ok: true })
    expect(test.log.lines.join()).not.toContain(secret)
  })
})
