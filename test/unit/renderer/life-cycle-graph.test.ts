import { describe, expect, test } from 'vitest'
import { lifeCycleGraph, movesOf, stateHeight, stateWidth } from '../../../renderer/components/life-cycle-graph'
import { cardTypes, states } from '../../../shared/lifecycle'

describe.each(cardTypes)('the picture of %s', (cardType) => {
  const graph = lifeCycleGraph(cardType)

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

  test('stays readable beside a list: no wider than a profile at its usual width needs', () => {
    expect(graph.width).toBeLessThanOrEqual(640)
    expect(graph.height).toBeLessThanOrEqual(200)
  })

  test('is worked out once', () => {
    expect(lifeCycleGraph(cardType)).toBe(graph)
  })
})
