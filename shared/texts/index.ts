import i18next from 'i18next'
import type { CardType, SymbolicName } from '../lifecycle'
import { en } from './en'

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en }
  }
}

const catalogue = i18next.createInstance()
// Without a backend the catalogue is ready when `init` returns.
void catalogue.init({
  lng: 'en',
  resources: { en: { translation: en } },
  initAsync: false,
  // Texts are drawn by React or printed, never put into HTML: escaping would show in names.
  interpolation: { escapeValue: false },
})

/** A text of the catalogue, with its parameters filled in. Used by main and by windows. */
export const t = catalogue.t

/** The label of a state, as badges and lists show it. */
export function stateLabel(cardType: CardType, state: string): string {
  return t(`lifecycle.states.${cardType}.${state}.label` as 'lifecycle.states.card.active.label')
}

/** What a state means, in one sentence. */
export function stateMeaning(cardType: CardType, state: string): string {
  return t(`lifecycle.states.${cardType}.${state}.meaning` as 'lifecycle.states.card.active.meaning')
}

/** The name of a process, as buttons and histories show it. */
export function processName(process: SymbolicName): string {
  return t(`lifecycle.processes.${process}.name`)
}

/** What a process does, in one sentence. */
export function processDoes(process: SymbolicName): string {
  return t(`lifecycle.processes.${process}.does`)
}

/** The name of a role. */
export function roleName(role: keyof (typeof en)['lifecycle']['roles']): string {
  return t(`lifecycle.roles.${role}.name`)
}

// Made once: a refusal names what is possible instead, and a wizard over a thousand cards has as many of them.
const lists = {
  and: new Intl.ListFormat('en', { type: 'conjunction' }),
  or: new Intl.ListFormat('en', { type: 'disjunction' }),
}

/** Things named one after another, as people write them: `a, b or c`. */
export function listed(items: readonly string[], join: 'and' | 'or'): string {
  return lists[join].format(items)
}
