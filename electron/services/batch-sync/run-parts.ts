import type { Log } from '../../ports'
import type { Store } from '../../store/port'
import type { Bureaus, Connection } from '../bureaus'
import type { NotedLately } from './noted-lately'
import type { OpenOrders } from './open-orders'
import type { RunProgress } from './progress'
import type { RunRecord } from './run-record'

/** What sending and asking need of the desk, in every run. */
export interface RunNeeds {
  readonly store: Store
  readonly bureaus: Pick<Bureaus, 'desks'>
  readonly lately: NotedLately
  readonly orders: OpenOrders
  readonly log: Log
  /** How long a bureau may be silent over one batch or one piece of news, milliseconds. */
  readonly patienceMilliseconds: number
}

/** A run as its parts need it. */
export interface RunParts {
  readonly connection: Connection
  readonly record: RunRecord
  readonly progress: RunProgress
  /** Orders have left or have come to rest: how batch sync stands is told anew. */
  readonly standsAnew: () => void
  /** Aborted when somebody asked the run to stop: it ends after what it is doing. */
  readonly stopping: AbortSignal
  /** Aborted when the program ends: whatever can be broken off is. */
  readonly closing: AbortSignal
}
