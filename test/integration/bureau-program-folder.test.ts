import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ownNode } from '../../electron/launch/project.mjs'
import { readLedger } from '../bureau/ledger'
import { BureauProgram } from '../bureau/program'

const order = {
  order: '3f2a91c0-O-000123',
  card: 'C-000045',
  cardType: 'card',
  layout: 'Employee',
  commonName: 'Ada Brandt',
  upn: 'ada@desk.example',
  title: 'Dr.',
  organisationalUnit: 'Research',
  holder: { employeeNumber: '4711', givenName: 'Ada', familyName: 'Brandt', email: 'ada@desk.example' },
  deliveryAddress: 'Main Street 1\n12345 Town',
  validFrom: null,
  validThrough: '2029-11-20',
  requestedAt: '2026-11-21T09:00:00.000Z',
}
const desk = '3f2a91c0-0000-4000-8000-000000000000'
const head = { format: 'card-desk-orders', version: 1, desk, batch: 'B-000012' }
const name = 'orders-3f2a91c0-B-000012'
// Of the two lines that the specification wants for this file, with sha256sum.
const checksum = 'sha256:d277e2458c2f64947a5b8bc8996d8babef3207f1e19544ba99ef93fd43d879eb'
const orderFile = JSON.stringify({ ...head, orders: [order], checksum })

interface StatusFile {
  readonly statuses: readonly { readonly order: string; readonly status: string; readonly [more: string]: unknown }[]
  readonly checksum: string
}

const quick = ['--pace', '0']

