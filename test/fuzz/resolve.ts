import { join } from 'node:path'
import type { Ledger } from './ledger'
import type { OpenWizard, Post } from './windows'
import { filledIn } from '../support/answering'
import { passwords as known } from './secrets'
import { type Draft, Wanted } from './wanted'

/** The desk at the moment of a call, as far as drawn payloads ask for it. */
export interface Moment {
  readonly channel: string
  readonly post: Post
  readonly posts: readonly Post[]
  readonly ledger: Ledger
  /** Ids and user names of the test's own helpers, which nobody may meddle with. */
  readonly kept: ReadonlySet<string>
  /** The password of each account, by id. */
  readonly passwords: ReadonlyMap<string, string>
  /** Folder of the desk, and one for everything else. */
  readonly folders: { readonly data: string; readonly other: string }
  /** Names of backups somebody was told. */
  readonly backups: readonly string[]
}

/** The payload a draft stands for at this moment. */
export function resolved(draft: Draft, moment: Moment): unknown {
  const plain = filled(draft, (wanted) => (isDependent(wanted) ? wanted : lookUp(wanted, moment)))
  // What depends on the rest of the payload comes last.
  return filled(plain, (wanted) => dependent(wanted, plain as Record<string, unknown>, moment))
}

function filled(draft: Draft, fill: (wanted: Wanted) => unknown): unknown {
  if (draft instanceof Wanted) return fill(draft)
  if (Array.isArray(draft)) return draft.map((each) => filled(each, fill))
  if (typeof draft !== 'object' || draft === null) return draft
  return Object.fromEntries(Object.entries(draft).map(([name, each]) => [name, filled(each, fill)]))
}

function isDependent({ kind }: Wanted): boolean {
  return ['step', 'answers', 'version', 'own-password'].includes(kind)
}

function pick<Item>(list: readonly Item[], place: number): Item | undefined {
  return list[place % list.length]
}

/** Also what is not there: the number after the last one. */
const missing = { card: 'C-999999', person: 'P-999999', account: 'U-999999', run: 'S-999999' }

function lookUp({ kind, place }: Wanted, moment: Moment): unknown {
  const { ledger, kept } = moment
  const known = (ids: Iterable<string>, otherwise: string) => {
    const list = [...ids].filter((id) => !kept.has(id))
    return place % 41 === 0 ? otherwise : (pick(list, place) ?? otherwise)
  }
  switch (kind) {
    case 'card':
      return known(ledger.cards.keys(), missing.card)
    case 'person':
      return known(ledger.persons.keys(), missing.person)
    case 'account':
      return known(ledger.accounts.keys(), missing.account)
    case 'user-name':
      return known(
        [...ledger.accounts.values()].map(({ userName }) => userName),
        'nobody',
      )
    case 'sync-run':
      return known(ledger.runs.keys(), missing.run)
    case 'wizard':
      return wizardAt(place, moment)?.run ?? 'no-such-run'
    case 'record':
      return Math.max(1, place % (ledger.sequence + 3))
    case 'folder':
      return folderAt(place, moment)
    case 'backup':
      return known(moment.backups, 'card-desk-nothing')
    default:
      throw new Error(`nothing is known of a ${kind} by itself`)
  }
}

/** Mostly the newest wizard of the window; at times an older one, one that is over, or one of another window. */
function wizardAt(place: number, { post, posts }: Moment): OpenWizard | undefined {
  if (place % 9 === 0)
    return pick(
      posts.flatMap(({ wizards }) => wizards),
      place,
    )
  if (place % 9 === 1) return pick(post.wizards, place)
  return post.wizards.findLast(({ view }) => view !== null) ?? post.wizards.at(-1)
}

function folderAt(place: number, { folders: { data, other } }: Moment): string {
  const folders = [
    join(other, 'backups'),
    join(other, 'exports'),
    join(other, 'with a blank, ünd Łetters'),
    other,
    join(other, 'not', 'there'),
    join(other, 'a file'),
    join(other, 'backups', '..', 'exports'),
    data,
    join(data, 'journal'),
    'relative/folder',
    '/proc/card-desk',
    '\\\\server\\share',
    'C:\\Backups',
  ]
  // Mostly one that will do.
  return (place % 3 > 0 ? pick(folders.slice(0, 3), place) : pick(folders, place)) ?? other
}

function dependent({ kind, place }: Wanted, payload: Readonly<Record<string, unknown>>, moment: Moment): unknown {
  if (kind === 'version') return versionOf(payload, moment)
  if (kind === 'own-password') return passwordOf(payload, place, moment)
  const wizard = moment.posts.flatMap(({ wizards }) => wizards).find(({ run }) => run === payload.run)
  const view = wizard?.view ?? null
  if (kind === 'step') return view?.step.id ?? 'confirm'
  if (!view) return {}
  const person = pick([...moment.ledger.persons.keys()], place) ?? null
  const wishes = place % 3 === 0 ? {} : { validityMonths: 1 + (place % 3), amount: 1 + (place % 3) }
  return filledIn(view, { person: place % 4 > 0 ? person : null, answers: wishes })
}

/** The version a save must start from, by what it saves. */
const sections = {
  'settings.saveProcessRoles': 'processRoles',
  'settings.saveOptions': 'options',
  'settings.saveDesk': 'desk',
  'settings.saveBureau': 'bureau',
  'settings.saveBureauSecret': 'bureau',
  'settings.saveBackup': 'backup',
} as const

function versionOf(
  { person, account, cardType }: Readonly<Record<string, unknown>>,
  { channel, ledger }: Moment,
): number {
  const { settings, accounts, persons } = ledger
  if (typeof account === 'string') return accounts.get(account)?.version ?? 0
  if (typeof person === 'string') return persons.get(person)?.version ?? 0
  if (cardType === 'card' || cardType === 'temporary-card') return settings.cardTypes[cardType].version
  if (!Object.hasOwn(sections, channel)) throw new Error(`${channel} has a version, and nobody knows of what`)
  return settings[sections[channel as keyof typeof sections]].version
}

/** The password of whom the payload names, or else of whoever sits at the window; at times another one. */
function passwordOf(
  { userName }: Readonly<Record<string, unknown>>,
  place: number,
  { post, ledger, passwords }: Moment,
): string {
  const name = typeof userName === 'string' ? userName : post.userName
  const account = [...ledger.accounts.values()].find((each) => each.userName === name)
  const right = passwords.get(account?.id ?? '') ?? known[0] ?? ''
  return place % 6 === 0 ? `${right} and more` : right
}
