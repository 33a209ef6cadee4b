import { documentedProcesses, documentedStates } from '../unit/documented-lifecycle'

/**
 * What is expected of every combination, read off the product model (3 transitions and processes, 4 options,
 * 5.1 when a process runs, 6 roles) and written down by hand. Nothing here comes from the tables the
 * product reads: a row dropped, added or altered there is an answer that is wrong here.
 */

/** A state's id, or `new` for a card that is not made yet. */
export type Place = string

/** What can be set, and what can be the case, that makes a difference to some answer. */
export interface World {
  readonly approval: 'on' | 'off'
  readonly queue: 'on' | 'off'
  readonly multiple: 'on' | 'off'
  readonly fourEyes: 'on' | 'off'
  readonly certificates: 'on' | 'off'
  readonly temporaryQueue: 'on' | 'off'
  readonly temporaryMultiple: 'on' | 'off'
  /** What the bureau does with an order that is sent. */
  readonly bureau: 'takes' | 'refuses'
  /** What the bureau answers about an order it has. */
  readonly answer: 'ordered' | 'in-production' | 'produced' | 'failed'
  /** How whoever acts stands to the request: they asked for it, the card is their own, both, or neither. */
  readonly relation: 'none' | 'requester' | 'holder' | 'requester and holder'
  /** The state of another card of the card's holder, or of the person one is ordered for. */
  readonly otherCard: 'none' | Place
  /** The state of a temporary card of the person one is to be assigned to. */
  readonly otherTemporaryCard: 'none' | Place
}

/** The options as they are shipped (4), and an ordinary day otherwise. */
export const ordinary: World = {
  approval: 'off',
  queue: 'on',
  multiple: 'off',
  fourEyes: 'on',
  certificates: 'off',
  temporaryQueue: 'on',
  temporaryMultiple: 'off',
  bureau: 'takes',
  answer: 'produced',
  relation: 'none',
  otherCard: 'none',
  otherTemporaryCard: 'none',
}

/** A row of a table: for these processes, where all of this is the case. */
interface Row {
  readonly processes: readonly string[]
  readonly from: readonly Place[] | 'any'
  readonly when: Partial<Record<keyof World, readonly string[]>>
}

const list = (text: string) => text.split(', ')

/** `when` as words: `approval off, bureau refuses|takes`. */
function conditions(text: string): Row['when'] {
  const parts = text === '' ? [] : list(text)
  return Object.fromEntries(
    parts.map((part) => {
      const [name = '', ...values] = part.split(' ')
      return [name, values.join(' ').split('|')]
    }),
  )
}

export interface EndRow extends Row {
  readonly to: Place | 'same'
}
const end = (process: string, from: string, when: string, to: Place | 'same'): EndRow => ({
  processes: [process],
  from: list(from),
  when: conditions(when),
  to,
})

const editable = 'registered, requested, processing, failed, ordered, in-production, produced, active, inactive'

