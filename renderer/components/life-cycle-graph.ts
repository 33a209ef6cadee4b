import { Graph, layout, type Point } from '@dagrejs/dagre'
import { type AnyState, type CardType, isFinal, processes, states } from '../../shared/lifecycle'

/** Size of a state in the picture; a label of two words takes two lines. */
export const stateWidth = 66
export const stateHeight = 32
const columnWidth = stateWidth + 14

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
  graph.setGraph({ rankdir: 'LR', nodesep: 10, edgesep: 6, ranksep: columnWidth - stateWidth, marginx: 4, marginy: 4 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const { id } of states[cardType]) graph.setNode(id, { width: stateWidth, height: stateHeight })
  for (const [from, to] of onwards) graph.setEdge(from, to)
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

function place(cardType: CardType): LifeCycleGraph {
  const ids = states[cardType].map(({ id }) => id)
  const moves = movesOf(cardType)
  const there = new Set(moves.map(([from, to]) => `${from} ${to}`))
  // The tables list states in the order of a life: a move against it is a way back, unless nothing leads on from there.
  const onwards = ([from, to]: Move): Move =>
    isFinal(cardType, to) || ids.indexOf(from) < ids.indexOf(to) ? [from, to] : [to, from]

  // First which column each state stands in. Two states a card goes to and fro between may share one.
  const oneWay = moves.filter(([from, to]) => !there.has(`${to} ${from}`)).map(onwards)
  const columns = new Map(arrange(cardType, oneWay).states.map(({ id, x }) => [id, Math.round(x / columnWidth)]))
  const span = ([from, to]: Move) => (columns.get(to) ?? 0) - (columns.get(from) ?? 0)
  // Then the picture, from the moves to the next column alone: longer ones would push the others out of line.
  const {
    width,
    height,
    states: placed,
    line,
  } = arrange(
    cardType,
    moves.map(onwards).filter((move) => span(move) === 1),
  )

  const at = new Map(placed.map((state) => [state.id, state]))
  const lines = moves.map((move): PlacedMove => {
    const [from, to] = move
    const [start, end] = [at.get(from), at.get(to)]
    const routed = line(onwards(move))
    if (routed) return { from, to, points: onwards(move)[0] === from ? routed : routed.toReversed() }
    if (!start || !end) return { from, to, points: [] }
    return { from, to, points: start.x === end.x ? upright(start, end) : bow(start, end) }
  })
  return { width, height, states: placed, moves: lines }
}

/** The line between two states of one column; the way there and the way back run side by side. */
function upright(from: PlacedState, to: PlacedState): Line {
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

/** The line that passes over columns in between: bent, so that it does not hide behind what stands there. */
function bow(from: PlacedState, to: PlacedState): Line {
  const right = to.x > from.x
  const start = { x: right ? from.x + stateWidth : from.x, y: from.y + stateHeight / 2 }
  const end = { x: right ? to.x : to.x + stateWidth, y: to.y + stateHeight / 2 }
  const reach = right ? 10 : -10
  const clear = stateHeight / 2 + 5
  const bent = end.y < start.y ? Math.max(0, end.y - clear) : Math.max(start.y, end.y) + clear
  return [start, { x: start.x + reach, y: bent }, { x: end.x - reach, y: bent }, end]
}

const graphs = new Map<CardType, LifeCycleGraph>()

/** Where every state of a card type stands and how its moves run; worked out once per type. */
export function lifeCycleGraph(cardType: CardType): LifeCycleGraph {
  const graph = graphs.get(cardType) ?? place(cardType)
  graphs.set(cardType, graph)
  return graph
}
