import Papa from 'papaparse'
import { z } from 'zod'
import { checksumOf, documentChecksum } from './checksum.ts'

const text = z.string().max(2000)
const day = z.iso.date().nullable()

/** Everything an order says besides its id. Strict: a bureau notices what is not in the specification. */
const order = {
  card: z.string().min(1).max(60),
  cardType: z.enum(['card', 'temporary-card']),
  layout: text,
  commonName: text,
  upn: text,
  title: text,
  organisationalUnit: text,
  holder: z.strictObject({ employeeNumber: text, givenName: text, familyName: text, email: text }).nullable(),
  deliveryAddress: text,
  validFrom: day,
  validThrough: day,
  requestedAt: z.iso.datetime({ precision: 3 }),
}
const orderId = z.string().regex(/^[^-\s]{1,8}-\S+$/, 'an order id is the mark of the desk and the number of the order')

const orderFileSchema = z.strictObject({
  format: z.literal('card-desk-orders'),
  version: z.literal(1),
  desk: z.string().min(8),
  batch: z.string().min(1),
  orders: z.array(z.strictObject({ order: orderId, ...order })).min(1),
  checksum: z.string(),
})

/** An order as it is posted to the web service. */
const postedOrderSchema = z.strictObject({ orderId, ...order, desk: z.string().min(8), batch: z.string().min(1) })

/** An order as the bureau knows it, by whatever way it came. */
export type BureauOrder = Omit<z.infer<typeof postedOrderSchema>, 'orderId'> & { readonly order: string }

/** What came cannot be read; the message is a finished sentence. */
export class Unreadable extends Error {
  override name = 'Unreadable'
}

/** Reads an order file of either form. @throws {Unreadable} */
export function readOrderFile(name: string, bytes: Buffer): readonly BureauOrder[] {
  const orders = name.endsWith('.csv') ? readCsv(bytes) : readJson(bytes)
  const { desk = '', batch = '' } = orders[0] ?? {}
  const wanted = `orders-${desk.slice(0, 8)}-${batch}`
  if (name !== `${wanted}.json` && name !== `${wanted}.csv`) {
    throw new Unreadable(`The file should be called ${wanted}, after its desk and its batch.`)
  }
  for (const each of orders) {
    if (!each.order.startsWith(`${desk.slice(0, 8)}-`)) throw new Unreadable(`${each.order} is not of this desk.`)
  }
  return orders
}

/** Reads the body of a posted order. @throws {Unreadable} */
export function readPostedOrder(body: string): BureauOrder {
  const { orderId: id, ...rest } = check(postedOrderSchema, parseJson(body))
  return { order: id, ...rest }
}

function readJson(bytes: Buffer): readonly BureauOrder[] {
  const document = parseJson(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes))
  const { desk, batch, orders, checksum } = check(orderFileSchema, document)
  if (documentChecksum(document as Record<string, unknown>, 'orders') !== checksum) {
    throw new Unreadable('The checksum does not fit the content.')
  }
  return orders.map((each) => ({ ...each, desk, batch }))
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

const rowSchema = z.strictObject(
  Object.fromEntries(columns.map((column) => [column, z.string()])) as Record<(typeof columns)[number], z.ZodString>,
)

function readCsv(bytes: Buffer): readonly BureauOrder[] {
  const content = bytes.toString('utf8').replace(/^\uFEFF/, '')
  const last =
    bytes
      .toString('latin1')
      .replace(/\r?\n$/, '')
      .lastIndexOf('\n') + 1
  const [, checksum] = /^#checksum,(sha256:[0-9a-f]{64})\r?\n?$/.exec(bytes.toString('latin1', last)) ?? []
  if (checksum === undefined) throw new Unreadable('The last row is not the checksum.')
  if (checksumOf(bytes.subarray(0, last)) !== checksum) throw new Unreadable('The checksum does not fit the content.')
  const { data, errors } = Papa.parse<Record<string, string>>(content, {
    header: true,
    delimiter: ',',
    comments: '#checksum',
    skipEmptyLines: true,
  })
  const [fault] = errors
  if (fault) throw new Unreadable(`Row ${(fault.row ?? 0) + 1}: ${fault.message}.`)
  return z
    .array(z.unknown())
    .min(1)
    .parse(data)
    .map((row) => fromRow(check(rowSchema, row)))
}

function fromRow(cells: z.infer<typeof rowSchema>): BureauOrder {
  const row = Object.fromEntries(columns.map((name) => [name, withoutApostrophe(cells[name])])) as typeof cells
  const { employeeNumber, givenName, familyName, email, order: id, validFrom, validThrough, ...rest } = row
  const holder = { employeeNumber, givenName, familyName, email }
  const { orderId: known, ...complete } = check(postedOrderSchema, {
    ...rest,
    orderId: id,
    // A row has no other way to say that there is no holder.
    holder: Object.values(holder).every((cell) => cell === '') ? null : holder,
    validFrom: validFrom || null,
    validThrough: validThrough || null,
  })
  return { order: known, ...complete }
}

/** Desks put an apostrophe before what a spreadsheet would take for a formula. */
function withoutApostrophe(cell: string): string {
  return /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    throw new Unreadable('This is not JSON.')
  }
}

function check<Value>(schema: z.ZodType<Value>, value: unknown): Value {
  const { data, error } = schema.safeParse(value)
  if (!error) return data
  const [issue] = error.issues
  throw new Unreadable(`${issue?.path.join('.') || 'The whole'}: ${issue?.message}.`)
}