describe('The bureau at an exchange folder', () => {
  let folder: string
  let bureau: BureauProgram
  const ledger = async () => (await readLedger(join(folder, 'bureau.ndjson'))).entries
  const start = async (...values: readonly string[]) => {
    bureau = new BureauProgram(['--folder', folder, ...values])
    await bureau.ready()
  }
  const put = (content: string | Buffer, file = `${name}.json`) => writeFile(join(folder, 'outbox', file), content)
  const inbox = async () => (await readdir(join(folder, 'inbox'))).filter((file) => !file.startsWith('.')).sort()
  const statusFiles = async () => {
    const files = await inbox()
    const texts = await Promise.all(files.map((file) => readFile(join(folder, 'inbox', file), 'utf8')))
    return texts.map((text) => JSON.parse(text) as StatusFile)
  }
  const words = async () => (await statusFiles()).flatMap(({ statuses }) => statuses.map(({ status }) => status))

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'card-desk-bureau-'))
    await mkdir(join(folder, 'outbox'))
    await mkdir(join(folder, 'inbox'))
  })
  afterEach(async () => {
    await bureau.end()
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  })

  it('takes an order file away, and says word by word that the card is made', async () => {
    await put(orderFile)
    await start(...quick)
    await vi.waitFor(async () => expect(await words()).toHaveLength(3))
    expect(await words()).toEqual(['RECEIVED', 'IN_PRODUCTION', 'PRODUCED'])
    const produced = (await statusFiles()).at(-1)?.statuses[0]
    expect(produced).toMatchObject({ order: order.order, personName: 'Ada Brandt', validThrough: '2029-11-20' })
    expect(produced?.cardNumber).toMatch(/^7700 \d{4} \d{4}$/)
    expect(produced?.productionDate).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(produced?.chip).toMatchObject({ uid: expect.stringMatching(/^04[0-9A-F]{12}$/) })
    expect(await readdir(join(folder, 'outbox'))).toEqual([])
    expect((await ledger()).get(order.order)).toMatchObject({ deliveries: 1, cards: 1, told: 'PRODUCED' })
    await bureau.line(/^3f2a91c0-O-000123 made: C-000045$/)
  })

  it('signs a status file with the checksum over its canonical lines', async () => {
    await put(orderFile)
    await start(...quick)
    await vi.waitFor(async () => expect(await words()).toContain('RECEIVED'))
    const [file] = await inbox()
    const document = JSON.parse(await readFile(join(folder, 'inbox', file ?? ''), 'utf8'))
    expect(Object.keys(document).sort()).toEqual(['checksum', 'created', 'format', 'statuses', 'version'])
    const lines = [
      `{"created":"${document.created}","format":"card-desk-status","version":1}\n`,
      '{"order":"3f2a91c0-O-000123","status":"RECEIVED"}\n',
    ]
    expect(document.checksum).toBe(`sha256:${createHash('sha256').update(lines.join('')).digest('hex')}`)
  })

  it('makes one card of an order that comes several times, across its own restarts', async () => {
    await put(orderFile)
    await start(...quick)
    await vi.waitFor(async () => expect(await words()).toHaveLength(3))
    await put(orderFile)
    await bureau.line(/came for time 2$/)
    expect(await bureau.end()).toBe(0)
    await start(...quick)
    await put(orderFile)
    await bureau.line(/came for time 3$/)
    await bureau.end()
    expect((await ledger()).get(order.order)).toMatchObject({ deliveries: 3, otherContent: 0, cards: 1 })
    expect(await words()).toHaveLength(3)
  })

  it('goes on after a power cut where it was, with what it had not said yet', async () => {
    await put(orderFile)
    await start('--pace', '600000')
    await vi.waitFor(async () => expect(await words()).toEqual(['RECEIVED']))
    await vi.waitFor(async () => expect((await ledger()).get(order.order)?.told).toBe('RECEIVED'))
    await bureau.kill()
    // The last line was being written.
    const path = join(folder, 'bureau.ndjson')
    await writeFile(path, `${await readFile(path, 'utf8')}{"kind":"made","at":"20`)
    await start(...quick)
    await vi.waitFor(async () => expect(await words()).toEqual(['RECEIVED', 'IN_PRODUCTION', 'PRODUCED']))
    expect((await ledger()).get(order.order)).toMatchObject({ deliveries: 1, cards: 1 })
  })

  it.each([
    ['other orders than its checksum', orderFile.replace('C-000045', 'C-000046'), /checksum/],
    ['no JSON', orderFile.slice(0, 100), /not JSON/],
    ['a member nobody knows', orderFile.replace('"layout"', '"extra":1,"layout"'), /orders\.0/],
  ])('puts an order file aside that holds %s', async (_, content, reason) => {
    await put(content)
    await start(...quick)
    expect(await bureau.line(/cannot be read/)).toMatch(reason)
    expect(await readdir(join(folder, 'unreadable'))).toEqual([`${name}.json`])
    expect((await ledger()).size).toBe(0)
  })

  it('does not look at names that are still being written', async () => {
    await put('half', `.${name}.json.1.part`)
    await put('half', `${name}.tmp`)
    await put(orderFile)
    await start(...quick)
    await vi.waitFor(async () => expect((await ledger()).size).toBe(1))
    expect((await readdir(join(folder, 'outbox'))).sort()).toEqual([`.${name}.json.1.part`, `${name}.tmp`])
  })

  it('says that an order failed when it is refused, and when it breaks', async () => {
    await put(orderFile)
    await start(...quick, '--refuse', '1')
    await vi.waitFor(async () => expect(await words()).toEqual(['FAILED']))
    expect((await statusFiles())[0]?.statuses[0]).toMatchObject({ note: expect.stringMatching(/\w/) })
    await bureau.end()
    await rm(join(folder, 'bureau.ndjson'))
    await rm(join(folder, 'inbox'), { recursive: true })
    await put(orderFile)
    await start(...quick, '--fail', '1')
    await vi.waitFor(async () => expect(await words()).toEqual(['RECEIVED', 'IN_PRODUCTION', 'FAILED']))
    expect((await ledger()).get(order.order)).toMatchObject({ fate: 'fails', cards: 0, told: 'FAILED' })
  })

  it('reads orders and writes statuses as CSV', async () => {
    const columns = 'desk,batch,order,card,cardType,layout,commonName,upn,title,organisationalUnit,employeeNumber,'
    const more = 'givenName,familyName,email,deliveryAddress,validFrom,validThrough,requestedAt\r\n'
    const one = `${desk},B-000012,3f2a91c0-O-000123,C-000045,card,Employee,"'=Ada, ""Dr.""",a@b.example,,,`
    const two = '4711,Ada,Brandt,,"Main Street 1\n12345 Town",,2029-11-20,2026-11-21T09:00:00.000Z\r\n'
    const table = `${columns}${more}${one}${two}`
    const sum = createHash('sha256').update(table).digest('hex')
    await put(`${table}#checksum,sha256:${sum}\r\n`, `${name}.csv`)
    await start(...quick, '--csv')
    await vi.waitFor(async () => expect(await inbox()).toHaveLength(3))
    const last = await readFile(join(folder, 'inbox', (await inbox()).at(-1) ?? ''), 'utf8')
    const [names, row, sumRow] = last.split('\r\n')
    expect(names).toBe('order,status,note,cardNumber,productionDate,validThrough,personName,chipType,chipUid')
    expect(row).toMatch(
      /^3f2a91c0-O-000123,PRODUCED,,7700 \d{4} \d{4},[\d-]{10},2029-11-20,Ada Brandt,\w[^,]*,04\w{12}$/,
    )
    const before = createHash('sha256').update(`${names}\r\n${row}\r\n`).digest('hex')
    expect(sumRow).toBe(`#checksum,sha256:${before}`)
  })

  it('gives everything twice, out of order and with rubbish in between, and still one last word', async () => {
    await put(orderFile)
    await start(...quick, '--twice', '1', '--shuffle', '--rubbish', '1')
    await vi.waitFor(async () => expect((await ledger()).get(order.order)?.told).toBe('PRODUCED'))
    const files = await inbox()
    expect(files.filter((file) => file.includes('-again.'))).toHaveLength(3)
    expect(files.filter((file) => file.includes('-rubbish.'))).toHaveLength(3)
    const ages = await Promise.all(files.map(async (file) => (await stat(join(folder, 'inbox', file))).mtimeMs))
    expect(Math.max(...ages) - Math.min(...ages)).toBeGreaterThan(60_000)
  })

  it('ends with 2 and a sentence on a command line it does not understand', async () => {
    for (const [values, sentence] of [
      [[], /--folder/],
      [['--folder', folder, '--pace', 'slow'], /--pace takes/],
      [['--folder', folder, '--fail', '2'], /--fail takes a share/],
      [['--folder', folder, '--colour', 'red'], /--colour/],
    ] as const) {
      bureau = new BureauProgram(values)
      expect(await bureau.ended()).toBe(2)
      expect(bureau.complaints[0]).toMatch(sentence)
    }
  })

  it('is started by npm run bureau', () => {
    const launcher = fileURLToPath(new URL('../bureau/run.mjs', import.meta.url))
    const { status, stderr } = spawnSync(ownNode, [launcher, '--folder', folder, '--late', 'x'], { encoding: 'utf8' })
    expect([status, stderr.split('\n')[0]]).toEqual([2, expect.stringMatching(/--late takes/)])
  })

  it('refuses a ledger that is none', async () => {
    await writeFile(join(folder, 'bureau.ndjson'), 'something else\n')
    bureau = new BureauProgram(['--folder', folder])
    expect(await bureau.ended()).toBe(1)
    expect(bureau.complaints.join()).toMatch(/not a ledger.*--ledger/)
  })
})
