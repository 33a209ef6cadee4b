import type { Answers } from '../../shared/model'
import type { BureauState } from '../../shared/model'
import type { Place, World } from './documented'

/** Who takes a step on the way to a state. */
export type Part = 'operator' | 'requester' | 'approver'

/** One step of a way: a process, by whom, and what has to be so. */
export interface RouteStep {
  readonly process: string
  readonly by: Part
  readonly options?: Partial<Pick<World, 'approval' | 'queue' | 'temporaryQueue'>>
  readonly bureau?: 'takes' | 'refuses' | 'silent'
  readonly answer?: BureauState
  readonly answers?: Answers
}

/** How every state is reached from nothing, by processes alone (2 and 3). `expiry`: time passes at the end. */
export interface Route {
  readonly steps: readonly RouteStep[]
  readonly expiry?: true
}

const on = (process: string, more: Partial<RouteStep> = {}): RouteStep => ({ process, by: 'operator', ...more })

const register = on('CardsAddonExtProdProcRegister')
const order = (more: Partial<RouteStep>) => on('CardsAddonExtProdProcOrder', { by: 'requester', ...more })
const requested = [register, order({ options: { approval: 'on' } })]
const queued = [register, order({ options: { approval: 'off', queue: 'on' } })]
const atOnce = { approval: 'off', queue: 'off' } as const
const ordered = [register, order({ options: atOnce, bureau: 'takes' })]
const produced = [...ordered, on('CardsAddonExtProdProcUpdate', { answer: 'produced' })]
const active = [...produced, on('CardsAddonExtProdProcActivate')]
const inactive = [...active, on('CardsProcDeactivate')]

export const cardRoutes: Readonly<Record<Place, Route>> = {
  registered: { steps: [register] },
  requested: { steps: requested },
  'request-aborted': { steps: [...requested, on('CardsAddonExtProdProcAbortRequest', { by: 'requester' })] },
  rejected: { steps: [...requested, on('CardsAddonExtProdProcReject', { by: 'approver' })] },
  processing: { steps: queued },
  failed: { steps: [register, order({ options: atOnce, bureau: 'refuses' })] },
  'order-aborted': { steps: [...queued, on('CardsAddonExtProdProcAbort')] },
  ordered: { steps: ordered },
  'in-production': { steps: [...ordered, on('CardsAddonExtProdProcUpdate', { answer: 'in-production' })] },
  produced: { steps: produced },
  active: { steps: active },
  inactive: { steps: inactive },
  expired: {
    steps: [
      register,
      order({ options: atOnce, bureau: 'takes', answers: { validityMonths: 1 } }),
      ...produced.slice(2),
      on('CardsAddonExtProdProcActivate'),
    ],
    expiry: true,
  },
  locked: { steps: [...inactive, on('CardsProcLock')] },
}

const orderTemporary = (queue: 'on' | 'off', bureau: RouteStep['bureau'] = 'takes') =>
  on('TempCardsAddonExtProdProcOrder', { options: { temporaryQueue: queue }, bureau })
const temporaryOrdered = [orderTemporary('off')]
const temporaryProduced = [...temporaryOrdered, on('TempCardsAddonExtProdProcUpdate', { answer: 'produced' })]
const unassigned = [...temporaryProduced, on('TempCardsAddonExtProdInitialize')]
const assigned = [...unassigned, on('TempCardsProcAssign')]

export const temporaryCardRoutes: Readonly<Record<Place, Route>> = {
  // Passed through in the run that orders; a card rests here only while the bureau has not answered.
  requested: { steps: [orderTemporary('off', 'silent')] },
  processing: { steps: [orderTemporary('on')] },
  aborted: { steps: [orderTemporary('on'), on('TempCardsAddonExtProdProcAbort')] },
  failed: { steps: [orderTemporary('off', 'refuses')] },
  ordered: { steps: temporaryOrdered },
  'in-production': {
    steps: [...temporaryOrdered, on('TempCardsAddonExtProdProcUpdate', { answer: 'in-production' })],
  },
  produced: { steps: temporaryProduced },
  unassigned: { steps: unassigned },
  assigned: { steps: assigned },
  expired: { steps: assigned, expiry: true },
  locked: { steps: [...assigned, on('TempCardsProcLock')] },
}
