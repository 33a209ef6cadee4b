import { isAbsolute } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { ParsedRequestOf } from '../../shared/contract'
import { type BureauSettings, type BureauState, foldedWord } from '../../shared/model'
import { listed, stateLabel, t } from '../../shared/texts'
import { baseAddress, originOf, restFaults } from '../production/rest/address'

/** What is saved: everything but the secret, which has a call of its own. */
export type SavedBureau = ParsedRequestOf<'settings.saveBureau'>['values']

/** Without a word for these, no order could ever end. */
const needed: readonly BureauState[] = ['produced', 'failed']

/**
 * What is wrong with a bureau's settings, by field (`rest.address`, `statusWords.3.word`); empty when nothing
 * is. What the chosen connection needs must be there; what the others have must be proper all the same.
 */
export function bureauFaults(values: SavedBureau): Readonly<Record<string, string>> {
  return { ...folderFaults(values), ...serviceFaults(values), ...wordFaults(values) }
}

/** The settings after a save. The secret stays with the host it was set for, and is forgotten for any other. */
export function bureauAfter(before: BureauSettings, values: SavedBureau): BureauSettings {
  const url = baseAddress(values.rest.address)
  const address = typeof url === 'string' ? values.rest.address : url.href
  const sameHost = originOf(before.rest.address) === originOf(address)
  return { ...values, rest: { ...values.rest, address, secret: sameHost ? before.rest.secret : null } }
}

/** True when orders would go to another place than before, or come from somebody else there. */
export function connectsElsewhere(before: BureauSettings, after: BureauSettings): boolean {
  return !isDeepStrictEqual(placeOf(before), placeOf(after))
}

/** What tells one bureau from another. What is set for connections that are not chosen is no part of it. */
function placeOf({ connection, folder, rest }: BureauSettings): readonly string[] {
  switch (connection) {
    case 'simulated':
      return [connection]
    case 'folder':
      return [connection, folder.path]
    case 'rest':
      // A service may keep the orders of each organisation, and of each client, apart.
      return [connection, rest.address, rest.organisation, rest.clientId]
  }
}

function folderFaults({ connection, folder: { path } }: SavedBureau): Readonly<Record<string, string>> {
  if (path === '') return connection === 'folder' ? { 'folder.path': t('webService.settings.folderMissing') } : {}
  return isAbsolute(path) ? {} : { 'folder.path': t('webService.settings.folderRelative') }
}

function serviceFaults({ connection, rest }: SavedBureau): Readonly<Record<string, string>> {
  const inUse = connection === 'rest'
  const told = Object.entries(restFaults(rest)).filter(([field]) => inUse || rest[field as keyof typeof rest] !== '')
  return Object.fromEntries(told.map(([field, fault]) => [`rest.${field}`, fault]))
}

function wordFaults({ statusWords }: SavedBureau): Readonly<Record<string, string>> {
  const faults: Record<string, string> = {}
  const seen = new Map<string, string>()
  for (const [index, { word }] of statusWords.entries()) {
    const folded = foldedWord(word)
    const other = seen.get(folded)
    if (folded.trim() === '') faults[`statusWords.${index}.word`] = t('webService.settings.wordEmpty')
    else if (other !== undefined)
      faults[`statusWords.${index}.word`] = t('webService.settings.wordTwice', { word, other })
    else seen.set(folded, word)
  }
  const missing = needed.filter((state) => !statusWords.some((row) => row.state === state))
  if (missing.length > 0) {
    const states = listed(
      missing.map((state) => stateLabel('card', state)),
      'and',
    )
    faults.statusWords = t('webService.settings.wordsMissing', { states })
  }
  return faults
}
