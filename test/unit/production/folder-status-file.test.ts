import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readStatusFile } from '../../../electron/production/folder/status-file'
import { Unreadable } from '../../../electron/production/folder/unreadable'
import { saying, sha256, statusCsv, statusJson } from '../../support/exchange-folder'

const fixture = (name: string) => readFile(resolve(import.meta.dirname, '../../fixtures/exchange', name))

const read = (content: string | Uint8Array, form: 'json' | 'csv' = 'json') => readStatusFile(Buffer.from(content), form)

/** Why a file cannot be taken in. */
async function refusal(content: string | Uint8Array, form: 'json' | 'csv' = 'json'): Promise<string> {
  const error = await read(content, form).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(Unreadable)
  return (error as Unreadable).message
}

const nothingMore = {
  note: '',
  cardNumber: null,
  productionDate: null,
  validThrough: null,
  personName: null,
  chip: null,
}
const produced = {
  order: '3f2a91c0-O-000123',
  word: 'PRODUCED',
  note: 'Sent with the morning post.',
  cardNumber: '7700 0001 2345',
  productionDate: '2026-11-24',
  validThrough: '2029-11-20',
  personName: 'Łucja Żak',
  chip: { type: 'MIFARE DESFire EV3', uid: '04A1B2C3D4E5F6' },
}
const columns = 'order,status,note,cardNumber,productionDate,validThrough,personName,chipType,chipUid'

/** A document whose text is written by hand, with the checksum of what is in it. */
const withList = (list: string, checksum: string) =>
  `{"format":"card-desk-status","version":1,"statuses":${list},"checksum":"${checksum}"}`
const checksumOver = (...entries: readonly string[]) =>
  sha256([`{"format":"card-desk-status","version":1}`, ...entries].map((entry) => `${entry}\n`).join(''))

