import type { RequestRow } from '../../../shared/contract'
import type { SymbolicName } from '../../../shared/lifecycle'
import type { CommandView } from '../../../shared/model'

/** What can be done with a request, by process. */
export const decisions = {
  approve: 'CardsAddonExtProdProcApprove',
  reject: 'CardsAddonExtProdProcReject',
  abort: 'CardsAddonExtProdProcAbortRequest',
} as const satisfies Record<string, SymbolicName>

export type Decision = keyof typeof decisions
export const decisionNames = Object.keys(decisions) as readonly Decision[]

const processes: readonly SymbolicName[] = Object.values(decisions)

/** The commands of a request that decide it, in the order main gives them. */
export function decisionsOf({ commands }: RequestRow): readonly CommandView[] {
  return commands.filter(({ process }) => processes.includes(process))
}

/** What main offers for several requests together: possible where at least one of them can be decided so. */
export interface DecisionForSeveral {
  readonly decision: Decision
  /** Why none of them can be decided so; `null` when at least one can. */
  readonly disabledBecause: string | null
}

/** The decisions main offers on any of these requests. */
export function decisionsForSeveral(rows: readonly RequestRow[]): readonly DecisionForSeveral[] {
  return decisionNames.flatMap((decision) => {
    const offered = rows.flatMap(({ commands }) => commands.filter(({ process }) => process === decisions[decision]))
    const [first] = offered
    if (!first) return []
    const possible = offered.some(({ disabledBecause }) => disabledBecause === null)
    return [{ decision, disabledBecause: possible ? null : first.disabledBecause }]
  })
}
