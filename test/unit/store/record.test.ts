import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { DataFault } from '../../../electron/store/faults'
import { formats } from '../../../electron/store/formats'
import { decodeRecord, encodeRecord } from '../../../electron/store/journal/record'
import { accountOf, olga, orderedCard, orderOf, personOf } from '../../support/store-desk'

const zeros = '0'.repeat(64)
const place = { file: 'journal/000000000001.ndjson', line: 1, sequence: 1 }

/** RFC 8785 for what records hold (no numbers but whole ones): members sorted by UTF-16 code units. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  members.sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`
}

function encoded(...events: Parameters<typeof encodeRecord>[0]['events']) {
  return encodeRecord({ by: olga, events }, 1, zeros, 3)
}

function faultOf(line: string | Buffer, sequence = 1): DataFault {
  try {
    decodeRecord(Buffer.from(line), formats, { ...place, sequence })
  } catch (error) {
    if (error instanceof DataFault) return error
    throw error
  }
  throw new Error('the line was read')
}

/** A line that says what it likes, with the hash that fits it. */
function sealed(content: object): string {
  const text = canonical(content)
  return `${text.slice(0, -1)},"hash":"${createHash('sha256').update(text).digest('hex')}"}`
}

describe('A record of the journal', () => {
  const events = [{ type: 'person-saved', person: personOf(1) }, ...orderedCard(1, 'P-000001')] as const

  it('is its canonical JSON with the SHA-256 of that text before the closing brace', () => {
    const text = canonical({ format: 3, sequence: 1, by: olga, events, previous: zeros })
    const hash = createHash('sha256').update(text, 'utf8').digest('hex')
    const { line } = encoded(...events)
    expect(line.toString('utf8')).toBe(`${text.slice(0, -1)},"hash":"${hash}"}\n`)
    expect(JSON.parse(line.toString())).toMatchObject({ format: 3, sequence: 1, previous: zeros, hash, by: olga })
  })

  it('gives back what was put in', () => {
    const { line, hash, commit } = encoded(...events)
    expect(commit).toEqual({ sequence: 1, by: olga, events })
    expect(decodeRecord(line.subarray(0, -1), formats, place)).toEqual({ commit, previous: zeros, hash })
  })

  it('with any one byte changed is refused, naming file, line and sequence', () => {
    const { line } = encoded({ type: 'account-saved', account: accountOf(1), change: 'added' })
    for (let index = 0; index < line.length - 1; index += 1) {
      const changed = Buffer.from(line.subarray(0, -1))
      changed[index] = (changed[index] ?? 0) ^ 1
      expect(faultOf(changed).fault).toMatchObject(place)
    }
  })

  it('of a newer format is not damaged but newer', () => {
    const newer = sealed({
      format: formats.current + 1,
      sequence: 1,
      by: olga,
      events: [{ type: 'not-known-yet' }],
      previous: zeros,
    })
    expect(faultOf(newer)).toMatchObject({ kind: 'newer', fault: place })
  })

  it.each([
    ['another sequence', { format: 3, sequence: 7, by: olga, events, previous: zeros }, 'record 7 stands where'],
    ['no events', { format: 3, sequence: 1, by: olga, events: [], previous: zeros }, 'wrong form'],
    ['a member nobody knows', { format: 3, sequence: 1, by: olga, events, previous: zeros, more: 1 }, 'wrong form'],
    ['no format', { sequence: 1, by: olga, events, previous: zeros }, 'which format'],
    ['a format that never was', { format: 0, sequence: 1, by: olga, events, previous: zeros }, 'never in use'],
    [
      'a state of the other card type',
      { format: 3, sequence: 1, by: olga, previous: zeros, events: [{ ...orderedCard(1)[0], to: 'rejected' }] },
      'wrong form',
    ],
    [
      'an unknown kind of event',
      { format: 3, sequence: 1, by: olga, previous: zeros, events: [{ type: 'card-eaten' }] },
      'wrong form',
    ],
  ])('with %s is refused although its hash fits', (_, content, what) => {
    const { kind, fault } = faultOf(sealed(content))
    expect(kind).toBe('damaged')
    expect(fault.what).toContain(what)
  })

  it('of format 1 is read with what that format did not have', () => {
    const { decision: _, failedAt: __, batch, sentAt, productionDate, chip, ...orderThen } = orderOf('O-000001')
    const { person: ___, ...accountThen } = accountOf(1)
    const [ordered, queued] = orderedCard(1, 'P-000001')
    const set = { layout: 'Blue', holder: 'P-000001', order: orderThen }
    const cleared = { ...queued, set: { order: null } }
    const then = [
      { type: 'account-saved', account: accountThen, change: 'added' },
      { ...ordered, set },
      cleared,
      { type: 'person-saved', person: personOf(1) },
    ]
    const line = sealed({ format: 1, sequence: 1, by: olga, events: then, previous: zeros })
    expect(decodeRecord(Buffer.from(line), formats, place).commit.events).toEqual([
      { type: 'account-saved', account: { ...accountThen, person: null }, change: 'added' },
      {
        ...ordered,
        set: {
          ...set,
          order: {
            ...orderThen,
            decision: null,
            failedAt: null,
            batch: null,
            sentAt: null,
            productionDate: null,
            chip: null,
          },
        },
      },
      cleared,
      { type: 'person-saved', person: personOf(1) },
    ])
  })

  it('of format 2 is read with what that format did not have, and with all it had', () => {
    const { batch, sentAt, productionDate, chip, ...rest } = orderOf('O-000001')
    const orderThen = {
      ...rest,
      decision: { ...olga, approved: true, comment: 'Yes' },
      failedAt: '2026-11-20T09:00:00.000Z',
      bureauNote: 'B-17',
    }
    const [ordered, queued] = orderedCard(1)
    const then = [
      { ...ordered, set: { layout: 'Blue', order: orderThen } },
      { ...queued, set: { order: null } },
    ]
    const line = sealed({ format: 2, sequence: 1, by: olga, events: then, previous: zeros })
    const order = { ...orderThen, batch: null, sentAt: null, productionDate: null, chip: null }
    expect(decodeRecord(Buffer.from(line), formats, place).commit.events).toEqual([
      { ...ordered, set: { layout: 'Blue', order } },
      { ...queued, set: { order: null } },
    ])
  })

  it('of format 3 is refused without the members that format has', () => {
    const { batch, ...order } = orderOf('O-000001')
    const events = [{ ...orderedCard(1)[0], set: { order } }]
    const { kind, fault } = faultOf(sealed({ format: 3, sequence: 1, by: olga, events, previous: zeros }))
    expect(kind).toBe('damaged')
    expect(fault.what).toContain('batch')
  })

  it.each([
    ['the events', { events: 7 }],
    ['an event', { events: [null] }],
    ['an account', { events: [{ type: 'account-saved', change: 'added', account: 'ada' }] }],
    ['what a card event sets', { events: [{ ...orderedCard(1)[0], set: 'all' }] }],
    ['an order', { events: [{ ...orderedCard(1)[0], set: { order: [7] } }] }],
  ])('of format 1 in which %s cannot be what it is, is refused as damaged', (_, content) => {
    const line = sealed({ format: 1, sequence: 1, by: olga, previous: zeros, ...content })
    expect(faultOf(line)).toMatchObject({
      kind: 'damaged',
      fault: { ...place, what: expect.stringContaining('wrong form') },
    })
  })

  it.each([
    ['half a surrogate pair', { title: '\ud800' }],
    ['a number that is not one', { attempt: Number.NaN }],
  ])('is not written with %s', (_, data) => {
    expect(() => encoded({ ...orderedCard(1)[0], input: data } as never)).toThrow()
  })
})
