import Papa from 'papaparse'
import type { OrderFileFormat } from '../../../shared/model'
import { breather } from '../../breathe'
import type { BureauOrder, OrderBatch } from '../port'
import { Checksum } from './checksum'

/** A whole order file. */
export interface OrderFile {
  readonly name: string
  readonly bytes: Buffer
}

/** How much of the desk's identity is in the name of a file, as in the ids of orders. */
const markLength = 8

/** `orders-3f2a91c0-B-000012.json`: the same for the same batch, however often it is sent. */
export function orderFileName({ desk, id }: OrderBatch, format: OrderFileFormat): string {
  // Both are the desk's own words; whatever they were, they cannot lead out of the folder.
  const name = `orders-${desk.slice(0, markLength)}-${id}`.replace(/[^\w-]/g, '_')
  return `${name}.${format}`
}

/** The order file of a batch: the same bytes for the same batch. */
export async function orderFile(batch: OrderBatch, format: OrderFileFormat): Promise<OrderFile> {
  const write = format === 'json' ? writeJson : writeCsv
  return { name: orderFileName(batch, format), bytes: await write(batch) }
}

/** An order with its members as files name them and in their order; only whole characters. */
function written(order: BureauOrder) {
  const { holder } = order
  return {
    order: whole(order.id),
    card: whole(order.card),
    cardType: order.cardType,
    layout: whole(order.layout),
    commonName: whole(order.commonName),
    upn: whole(order.upn),
    title: whole(order.title),
    organisationalUnit: whole(order.organisationalUnit),
    holder: holder && {
      employeeNumber: whole(holder.employeeNumber),
      givenName: whole(holder.givenName),
      familyName: whole(holder.familyName),
      email: whole(holder.email),
    },
    deliveryAddress: whole(order.deliveryAddress),
    validFrom: order.validFrom,
    validThrough: order.validThrough,
    requestedAt: order.requestedAt,
  }
}

/** Half a character (a lone surrogate) has no UTF-8 form, and RFC 8785 refuses it. */
const whole = (text: string) => text.toWellFormed()

async function writeJson({ desk, id, orders }: OrderBatch): Promise<Buffer> {
  const breathe = breather()
  const head = { format: 'card-desk-orders', version: 1, desk: whole(desk), batch: whole(id) }
  const members = Object.entries(head).map(([name, value]) => `  "${name}": ${JSON.stringify(value)},\n`)
  const checksum = new Checksum().addCanonical(head)
  const parts = [utf8(`{\n${members.join('')}  "orders": [`)]
  for (const order of orders) {
    const entry = written(order)
    checksum.addCanonical(entry)
    // No text in JSON holds a line feed as it is: those between lines are all there are.
    const lines = JSON.stringify(entry, null, 2).replaceAll('\n', '\n    ')
    parts.push(utf8(`${parts.length === 1 ? '' : ','}\n    ${lines}`))
    await breathe()
  }
  parts.push(utf8(`${orders.length === 0 ? '' : '\n  '}],\n  "checksum": "${checksum.text()}"\n}\n`))
  return Buffer.concat(parts)
}

const columns = [
  'desk',
  'batch',
  'order',
  'card',
  'cardType',
  'layout',
  'commonName',
  'upn',
  'title',
  'organisationalUnit',
  'employeeNumber',
  'givenName',
  'familyName',
  'email',
  'deliveryAddress',
  'validFrom',
  'validThrough',
  'requestedAt',
] as const

const csv = {
  newline: '\r\n',
  // Not `true`: that takes a cell with several lines for no formula.
  escapeFormulae: /^[=+\-@\t\r]/,
} as const

async function writeCsv({ desk, id, orders }: OrderBatch): Promise<Buffer> {
  const breathe = breather()
  const parts = [row([...columns])]
  const checksum = new Checksum().add(row([...columns]))
  for (const order of orders) {
    const { holder, ...members } = written(order)
    const cells: Readonly<Record<(typeof columns)[number], string | null>> = {
      desk: whole(desk),
      batch: whole(id),
      ...members,
      ...(holder ?? { employeeNumber: '', givenName: '', familyName: '', email: '' }),
    }
    const bytes = row(columns.map((column) => cells[column]))
    checksum.add(bytes)
    parts.push(bytes)
    await breathe()
  }
  return Buffer.concat([...parts, utf8(`#checksum,${checksum.text()}\r\n`)])
}

const row = (cells: (string | null)[]) => utf8(`${Papa.unparse([cells], csv)}\r\n`)
const utf8 = (text: string) => Buffer.from(text, 'utf8')
