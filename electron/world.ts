import dayjs from 'dayjs'
import type { SessionUser } from '../shared/contract/responses'
import type { DecisionContext } from './engine/decide'
import { type Clock, timestamp } from './ports'
import type { Partners } from './engine/process-package'

interface Needs {
  readonly clock: Clock
  /** As they are connected at this moment. */
  readonly partners: () => Partners
  readonly packages: DecisionContext['packages']
}

/** The day at this workstation, ISO 8601 date: people at the desk go by its clock. */
export function localDay(clock: Clock): string {
  return dayjs(clock.now()).format('YYYY-MM-DD')
}

/** What decisions of this moment may know of the world: the time, the bureau, the processes there are. */
export function decisionWorld({ clock, partners, packages }: Needs): (user: SessionUser) => DecisionContext {
  return (user) => ({
    user,
    at: timestamp(clock),
    today: localDay(clock),
    partners: partners(),
    packages,
  })
}