/** Where a process leaves the card: every row of 3.1 and 3.2 that people run, in every way it can go. */
// biome-ignore format: a table
export const ends: readonly EndRow[] = [
  end('CardsAddonExtProdProcRegister', 'new', '', 'registered'),
  end('CardsAddonExtProdProcOrder', 'new, registered', 'approval on, queue on|off', 'requested'),
  end('CardsAddonExtProdProcOrder', 'new, registered', 'approval off, queue on', 'processing'),
  end('CardsAddonExtProdProcOrder', 'new, registered', 'approval off, queue off, bureau takes', 'ordered'),
  end('CardsAddonExtProdProcOrder', 'new, registered', 'approval off, queue off, bureau refuses', 'failed'),
  end('CardsAddonExtProdBoProcOrderMultiple', 'new', 'approval on, queue on|off', 'requested'),
  end('CardsAddonExtProdBoProcOrderMultiple', 'new', 'approval off, queue on', 'processing'),
  end('CardsAddonExtProdBoProcOrderMultiple', 'new', 'approval off, queue off, bureau takes', 'ordered'),
  end('CardsAddonExtProdBoProcOrderMultiple', 'new', 'approval off, queue off, bureau refuses', 'failed'),
  end('CardsAddonExtProdProcAbortRequest', 'requested', 'approval on|off, fourEyes on|off', 'request-aborted'),
  end('CardsAddonExtProdProcApprove', 'requested', 'approval on|off, queue on', 'processing'),
  end('CardsAddonExtProdProcApprove', 'requested', 'approval on|off, queue off, bureau takes', 'ordered'),
  end('CardsAddonExtProdProcApprove', 'requested', 'approval on|off, queue off, bureau refuses', 'failed'),
  end('CardsAddonExtProdProcReject', 'requested', 'approval on|off', 'rejected'),
  end('CardsAddonExtProdProcAbort', 'processing', 'queue on|off', 'order-aborted'),
  end('CardsAddonExtProdProcRepeat', 'failed', 'approval on|off, queue on', 'processing'),
  end('CardsAddonExtProdProcRepeat', 'failed', 'approval on|off, queue off, bureau takes', 'ordered'),
  end('CardsAddonExtProdProcRepeat', 'failed', 'approval on|off, queue off, bureau refuses', 'failed'),
  end('CardsAddonExtProdProcUpdate', 'ordered', 'answer ordered', 'ordered'),
  end('CardsAddonExtProdProcUpdate', 'ordered, in-production', 'answer in-production', 'in-production'),
  // The bureau never takes a card back out of production; whatever it says, the card stays.
  end('CardsAddonExtProdProcUpdate', 'in-production', 'answer ordered', 'in-production'),
  end('CardsAddonExtProdProcUpdate', 'ordered, in-production', 'answer produced', 'produced'),
  end('CardsAddonExtProdProcUpdate', 'ordered, in-production', 'answer failed', 'failed'),
  end('CardsAddonExtProdProcActivate', 'produced', 'certificates on|off', 'active'),
  end('CardsProcDeactivate', 'active', 'certificates on|off', 'inactive'),
  end('CardsProcReactivate', 'inactive', 'certificates on|off', 'active'),
  end('CardsProcLock', 'active, inactive', 'certificates on|off', 'locked'),
  end('CardsProcEdit', editable, '', 'same'),
  end('TempCardsAddonExtProdProcOrder', 'new', 'temporaryQueue on', 'processing'),
  end('TempCardsAddonExtProdProcOrder', 'new', 'temporaryQueue off, bureau takes', 'ordered'),
  end('TempCardsAddonExtProdProcOrder', 'new', 'temporaryQueue off, bureau refuses', 'failed'),
  end('TempCardsAddonExtProdProcAbort', 'processing', 'temporaryQueue on|off', 'aborted'),
  end('TempCardsAddonExtProdProcUpdate', 'ordered', 'answer ordered', 'ordered'),
  end('TempCardsAddonExtProdProcUpdate', 'ordered, in-production', 'answer in-production', 'in-production'),
  end('TempCardsAddonExtProdProcUpdate', 'in-production', 'answer ordered', 'in-production'),
  end('TempCardsAddonExtProdProcUpdate', 'ordered, in-production', 'answer produced', 'produced'),
  end('TempCardsAddonExtProdProcUpdate', 'ordered, in-production', 'answer failed', 'failed'),
  end('TempCardsAddonExtProdInitialize', 'produced', '', 'unassigned'),
  end('TempCardsProcAssign', 'unassigned', 'temporaryMultiple on|off', 'assigned'),
  end('TempCardsProcExtend', 'assigned', 'temporaryMultiple on|off', 'assigned'),
  end('TempCardsProcWithdraw', 'assigned, expired', '', 'unassigned'),
  end('TempCardsProcLock', 'assigned, unassigned', '', 'locked'),
]

const against = (processes: string, when: string): Row => ({
  processes: list(processes),
  from: 'any',
  when: conditions(when),
})

const openOrUsable = 'requested|processing|ordered|in-production|produced|active|inactive'

