import type { AnyState, CardType } from '../../shared/lifecycle'

/**
 * The life cycle as the product model tells it, written down by hand and a second time: nothing here
 * comes from the tables that are tested against it.
 */

type Kind = 'start' | 'final' | 'resting' | 'between'

export const documentedStates: Readonly<Record<CardType, readonly (readonly [AnyState, string, Kind])[]>> = {
  card: [
    ['registered', 'Registered', 'start'],
    ['requested', 'Requested', 'between'],
    ['request-aborted', 'Aborted', 'final'],
    ['rejected', 'Rejected', 'final'],
    ['processing', 'Processing', 'between'],
    ['failed', 'Failed', 'resting'],
    ['order-aborted', 'Aborted', 'final'],
    ['ordered', 'Ordered', 'between'],
    ['in-production', 'In production', 'between'],
    ['produced', 'Produced', 'between'],
    ['active', 'Active', 'between'],
    ['inactive', 'Inactive', 'between'],
    ['expired', 'Expired', 'final'],
    ['locked', 'Locked', 'final'],
  ],
  'temporary-card': [
    ['requested', 'Requested', 'start'],
    ['processing', 'Processing', 'between'],
    ['aborted', 'Aborted', 'final'],
    ['failed', 'Failed', 'final'],
    ['ordered', 'Ordered', 'between'],
    ['in-production', 'In production', 'between'],
    ['produced', 'Produced', 'between'],
    ['unassigned', 'Unassigned', 'between'],
    ['assigned', 'Assigned', 'between'],
    ['expired', 'Expired', 'between'],
    ['locked', 'Locked', 'final'],
  ],
}

export interface DocumentedProcess {
  readonly symbolicName: string
  readonly name: string
  readonly cardType: CardType
  /** Where it starts; `new` makes a card. */
  readonly from: readonly string[]
  /** Where it can leave the card. */
  readonly to: readonly string[]
  readonly role: string
  readonly on: boolean
  /** S = the product documentation, V = the vendor's other documentation, O = our own. */
  readonly source: 'S' | 'V' | 'O'
}

const row = (
  cardType: CardType,
  name: string,
  symbolicName: string,
  from: string,
  to: string,
  on: 'on' | 'off' | '-',
  role: string,
  source: 'S' | 'V' | 'O',
): DocumentedProcess => {
  const list = (text: string) => text.split(', ').filter((each) => each !== '')
  return { symbolicName, name, cardType, from: list(from), to: list(to), role, on: on !== 'off', source }
}

const orderOutcomes = 'requested, processing, ordered, failed'
const bureauAnswers = 'ordered, in-production, produced, failed'
const editable = 'registered, requested, processing, failed, ordered, in-production, produced, active, inactive'

