import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RequestOf } from '../../shared/contract'
import { BureauServer, client, json } from '../support/bureau-server'
import { must, orderTemporaryCards, refused, type Somebody, setOptions, switchOn, TestDesk } from '../support/test-desk'
import { TestVault } from '../support/test-vault'

// Settings → Bureau: who connects it, what is refused at which field, and that a save holds at once.
let test: TestDesk
let ada: Somebody
beforeEach(async () => {
  ;({ test, ada } = await TestDesk.withAdministrator({ vault: new TestVault() }))
})
afterEach(() => test.close())

type Values = RequestOf<'settings.saveBureau'>['values']
type Changes = Partial<Omit<Values, 'folder' | 'rest'>> & {
  readonly folder?: Partial<Values['folder']>
  readonly rest?: Partial<Values['rest']>
}

const bureau = async () => must(await ada.desk.settings.read()).settings.bureau
/** The settings as they are, with changes, as the screen saves them. */
const changed = async ({ folder, rest, ...more }: Changes): Promise<Values> => {
  const { values } = await bureau()
  const { address, organisation, clientId } = values.rest
  return {
    ...values,
    statusWords: [...values.statusWords],
    ...more,
    folder: { ...values.folder, ...folder },
    rest: { address, organisation, clientId, ...rest },
  }
}
const save = async (changes: Changes, confirmed = false) =>
  ada.desk.settings.saveBureau({ version: (await bureau()).version, values: await changed(changes), confirmed })
const fieldsOf = async (changes: Changes) => {
  const error = refused(await save(changes))
  expect(error.code).toBe('invalid-answers')
  return error.details.fields ?? {}
}
const { organisation, clientId } = client
const service = { address: 'https://bureau.example/', organisation, clientId }

describe("The bureau's settings", () => {
  it('are simulated until an administrator connects one, with the documented words', async () => {
    const { version, values } = await bureau()
    expect(version).toBe(0)
    expect(values).toMatchObject({ connection: 'simulated', ordersPerBatch: 100, rest: { secret: null } })
    const meaning = (state: string) => values.statusWords.filter((row) => row.state === state).map(({ word }) => word)
    expect(meaning('ordered')).toEqual(['Received', 'Accepted', 'Queued'])
    expect(meaning('in-production')).toEqual(['In production', 'Personalised'])
    expect(meaning('produced')).toEqual(['Produced', 'Shipped', 'Delivered'])
    expect(meaning('failed')).toEqual(['Failed', 'Rejected', 'Cancelled'])
  })

  it('are for administrators to change and for auditors to read', async () => {
    const values = await changed({ connection: 'folder', folder: { path: '/exchange' } })
    const udo = await test.somebody(ada, 'udo', 'auditor')
    const people = [await test.somebody(ada, 'olga', 'operator'), await test.somebody(ada, 'amir', 'approver'), udo]
    const before = await test.journalPrint()
    for (const { desk } of people)
      expect(refused(await desk.settings.saveBureau({ version: 0, values })).code).toBe('not-permitted')
    expect(await test.journalPrint()).toBe(before)
    must(await save({ ordersPerBatch: 25 }))
    expect(must(await udo.desk.settings.read()).settings.bureau).toEqual(await bureau())
  })

  it('are saved from the version that was seen, once', async () => {
    const values = await changed({ ordersPerBatch: 25 })
    must(await ada.desk.settings.saveBureau({ version: 0, values }))
    const again = await ada.desk.settings.saveBureau({ version: 0, values: { ...values, ordersPerBatch: 30 } })
    expect(refused(again)).toMatchObject({ code: 'settings-changed', details: { version: 1 } })
    expect((await bureau()).values.ordersPerBatch).toBe(25)
  })

  it('leave no trace when nothing is different', async () => {
    must(await save({ connection: 'rest', rest: { ...service, address: 'https://Bureau.example' } }))
    const before = await test.journalPrint()
    must(await save({ rest: { address: 'https://BUREAU.example' } }))
    expect(await test.journalPrint()).toBe(before)
    expect((await bureau()).values.rest.address).toBe('https://bureau.example/')
  })

  it('outlive a restart', async () => {
    must(await save({ connection: 'folder', folder: { path: '/exchange', format: 'csv' }, ordersPerBatch: 7 }))
    const before = await bureau()
    await test.restart()
    ada = await test.signIn('ada')
    expect(await bureau()).toEqual(before)
  })
})

