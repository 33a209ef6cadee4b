import type { CardType, Role } from '../../shared/lifecycle'
import { documentedProcesses, documentedStates } from '../unit/documented-lifecycle'
import {
  applies,
  dimensionsOf,
  documentedProcess,
  ends,
  obstacles,
  ordinary,
  type Place,
  runsOverMany,
  values,
  type World,
} from './documented'

/** Who acts: somebody with these roles, or a window nobody has signed in at. */
// biome-ignore format: a table
export const casts = {
  'nobody': [],
  'operator': ['operator'],
  'approver': ['approver'],
  'administrator': ['administrator'],
  'auditor': ['auditor'],
  'operator and approver': ['operator', 'approver'],
  'operator and administrator': ['operator', 'administrator'],
  'approver and administrator': ['approver', 'administrator'],
  'operator and auditor': ['operator', 'auditor'],
  'operator, approver and administrator': ['operator', 'approver', 'administrator'],
} as const satisfies Record<string, readonly Role[]>
export type Cast = keyof typeof casts

/**
 * What the administrator made of the commands: left as they are shipped, everything on or off, or everything
 * on and the roles of all processes exchanged: what operators may start, approvers may, and the reverse.
 */
export const offers = ['shipped', 'on', 'off', 'exchanged'] as const
export type Offer = (typeof offers)[number]

/** One combination: who tries what, on what, in which world. */
export interface Combination {
  readonly cardType: CardType
  readonly state: Place
  readonly process: string
  readonly cast: Cast
  readonly offer: Offer
  readonly world: World
}

/** The one answer that is right. */
export type Expected =
  | { readonly refused: string }
  | { readonly endsIn: Place }
  /** The run ends, and its outcome says that nothing was done about this person. */
  | { readonly leftOut: true }

const switches = [
  'approval',
  'queue',
  'multiple',
  'fourEyes',
  'certificates',
  'temporaryQueue',
  'temporaryMultiple',
] as const satisfies readonly (keyof World)[]
export type Switch = (typeof switches)[number]

/** The options of a world, as one word: combinations with the same are tried together. */
export function switchesOf(world: World): string {
  return switches.map((name) => `${name} ${world[name]}`).join(', ')
}

/** The answer the product model gives. */
export function expectedOf(combination: Combination): Expected {
  const refused = refusalOf(combination)
  if (refused) return { refused }
  const { process, state, world } = combination
  const opposed = obstacles.some((row) => row.processes.includes(process) && applies(row, world))
  if (opposed) return runsOverMany.includes(process) ? { leftOut: true } : { refused: 'condition-not-met' }
  const row = endOf(combination)
  if (!row) throw new Error(`no end is documented for ${process} from ${state}`)
  return { endsIn: row.to === 'same' ? state : row.to }
}

function endOf({ process, state, world }: Combination) {
  const found = ends.filter((row) => row.processes.includes(process) && row.from.includes(state) && applies(row, world))
  if (found.length > 1) throw new Error(`${process} from ${state} has two ends`)
  return found[0]
}

/** What stands against it whatever the world is like (5.1), in the order in which the desk asks; `null` if nothing. */
function refusalOf({ cardType, state, process, cast, offer }: Combination): string | null {
  const roles: readonly Role[] = casts[cast]
  if (roles.length === 0) return 'not-signed-in'
  if (!roles.includes('operator') && !roles.includes('approver')) return 'not-permitted'
  const row = documentedProcess(process)
  if (row.cardType !== cardType || row.role === 'system' || !row.from.includes(state)) return 'wrong-state'
  if (offer === 'off' || (offer === 'shipped' && !row.on)) return 'process-off'
  return roles.some((role) => role === roleIn(offer, row.role)) ? null : 'role-lacks-process'
}

function roleIn(offer: Offer, role: string): string {
  if (offer !== 'exchanged') return role
  return role === 'operator' ? 'approver' : 'operator'
}

/** Every combination about cards of a type; those about making a card belong to the type that is made. */
export function* combinationsOf(cardType: CardType): Generator<Combination> {
  const places = ['new', ...documentedStates[cardType].map(([id]) => id)]
  for (const offer of offers) {
    for (const state of places) {
      for (const { symbolicName: process, cardType: made } of documentedProcesses) {
        if (state === 'new' && made !== cardType) continue
        for (const cast of Object.keys(casts) as Cast[]) {
          const combination = { cardType, state, process, cast, offer, world: ordinary }
          for (const world of worldsFor(combination)) yield { ...combination, world }
        }
      }
    }
  }
}

/**
 * The worlds that matter to a combination. Options are tried even where nothing can come of it, so that no
 * setting opens a way; the rest only where the process could run.
 */
function worldsFor(combination: Combination): readonly World[] {
  const dimensions = dimensionsOf(combination.process)
  const settings = dimensions.filter((name) => switches.some((each) => each === name))
  if (refusalOf(combination)) return product(settings)
  const usual = product(dimensions.filter((name) => name !== 'otherCard' && name !== 'otherTemporaryCard'))
  // Whose other cards they are is asked of one cast and otherwise ordinary options: it makes no other difference.
  const others = combination.cast === 'operator' && combination.offer === 'on' ? othersOf(dimensions) : []
  return [...usual, ...others].filter((world) => isPossible({ ...combination, world }))
}

function othersOf(dimensions: readonly (keyof World)[]): readonly World[] {
  if (dimensions.includes('otherCard')) return product(['multiple', 'otherCard']).filter((w) => w.otherCard !== 'none')
  if (!dimensions.includes('otherTemporaryCard')) return []
  return product(['temporaryMultiple', 'otherTemporaryCard']).filter((w) => w.otherTemporaryCard !== 'none')
}

/** False where a world says nothing new, or cannot be: an approver who is nothing else has asked for no order. */
function isPossible(combination: Combination): boolean {
  const { world, cast } = combination
  const roles: readonly Role[] = casts[cast]
  if (world.relation.startsWith('requester') && !roles.includes('operator')) return false
  return world.bureau === 'takes' || endOf(combination)?.when.bureau !== undefined
}

function product(dimensions: readonly (keyof World)[]): readonly World[] {
  return dimensions.reduce<readonly World[]>(
    (worlds, name) => worlds.flatMap((world) => values[name].map((value) => ({ ...world, [name]: value }))),
    [ordinary],
  )
}

/** A combination in words, for a report. */
export function describe({ cardType, state, process, cast, offer, world }: Combination): string {
  const unusual = Object.entries(world).filter(([name, value]) => value !== ordinary[name as keyof World])
  const where = unusual.map(([name, value]) => `${name} ${value}`).join(', ')
  return `${process} on a ${cardType} in ${state} by ${cast}, commands ${offer}${where && `, ${where}`}`
}
