import { Graph, layout, type Point } from '@dagrejs/dagre'
import { type AnyState, type CardType, isFinal, states } from '../../shared/lifecycle'
import { type LifeCycleGraph, movesOf, type PlacedMove, stateHeight, stateWidth } from './life-cycle-graph'

/** As much room between states and lines as a page of settings has in a window of 1280 px. */
const room = { nodesep: 18, edgesep: 12, ranksep: 31, marginx: 2, marginy: 8 }
/** How far the way there and the way back lie apart. */
const apart = 8

type Move = readonly [from: AnyState, to: AnyState]

/**
 * The life cycle laid out so that every line has a way of its own past the states, for a page of its own.
 * Beside a list there is no room for that, see `lifeCycleGraph`.
 */
function place(cardType: CardType): LifeCycleGraph {
  const ids = states[cardType].map(({ id }) => id)
  const moves = movesOf(cardType)
  const there = new Set(moves.map(([from, to]) => `${from} ${to}`))
  // The tables list states in the order of a life: a move against it is a way back, unless nothing leads on from there.
  const onwards = ([from, to]: Move): Move =>
    isFinal(cardType, to) || ids.indexOf(from) < ids.indexOf(to) ? [from, to] : [to, from]

  const graph = new Graph()
  graph.setGraph({ rankdir: 'LR', ...room })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const id of ids) graph.setNode(id, { width: stateWidth, height: stateHeight })
  for (const move of moves) graph.setEdge(...onwards(move))
  layout(graph)

  const { width = 0, height = 0 } = graph.graph()
  return {
    width,
    height,
    states: ids.map((id) => {
      const { x = 0, y = 0 } = graph.node(id)
      return { id, x: x - stateWidth / 2, y: y - stateHeight / 2 }
    }),
    moves: moves.map((move): PlacedMove => {
      const [from, to] = move
      const [start, end] = onwards(move)
      const goesOn = start === from
      const beside = there.has(`${to} ${from}`) ? (goesOn ? -apart / 2 : apart / 2) : 0
      const points = graph.edge(start, end).points.map(({ x, y }: Point) => ({ x, y: y + beside }))
      return { from, to, points: goesOn ? points : points.toReversed() }
    }),
  }
}

const graphs = new Map<CardType, LifeCycleGraph>()

/** Where every state of a card type stands and how its moves run, with room; worked out once per type. */
export function wideLifeCycleGraph(cardType: CardType): LifeCycleGraph {
  const graph = graphs.get(cardType) ?? place(cardType)
  graphs.set(cardType, graph)
  return graph
}
