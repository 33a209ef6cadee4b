import type { AnyState, CardType, StatesOf } from './states'

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

interface ProcessRow<Type extends CardType> {
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

const orderOutcomes = [
  ['registered', 'requested'],
  ['registered', 'processing'],
  ['registered', 'ordered'],
  ['registered', 'failed'],
] as const

const cardProcesses = [
  {
    symbolicName: 'CardsAddonExtProdProcRegister',
    cardType: 'card',
    startsIn: [null],
    moves: [[null, 'registered']],
    by: 'operator',
    enabledByDefault: true,
    source: 'own',
  },
  {
    symbolicName: 'CardsAddonExtProdProcOrder',
    cardType: 'card',
    startsIn: ['registered', null],
    moves: [[null, 'registered'], ...orderOutcomes],
    through: ['registered'],
    by: 'operator',
    enabledByDefault: false,
    source: 'vendor',
  },
  {
    symbolicName: 'CardsAddonExtProdBoProcOrderMultiple',
    cardType: 'card',
    startsIn: [null],
    moves: [[null, 'registered'], ...orderOutcomes],
    through: ['registered'],
    by: 'operator',
    enabledByDefault: true,
    source: 'vendor',
  },
  {
    symbolicName: 'CardsAddonExtProdProcAbortRequest',
    cardType: 'card',
    startsIn: ['requested'],
    moves: [['requested', 'request-aborted']],
    by: 'operator',
    enabledByDefault: true,
    source: 'own',
  },
  {
    symbolicName: 'CardsAddonExtProdProcApprove',
    cardType: 'card',
    startsIn: ['requested'],
    moves: [
      ['requested', 'processing'],
      ['requested', 'ordered'],
      ['requested', 'failed'],
    ],
    by: 'approver',
    enabledByDefault: true,
    source: 'own',
  },
  {
    symbolicName: 'CardsAddonExtProdProcReject',
    cardType: 'card',
    startsIn: ['requested'],
    moves: [['requested', 'rejected']],
    by: 'approver',
    enabledByDefault: true,
    source: 'own',
  },
  {
    symbolicName: 'CardsAddonExtProdProcAbort',
    cardType: 'card',
    startsIn: ['processing'],
    moves: [['processing', 'order-aborted']],
    by: 'operator',
    enabledByDefault: false,
    source: 'vendor',
  },
  {
    symbolicName: 'CardsAddonExtProdProcRepeat',
    cardType: 'card',
    startsIn: ['failed'],
    moves: [
      ['failed', 'processing'],
      ['failed', 'ordered'],
      ['failed', 'failed'],
    ],
    by: 'operator',
    enabledByDefault: true,
    source: 'own',
  },
  {
    symbolicName: 'CardsAddonExtProdProcUpdate',
    cardType: 'card',
    startsIn: ['ordered', 'in-production'],
    moves: [
      ['ordered', 'ordered'],
      ['ordered', 'in-production'],
      ['ordered', 'produced'],
      ['ordered', 'failed'],
      ['in-production', 'in-production'],
      ['in-production', 'produced'],
      ['in-production', 'failed'],
    ],
    by: 'operator',
    enabledByDefault: false,
    source: 'own',
  },
  {
    symbolicName: 'CardsAddonExtProdProcActivate',
    cardType: 'card',
    startsIn: ['produced'],
    moves: [['produced', 'active']],
    by: 'operator',
    enabledByDefault: true,
    source: 'own',
  },
  {
    symbolicName: 'CardsProcDeactivate',
    cardType: 'card',
    startsIn: ['active'],
    moves: [['active', 'inactive']],
    by: 'operator',
    enabledByDefault: true,
    source: 'vendor',
  },
  {
    symbolicName: 'CardsProcReactivate',
    cardType: 'card',
    startsIn: ['inactive'],
    moves: [['inactive', 'active']],
    by: 'operator',
    enabledByDefault: true,
    source: 'vendor',
  },
  {
    symbolicName: 'CardsProcLock',
    cardType: 'card',
    startsIn: ['active', 'inactive'],
    moves: [
      ['active', 'locked'],
      ['inactive', 'locked'],
    ],
    by: 'operator',
    enabledByDefault: true,
    source: 'vendor',
  },
  {
    symbolicName: 'CardsProcEdit',
    cardType: 'card',
    startsIn: [
      'registered',
      'requested',
      'processing',
      'failed',
      'ordered',
      'in-production',
      'produced',
      'active',
      'inactive',
    ],
    moves: [],
    by: 'operator',
    enabledByDefault: false,
    source: 'vendor',
  },
  {
    symbolicName: 'CardsAddonExtProdBatchSend',
    cardType: 'card',
    startsIn: ['processing'],
    moves: [
      ['processing', 'ordered'],
      ['processing', 'failed'],
    ],
    by: 'system',
    enabledByDefault: true,
    source: 'own',
  },
  {
    symbolicName: 'CardsAddonExtProdBatchStatus',
    cardType: 'card',
    startsIn: ['ordered', 'in-production'],
    moves: [
      ['ordered', 'in-production'],
      ['ordered', 'produced'],
      ['ordered', 'failed'],
      ['in-production', 'produced'],
      ['in-production', 'failed'],
    ],
    by: 'system',
    enabledByDefault: true,
    source: 'own',
  },
  {
    symbolicName: 'CardsExpiryRun',
    cardType: 'card',
    startsIn: ['produced', 'active', 'inactive'],
    moves: [
      ['produced', 'expired'],
      ['active', 'expired'],
      ['inactive', 'expired'],
    ],
    by: 'system',
    enabledByDefault: true,
    source: 'own',
  },
] as const satisfies readonly ProcessRow<'card'>[]

const temporaryCardProcesses = [
  {
    symbolicName: 'TempCardsAddonExtProdProcOrder',
    cardType: 'temporary-card',
    startsIn: [null],
    moves: [
      [null, 'requested'],
      ['requested', 'processing'],
      ['requested', 'ordered'],
      ['requested', 'failed'],
    ],
    through: ['requested'],
    by: 'operator',
    enabledByDefault: false,
    source: 'vendor',
  },
  {
    symbolicName: 'TempCardsAddonExtProdProcAbort',
    cardType: 'temporary-card',
    startsIn: ['processing'],
    moves: [['processing', 'aborted']],
    by: 'operator',
    enabledByDefault: false,
    source: 'documentation',
  },
  {
    symbolicName: 'TempCardsAddonExtProdProcUpdate',
    cardType: 'temporary-card',
    startsIn: ['ordered', 'in-production'],
    moves: [
      ['ordered', 'ordered'],
      ['ordered', 'in-production'],
      ['ordered', 'produced'],
      ['ordered', 'failed'],
      ['in-production', 'in-production'],
      ['in-production', 'produced'],
      ['in-production', 'failed'],
    ],
    by: 'operator',
    enabledByDefault: false,
    source: 'own',
  },
  {
    symbolicName: 'TempCardsAddonExtProdInitialize',
    cardType: 'temporary-card',
    startsIn: ['produced'],
    moves: [['produced', 'unassigned']],
    by: 'operator',
    enabledByDefault: false,
    source: 'vendor',
  },
  {
    symbolicName: 'TempCardsProcAssign',
    cardType: 'temporary-card',
    startsIn: ['unassigned'],
    moves: [['unassigned', 'assigned']],
    by: 'operator',
    enabledByDefault: true,
    source: 'own',
  },
  {
    symbolicName: 'TempCardsProcExtend',
    cardType: 'temporary-card',
    startsIn: ['assigned'],
    moves: [['assigned', 'assigned']],
    by: 'operator',
    enabledByDefault: true,
    source: 'vendor',
  },
  {
    symbolicName: 'TempCardsProcWithdraw',
    cardType: 'temporary-card',
    startsIn: ['assigned', 'expired'],
    moves: [
      ['assigned', 'unassigned'],
      ['expired', 'unassigned'],
    ],
    by: 'operator',
    enabledByDefault: true,
    source: 'vendor',
  },
  {
    symbolicName: 'TempCardsProcLock',
    cardType: 'temporary-card',
    startsIn: ['assigned', 'unassigned'],
    moves: [
      ['assigned', 'locked'],
      ['unassigned', 'locked'],
    ],
    by: 'operator',
    enabledByDefault: true,
    source: 'vendor',
  },
  {
    symbolicName: 'TempCardsAddonExtProdBatchSend',
    cardType: 'temporary-card',
    startsIn: ['processing'],
    moves: [
      ['processing', 'ordered'],
      ['processing', 'failed'],
    ],
    by: 'system',
    enabledByDefault: true,
    source: 'own',
  },
  {
    symbolicName: 'TempCardsAddonExtProdBatchStatus',
    cardType: 'temporary-card',
    startsIn: ['ordered', 'in-production'],
    moves: [
      ['ordered', 'in-production'],
      ['ordered', 'produced'],
      ['ordered', 'failed'],
      ['in-production', 'produced'],
      ['in-production', 'failed'],
    ],
    by: 'system',
    enabledByDefault: true,
    source: 'own',
  },
  {
    symbolicName: 'TempCardsExpiryRun',
    cardType: 'temporary-card',
    startsIn: ['assigned'],
    moves: [['assigned', 'expired']],
    by: 'system',
    enabledByDefault: true,
    source: 'own',
  },
] as const satisfies readonly ProcessRow<'temporary-card'>[]

export type SymbolicName =
  | (typeof cardProcesses)[number]['symbolicName']
  | (typeof temporaryCardProcesses)[number]['symbolicName']

/** A process as the rest of the program reads it: a row of either type's table. */
export interface ProcessDefinition {
  readonly symbolicName: SymbolicName
  readonly cardType: CardType
  readonly startsIn: readonly (AnyState | null)[]
  readonly moves: readonly (readonly [from: AnyState | null, to: AnyState])[]
  readonly through?: readonly AnyState[]
  readonly by: Actor
  readonly enabledByDefault: boolean
  readonly source: Source
}

/** Every process of both card types, in the order in which commands are offered. */
export const processes: readonly ProcessDefinition[] = [...cardProcesses, ...temporaryCardProcesses]

export const symbolicNames = processes.map((each) => each.symbolicName)

const bySymbolicName = new Map<string, ProcessDefinition>(processes.map((each) => [each.symbolicName, each]))

/** The process with that symbolic name; `undefined` when there is none. */
export function processOf(symbolicName: string): ProcessDefinition | undefined {
  return bySymbolicName.get(symbolicName)
}

/** True for a name of the tables above. */
export function isSymbolicName(name: string): name is SymbolicName {
  return bySymbolicName.has(name)
}

/** The states the process can leave a card in, without those it only passes through. */
export function endsIn(process: ProcessDefinition): readonly AnyState[] {
  const ends = process.moves.map(([, to]) => to).filter((to) => !process.through?.includes(to))
  return [...new Set(ends)]
}
