import { Graph, layout } from '@dagrejs/dagre'
import { type AnyState, type CardType, isFinal, processes, states } from '../../shared/lifecycle'

/** Size of a state in the picture: the longest word of a label fits at 12 px; a label of two words takes two lines. */
export const stateWidth = 70
export const stateHeight = 34
const columnWidth = stateWidth + 10
const rowHeight = stateHeight + 12
/** Around all of it, for borders. */
const edge = 2
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

function place(cardType: CardType): LifeCycleGraph {
  const ids = states[cardType].map(({ id }) => id)
  const moves = movesOf(cardType)
  const there = new Set(moves.map(([from, to]) => `${from} ${to}`))
  // The tables list states in the order of a life: a move against it is a way back, unless nothing leads on from there.
  const onwards = ([from, to]: Move): Move =>
    isFinal(cardType, to) || ids.indexOf(from) < ids.indexOf(to) ? [from, to] : [to, from]

  // Two states a card goes to and fro between may share a column.
  const oneWay = moves.filter(([from, to]) => !there.has(`${to} ${from}`)).map(onwards)
  const loose = columnsOf(cardType, oneWay)
  // Where the row would be too long, the first two states share a column as well.
  const tooLong = Math.max(...loose.values()) >= mostColumns
  const folded = ([from, to]: Move) => tooLong && from === ids[0] && loose.get(to) === 1
  const layered = oneWay.filter((move) => !folded(move))
  const placed = inRows(cardType, tooLong ? columnsOf(cardType, layered) : loose)

  const at = new Map(placed.map((state) => [state.id, state]))
  const lines = moves.map(([from, to]): PlacedMove => {
    const [start, end] = [at.get(from), at.get(to)]
    return { from, to, points: start && end ? lineBetween(start, end) : [] }
  })
  return fitted(placed, lines)
}

/** The column each state stands in when the moves run from left to right. */
function columnsOf(cardType: CardType, onwards: readonly Move[]): ReadonlyMap<AnyState, number> {
  const graph = new Graph()
  graph.setGraph({ rankdir: 'LR', ranksep: columnWidth - stateWidth })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const { id } of states[cardType]) graph.setNode(id, { width: stateWidth, height: stateHeight })
  for (const [from, to] of onwards) graph.setEdge(from, to)
  layout(graph)
  const middle = stateWidth / 2
  return new Map(states[cardType].map(({ id }) => [id, Math.round(((graph.node(id).x ?? 0) - middle) / columnWidth)]))
}

/**
 * Each column from the top in the order of a life, and what ends it below the others: so that a life in
 * which all goes well is the first row.
 */
function inRows(cardType: CardType, columns: ReadonlyMap<AnyState, number>): readonly PlacedState[] {
  const ids = states[cardType].map(({ id }) => id)
  const order = [...ids.filter((id) => !isFinal(cardType, id)), ...ids.filter((id) => isFinal(cardType, id))]
  return ids.map((id) => {
    const column = columns.get(id) ?? 0
    const row = order.filter((other) => columns.get(other) === column).indexOf(id)
    return { id, x: column * columnWidth, y: row * rowHeight }
  })
}

/** The picture as large as its states and lines need: a line may run above or below all states. */
function fitted(placed: readonly PlacedState[], moves: readonly PlacedMove[]): LifeCycleGraph {
  const points = moves.flatMap((move) => move.points)
  const top = Math.min(...placed.map(({ y }) => y), ...points.map(({ y }) => y)) - edge
  const bottom = Math.max(...placed.map(({ y }) => y + stateHeight), ...points.map(({ y }) => y)) + edge
  return {
    width: Math.max(...placed.map(({ x }) => x + stateWidth)) + 2 * edge,
    height: bottom - top,
    states: placed.map(({ id, x, y }) => ({ id, x: x + edge, y: y - top })),
    moves: moves.map((move) => ({ ...move, points: move.points.map(({ x, y }) => ({ x: x + edge, y: y - top })) })),
  }
}

function lineBetween(from: PlacedState, to: PlacedState): Line {
  if (from.x === to.x) return upright(from, to)
  return Math.abs(from.x - to.x) > columnWidth ? bow(from, to) : across(from, to)
}

/** The line to the next column. */
function across(from: PlacedState, to: PlacedState): Line {
  const right = to.x > from.x
  return [
    { x: right ? from.x + stateWidth : from.x, y: from.y + stateHeight / 2 },
    { x: right ? to.x : to.x + stateWidth, y: to.y + stateHeight / 2 },
  ]
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