describe('A save that is refused', () => {
  const words = (...texts: string[]) => texts.map((word) => ({ word, state: 'ordered' as const }))
  const ends = [
    { word: 'Produced', state: 'produced' as const },
    { word: 'Failed', state: 'failed' as const },
  ]
  it.each<[string, Changes, readonly string[]]>([
    ['an exchange folder without a path', { connection: 'folder' }, ['folder.path']],
    ['half a path', { connection: 'folder', folder: { path: 'exchange' } }, ['folder.path']],
    ['half a path that is not in use', { folder: { path: '../exchange' } }, ['folder.path']],
    ['a web service without anything', { connection: 'rest' }, ['rest.address', 'rest.clientId', 'rest.organisation']],
    [
      'http to another host',
      { connection: 'rest', rest: { ...service, address: 'http://bureau.example/' } },
      ['rest.address'],
    ],
    ['an address with a password', { rest: { address: 'https://a:b@bureau.example/' } }, ['rest.address']],
    ['an address with a query', { rest: { address: 'https://bureau.example/?a=b' } }, ['rest.address']],
    ['an address that is not in use and none', { rest: { address: 'bureau' } }, ['rest.address']],
    ['no organisation', { connection: 'rest', rest: { ...service, organisation: '' } }, ['rest.organisation']],
    ['an organisation no header carries', { rest: { organisation: 'Łódź' } }, ['rest.organisation']],
    ['a client id with a colon', { connection: 'rest', rest: { ...service, clientId: 'a:b' } }, ['rest.clientId']],
    [
      'one word twice, however it is written',
      { statusWords: [...ends, ...words('In production', 'Queued', 'IN_PRODUCTION', 'in-Production')] },
      ['statusWords.4.word', 'statusWords.5.word'],
    ],
    ['a word of nothing but signs', { statusWords: [...ends, ...words('-_-')] }, ['statusWords.2.word']],
    ['no word for Produced', { statusWords: ends.slice(1) }, ['statusWords']],
    ['no word for Failed', { statusWords: ends.slice(0, 1) }, ['statusWords']],
    [
      'several of these at once',
      {
        connection: 'rest',
        folder: { path: 'x' },
        rest: { ...service, clientId: ':' },
        statusWords: [...ends, ...ends],
      },
      ['folder.path', 'rest.clientId', 'statusWords.2.word', 'statusWords.3.word'],
    ],
  ])('for %s names every field', async (_, changes, fields) => {
    const before = await test.journalPrint()
    const told = await fieldsOf(changes)
    expect(Object.keys(told).sort()).toEqual(fields)
    for (const sentence of Object.values(told)) expect(sentence).toMatch(/^\P{Ll}.*[.]$/u)
    expect(await test.journalPrint()).toBe(before)
    expect((await bureau()).version).toBe(0)
  })

  it('for a word twice names both, as they were written', async () => {
    const told = await fieldsOf({ statusWords: [...ends, ...words('IN_PRODUCTION', 'in production')] })
    expect(told['statusWords.3.word']).toContain('“in production”')
    expect(told['statusWords.3.word']).toContain('“IN_PRODUCTION”')
  })

  it('for a missing word says in its message which states have none', async () => {
    const error = refused(await save({ statusWords: words('Queued') }))
    expect(error.message).toMatch(/Produced and Failed/)
  })

  it('takes no secret along, nor one of the names secrets are kept under', async () => {
    const values = await changed({ connection: 'rest', rest: service })
    const rest = { ...values.rest, secret: 'a-name' }
    const answer = await ada.raw('settings.saveBureau', { version: 0, values: { ...values, rest } })
    expect(refused(answer).code).toBe('bad-request')
  })
})

