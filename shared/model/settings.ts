import type { BureauSettings } from './batch'
import type { BackupSettings } from './data'
import type { AnyState, CardType, OptionValues, Role, SymbolicName } from '../lifecycle'

/** The tabs of a card type's settings: General and one per state. */
export type SettingsTab = 'general' | AnyState

/** What one tab offers: defaults that can be switched off, and processes an administrator added. */
export interface CommandSettings {
  /** The documented defaults of this tab, in documented order. */
  readonly defaults: readonly { readonly process: SymbolicName; readonly enabled: boolean }[]
  /** Added by an administrator, in the order in which they are offered. */
  readonly additional: readonly SymbolicName[]
}

/** The fields that free text in SEARCH looks at. */
export const searchFields = ['number', 'name', 'employeeNumber', 'email', 'upn', 'order'] as const
export type SearchField = (typeof searchFields)[number]

export interface CardTypeSettings {
  /** Counts the saves of this card type's settings; a save names the version it started from. */
  readonly version: number
  readonly commands: Readonly<Partial<Record<SettingsTab, CommandSettings>>>
  readonly searchFields: readonly SearchField[]
  readonly layouts: readonly string[]
}

export interface Settings {
  readonly cardTypes: Readonly<Record<CardType, CardTypeSettings>>
  /** Roles that may start a process, where an administrator changed them. */
  readonly processRoles: {
    readonly version: number
    readonly roles: Readonly<Partial<Record<SymbolicName, readonly Role[]>>>
  }
  readonly options: { readonly version: number; readonly values: OptionValues }
  readonly desk: { readonly version: number; readonly values: DeskValues }
  readonly bureau: { readonly version: number; readonly values: BureauSettings }
  readonly backup: { readonly version: number; readonly values: BackupSettings }
}

/** Settings of this workstation's desk as a whole. */
export interface DeskValues {
  /** Minutes without input after which the screen is locked; 0 = never. */
  readonly idleLockMinutes: number
}
