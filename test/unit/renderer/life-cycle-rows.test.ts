import { expect, test } from 'vitest'
import { lifeCycleGraph } from '../../../renderer/components/life-cycle-graph'
import type { AnyState, CardType } from '../../../shared/lifecycle'

const place = (cardType: CardType, wanted: AnyState) => {
  const found = lifeCycleGraph(cardType).states.find(({ id }) => id === wanted)
  if (!found) throw new Error(`no ${wanted}`)
  return found
}

/** Beside the list a profile has 555 px for its picture: a window of 1280 px, 54 of 100 for the list, scroll bar and margins. */
const room = 555

test.each(['card', 'temporary-card'] as const)('a %s fits beside the list at 12 px', (cardType) => {
  expect(lifeCycleGraph(cardType).width).toBeLessThanOrEqual(room)
})

test.each([
  ['card', ['registered', 'processing', 'ordered', 'in-production', 'produced', 'active', 'expired']],
  ['temporary-card', ['requested', 'processing', 'ordered', 'in-production', 'produced', 'unassigned']],
] as const)('the life of a %s in which all goes well is the first row, from left to right', (cardType, life) => {
  const placed = life.map((state) => place(cardType, state))
  const top = Math.min(...lifeCycleGraph(cardType).states.map(({ y }) => y))
  expect(placed.map(({ y }) => y)).toEqual(life.map(() => top))
  expect(placed.map(({ x }) => x)).toEqual(placed.map(({ x }) => x).toSorted((one, other) => one - other))
  expect(new Set(placed.map(({ x }) => x)).size).toBe(life.length)
})

test('no line leaves the picture', () => {
  for (const cardType of ['card', 'temporary-card'] as const) {
    const { width, height, moves } = lifeCycleGraph(cardType)
    for (const { x, y } of moves.flatMap(({ points }) => points)) {
      expect(x).toBeGreaterThanOrEqual(0)
      expect(x).toBeLessThanOrEqual(width)
      expect(y).toBeGreaterThanOrEqual(0)
      expect(y).toBeLessThanOrEqual(height)
    }
  }
})
