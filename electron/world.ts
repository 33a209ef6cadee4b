import dayjs from 'dayjs'
import type { SessionUser } from '../shared/contract/responses'
import type { DecisionContext } from './engine/decide'
import { type Clock, timestamp } from './ports'
import type { Bureau } from './production/port'

interface Needs {
  readonly clock: Clock
  readonly bureau: Bureau
  readonly packages: DecisionContext['packages']
}

/** What decisions of this moment may know of the world: the time, the bureau, the processes there are. */
export function decisionWorld({ clock, bureau, packages }: Needs): (user: SessionUser) => DecisionContext {
  return (user) => ({
    user,
    at: timestamp(clock),
    today: dayjs(clock.now()).format('YYYY-MM-DD'),
    bureau: bureau.status,
    packages,
  })
}