// biome-ignore format: a table, one row a process
export const documentedProcesses: readonly DocumentedProcess[] = [
  row('card', 'Register card', 'CardsAddonExtProdProcRegister', 'new', 'registered', 'on', 'operator', 'O'),
  row('card', 'Order card', 'CardsAddonExtProdProcOrder', 'registered, new', orderOutcomes, 'off', 'operator', 'V'),
  row('card', 'Order multiple cards', 'CardsAddonExtProdBoProcOrderMultiple', 'new', orderOutcomes, 'on', 'operator', 'V'),
  row('card', 'Abort card order request', 'CardsAddonExtProdProcAbortRequest', 'requested', 'request-aborted', 'on', 'operator', 'O'),
  row('card', 'Approve card order', 'CardsAddonExtProdProcApprove', 'requested', 'processing, ordered, failed', 'on', 'approver', 'O'),
  row('card', 'Reject card order', 'CardsAddonExtProdProcReject', 'requested', 'rejected', 'on', 'approver', 'O'),
  row('card', 'Abort card order', 'CardsAddonExtProdProcAbort', 'processing', 'order-aborted', 'off', 'operator', 'V'),
  row('card', 'Repeat card order', 'CardsAddonExtProdProcRepeat', 'failed', 'processing, ordered, failed', 'on', 'operator', 'O'),
  row('card', 'Update card order', 'CardsAddonExtProdProcUpdate', 'ordered, in-production', bureauAnswers, 'off', 'operator', 'O'),
  row('card', 'Activate card', 'CardsAddonExtProdProcActivate', 'produced', 'active', 'on', 'operator', 'O'),
  row('card', 'Deactivate card', 'CardsProcDeactivate', 'active', 'inactive', 'on', 'operator', 'V'),
  row('card', 'Reactivate card', 'CardsProcReactivate', 'inactive', 'active', 'on', 'operator', 'V'),
  row('card', 'Lock card', 'CardsProcLock', 'active, inactive', 'locked', 'on', 'operator', 'V'),
  row('card', 'Edit card', 'CardsProcEdit', editable, '', 'off', 'operator', 'V'),
  row('card', 'Batch sync: send', 'CardsAddonExtProdBatchSend', 'processing', 'ordered, failed', '-', 'system', 'O'),
  row('card', 'Batch sync: status', 'CardsAddonExtProdBatchStatus', 'ordered, in-production', 'in-production, produced, failed', '-', 'system', 'O'),
  row('card', 'Expiry run', 'CardsExpiryRun', 'produced, active, inactive', 'expired', '-', 'system', 'O'),
  row('temporary-card', 'Order temporary cards', 'TempCardsAddonExtProdProcOrder', 'new', 'processing, ordered, failed', 'off', 'operator', 'V'),
  row('temporary-card', 'Abort temporary card order', 'TempCardsAddonExtProdProcAbort', 'processing', 'aborted', 'off', 'operator', 'S'),
  row('temporary-card', 'Update temporary card order', 'TempCardsAddonExtProdProcUpdate', 'ordered, in-production', bureauAnswers, 'off', 'operator', 'O'),
  row('temporary-card', 'Initialise temporary card', 'TempCardsAddonExtProdInitialize', 'produced', 'unassigned', 'off', 'operator', 'V'),
  row('temporary-card', 'Assign temporary card', 'TempCardsProcAssign', 'unassigned', 'assigned', 'on', 'operator', 'O'),
  row('temporary-card', 'Extend temporary card', 'TempCardsProcExtend', 'assigned', 'assigned', 'on', 'operator', 'V'),
  row('temporary-card', 'Withdraw temporary card', 'TempCardsProcWithdraw', 'assigned, expired', 'unassigned', 'on', 'operator', 'V'),
  row('temporary-card', 'Lock temporary card', 'TempCardsProcLock', 'assigned, unassigned', 'locked', 'on', 'operator', 'V'),
  row('temporary-card', 'Batch sync: send', 'TempCardsAddonExtProdBatchSend', 'processing', 'ordered, failed', '-', 'system', 'O'),
  row('temporary-card', 'Batch sync: status', 'TempCardsAddonExtProdBatchStatus', 'ordered, in-production', 'in-production, produced, failed', '-', 'system', 'O'),
  row('temporary-card', 'Expiry run', 'TempCardsExpiryRun', 'assigned', 'expired', '-', 'system', 'O'),
]

/** Every single change of state there is, whoever makes it: `from > to`. `new` is a card not made yet. */
export const documentedTransitions: Readonly<Record<CardType, readonly string[]>> = {
  card: [
    'new > registered',
    'registered > requested',
    'registered > processing',
    'registered > ordered',
    'registered > failed',
    'requested > request-aborted',
    'requested > rejected',
    'requested > processing',
    'requested > ordered',
    'requested > failed',
    'processing > order-aborted',
    'processing > ordered',
    'processing > failed',
    'failed > processing',
    'failed > ordered',
    'failed > failed',
    'ordered > ordered',
    'ordered > in-production',
    'ordered > produced',
    'ordered > failed',
    'in-production > in-production',
    'in-production > produced',
    'in-production > failed',
    'produced > active',
    'produced > expired',
    'active > inactive',
    'active > locked',
    'active > expired',
    'inactive > active',
    'inactive > locked',
    'inactive > expired',
  ],
  'temporary-card': [
    'new > requested',
    'requested > processing',
    'requested > ordered',
    'requested > failed',
    'processing > aborted',
    'processing > ordered',
    'processing > failed',
    'ordered > ordered',
    'ordered > in-production',
    'ordered > produced',
    'ordered > failed',
    'in-production > in-production',
    'in-production > produced',
    'in-production > failed',
    'produced > unassigned',
    'unassigned > assigned',
    'unassigned > locked',
    'assigned > assigned',
    'assigned > unassigned',
    'assigned > locked',
    'assigned > expired',
    'expired > unassigned',
  ],
}

export const documentedOptions = [
  ['CardsAddonExtProdApproval', 'card', false],
  ['CardsAddonExtProdQueue', 'card', true],
  ['CardsAddonExtProdMultipleCards', 'card', false],
  ['CardsValidityMonths', 'card', 36],
  ['CardsCertificates', 'card', false],
  ['TempCardsAddonExtProdQueue', 'temporary-card', true],
  ['TempCardsValidityDays', 'temporary-card', 14],
  ['TempCardsMultipleCards', 'temporary-card', false],
  ['FourEyes', 'both', true],
  ['BatchSyncMinutes', 'both', 15],
] as const
