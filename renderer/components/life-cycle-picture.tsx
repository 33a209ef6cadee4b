import { VisuallyHidden } from '@mantine/core'
import { type Edge, MarkerType, type Node, ReactFlow } from '@xyflow/react'
import { type KeyboardEvent, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { CardProfile } from '../../shared/contract'
import type { AnyState, CardType } from '../../shared/lifecycle'
import { listed, processName, stateLabel, stateMeaning, t } from '../../shared/texts'
import { lifeCycleGraph, stateHeight, stateWidth } from './life-cycle-graph'
import { type MoveKind, MoveLine, type MoveLineData, StateNode, type StateNodeData } from './life-cycle-parts'
import { wideLifeCycleGraph } from './life-cycle-wide-graph'
import classes from './life-cycle-picture.module.css'

type Reachable = CardProfile['reachable']

/** The life cycle of the type as such, with no card on it. Has to stay the same object while it says the same. */
export interface LifeCycleMap {
  /** What a line is, and its processes in words. */
  readonly move: (from: AnyState, to: AnyState) => { readonly kind: MoveKind; readonly text: string }
  /** What a state says on hover, on focus and to screen readers. */
  readonly text: (state: AnyState) => string
  readonly onOpen: (state: AnyState) => void
}

interface LifeCyclePictureProps {
  readonly cardType: CardType
  /** Where the card stands; `null` on a map. */
  readonly state: AnyState | null
  readonly reachable: Reachable
  readonly map?: LifeCycleMap
}

const nodeTypes = { state: StateNode }
const edgeTypes = { move: MoveLine }

/** Larger than this it would only take room from the data. */
const mostZoom = 1.15
/** A map has a page of its own. */
const mostMapZoom = 1.5

/** React Flow calls itself an application, which would take the reading keys away, and has no setting for it. */
const noApplication = (flow: HTMLDivElement | null) => flow?.setAttribute('role', 'none')

/**
 * The life cycle of a card type with the card on its state and the states it can reach marked. One stop
 * for the keyboard: arrow keys go from state to state, each says what it means.
 */
export function LifeCyclePicture({ cardType, state, reachable, map }: LifeCyclePictureProps) {
  const graph = map ? wideLifeCycleGraph(cardType) : lifeCycleGraph(cardType)
  const [frame, width] = useWidth()
  const [focused, setFocused] = useState<AnyState | null>(null)
  const stop = graph.states.some(({ id }) => id === focused) ? focused : (state ?? graph.states[0]?.id)

  const nodes = useMemo<Node<StateNodeData>[]>(
    () =>
      graph.states.map(({ id, x, y }) => ({
        id,
        type: 'state',
        position: { x, y },
        width: stateWidth,
        height: stateHeight,
        data: {
          cardType,
          state: id,
          role: map ? 'place' : roleOf(id, state, reachable),
          text: map ? map.text(id) : textOf(cardType, id, state, reachable),
          stop: id === stop,
          ...(map && { onOpen: () => map.onOpen(id) }),
        },
      })),
    [graph, cardType, state, reachable, map, stop],
  )
  const edges = useMemo<Edge<MoveLineData>[]>(
    () =>
      graph.moves
        .map(({ from, to, points }) => {
          const marked = from === state && reachable.some((each) => each.state === to)
          const told = map?.move(from, to)
          const colour = told ? moveColours[told.kind] : marked ? 'var(--desk-focus)' : 'var(--move-quiet)'
          return {
            id: `${from} ${to}`,
            type: 'move',
            // Lines are for the eye, and React Flow would name them in English: the text above says the same.
            domAttributes: { 'aria-hidden': true },
            source: from,
            target: to,
            data: { points, marked, ...told },
            markerEnd: {
              type: MarkerType.ArrowClosed,
              width: marked ? 12 : 10,
              height: marked ? 12 : 10,
              color: colour,
            },
          }
        })
        .sort((one, other) => Number(one.data.marked) - Number(other.data.marked)),
    [graph, state, reachable, map],
  )

  const walk = (event: KeyboardEvent) => {
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 } as const
    const step = steps[event.key as keyof typeof steps]
    if (!step) return
    event.preventDefault()
    const index = graph.states.findIndex(({ id }) => id === stop)
    const next = graph.states[(index + step + graph.states.length) % graph.states.length]
    if (!next) return
    setFocused(next.id)
    frame.current?.querySelector<HTMLElement>(`[data-state="${next.id}"]`)?.focus()
  }

  // Where the picture is wider than its place, what is seen of it is the card's own state.
  useLayoutEffect(() => {
    const own = graph.states.find(({ id }) => id === state)
    const place = frame.current?.parentElement
    if (own && place && width > 0) place.scrollTo({ left: own.x + stateWidth / 2 - place.clientWidth / 2 })
  }, [graph, state, width, frame])

  const largest = map ? mostMapZoom : mostZoom
  const zoom = Math.max(1, Math.min(largest, width / graph.width))
  return (
    <section className={`${classes.picture} ${classes.lines}`} aria-label={t('card.lifeCycle.label')} onKeyDown={walk}>
      {state === null ? null : (
        <VisuallyHidden>
          <p>{t('card.lifeCycle.stands', { state: stateLabel(cardType, state) })}</p>
          <p>{reachText(cardType, state, reachable)}</p>
        </VisuallyHidden>
      )}
      <div
        ref={frame}
        className={classes.frame}
        style={{
          aspectRatio: `${graph.width} / ${graph.height}`,
          minWidth: graph.width,
          maxWidth: graph.width * largest,
        }}
      >
        {width > 0 ? (
          <ReactFlow
            ref={noApplication}
            nodes={nodes}
            edges={edges}
            nodeTypes={nodeTypes}
            edgeTypes={edgeTypes}
            viewport={{ x: 0, y: 0, zoom }}
            minZoom={0.2}
            nodesDraggable={false}
            nodesConnectable={false}
            nodesFocusable={false}
            edgesFocusable={false}
            elementsSelectable={false}
            panOnDrag={false}
            panOnScroll={false}
            zoomOnScroll={false}
            zoomOnPinch={false}
            zoomOnDoubleClick={false}
            preventScrolling={false}
            disableKeyboardA11y
            proOptions={{ hideAttribution: true }}
          />
        ) : null}
      </div>
    </section>
  )
}

