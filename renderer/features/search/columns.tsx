import type { ReactNode } from 'react'
import type { CardColumn, CardRow, PersonColumn } from '../../../shared/contract'
import { fullName, type Person } from '../../../shared/model'
import { Moment } from '../../components/moment'
import { StateBadge } from '../../components/state-badge'
import { formatDay } from '../../format'
import type { ResultColumnId, ResultRow, SearchObject } from './query'

/** A column of a list: how wide it is and what it shows of a row. */
export interface ResultColumn {
  readonly id: ResultColumnId
  /** Least width in pixels. */
  readonly width: number
  /** Its share of the room that is left over; 0 = it stays as it is. */
  readonly share: number
  readonly cell: (row: ResultRow) => ReactNode
}

const isCard = (row: ResultRow): row is CardRow => 'cardType' in row

/** A column of the lists of cards; draws nothing for a person. */
const ofCard = (id: CardColumn, width: number, share: number, cell: (row: CardRow) => ReactNode): ResultColumn => ({
  id,
  width,
  share,
  cell: (row) => (isCard(row) ? cell(row) : null),
})
const textOfCard = (id: Exclude<CardColumn, 'state'>, width: number, share: number) =>
  ofCard(id, width, share, (row) => row[id])

/** A column of the list of persons; draws nothing for a card. */
const ofPerson = (id: PersonColumn, width: number, share: number, cell: (row: Person) => ReactNode): ResultColumn => ({
  id,
  width,
  share,
  cell: (row) => (isCard(row) ? null : cell(row)),
})
const textOfPerson = (id: Exclude<PersonColumn, 'name'>, width: number, share: number) =>
  ofPerson(id, width, share, (row) => row[id])

const cardColumns: readonly ResultColumn[] = [
  textOfCard('id', 96, 0),
  ofCard('state', 128, 0, (row) => <StateBadge cardType={row.cardType} state={row.state} />),
  textOfCard('holderName', 116, 3),
  textOfCard('employeeNumber', 108, 0),
  textOfCard('email', 176, 2),
  textOfCard('upn', 176, 2),
  textOfCard('organisationalUnit', 136, 2),
  textOfCard('layout', 76, 1),
  textOfCard('title', 112, 1),
  textOfCard('order', 88, 0),
  textOfCard('cardNumber', 128, 0),
  ofCard('validThrough', 116, 0, (row) => formatDay(row.validThrough)),
  ofCard('created', 148, 0, (row) => <Moment at={row.created} />),
  ofCard('changed', 148, 0, (row) => <Moment at={row.changed} />),
]

const personColumns: readonly ResultColumn[] = [
  ofPerson('name', 132, 3, fullName),
  textOfPerson('employeeNumber', 108, 0),
  textOfPerson('email', 132, 3),
  textOfPerson('upn', 132, 2),
  textOfPerson('organisationalUnit', 112, 2),
]

/** Every column of the list, in the order in which they stand side by side. */
export function columnsOf(object: SearchObject): readonly ResultColumn[] {
  return object === 'person' ? personColumns : cardColumns
}

/** The column that is never left out: what tells the rows apart. */
export function alwaysShown(object: SearchObject): ResultColumnId {
  return object === 'person' ? 'name' : 'id'
}

const usual: Readonly<Record<SearchObject, readonly ResultColumnId[]>> = {
  card: ['id', 'state', 'holderName', 'employeeNumber', 'changed'],
  'temporary-card': ['id', 'state', 'holderName', 'layout', 'order', 'changed'],
  person: ['name', 'employeeNumber', 'email', 'upn', 'organisationalUnit'],
}

/** Which columns show, by column; every column of the list is named. */
export type ColumnVisibility = Readonly<Record<string, boolean>>

/** The columns a list starts with. */
export function usualVisibility(object: SearchObject): ColumnVisibility {
  return Object.fromEntries(columnsOf(object).map(({ id }) => [id, usual[object].includes(id)]))
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