describe('A status file', () => {
  it.each(['json', 'csv'] as const)('in %s as the documentation shows it says what the bureau said', async (form) => {
    const { words, checksum } = await read(await fixture(`status-2026-11-24.${form}`), form)
    expect(words).toEqual([produced, { order: '3f2a91c0-O-000124', word: 'In production', ...nothingMore }])
    expect((await fixture(`status-2026-11-24.${form}`)).toString('utf8')).toContain(checksum)
  })

  it('may say as little as an order and a word, and nothing at all', async () => {
    const { words } = await read(
      statusJson([saying(1, 'Queued'), saying(2, 'Failed', { note: null, chip: null, productionDate: '' })]),
    )
    expect(words).toEqual([
      { order: '3f2a91c0-O-000001', word: 'Queued', ...nothingMore },
      { order: '3f2a91c0-O-000002', word: 'Failed', ...nothingMore },
    ])
    expect((await read(statusJson([]))).words).toEqual([])
    expect((await read(statusCsv([columns]), 'csv')).words).toEqual([])
  })

  it('may hold members nobody knows, and the checksum is over them, too', async () => {
    const content = statusJson([saying(1, 'Queued', { colour: { deep: [1, 2.5, null, true] } })], {
      head: { plant: 7 },
    })
    expect((await read(content)).words).toHaveLength(1)
    expect(await refusal(content.replace('"plant":7', '"plant":8'))).toContain('checksum is wrong')
    expect(await refusal(content.replace('2.5', '2.6'))).toContain('checksum is wrong')
  })

  it('is read whatever the order of its members, its spaces and escapes', async () => {
    const checksum = checksumOver('{"order":"3f2a91c0-O-000001","status":"Fertig gestellt"}')
    const content = `\ufeff{ "checksum" : "${checksum}",\r\n\t"st\\u0061tuses" : [ { "status":"\\u0046ertig gestellt",
      "order":"3f2a91c0-O-000001" } ] , "version":1.0, "format":"card-desk-status" }\n`
    expect((await read(content)).words).toMatchObject([{ order: '3f2a91c0-O-000001', word: 'Fertig gestellt' }])
  })

  it('has the name of a list in other places without being confused', async () => {
    const content = statusJson([saying(1, 'statuses', { note: '"statuses":[{' })], {
      head: { a: 'statuses', b: { statuses: [1, 2] }, 'statuses ': [3] },
    })
    expect((await read(content)).words).toMatchObject([{ word: 'statuses', note: '"statuses":[{' }])
  })

  it.each([
    ['not JSON', 'order;status', 'It is not JSON'],
    ['nothing', '', 'It is not JSON'],
    ['cut off in its list', statusJson([saying(1, 'Queued'), saying(2, 'Queued')]).slice(0, 120), 'It is not JSON'],
    ['cut off at its end', statusJson([saying(1, 'Queued')]).slice(0, -1), 'It is not JSON'],
    ['followed by something', `${statusJson([])}{}`, 'It is not JSON'],
    ['with a comma too many', withList('[{},]', checksumOver()), 'It is not JSON'],
    ['with a hole in its list', withList('[{},,{}]', checksumOver()), 'It is not JSON'],
    ['with something that is no value', withList('[\u00a0]', checksumOver()), 'It is not JSON'],
    ['with brackets that do not match', withList('[{"order":"1"]}', checksumOver()), 'It is not JSON'],
    ['a list', '[1,2]', 'not a status file'],
    ['null', 'null', 'not a status file'],
    ['a text', '"statuses"', 'not a status file'],
    ['of another format', statusJson([], { head: { format: 'card-desk-orders' } }), 'format is not card-desk-status'],
    ['of another version', statusJson([], { head: { version: 2 } }), 'not of version 1'],
    ['of a version in text', statusJson([], { head: { version: '1' } }), 'not of version 1'],
    ['without a list', '{"format":"card-desk-status","version":1}', 'no list'],
    ['with a text for a list', withList('"none"', checksumOver()), 'no list'],
    ['with its list twice', withList('[],"statuses":[]', checksumOver()), 'list of statuses twice'],
    ['without a checksum', statusJson([]).replace('checksum', 'sum'), 'no checksum'],
    ['with a number for a checksum', statusJson([], { changes: { checksum: 7 } }), 'no checksum'],
    ['with another checksum', statusJson([], { changes: { checksum: sha256('') } }), 'checksum is wrong'],
    ['with an entry less', statusJson([saying(1, 'Queued')], { changes: { statuses: [] } }), 'checksum is wrong'],
    ['with a text for an entry', statusJson([saying(1, 'Queued'), 'Queued']), 'Entry 2 is not an object'],
    ['with a list for an entry', statusJson([[]]), 'Entry 1 is not an object'],
    ['with null for an entry', statusJson([null]), 'Entry 1 is not an object'],
    ['with a number for an order', statusJson([{ order: 7, status: 'Queued' }]), 'Entry 1: order is not text'],
    ['without an order', statusJson([saying(1, 'Queued'), { status: 'Queued' }]), 'Entry 2: order is missing'],
    ['with an empty word', statusJson([saying(1, ' ')]), 'Entry 1: status is missing'],
    ['with a truth for a note', statusJson([saying(1, 'Queued', { note: true })]), 'Entry 1: note is not text'],
    ['with a list for a chip', statusJson([saying(1, 'Queued', { chip: 'x' })]), 'Entry 1: chip is not an object'],
    ['with a number for a chip', statusJson([saying(1, 'Queued', { chip: { uid: 4 } })]), 'chip.uid is not text'],
    [
      'with a day of its own',
      statusJson([saying(1, 'Q', { productionDate: '20.11.2026' })]),
      'productionDate is not a day',
    ],
    [
      'with a day there is not',
      statusJson([saying(1, 'Q', { validThrough: '2027-02-29' })]),
      'validThrough is not a day',
    ],
    ['with a long text', statusJson([saying(1, 'x'.repeat(501))]), 'Entry 1: status is too long'],
    ['with a long note', statusJson([saying(1, 'Q', { note: 'x'.repeat(2001) })]), 'Entry 1: note is too long'],
    [
      'with a prototype for members',
      statusJson([JSON.parse('{"__proto__":{"order":"a","status":"b"}}')]),
      'order is missing',
    ],
    ['with half a character', withList('[{"order":"\\ud800","status":"Q"}]', checksumOver()), 'half characters'],
    [
      'with a number out of reach',
      withList('[{"order":"1","status":"Q","n":1e999}]', checksumOver()),
      'number too big',
    ],
    ['that is nested deep', withList(`[${'['.repeat(2_000_000)}`, checksumOver()), 'nested deeper than 16 levels'],
    ['with a huge entry', withList(`[0,"${'x'.repeat(70_000)}"]`, checksumOver()), 'Entry 2 has more than 64 kB'],
    ['with much beside its list', statusJson([], { head: { more: 'x'.repeat(70_000) } }), '64 kB beside its list'],
    ['with 100,000 entries', withList(`[${'{},'.repeat(99_999)}{}]`, checksumOver()), 'more than 20,000 entries'],
  ])('that is JSON, but %s, is refused', async (_what, content, reason) => {
    const said = await refusal(content)
    expect(said).toContain(reason)
    expect(said.length).toBeLessThan(120)
  })

  it('is not UTF-8 and is refused', async () => {
    expect(await refusal(Buffer.concat([Buffer.from(statusJson([]).slice(0, -1)), Buffer.of(0xff, 0x7d)]))).toContain(
      'UTF-8',
    )
    expect(await refusal(Buffer.from(statusJson([]), 'utf16le'))).toContain('It is not JSON')
    const content = Buffer.concat([
      Buffer.from(`${columns}\r\n`),
      Buffer.of(0xc3, 0x28),
      Buffer.from(',Queued,,,,,,,\r\n'),
    ])
    expect(await refusal(Buffer.concat([content, Buffer.from(`#checksum,${sha256(content)}`)]), 'csv')).toContain(
      'UTF-8',
    )
  })

  it('never has its content repeated in a reason', async () => {
    const secret = 'Łucja Żak'
    for (const content of [
      `{"personName":"${secret}" oops`,
      statusJson([{ [secret]: secret, order: 5 }]),
      statusJson([saying(1, 'Q', { productionDate: secret })]),
      statusJson([], { head: { format: secret } }),
    ])
      expect(await refusal(content)).not.toContain(secret)
    expect(await refusal(statusCsv([secret, 'x']), 'csv')).not.toContain(secret)
  })

  it('counts characters, not units: 500 of those outside the basic plane are 500', async () => {
    expect((await read(statusJson([saying(1, '🂡'.repeat(500))]))).words).toHaveLength(1)
    expect(await refusal(statusJson([saying(1, '🂡'.repeat(501))]))).toContain('status is too long')
  })

  it('gives text without control characters and marks that turn its direction', async () => {
    const { words } = await read(
      statusJson([saying(1, 'In\u0000production', { note: '\tone\r\ntwo\u2028three \u202eruof\u001b[31m ' })]),
    )
    expect(words).toMatchObject([{ word: 'In production', note: 'one two three  ruof [31m' }])
  })

  it('with the same member twice counts the last, as its checksum does', async () => {
    const list = '[{"order":"3f2a91c0-O-000001","status":"Failed","status":"Queued"}]'
    const checksum = checksumOver('{"order":"3f2a91c0-O-000001","status":"Queued"}')
    expect((await read(withList(list, checksum))).words).toMatchObject([{ word: 'Queued' }])
    const other = checksumOver('{"order":"3f2a91c0-O-000001","status":"Failed"}')
    expect(await refusal(withList(list, other))).toContain('checksum is wrong')
  })

  it('with members that mean something to JavaScript is data like any other', async () => {
    const entry = JSON.parse(
      '{"order":"1","status":"Q","__proto__":{"note":"bad"},"constructor":{"prototype":{"note":"bad"}},"toJSON":"x"}',
    )
    const { words } = await read(statusJson([entry], { head: JSON.parse('{"__proto__":{"format":"x"},"toJSON":1}') }))
    expect(words).toEqual([{ order: '1', word: 'Q', ...nothingMore }])
    expect(({} as { note?: string }).note).toBeUndefined()
  })

  it('of 20,000 entries is within bounds', async () => {
    const statuses = Array.from({ length: 20_000 }, (_, index) =>
      saying(index, 'Produced', { cardNumber: `77 ${index}` }),
    )
    expect((await read(statusJson(statuses))).words).toHaveLength(20_000)
  })
})

