import { cardProcesses } from './card-processes'
import type { Actor, Source } from './process-row'
import type { AnyState, CardType } from './states'
import { temporaryCardProcesses } from './temporary-card-processes'

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
