import { describe, expect, test } from 'vitest'
import { lifeCycleGraph, movesOf, stateHeight, stateWidth } from '../../../renderer/components/life-cycle-graph'
import { wideLifeCycleGraph } from '../../../renderer/components/life-cycle-wide-graph'
import { cardTypes, states } from '../../../shared/lifecycle'

const pictures = [
  ...cardTypes.map((cardType) => ({ cardType, name: 'beside a list', make: lifeCycleGraph, wide: 640, high: 200 })),
  ...cardTypes.map((cardType) => ({ cardType, name: 'in settings', make: wideLifeCycleGraph, wide: 998, high: 300 })),
]

describe.each(pictures)('the picture of $cardType $name', ({ cardType, make, wide, high }) => {
  const graph = make(cardType)

  test('has every state once and every move that changes the state', () => {
    expect(graph.states.map(({ id }) => id)).toEqual(states[cardType].map(({ id }) => id))
    expect(graph.moves.map(({ from, to }) => [from, to])).toEqual(movesOf(cardType))
    for (const { points } of graph.moves) expect(points.length).toBeGreaterThanOrEqual(2)
  })

  test('no state lies on another or outside', () => {
    for (const one of graph.states) {
      expect(one.x).toBeGreaterThanOrEqual(0)
      expect(one.y).toBeGreaterThanOrEqual(0)
      expect(one.x + stateWidth).toBeLessThanOrEqual(graph.width)
      expect(one.y + stateHeight).toBeLessThanOrEqual(graph.height)
      for (const other of graph.states) {
        if (other === one) continue
        const apart = Math.abs(one.x - other.x) >= stateWidth || Math.abs(one.y - other.y) >= stateHeight
        expect(apart, `${one.id} and ${other.id}`).toBe(true)
      }
    }
  })

  test('stays readable: no wider than its place in a window of 1280 px', () => {
    expect(graph.width).toBeLessThanOrEqual(wide)
    expect(graph.height).toBeLessThanOrEqual(high)
  })

  test('is worked out once', () => {
    expect(make(cardType)).toBe(graph)
  })
})

/** Points close beside each other along a line. */
function along(points: readonly { readonly x: number; readonly y: number }[]) {
  return points.slice(1).flatMap((end, index) => {
    const start = points[index] ?? end
    const steps = Math.ceil(Math.hypot(end.x - start.x, end.y - start.y))
    return Array.from({ length: steps }, (_, step) => ({
      x: start.x + ((end.x - start.x) * step) / steps,
      y: start.y + ((end.y - start.y) * step) / steps,
    }))
  })
}

describe.each(cardTypes)('the picture of %s in settings', (cardType) => {
  const { states: placed, moves } = wideLifeCycleGraph(cardType)

  test('no line runs behind a state that it does not belong to', () => {
    for (const { from, to, points } of moves) {
      for (const { id, x, y } of placed) {
        if (id === from || id === to) continue
        const inside = along(points).filter(
          (point) => point.x > x && point.x < x + stateWidth && point.y > y && point.y < y + stateHeight,
        )
        expect(inside, `${from} to ${to} behind ${id}`).toEqual([])
      }
    }
  })

  test('there and back are two lines', () => {
    for (const { from, to, points } of moves) {
      const back = moves.find((move) => move.from === to && move.to === from)
      expect(points).not.toEqual(back?.points.toReversed())
    }
  })
})
