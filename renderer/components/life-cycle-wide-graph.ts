import { Graph, layout, type Point } from '@dagrejs/dagre'
import { type AnyState, type CardType, isFinal, states } from '../../shared/lifecycle'
import { type LifeCycleGraph, movesOf, type PlacedMove, stateHeight, stateWidth } from './life-cycle-graph'

/** As much room between states and lines as a page of settings has in a window of 1280 px. */
const room = { nodesep: 18, edgesep: 12, ranksep: 31, marginx: 2, marginy: 8 }
/** The part of a state's side where lines begin and end. */
const side = stateHeight - 8
/** How far the way there and the way back lie apart. */
const apart = 8

type Move = readonly [from: AnyState, to: AnyState]
/** A move with the points between its two states, left to right. */
interface Way {
  readonly move: Move
  /** The same move the way a life goes on: from a column to one further right. */
  readonly left: AnyState
  readonly right: AnyState
  readonly between: readonly Point[]
}

/**
 * The life cycle laid out so that every line has a way of its own past the states, for a page of its own.
 * Beside a list there is no room for that, see `lifeCycleGraph`.
 */
function place(cardType: CardType): LifeCycleGraph {
  const ids = states[cardType].map(({ id }) => id)
  // The tables list states in the order of a life: a move against it is a way back, unless nothing leads on from there.
  const onwards = ([from, to]: Move): Move =>
    isFinal(cardType, to) || ids.indexOf(from) < ids.indexOf(to) ? [from, to] : [to, from]
  const moves = movesOf(cardType)
  const graph = arrange(ids, moves.map(onwards))

  const columns = new Set(ids.map((id) => graph.node(id).x ?? 0))
  const there = new Set(moves.map((move) => move.join()))
  const ways = moves.map((move): Way => {
    const [left, right] = onwards(move)
    const [from, to] = move
    const beside = there.has([to, from].join()) ? (left === from ? -apart / 2 : apart / 2) : 0
    const between = graph
      .edge(left, right)
      .points.slice(1, -1)
      .flatMap((point: Point) => (columns.has(point.x) ? past(point) : [point]))
      .map(({ x, y }: Point) => ({ x, y: y + beside }))
    return { move, left, right, between }
  })
  const { width = 0, height = 0 } = graph.graph()
  return {
    width,
    height,
    states: ids.map((id) => {
      const { x = 0, y = 0 } = graph.node(id)
      return { id, x: x - stateWidth / 2, y: y - stateHeight / 2 }
    }),
    moves: ways.map((way): PlacedMove => {
      const [from, to] = way.move
      const points = [port(graph, ways, way, 'left'), ...way.between, port(graph, ways, way, 'right')]
      return { from, to, points: way.left === from ? points : points.toReversed() }
    }),
  }
}

function arrange(ids: readonly AnyState[], onwards: readonly Move[]): Graph {
  const graph = new Graph()
  graph.setGraph({ rankdir: 'LR', ...room })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const id of ids) graph.setNode(id, { width: stateWidth, height: stateHeight })
  for (const [left, right] of onwards) graph.setEdge(left, right)
  layout(graph)
  return graph
}

/** Straight past a column, so that the line does not cut the corners of what stands there. */
const past = ({ x, y }: Point): readonly Point[] => [
  { x: x - stateWidth / 2, y },
  { x: x + stateWidth / 2, y },
]

/** Where a line leaves a state's right side, or reaches a state's left one: all of that side spread over it. */
function port(graph: Graph, ways: readonly Way[], way: Way, end: 'left' | 'right'): Point {
  const { x = 0, y = 0 } = graph.node(way[end])
  // The one that goes furthest up is the uppermost.
  const heading = ({ between }: Way) => (end === 'left' ? between[0] : between.at(-1))?.y ?? 0
  const beside = ways.filter((other) => other[end] === way[end]).sort((one, other) => heading(one) - heading(other))
  const step = side / beside.length
  const at = y - side / 2 + step * (beside.indexOf(way) + 0.5)
  return { x: end === 'left' ? x + stateWidth / 2 : x - stateWidth / 2, y: at }
}

const graphs = new Map<CardType, LifeCycleGraph>()

/** Where every state of a card type stands and how its moves run, with room; worked out once per type. */
export function wideLifeCycleGraph(cardType: CardType): LifeCycleGraph {
  const graph = graphs.get(cardType) ?? place(cardType)
  graphs.set(cardType, graph)
  return graph
}
