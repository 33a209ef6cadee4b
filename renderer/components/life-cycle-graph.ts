import { Graph, layout, type Point } from '@dagrejs/dagre'
import { type AnyState, type CardType, processes, states } from '../../shared/lifecycle'

/** Size of a state in the picture; a label of two words takes two lines. */
export const stateWidth = 66
export const stateHeight = 32

export interface PlacedState {
  readonly id: AnyState
  /** Upper left corner. */
  readonly x: number
  readonly y: number
}

export interface PlacedMove {
  readonly from: AnyState
  readonly to: AnyState
  /** Where its line runs, from border to border. */
  readonly points: readonly { readonly x: number; readonly y: number }[]
}

export interface LifeCycleGraph {
  readonly width: number
  readonly height: number
  readonly states: readonly PlacedState[]
  readonly moves: readonly PlacedMove[]
}

/** Every change from one state to another that some process of the type can make, each once. */
export function movesOf(cardType: CardType): readonly (readonly [from: AnyState, to: AnyState])[] {
  const moves = new Map<string, readonly [AnyState, AnyState]>()
  for (const process of processes) {
    if (process.cardType !== cardType) continue
    for (const [from, to] of process.moves) {
      if (from !== null && from !== to) moves.set(`${from} ${to}`, [from, to])
    }
  }
  return [...moves.values()]
}

type Move = readonly [from: AnyState, to: AnyState]
type Line = PlacedMove['points']

/** Lays out the states so that the given moves, each leading onwards in the life, run from left to right. */
function arrange(cardType: CardType, onwards: readonly Move[]) {
  const graph = new Graph()
  graph.setGraph({ rankdir: 'LR', nodesep: 10, edgesep: 6, ranksep: 14, marginx: 4, marginy: 4 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const { id } of states[cardType]) graph.setNode(id, { width: stateWidth, height: stateHeight })
  for (const [from, to] of onwards) graph.setEdge(from, to, { weight: weightOf(cardType, from, to) })
  layout(graph)
  return {
    width: graph.graph().width ?? 0,
    height: graph.graph().height ?? 0,
    states: states[cardType].map(({ id }) => {
      const { x = 0, y = 0 } = graph.node(id)
      return { id, x: x - stateWidth / 2, y: y - stateHeight / 2 }
    }),
    line: ([from, to]: Move): Line | undefined => graph.edge(from, to)?.points.map(({ x, y }: Point) => ({ x, y })),
  }
}

/** Steps of a life in which nothing goes wrong are drawn as straight as can be. */
function weightOf(cardType: CardType, from: AnyState, to: AnyState): number {
  const straight = states[cardType]
    .filter(({ tone }) => tone !== 'ended' && tone !== 'bad')
    .map(({ id }) => id as AnyState)
  const place = straight.indexOf(from)
  return place >= 0 && straight[place + 1] === to ? 12 : 1
}

function place(cardType: CardType): LifeCycleGraph {
  const ids = states[cardType].map(({ id }) => id)
  const moves = movesOf(cardType)
  const there = new Set(moves.map(([from, to]) => `${from} ${to}`))
  const bothWays = ([from, to]: Move) => there.has(`${to} ${from}`)
  // The tables list states in the order of a life: a move against it is a way back and shares its line.
  const onwards = ([from, to]: Move): Move => (ids.indexOf(from) < ids.indexOf(to) ? [from, to] : [to, from])

  // States a card goes to and fro between shall stand in one column where nothing else sets them apart.
  const oneWay = moves.filter((move) => !bothWays(move)).map(onwards)
  const first = arrange(cardType, oneWay)
  const columns = new Map(first.states.map(({ id, x }) => [id, x]))
  const apart = moves
    .filter(bothWays)
    .map(onwards)
    .filter(([from, to]) => columns.get(from) !== columns.get(to))
  const { width, height, states: placed, line } = arrange(cardType, [...oneWay, ...apart])

  const at = new Map(placed.map((state) => [state.id, state]))
  const lines = moves.map((move): PlacedMove => {
    const [from, to] = move
    const routed = line(onwards(move))
    const points = routed
      ? onwards(move)[0] === from
        ? routed
        : routed.toReversed()
      : upright(at.get(from), at.get(to))
    return { from, to, points }
  })
  return { width, height, states: placed, moves: lines }
}

/** The line between two states of one column; the way there and the way back run side by side. */
function upright(from: PlacedState | undefined, to: PlacedState | undefined): Line {
  if (!from || !to) return []
  const down = to.y > from.y
  const x = from.x + stateWidth / 2 + (down ? 8 : -8)
  return down
    ? [
        { x, y: from.y + stateHeight },
        { x, y: to.y },
      ]
    : [
        { x, y: from.y },
        { x, y: to.y + stateHeight },
      ]
}

const graphs = new Map<CardType, LifeCycleGraph>()

/** Where every state of a card type stands and how its moves run; worked out once per type. */
export function lifeCycleGraph(cardType: CardType): LifeCycleGraph {
  const graph = graphs.get(cardType) ?? place(cardType)
  graphs.set(cardType, graph)
  return graph
}
