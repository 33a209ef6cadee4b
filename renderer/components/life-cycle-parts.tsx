import { Tooltip } from '@mantine/core'
import { BaseEdge, type Edge, type EdgeProps, Handle, type Node, type NodeProps, Position } from '@xyflow/react'
import { type AnyState, type CardType, stateOf } from '../../shared/lifecycle'
import { stateLabel } from '../../shared/texts'
import classes from './life-cycle-picture.module.css'

export interface StateNodeData extends Record<string, unknown> {
  readonly cardType: CardType
  readonly state: AnyState
  readonly role: 'own' | 'reachable' | 'other' | 'place'
  /** What screen readers say and the tooltip shows. */
  readonly text: string
  /** True for the one state that Tab reaches. */
  readonly stop: boolean
  /** Makes the state a button. */
  readonly onOpen?: () => void
}

/** One state of the picture. */
export function StateNode({ data }: NodeProps<Node<StateNodeData>>) {
  const { cardType, state, role, text, stop, onOpen } = data
  const marks = {
    className: classes.state,
    'data-state': state,
    'data-role': role,
    'data-tone': stateOf(cardType, state)?.tone,
    'aria-label': text,
    tabIndex: stop ? 0 : -1,
  }
  const inside = (
    <>
      <span>{stateLabel(cardType, state)}</span>
      <Handle type="target" position={Position.Left} className={classes.handle} isConnectable={false} />
      <Handle type="source" position={Position.Right} className={classes.handle} isConnectable={false} />
    </>
  )
  return (
    <Tooltip label={text} position="bottom" multiline w={240} events={{ hover: true, focus: true, touch: false }}>
      {onOpen ? (
        <button type="button" {...marks} onClick={onOpen}>
          {inside}
        </button>
      ) : (
        <div {...marks} role="img">
          {inside}
        </div>
      )}
    </Tooltip>
  )
}

/** What a line is on a map: its processes are offered by default, added, not offered, or Card Desk's own. */
export type MoveKind = 'offered' | 'added' | 'off' | 'system'

export interface MoveLineData extends Record<string, unknown> {
  readonly points: readonly { readonly x: number; readonly y: number }[]
  readonly marked: boolean
  readonly kind?: MoveKind
  /** Its processes, on hover. */
  readonly text?: string
}

/** One move of the picture, along the line the layout gave it. */
export function MoveLine({ data, markerEnd }: EdgeProps<Edge<MoveLineData>>) {
  if (!data) return null
  const line = (
    <BaseEdge
      path={smooth(data.points)}
      {...(markerEnd && { markerEnd })}
      className={classes.move}
      data-marked={data.marked || undefined}
      data-kind={data.kind}
      interactionWidth={data.text ? 12 : 0}
    />
  )
  if (!data.text) return line
  return (
    <g>
      <title>{data.text}</title>
      {line}
    </g>
  )
}

/** A line through the points with its corners rounded. */
function smooth(points: MoveLineData['points']): string {
  const [start, ...rest] = points
  const end = rest.at(-1)
  if (!start || !end) return ''
  const corners = rest.slice(0, -1)
  const parts = [`M ${start.x} ${start.y}`]
  corners.forEach((corner, index) => {
    const next = corners[index + 1]
    const to = next ? { x: (corner.x + next.x) / 2, y: (corner.y + next.y) / 2 } : end
    parts.push(`Q ${corner.x} ${corner.y} ${to.x} ${to.y}`)
  })
  if (corners.length === 0) parts.push(`L ${end.x} ${end.y}`)
  return parts.join(' ')
}
