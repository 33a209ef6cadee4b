import {
  type AnyState,
  type CardType,
  endsIn,
  type ProcessDefinition,
  processes,
  type SymbolicName,
} from '../../../shared/lifecycle'
import type { Settings, SettingsTab } from '../../../shared/model'
import type { MoveKind } from '../../components/life-cycle-parts'
import { commandsOf } from './commands-draft'

/** One process that goes on from a state, and how the settings stand towards it there. */
export interface WayOn {
  readonly process: SymbolicName
  readonly kind: MoveKind
  /** True where it does not start but comes by, within one run. */
  readonly passing: boolean
  /** The states it can lead to; empty when it leaves the state as it is. */
  readonly to: readonly AnyState[]
}

/** What counts most for a line that several processes share, first. */
const byWeight: readonly MoveKind[] = ['offered', 'added', 'system', 'off']

const tabOf = (start: AnyState | null): SettingsTab => start ?? 'general'

/** How a tab's settings stand towards a process. */
function kindOn(settings: Settings, process: ProcessDefinition, tab: SettingsTab): MoveKind {
  if (process.by === 'system') return 'system'
  const { defaults, additional } = commandsOf(settings, process.cardType, tab)
  if (additional.includes(process.symbolicName)) return 'added'
  return defaults.some((each) => each.process === process.symbolicName && each.enabled) ? 'offered' : 'off'
}

/** The tabs that offer a process which goes on from a state: the state's own, or those of runs that pass through it. */
function tabsLeadingFrom(process: ProcessDefinition, from: AnyState | null): readonly SettingsTab[] {
  const passed = from !== null && process.through?.includes(from)
  const starts = process.startsIn.filter((start) => start === from || passed)
  return starts.map(tabOf)
}

function heaviest(kinds: readonly MoveKind[]): MoveKind {
  return byWeight.find((kind) => kinds.includes(kind)) ?? 'off'
}

/** Every process that goes on from a state; `null` = from no card yet. */
export function waysOn(settings: Settings, cardType: CardType, from: AnyState | null): readonly WayOn[] {
  return processes
    .filter((process) => process.cardType === cardType)
    .flatMap((process) => {
      const tabs = tabsLeadingFrom(process, from)
      if (tabs.length === 0) return []
      const moves = process.moves.filter(([start, end]) => start === from && end !== from).map(([, end]) => end)
      // What makes a card may go on with it in the same run: then the end of that run is what counts.
      const to = from === null ? endsIn(process) : [...new Set(moves)]
      const kind = heaviest(tabs.map((tab) => kindOn(settings, process, tab)))
      return [{ process: process.symbolicName, kind, passing: !process.startsIn.includes(from), to }]
    })
}

/** The kind of the line from one state to another, and the processes that make it. */
export function moveBetween(
  settings: Settings,
  cardType: CardType,
  from: AnyState,
  to: AnyState,
): { readonly kind: MoveKind; readonly ways: readonly WayOn[] } {
  const ways = waysOn(settings, cardType, from).filter((way) => way.to.includes(to))
  return { kind: heaviest(ways.map(({ kind }) => kind)), ways }
}
