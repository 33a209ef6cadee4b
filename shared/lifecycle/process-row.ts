import type { CardType, StatesOf } from './states'

/** Who may hold which rights; a user has one or more. Checked in the main process on every call. */
export const roles = ['operator', 'approver', 'administrator', 'auditor'] as const
export type Role = (typeof roles)[number]

/** `by` of a change nobody clicked: batch sync and the expiry run. */
export type Actor = Role | 'system'

/**
 * Where a row of the table comes from: the product documentation, the same vendor's other public
 * documentation, or this project's own decision where nothing is documented.
 */
export type Source = 'documentation' | 'vendor' | 'own'

type Move<Type extends CardType> = readonly [from: StatesOf[Type] | null, to: StatesOf[Type]]

/** A row of a card type's table: one process and every change of state it can record. */
export interface ProcessRow<Type extends CardType> {
  /** Stored in the history; never the main label on screen. */
  readonly symbolicName: string
  readonly cardType: Type
  /** The states a card may be in when the process starts; `null` = it makes a new card. */
  readonly startsIn: readonly (StatesOf[Type] | null)[]
  /** Every single change of state the process can record, in any of its outcomes. */
  readonly moves: readonly Move<Type>[]
  /** States the process only passes through on its way, in one run. */
  readonly through?: readonly StatesOf[Type][]
  readonly by: Actor
  readonly enabledByDefault: boolean
  readonly source: Source
}