describe('The history of the settings', () => {
  const lines = async () => must(await ada.desk.settings.history({ limit: 1 })).entries[0]

  it('tells what was connected, with before and after', async () => {
    must(
      await save({
        connection: 'rest',
        rest: service,
        folder: { path: '/exchange', format: 'csv' },
        ordersPerBatch: 25,
      }),
    )
    expect(await lines()).toMatchObject({
      subject: 'Bureau',
      changes: [
        { label: 'Connection', before: 'simulated', after: 'web service' },
        { label: 'Exchange folder', before: '', after: '/exchange' },
        { label: 'Form of order files', before: 'JSON', after: 'CSV' },
        { label: 'Address of the web service', before: '', after: 'https://bureau.example/' },
        { label: 'Organisation', before: '', after: 'Stadtwerke Nord' },
        { label: 'Client id', before: '', after: 'desk-7' },
        { label: 'Orders per batch', before: '100', after: '25' },
      ],
    })
  })

  it('tells each status word that came, went or means something else', async () => {
    const { statusWords } = (await bureau()).values
    const after = statusWords
      .filter(({ word }) => word !== 'Queued')
      .map((row) => (row.word === 'Shipped' ? { word: 'SHIPPED', state: 'in-production' as const } : row))
    must(await save({ statusWords: [...after, { word: 'Printed', state: 'produced' }] }))
    expect((await lines())?.changes).toEqual([
      { label: 'Status word', before: 'Queued: Ordered', after: '' },
      { label: 'Status word', before: 'Shipped: Produced', after: 'SHIPPED: In production' },
      { label: 'Status word', before: '', after: 'Printed: Produced' },
    ])
  })

  it('tells another order of the words in one line', async () => {
    const { statusWords } = (await bureau()).values
    must(await save({ statusWords: statusWords.toReversed() }))
    expect((await lines())?.changes.map(({ label }) => label)).toEqual(['Order of the status words'])
  })

  it('tells that a secret was set, set anew or forgotten, and not which', async () => {
    must(await save({ connection: 'rest', rest: service }))
    const set = async (secret: string | null) => {
      must(await ada.desk.settings.saveBureauSecret({ version: (await bureau()).version, secret }))
      return (await lines())?.changes
    }
    expect(await set('Blauwal')).toEqual([{ label: 'Secret', before: '', after: 'set' }])
    expect(await set('Grauwal')).toEqual([{ label: 'Secret', before: 'set', after: 'newly set' }])
    expect(await set(null)).toEqual([{ label: 'Secret', before: 'set', after: 'forgotten' }])
    await set('Blauwal')
    must(await save({ rest: { address: 'https://other.example/' } }))
    expect((await lines())?.changes).toEqual([
      {
        label: 'Address of the web service',
        before: 'https://bureau.example/',
        after: 'https://other.example/',
      },
      { label: 'Secret', before: 'set', after: 'forgotten' },
    ])
  })
})

