import fc from 'fast-check'
import type { z } from 'zod'
import { passwords, bureauSecrets, weakPasswords } from './secrets'
import { addresses, emails } from './values'

/** What the desk has at the moment of the call, so that a call that fits really does something. */
export const wantedKinds = [
  'card',
  'person',
  'account',
  'user-name',
  /** A wizard that is open in the caller's window; sometimes in another. */
  'wizard',
  /** The page that wizard is on, and answers that fit it. */
  'step',
  'answers',
  'sync-run',
  /** The version of what the rest of the payload names. */
  'version',
  /** A place in the journal. */
  'record',
  'folder',
  'backup',
  /** The password the account of the caller's window has. */
  'own-password',
] as const
export type WantedKind = (typeof wantedKinds)[number]

/** Stands in a drawn payload for something that is looked up when the call is made: the one at this place of a list. */
export class Wanted {
  constructor(
    readonly kind: WantedKind,
    readonly place: number,
  ) {}

  toString(): string {
    return `${this.kind} ${this.place}`
  }
}

/** A drawn payload: plain data in which `Wanted` stands for what the desk has. */
export type Draft = unknown

// Evenly spread: first and last places are no more telling than others.
export const place = fc.noBias(fc.nat({ max: 10_000 }))

const wanted = (kind: WantedKind): fc.Arbitrary<Draft> => place.map((at) => new Wanted(kind, at))
const constants = (values: readonly unknown[]): fc.Arbitrary<Draft> => fc.constantFrom(...values)

/** Where a member stands: its channel, and the names down to it, `[]` for the members of a list. */
export interface Place {
  readonly channel: string
  readonly path: readonly string[]
}

const cards = wanted('card')
const runs = (channel: string) => wanted(channel.startsWith('batch.') ? 'sync-run' : 'wizard')

/** By name of a member, whichever channel it belongs to. */
const byName: Readonly<Record<string, (place: Place) => fc.Arbitrary<Draft>>> = {
  card: () => cards,
  cards: () => cards,
  among: () => cards,
  person: () => wanted('person'),
  account: () => wanted('account'),
  run: ({ channel }) => runs(channel),
  step: () => wanted('step'),
  answers: () => wanted('answers'),
  version: () => wanted('version'),
  before: () => wanted('record'),
  backup: () => wanted('backup'),
  // Nothing of these may lead out of the folder of the test.
  folder: () => wanted('folder'),
  path: () => wanted('folder'),
  start: () => wanted('folder'),
  address: () => constants(addresses),
  email: () => constants(emails),
  password: () => constants([...passwords, ...passwords, ...weakPasswords]),
  current: () => wanted('own-password'),
  secret: () => constants(bureauSecrets),
}

/** By channel and path, where the name alone does not say it. */
const byPath: Readonly<Record<string, () => fc.Arbitrary<Draft>>> = {
  'session.signIn userName': () => wanted('user-name'),
  'session.signIn password': () => wanted('own-password'),
  'session.unlock password': () => wanted('own-password'),
  'session.foundDesk administrator.roles': () =>
    constants([['administrator'], ['administrator', 'operator'], ['approver', 'operator', 'administrator']]),
  'settings.saveBackup values.folder': () =>
    fc.oneof({ weight: 5, arbitrary: wanted('folder') }, { weight: 1, arbitrary: fc.constant('') }),
  // The largest sample takes seconds and shows nothing more.
  'session.foundDesk sampleData.cards': () => fc.integer({ min: 30, max: 40 }),
}

/** What the desk must be asked for at that place; `undefined` where the schema alone says what fits. */
export function wantedFor(at: Place, schema: z.ZodType): fc.Arbitrary<Draft> | undefined {
  const known = byPath[`${at.channel} ${at.path.join('.')}`]
  if (known) return known()
  const name = at.path.findLast((each) => each !== '[]') ?? ''
  const isList = at.path.at(-1) === '[]'
  const type = schema._zod.def.type
  // Names say what a value is; a list, an object or a choice of these is drawn member by member.
  const isValue = ['string', 'number', 'pipe'].includes(type) || (type === 'record' && !isList)
  return isValue && Object.hasOwn(byName, name) ? byName[name]?.(at) : undefined
}