const moveColours: Readonly<Record<MoveKind, string>> = {
  offered: 'var(--move-offered)',
  added: 'var(--move-added)',
  off: 'var(--move-off)',
  system: 'var(--move-system)',
}

function roleOf(id: AnyState, state: AnyState | null, reachable: Reachable): StateNodeData['role'] {
  if (id === state) return 'own'
  return reachable.some((each) => each.state === id) ? 'reachable' : 'other'
}

function textOf(cardType: CardType, id: AnyState, state: AnyState | null, reachable: Reachable): string {
  const facts = { state: stateLabel(cardType, id), meaning: stateMeaning(cardType, id) }
  if (id === state) return t('card.lifeCycle.own', facts)
  const way = reachable.find((each) => each.state === id)
  if (!way) return t('card.lifeCycle.other', facts)
  const names = [...new Set(way.processes.map(processName))]
  return t('card.lifeCycle.reachable', { ...facts, processes: listed(names, 'or') })
}

function reachText(cardType: CardType, state: AnyState, reachable: Reachable): string {
  const others = reachable.filter((each) => each.state !== state).map((each) => stateLabel(cardType, each.state))
  if (others.length === 0) return t('card.lifeCycle.reachesNone')
  return t('card.lifeCycle.reaches', { states: listed([...new Set(others)], 'or') })
}

/** The width of the frame, known before the first paint and kept up to date. */
function useWidth() {
  const frame = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = frame.current
    if (!element) return
    setWidth(element.clientWidth)
    const observer = new ResizeObserver(() => setWidth(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [frame, width] as const
}