/** What stands against a process that could run otherwise: its own condition (3.1, 3.2, 4). */
export const obstacles: readonly Row[] = [
  against(
    'CardsAddonExtProdProcApprove, CardsAddonExtProdProcReject',
    'fourEyes on, relation requester|holder|requester and holder',
  ),
  against('CardsAddonExtProdProcAbortRequest', 'relation none|holder'),
  against(
    'CardsAddonExtProdProcOrder, CardsAddonExtProdBoProcOrderMultiple, CardsAddonExtProdProcRepeat',
    `multiple off, otherCard ${openOrUsable}`,
  ),
  against('TempCardsProcAssign', 'temporaryMultiple off, otherTemporaryCard assigned'),
]

/** A run over many persons goes on without those something stands against, and says so in its outcome. */
export const runsOverMany: readonly string[] = ['CardsAddonExtProdBoProcOrderMultiple']

/** The status all certificates of a card have in a state, if it has any (2.1, 5.7). */
export const certificatesIn: Readonly<Record<Place, string>> = {
  active: 'valid',
  inactive: 'on-hold',
  locked: 'revoked',
  expired: 'expired',
}

/** The states a run passes through on its way, by process (5.4). */
export const throughOf: Readonly<Record<string, Place>> = {
  CardsAddonExtProdProcOrder: 'registered',
  CardsAddonExtProdBoProcOrderMultiple: 'registered',
  TempCardsAddonExtProdProcOrder: 'requested',
}

/** What batch sync and the expiry run do by themselves: `from > to`. */
export const bySystem: Readonly<Record<string, readonly string[]>> = {
  CardsAddonExtProdBatchSend: ['processing > ordered', 'processing > failed'],
  CardsAddonExtProdBatchStatus: [
    'ordered > in-production',
    'ordered > produced',
    'ordered > failed',
    'in-production > produced',
    'in-production > failed',
  ],
  CardsExpiryRun: ['produced > expired', 'active > expired', 'inactive > expired'],
  TempCardsAddonExtProdBatchSend: ['processing > ordered', 'processing > failed'],
  TempCardsAddonExtProdBatchStatus: [
    'ordered > in-production',
    'ordered > produced',
    'ordered > failed',
    'in-production > produced',
    'in-production > failed',
  ],
  TempCardsExpiryRun: ['assigned > expired'],
}

/** Every change of state a process can make: `from > to`. */
export function movesOf(process: string): readonly string[] {
  const through = throughOf[process]
  const moves = ends
    .filter((row) => row.processes.includes(process) && row.to !== 'same')
    .flatMap(({ from, to }) => (from === 'any' ? [] : from.map((each) => [each, to])))
    .flatMap(([from = '', to = '']) =>
      from === 'new' && through ? [`new > ${through}`, `${through} > ${to}`] : [`${from} > ${to}`],
    )
  return [...new Set([...moves, ...(bySystem[process] ?? [])])]
}

/** The documented row of a process, by its symbolic name. */
export function documentedProcess(symbolicName: string) {
  const found = documentedProcesses.find((each) => each.symbolicName === symbolicName)
  if (!found) throw new Error(`${symbolicName} is not documented`)
  return found
}

/** True when every condition of the row is met. */
export function applies({ when }: Row, world: World): boolean {
  return Object.entries(when).every(([name, values]) => values?.includes(world[name as keyof World]))
}

/** Every value of what can make a difference. A temporary card belongs to a person in two states alone. */
export const values: { readonly [Name in keyof World]: readonly World[Name][] } = {
  approval: ['off', 'on'],
  queue: ['on', 'off'],
  multiple: ['off', 'on'],
  fourEyes: ['on', 'off'],
  certificates: ['off', 'on'],
  temporaryQueue: ['on', 'off'],
  temporaryMultiple: ['off', 'on'],
  bureau: ['takes', 'refuses'],
  answer: ['ordered', 'in-production', 'produced', 'failed'],
  relation: ['none', 'requester', 'holder', 'requester and holder'],
  otherCard: ['none', ...documentedStates.card.map(([id]) => id)],
  otherTemporaryCard: ['none', 'assigned', 'expired'],
}

/** What makes a difference to a process: whatever its rows name. */
export function dimensionsOf(process: string): readonly (keyof World)[] {
  const rows = [...ends, ...obstacles].filter((row) => row.processes.includes(process))
  return [...new Set(rows.flatMap((row) => Object.keys(row.when) as (keyof World)[]))]
}
