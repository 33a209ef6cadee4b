import { restBureau } from '../../electron/production/rest'
import type { Patience } from '../../electron/production/rest/exchange'
import type { Bureau, BureauOrder, News, OpenOrder, OrderBatch } from '../../electron/production/port'
import { client } from './bureau-server'
import { TestLog } from './test-desk'

/** The desk whose orders these are. */
export const desk = '3f2a91c0-5c1e-4c57-9a55-0d6a3c1f2b11'

/** Waits long for answers, as a busy machine needs, and hardly at all before it asks again. */
export const quick: Patience = {
  answer: 15_000,
  order: 20_000,
  piece: 60_000,
  grace: 20_000,
  repeats: 2,
  firstPause: 1,
  longestPause: 1500,
}
/** For services that never answer. */
export const hasty: Patience = { ...quick, answer: 150, repeats: 1 }

export interface RestDesk {
  readonly bureau: Bureau
  readonly log: TestLog
}

/** The way to a web service as the desk has it. */
export function restDesk(
  address: string,
  { patience = quick, secret = () => client.secret, ...rest }: Partial<typeof given> = {},
): RestDesk {
  const log = new TestLog()
  const { organisation, clientId } = { ...client, ...rest }
  const settings = { address, organisation, clientId, secret: 'the-name-of-it' }
  return { bureau: restBureau(settings, { log, secret, desk: () => desk }, patience), log }
}

const given = {
  patience: quick,
  secret: (): string | null => client.secret,
  organisation: client.organisation,
  clientId: client.clientId,
}

/** The id of the desk's order with that number, `3f2a91c0-O-000001`. */
export function orderId(number: number): string {
  return `3f2a91c0-O-${String(number).padStart(6, '0')}`
}

export function order(number: number): BureauOrder {
  return {
    id: orderId(number),
    card: `C-${String(number).padStart(6, '0')}`,
    cardType: 'card',
    layout: 'Employee',
    commonName: 'Jana Müller-Łuk',
    upn: 'jana@example.org',
    title: 'Dr.',
    organisationalUnit: 'Netze',
    holder: { employeeNumber: '4711', givenName: 'Jana', familyName: 'Müller-Łuk', email: 'jana@example.org' },
    deliveryAddress: 'Pforte 1\nMain Street 1',
    validFrom: null,
    validThrough: '2029-11-20',
    requestedAt: '2026-11-21T09:00:00.000Z',
  }
}

/** A batch of that many orders, numbered from 1. */
export function batch(count: number): OrderBatch {
  return { id: 'B-000012', desk, orders: Array.from({ length: count }, (_, index) => order(index + 1)) }
}

/** That many open orders, numbered from 1. */
export function openOrders(count: number): readonly OpenOrder[] {
  return Array.from({ length: count }, (_, index) => ({ id: orderId(index + 1), card: `C-${index}`, state: 'ordered' }))
}

export const goingOn = (): AbortSignal => new AbortController().signal

/** Everything heard, and why it ended early. */
export async function heard(bureau: Bureau, open: readonly OpenOrder[], signal = goingOn()) {
  const news: News[] = []
  try {
    for await (const piece of bureau.news(open, { dry: false, signal })) news.push(piece)
  } catch (error) {
    return { news, problem: error }
  }
  return { news, problem: null }
}
