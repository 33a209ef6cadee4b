import type { ProcessDefinition } from './processes'
import type { CardType, StateDefinition } from './states'

/** What the check reads: the tables themselves, or a table a test has spoilt. */
export interface LifecycleTables {
  readonly states: { readonly [Type in CardType]: readonly Pick<StateDefinition, 'id' | 'kind'>[] }
  readonly processes: readonly ProcessTable[]
}
type ProcessTable = Pick<ProcessDefinition, 'cardType'> & {
  readonly symbolicName: string
  readonly startsIn: readonly (string | null)[]
  readonly moves: readonly (readonly [string | null, string])[]
  readonly through?: readonly string[]
}

/**
 * Every fault of the tables, each as a sentence that names the row; empty when they are sound.
 * The program refuses to start on any: a bad table would let a card go where it must not.
 */
export function faultsOf({ states, processes }: LifecycleTables): string[] {
  return [
    ...twice(processes.map((each) => each.symbolicName)).map((name) => `two processes have the symbolic name ${name}`),
    ...(Object.keys(states) as CardType[]).flatMap((cardType) =>
      graphFaults(
        cardType,
        states[cardType],
        processes.filter((process) => process.cardType === cardType),
      ),
    ),
  ]
}

function graphFaults(
  cardType: CardType,
  states: LifecycleTables['states'][CardType],
  processes: readonly ProcessTable[],
): string[] {
  const faults = twice(states.map((each) => each.id)).map((id) => `${cardType}: two states have the id ${id}`)
  const known = new Set(states.map((each) => each.id))
  const finals = new Set(states.filter((each) => each.kind === 'final').map((each) => each.id))

  for (const { symbolicName, startsIn, moves, through = [] } of processes) {
    const named = [...startsIn, ...moves.flat(), ...through].filter((state) => state !== null)
    for (const state of new Set(named.filter((each) => !known.has(each)))) {
      faults.push(`${cardType}: process ${symbolicName} names the unknown state ${state}`)
    }
    for (const from of new Set([...startsIn, ...moves.map(([each]) => each)])) {
      if (from !== null && finals.has(from)) {
        faults.push(`${cardType}: process ${symbolicName} leads out of the final state ${from}`)
      }
    }
    for (const start of startsIn) {
      if (moves.length > 0 && !moves.some(([from]) => from === start)) {
        faults.push(`${cardType}: process ${symbolicName} starts in ${start ?? 'nothing'} but moves no card from there`)
      }
    }
    for (const [from] of moves) {
      if (!startsIn.includes(from) && !through.includes(from ?? '')) {
        faults.push(
          `${cardType}: process ${symbolicName} moves a card from ${from ?? 'nothing'} but never starts there`,
        )
      }
    }
  }

  const moves = processes.flatMap((each) => each.moves)
  const starts = states.filter((each) => each.kind === 'start').map((each) => each.id)
  for (const start of starts) {
    if (!moves.some(([from, to]) => from === null && to === start)) {
      faults.push(`${cardType}: no process makes a card in the start state ${start}`)
    }
  }
  for (const begun of new Set(moves.filter(([from]) => from === null).map(([, to]) => to))) {
    if (known.has(begun) && !starts.includes(begun)) {
      faults.push(`${cardType}: a new card begins in ${begun}, which is not a start state`)
    }
  }
  const reached = reachableFrom(null, moves)
  for (const { id, kind } of states) {
    if (!reached.has(id)) faults.push(`${cardType}: state ${id} cannot be reached`)
    if (kind !== 'final' && !moves.some(([from, to]) => from === id && to !== id)) {
      faults.push(`${cardType}: nothing leads out of state ${id}, which is not final`)
    }
  }
  return faults
}

function reachableFrom(start: string | null, moves: ProcessTable['moves']): Set<string> {
  const reached = new Set<string>()
  const open: (string | null)[] = [start]
  while (open.length > 0) {
    const here = open.pop() ?? null
    for (const [from, to] of moves) {
      if (from === here && !reached.has(to)) {
        reached.add(to)
        open.push(to)
      }
    }
  }
  return reached
}

function twice(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))]
}