describe('A status file in CSV', () => {
  const row = '3f2a91c0-O-000001,Produced,,,,,,,'

  it.each([
    ['with ends of lines as on Unix', statusCsv([columns, row], { end: '\n' })],
    ['with a byte order mark', statusCsv([columns, row], { mark: '\ufeff' })],
    ['with semicolons', statusCsv([columns, row].map((line) => line.replaceAll(',', ';')))],
    ['without an end of line at its end', statusCsv([columns, row]).trimEnd()],
    ['with blank lines', statusCsv([columns, '', row, '', ''])],
    ['with its columns in another order', statusCsv(['colour,status,order', 'red,Produced,3f2a91c0-O-000001'])],
    ['with quotes everywhere', statusCsv(['"order","status"', '"3f2a91c0-O-000001","Produced"'])],
  ])('%s is read', async (_what, content) => {
    expect((await read(content, 'csv')).words).toEqual([
      { order: '3f2a91c0-O-000001', word: 'Produced', ...nothingMore },
    ])
  })

  it('may have quotes, commas and ends of lines in its cells, and formulae that stay text', async () => {
    const content = statusCsv(['order,note,status', '1,"He said ""so"", twice\r\nand, again","=cmd|\'/C calc\'!A0"'])
    expect((await read(content, 'csv')).words).toMatchObject([
      { note: 'He said "so", twice and, again', word: "=cmd|'/C calc'!A0" },
    ])
  })

  it('may keep its cells from being taken for formulae, as the desk does', async () => {
    const content = statusCsv(['order,status,note', "1,Queued,'-see letter", "2,Queued,'quoted'"])
    expect((await read(content, 'csv')).words.map(({ note }) => note)).toEqual(['-see letter', "'quoted'"])
  })

  it('may have its last row filled up to the number of columns', async () => {
    const content = statusCsv([columns, row]).trimEnd()
    expect((await read(`${content},,,,,,,\r\n`, 'csv')).words).toHaveLength(1)
  })

  it('is cut into pieces without a row being lost or split', async () => {
    const rows = Array.from(
      { length: 5000 },
      (_, index) => `${index},Queued,"note ""${index}""\r\n${'x,'.repeat(index % 50)}"`,
    )
    const { words } = await read(statusCsv(['order,status,note', ...rows]), 'csv')
    expect(words.map(({ order }) => Number(order))).toEqual(rows.map((_, index) => index))
    expect(words[49]?.note).toBe(`note "49" ${'x,'.repeat(49)}`)
  })

  it.each([
    ['nothing', '', 'no checksum'],
    ['without its last row', `${columns}\r\n${row}\r\n`, 'no checksum'],
    ['cut off', statusCsv([columns, row]).slice(0, -10), 'no checksum'],
    ['changed', statusCsv([columns, row]).replace('Produced', 'Failed'), 'checksum is wrong'],
    [
      'with other ends of lines than its checksum',
      statusCsv([columns, row]).replaceAll('\r\n', '\n'),
      'checksum is wrong',
    ],
    ['with rows after its checksum', `${statusCsv([columns])}${row}\r\n`, 'no checksum'],
    ['only a checksum', statusCsv([]), 'no column order'],
    ['without a column status', statusCsv(['order,state', '1,2']), 'no column status'],
    ['with a column twice', statusCsv(['order,status,order', '1,2,3']), 'column order twice'],
    ['with 10,000 columns', statusCsv([`order,status${',x'.repeat(9998)}`]), 'more than 100 columns'],
    ['with a row too short', statusCsv([columns, row, '2,Produced']), 'Entry 2 does not have as many cells'],
    ['with a row too long', statusCsv([columns, `${row},`]), 'Entry 1 does not have as many cells'],
    ['with a quote that is not closed', statusCsv([columns, `"${row}`]), 'row 2 cannot be read'],
    ['with something after a quote', statusCsv(['order,status', '"1"x,Produced']), 'row 2 cannot be read'],
    ['with a row that never ends', statusCsv(['order,status', `1,"${'\n'.repeat(200_000)}"`]), 'more than 64 kB'],
    ['with a word missing', statusCsv(['order,status', '1,']), 'Entry 1: status is missing'],
    ['with a day of its own', statusCsv(['order,status,validThrough', '1,Q,2026/11/20']), 'validThrough is not a day'],
    [
      'with a long cell',
      statusCsv(['order,status,chipType,chipUid', `1,Q,${'x'.repeat(501)},2`]),
      'Entry 1: chipType is too long',
    ],
    [
      'with 20,001 rows',
      statusCsv(['order,status', ...Array.from({ length: 20_001 }, () => '1,Q')]),
      'more than 20,000 entries',
    ],
  ])('that is %s is refused', async (_what, content, reason) => {
    expect(await refusal(content, 'csv')).toContain(reason)
  })
})
