import { Graph, layout, type Point } from '@dagrejs/dagre'
import { type AnyState, type CardType, isFinal, processes, states } from '../../shared/lifecycle'

/** Size of a state in the picture: the longest word of a label fits at 12 px; a label of two words takes two lines. */
export const stateWidth = 70
export const stateHeight = 34
const columnWidth = stateWidth + 10
/** As many columns as a profile beside the list has room for, in a window of 1280 px, without making them smaller. */
const mostColumns = 7

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
  graph.setGraph({ rankdir: 'LR', nodesep: 10, edgesep: 6, ranksep: columnWidth - stateWidth, marginx: 1, marginy: 4 })
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
  const loose = columnsOf(cardType, oneWay)
  // Where the row would be too long, the first two states share a column as well.
  const tooLong = Math.max(...loose.values()) >= mostColumns
  const folded = ([from, to]: Move) => tooLong && from === ids[0] && loose.get(to) === 1
  const layered = oneWay.filter((move) => !folded(move))
  const columns = tooLong ? columnsOf(cardType, layered) : loose
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

  const upper = startAbove(placed, ids[0], height)
  const at = new Map(upper.states.map((state) => [state.id, state]))
  const lines = moves.map((move): PlacedMove => {
    const [from, to] = move
    const [start, end] = [at.get(from), at.get(to)]
    const routed = line(onwards(move))?.map(upper.turn)
    if (routed) return { from, to, points: onwards(move)[0] === from ? routed : routed.toReversed() }
    if (!start || !end) return { from, to, points: [] }
    return { from, to, points: start.x === end.x ? upright(start, end) : bow(start, end) }
  })
  return fitted({ width, height, states: upper.states, moves: lines })
}

/** A life begins above: turns the picture upside down when its first state came out in the lower half. */
function startAbove(placed: readonly PlacedState[], first: AnyState | undefined, height: number) {
  const start = placed.find(({ id }) => id === first)
  if (!start || start.y + stateHeight / 2 <= height / 2) return { states: placed, turn: (point: Line[number]) => point }
  return {
    states: placed.map((state) => ({ ...state, y: height - state.y - stateHeight })),
    turn: ({ x, y }: Line[number]) => ({ x, y: height - y }),
  }
}

/** The picture as high as its lines need: a line may run above or below all states. */
function fitted({ width, height, states: placed, moves }: LifeCycleGraph): LifeCycleGraph {
  const heights = moves.flatMap(({ points }) => points.map(({ y }) => y))
  const top = Math.min(0, ...heights)
  return {
    width,
    height: Math.max(height, ...heights) - top,
    states: placed.map((state) => ({ ...state, y: state.y - top })),
    moves: moves.map((move) => ({ ...move, points: move.points.map(({ x, y }) => ({ x, y: y - top })) })),
  }
}

/** The column each state stands in when the moves run from left to right. */
function columnsOf(cardType: CardType, onwards: readonly Move[]): ReadonlyMap<AnyState, number> {
  return new Map(arrange(cardType, onwards).states.map(({ id, x }) => [id, Math.round(x / columnWidth)]))
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
  const bent = end.y < start.y ? end.y - clear : Math.max(start.y, end.y) + clear
  return [start, { x: start.x + reach, y: bent }, { x: end.x - reach, y: bent }, end]
}

const graphs = new Map<CardType, LifeCycleGraph>()

/** Where every state of a card type stands and how its moves run; worked out once per type. */
export function lifeCycleGraph(cardType: CardType): LifeCycleGraph {
  const graph = graphs.get(cardType) ?? place(cardType)
  graphs.set(cardType, graph)
  return graph
}