describe('A bureau that is connected', () => {
  let server: BureauServer
  let olga: Somebody
  beforeEach(async () => {
    server = await BureauServer.open()
    olga = await test.somebody(ada, 'olga', 'operator')
    await switchOn(ada, 'temporary-card', 'general', 'TempCardsAddonExtProdProcOrder')
    await setOptions(ada, { TempCardsAddonExtProdQueue: false })
  })
  afterEach(() => server.close())

  const connect = async ({ address }: BureauServer, confirmed = false) => {
    must(await save({ connection: 'rest', rest: { address, organisation, clientId } }, confirmed))
    const { version } = await bureau()
    must(await ada.desk.settings.saveBureauSecret({ version, secret: client.secret }))
  }

  /** Another place, or another tenant of the same. */
  const elsewhere: readonly Changes[] = [
    { rest: { address: 'https://other.example/' } },
    { rest: { organisation: 'Stadtwerke Ost' } },
    { rest: { clientId: 'desk-8' } },
    { connection: 'simulated' },
    { connection: 'folder', folder: { path: '/exchange' } },
  ]
  /** The same bureau: how much it gets at a time, what its words mean, what is set for another connection. */
  const takesWhatIsTheSame = async () => {
    const { statusWords } = (await bureau()).values
    must(await save({ ordersPerBatch: 10 }))
    must(await save({ statusWords: [...statusWords, { word: 'Printed', state: 'produced' }] }))
    must(await save({ folder: { path: '/exchange', format: 'csv' } }))
  }

  it('gets orders from the save on, and no longer after the next', async () => {
    const other = await BureauServer.open()
    try {
      await connect(server)
      await orderTemporaryCards(olga, 2)
      expect(server.orders.size).toBe(2)
      await connect(other, true)
      await orderTemporaryCards(olga, 1)
      expect([server.orders.size, other.orders.size]).toEqual([2, 1])
    } finally {
      await other.close()
    }
  })

  it('is not exchanged for another while orders are on their way to it, unless it is meant so', async () => {
    await connect(server)
    // Whether they arrived is not known.
    server.respond = (_, response) => response.destroy()
    await orderTemporaryCards(olga, 2)
    const before = await bureau()
    for (const changes of elsewhere) {
      const error = refused(await save(changes))
      expect(error).toMatchObject({ code: 'orders-on-the-way', details: { orders: 2, atBureau: 0 } })
      expect(error.message).toMatch(/^2 orders are on their way .* made twice\.$/)
    }
    expect(await bureau()).toEqual(before)
    await takesWhatIsTheSame()
    must(await save({ rest: { address: 'https://other.example/' } }, true))
    expect((await bureau()).values.rest).toMatchObject({ address: 'https://other.example/', secret: null })
  })

  it('is not exchanged for one that does not know its orders, unless it is meant so', async () => {
    await connect(server)
    await orderTemporaryCards(olga, 3)
    const before = await bureau()
    for (const changes of elsewhere) {
      const error = refused(await save(changes))
      expect(error).toMatchObject({ code: 'orders-on-the-way', details: { orders: 0, atBureau: 3 } })
      expect(error.message).toMatch(/^3 orders are Ordered or In production .* does not know them/)
    }
    // That of another may have arrived.
    server.respond = (_, response) => response.destroy()
    await orderTemporaryCards(olga, 1)
    const error = refused(await save({ connection: 'simulated' }))
    expect(error.details).toEqual({ orders: 1, atBureau: 3 })
    expect(error.message).toMatch(/^1 order is on its way .* made twice\. 3 orders are Ordered or In production .*\.$/)
    expect(await bureau()).toEqual(before)
    await takesWhatIsTheSame()
    must(await save({ connection: 'simulated' }, true))
  })

  it('is exchanged without a question when it has no order any more', async () => {
    await connect(server)
    server.respond = (_, response) => response.destroy()
    const [card = ''] = await orderTemporaryCards(olga, 1)
    expect(refused(await save({ connection: 'simulated' })).details).toEqual({ orders: 1, atBureau: 0 })
    server.respond = (request, response) => server.answer(request, response)
    await test.resend()
    expect(refused(await save({ connection: 'simulated' })).details).toEqual({ orders: 0, atBureau: 1 })
    const [order = ''] = server.orders.keys()
    server.says.set(order, { status: 'PRODUCED' })
    must(await olga.desk.batch.start())
    await expect.poll(async () => must(await olga.desk.cards.profile({ card })).card.state).toBe('produced')
    must(await save({ connection: 'simulated' }))
  })

  it('is another one in another folder, whatever web service is set besides', async () => {
    const folders = await Promise.all([1, 2].map(() => mkdtemp(join(tmpdir(), 'card-desk-exchange-'))))
    const [one = '', other = ''] = folders
    try {
      must(await save({ connection: 'folder', folder: { path: one }, rest: service }))
      await orderTemporaryCards(olga, 2)
      expect(await readdir(join(one, 'outbox'))).toHaveLength(2)
      must(
        await save({ rest: { address: 'https://other.example/', organisation: 'Stadtwerke Ost', clientId: 'desk-8' } }),
      )
      must(await save({ folder: { format: 'csv' } }))
      expect(refused(await save({ folder: { path: other } })).details).toEqual({ orders: 0, atBureau: 2 })
      must(await save({ folder: { path: other } }, true))
    } finally {
      await Promise.all(folders.map((folder) => rm(folder, { recursive: true })))
    }
  })

  it('takes the place of the simulated one without a question, whatever that has', async () => {
    const [card = ''] = await orderTemporaryCards(olga, 1)
    expect(must(await olga.desk.cards.profile({ card })).card.state).toBe('ordered')
    await connect(server)
  })

  it('is checked within a time, and the answer is a sentence', async () => {
    expect(must(await ada.desk.settings.checkBureau())).toEqual({ ok: true, text: expect.stringMatching(/\.$/) })
    await connect(server)
    expect(must(await ada.desk.settings.checkBureau())).toMatchObject({ ok: true })
    server.respond = (_, response) => json(response, 401, {})
    const refusedThere = must(await ada.desk.settings.checkBureau())
    expect(refusedThere).toEqual({
      ok: false,
      text: expect.stringContaining('Check organisation, client id and secret'),
    })
    await test.restart({ patienceMilliseconds: 300 })
    ada = await test.signIn('ada')
    server.respond = () => {}
    expect(must(await ada.desk.settings.checkBureau())).toEqual({ ok: false, text: expect.stringContaining('in time') })
  })
})
