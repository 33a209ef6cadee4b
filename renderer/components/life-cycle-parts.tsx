import { Tooltip } from '@mantine/core'
import { BaseEdge, type Edge, type EdgeProps, Handle, type Node, type NodeProps, Position } from '@xyflow/react'
import { type AnyState, type CardType, stateOf } from '../../shared/lifecycle'
import { stateLabel } from '../../shared/texts'
import classes from './life-cycle-picture.module.css'

export interface StateNodeData extends Record<string, unknown> {
  readonly cardType: CardType
  readonly state: AnyState
  readonly role: 'own' | 'reachable' | 'other'
  /** What screen readers say and the tooltip shows. */
  readonly text: string
  /** True for the one state that Tab reaches. */
  readonly stop: boolean
}

/** One state of the picture. */
export function StateNode({ data }: NodeProps<Node<StateNodeData>>) {
  return (
    <Tooltip label={data.text} position="bottom" multiline w={240} events={{ hover: true, focus: true, touch: false }}>
      <div
        className={classes.state}
        data-state={data.state}
        data-role={data.role}
        data-tone={stateOf(data.cardType, data.state)?.tone}
        role="img"
        aria-label={data.text}
        tabIndex={data.stop ? 0 : -1}
      >
        <span>{stateLabel(data.cardType, data.state)}</span>
        <Handle type="target" position={Position.Left} className={classes.handle} isConnectable={false} />
        <Handle type="source" position={Position.Right} className={classes.handle} isConnectable={false} />
      </div>
    </Tooltip>
  )
}

export interface MoveLineData extends Record<string, unknown> {
  readonly points: readonly { readonly x: number; readonly y: number }[]
  readonly marked: boolean
}

/** One move of the picture, along the line the layout gave it. */
export function MoveLine({ data, markerEnd }: EdgeProps<Edge<MoveLineData>>) {
  if (!data) return null
  return (
    <BaseEdge
      path={smooth(data.points)}
      {...(markerEnd && { markerEnd })}
      className={classes.move}
      data-marked={data.marked || undefined}
      interactionWidth={0}
    />
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
