import { describe, expect, it } from 'vitest'
import type { LedgerEntry } from '../bureau/ledger'
import { compare } from '../production/comparison'
import { nextDeath } from '../production/killing'

const desk = '3f2a91c0-0000-4000-8000-000000000000'
const card = 'C-000001'
const order = 'O-000007'
const id = '3f2a91c0-O-000007'

const entry: LedgerEntry = {
  ...{ order: id, way: 'folder', fate: 'made', desk, batch: 'B-000001', card, cardType: 'card', layout: 'Employee' },
  ...{ personName: '', validThrough: null, content: 'sha256:1', created: '2026-11-21T09:00:00.000Z' },
  ...{ deliveries: 1, otherContent: 0, reached: 'PRODUCED', told: 'PRODUCED', made: null, cards: 1 },
}

function compared(changes: Partial<LedgerEntry> | null, state = 'produced', more: readonly LedgerEntry[] = []) {
  const entries = [...(changes ? [{ ...entry, ...changes }] : []), ...more]
  const ledger = new Map(entries.map((each) => [each.order, each]))
  const result = compare({ desk, cards: [{ card, order }] }, ledger, [{ card, state, order }])
  return [result.sentTwice.length, result.lost.length, result.wrongState.length]
}

describe('Comparing the bureau with the desk', () => {
  it.each([
    ['made once and produced', {}, 'produced', [0, 0, 0]],
    ['failed on both sides', { reached: 'FAILED', cards: 0 }, 'failed', [0, 0, 0]],
    ['sent twice under one id, made once', { deliveries: 2 }, 'produced', [0, 0, 0]],
    ['made twice', { cards: 2 }, 'produced', [1, 0, 0]],
    ['sent again as something else', { otherContent: 1 }, 'produced', [1, 0, 0]],
    ['never sent', null, 'processing', [0, 1, 0]],
    ['never sent, and aborted', null, 'order-aborted', [0, 1, 0]],
    ['left in the queue', {}, 'processing', [0, 1, 0]],
    ['left on the way', {}, 'in-production', [0, 1, 0]],
    ['failed at the desk alone', {}, 'failed', [0, 0, 1]],
    ['produced at the desk alone', { reached: 'FAILED', cards: 0 }, 'produced', [0, 0, 1]],
    ['made for another card', { card: 'C-000002' }, 'produced', [0, 0, 1]],
  ] as const)('counts an order that was %s', (_, changes, state, expected) => {
    expect(compared(changes, state)).toEqual(expected)
  })

  it('counts a card that was ordered under two ids, and an order nobody asked for', () => {
    const other = { ...entry, order: '3f2a91c0-O-000008' }
    expect(compared({}, 'produced', [other])).toEqual([2, 0, 0])
  })

  it('counts a card the desk no longer has', () => {
    expect(compare({ desk, cards: [{ card, order }] }, new Map([[id, entry]]), []).lost).toHaveLength(1)
  })
})

describe('The moments of the kills', () => {
  it('are spread over all the work there is, most of them during it', () => {
    const kills = 50
    const deaths: string[] = []
    let left = 30_000
    for (let kill = 0; kill < kills; kill += 1) {
      const death = nextDeath(3, kill, left, kills)
      deaths.push(death.when)
      if (death.when === 'starting') continue
      expect(death.left).toBeLessThan(left)
      expect(death.left).toBeGreaterThan(0)
      left = death.left
    }
    expect(deaths.filter((when) => when === 'working').length).toBeGreaterThan(kills / 2)
    expect(new Set(deaths).size).toBe(2)
    expect(left).toBeLessThan(10_000)
  })
})
