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

/** A command that decides a request. */
export interface DecisionCommand extends CommandView {
  readonly decision: Decision
}

/** The commands of a request that decide it: to approve, to reject, to abort. */
export function decisionsOf({ commands }: RequestRow): readonly DecisionCommand[] {
  const offered = decisionNames.flatMap((decision) => {
    const command = commands.find(({ process }) => process === decisions[decision])
    return command ? [{ ...command, decision }] : []
  })
  return offered.filter(({ decision, disabledBecause }) => helps(decision, disabledBecause, offered))
}

/** That only the requester can abort helps nobody who is there to approve or reject. */
function helps(decision: Decision, disabledBecause: string | null, offered: readonly unknown[]): boolean {
  return decision !== 'abort' || disabledBecause === null || offered.length === 1
}

/** What main offers for several requests together: possible where at least one of them can be decided so. */
export interface DecisionForSeveral {
  readonly decision: Decision
  /** Why none of them can be decided so; `null` when at least one can. */
  readonly disabledBecause: string | null
}

/** The decisions main offers on any of these requests. */
export function decisionsForSeveral(rows: readonly RequestRow[]): readonly DecisionForSeveral[] {
  const all = decisionNames.flatMap((decision) => {
    const offered = rows.flatMap(({ commands }) => commands.filter(({ process }) => process === decisions[decision]))
    const [first] = offered
    if (!first) return []
    const possible = offered.some(({ disabledBecause }) => disabledBecause === null)
    return [{ decision, disabledBecause: possible ? null : first.disabledBecause }]
  })
  return all.filter(({ decision, disabledBecause }) => helps(decision, disabledBecause, all))
}
