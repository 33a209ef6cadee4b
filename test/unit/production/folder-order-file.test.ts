import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { orderFile, orderFileName } from '../../../electron/production/folder/order-file'
import type { BureauOrder } from '../../../electron/production/port'
import { orderFileFormats } from '../../../shared/model'
import { batchOf, csvRowsOf, desk, orderOf, ordersIn } from '../../support/exchange-folder'

const fixture = (name: string) => readFile(resolve(import.meta.dirname, '../../fixtures/exchange', name))

/** The orders of the examples. */
const personal: BureauOrder = {
  id: '3f2a91c0-O-000123',
  card: 'C-000045',
  cardType: 'card',
  layout: 'Employee',
  commonName: 'Łucja Żak',
  upn: 'lucja.zak@example.org',
  title: 'Head of "Lab 2"',
  organisationalUnit: 'Research',
  holder: { employeeNumber: '10045', givenName: 'Łucja', familyName: 'Żak', email: 'lucja.zak@example.org' },
  deliveryAddress: 'Card desk\nMain Street 1\n10115 Berlin',
  validFrom: '2026-11-21',
  validThrough: '2029-11-20',
  requestedAt: '2026-11-21T09:00:00.000Z',
}
const temporary: BureauOrder = {
  id: '3f2a91c0-O-000124',
  card: 'TC-000007',
  cardType: 'temporary-card',
  layout: 'Visitor',
  commonName: '',
  upn: '',
  title: '',
  organisationalUnit: '',
  holder: null,
  deliveryAddress: '=Gate 3',
  validFrom: null,
  validThrough: null,
  requestedAt: '2026-11-21T09:01:00.000Z',
}

const text = fc.string({ unit: 'binary', maxLength: 20 })
const awkward = fc.constantFrom(
  '=1+1',
  '+49 30',
  '-',
  '@x',
  '\tx',
  '\r',
  '"',
  ',',
  ';',
  ' x ',
  "'",
  "'=1",
  'a\nb',
  '=a\nb',
  '\ufeffx',
  '\ud800',
)
const anyText = fc.oneof(text, awkward)
const someText = anyText.filter((given) => given !== '')
const day = fc.constantFrom(null, '2026-11-21', '2029-11-20')
const anyOrder: fc.Arbitrary<BureauOrder> = fc.record({
  id: fc.nat(999_999).map((number) => orderOf(number).id),
  card: someText,
  cardType: fc.constantFrom('card', 'temporary-card'),
  layout: anyText,
  commonName: anyText,
  upn: anyText,
  title: anyText,
  organisationalUnit: anyText,
  holder: fc.option(fc.record({ employeeNumber: someText, givenName: anyText, familyName: anyText, email: anyText })),
  deliveryAddress: anyText,
  validFrom: day,
  validThrough: day,
  requestedAt: fc.constant('2026-11-21T09:00:00.000Z'),
})

/** An order as it must be read back: every text through `change`. */
function expected({ id, holder, ...order }: BureauOrder, change: (text: string) => string) {
  const through = (members: object) =>
    Object.fromEntries(
      Object.entries(members).map(([name, value]) => [name, typeof value === 'string' ? change(value) : value]),
    )
  return { order: id, ...through(order), holder: holder && through(holder) }
}
/** Half characters have no UTF-8; what looks like a protected formula cannot be told from one. */
const readBack = {
  json: (given: string) => given.toWellFormed(),
  csv: (given: string) => given.toWellFormed().replace(/^'(?=[=+\-@\t\r])/, ''),
}

describe('An order file', () => {
  it.each(orderFileFormats)('in %s is the example of the documentation, byte for byte', async (format) => {
    const { name, bytes } = await orderFile(batchOf(personal, temporary), format)
    expect(name).toBe(`orders-3f2a91c0-B-000012.${format}`)
    expect(bytes.toString('utf8')).toBe((await fixture(name)).toString('utf8'))
  })

  it.each(orderFileFormats)(
    'in %s has a checksum that others find right, and holds what was ordered',
    async (format) => {
      const { name, bytes } = await orderFile(batchOf(personal, temporary), format)
      expect(ordersIn(name, bytes)).toEqual([personal, temporary].map((order) => expected(order, (given) => given)))
    },
  )

  it.each(orderFileFormats)('in %s is read back by anybody as what was ordered, whatever that is', async (format) => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyOrder, { maxLength: 5 }), async (orders) => {
        const { name, bytes } = await orderFile(batchOf(...orders), format)
        expect(ordersIn(name, bytes)).toEqual(orders.map((order) => expected(order, readBack[format])))
      }),
      { numRuns: 300 },
    )
  })

  it.each(orderFileFormats)('in %s is the same each time it is made', async (format) => {
    const batch = batchOf(personal, temporary)
    expect(await orderFile(batch, format)).toEqual(await orderFile(batch, format))
  })

  it.each(['=', '+', '-', '@', '\t', '\r'])('shows a spreadsheet no formula: %j', async (first) => {
    const address = `${first}cmd|' /C calc'!A0\nsecond line`
    const { bytes } = await orderFile(batchOf({ ...personal, title: `${first}1`, deliveryAddress: address }), 'csv')
    const [columns = [], row = []] = csvRowsOf(bytes.toString('utf8'))
    expect(row[columns.indexOf('title')]).toBe(`'${first}1`)
    expect(row[columns.indexOf('deliveryAddress')]).toBe(`'${address}`)
  })

  it('has a name that cannot lead out of its folder', () => {
    expect(orderFileName({ desk: '../../../x', id: 'B/..\\1', orders: [] }, 'json')).toBe('orders-________-B____1.json')
  })

  it('is named by the order when that leaves by itself', () => {
    expect(orderFileName({ desk, id: 'O-000123', orders: [] }, 'csv')).toBe('orders-3f2a91c0-O-000123.csv')
  })
})
