import type { ReactNode } from 'react'
import type { CardColumn, CardRow } from '../../../shared/contract'
import type { CardType } from '../../../shared/lifecycle'
import { Moment } from '../../components/moment'
import { StateBadge } from '../../components/state-badge'
import { formatDay } from '../../format'

/** A column of the result list: how wide it is and what it shows of a card. */
export interface ResultColumn {
  readonly id: CardColumn
  /** Least width in pixels. */
  readonly width: number
  /** Its share of the room that is left over; 0 = it stays as it is. */
  readonly share: number
  readonly cell: (row: CardRow) => ReactNode
}

const text = (
  id:
    | 'holderName'
    | 'employeeNumber'
    | 'email'
    | 'upn'
    | 'organisationalUnit'
    | 'layout'
    | 'title'
    | 'order'
    | 'cardNumber',
  width: number,
  share: number,
): ResultColumn => ({
  id,
  width,
  share,
  cell: (row) => row[id],
})

/** Every column, in the order in which they stand side by side. */
export const resultColumns: readonly ResultColumn[] = [
  { id: 'id', width: 96, share: 0, cell: (row) => row.id },
  { id: 'state', width: 128, share: 0, cell: (row) => <StateBadge cardType={row.cardType} state={row.state} /> },
  text('holderName', 116, 3),
  text('employeeNumber', 108, 0),
  text('email', 176, 2),
  text('upn', 176, 2),
  text('organisationalUnit', 136, 2),
  text('layout', 76, 1),
  text('title', 112, 1),
  text('order', 88, 0),
  text('cardNumber', 128, 0),
  { id: 'validThrough', width: 116, share: 0, cell: (row) => formatDay(row.validThrough) },
  { id: 'created', width: 148, share: 0, cell: (row) => <Moment at={row.created} /> },
  { id: 'changed', width: 148, share: 0, cell: (row) => <Moment at={row.changed} /> },
]

const usual: Readonly<Record<CardType, readonly CardColumn[]>> = {
  card: ['id', 'state', 'holderName', 'employeeNumber', 'changed'],
  'temporary-card': ['id', 'state', 'holderName', 'layout', 'order', 'changed'],
}

/** Which columns show, by column; every column is named. */
export type ColumnVisibility = Readonly<Record<CardColumn, boolean>>

/** The columns a list starts with. */
export function usualVisibility(cardType: CardType): ColumnVisibility {
  return Object.fromEntries(resultColumns.map(({ id }) => [id, usual[cardType].includes(id)])) as ColumnVisibility
}

/** The tracks of the list's grid for these columns. */
export function gridTracks(columns: readonly ResultColumn[]): string {
  // Something must take up the room that is left over.
  const stretches = columns.some(({ share }) => share > 0)
  const tracks = columns.map(({ width, share }) => (share > 0 ? `minmax(${width}px, ${share}fr)` : `${width}px`))
  return stretches ? tracks.join(' ') : `${tracks.join(' ')} 1fr`
}

/** The least width at which the columns fit side by side. */
export function leastWidth(columns: readonly ResultColumn[]): number {
  return columns.reduce((sum, { width }) => sum + width, 0)
}
