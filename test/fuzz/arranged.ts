import { type Channel, contract, type RequestOf } from '../../shared/contract'
import { cardTypes, processes } from '../../shared/lifecycle'
import type { CardProfile, DeskSnapshot, SeveralCommand } from '../../shared/contract/responses'
import { type BackupFacts, bureauConnections, orderFileFormats } from '../../shared/model'
import type { Moment } from './resolve'

/**
 * Payloads that take more knowledge of the desk than a schema has: those of calls that would hardly ever do
 * anything if their members were drawn each by itself. `ask` asks as whoever makes the call.
 */
type Arrange<Name extends Channel> = (
  moment: Moment,
  place: number,
  ask: Ask,
) => Promise<RequestOf<Name> | null> | RequestOf<Name> | null
/** The value of another call, made in the same window; `null` when it was refused. */
export type Ask = (channel: Channel, payload: unknown) => Promise<unknown>

/** Cards that are looked at until one of them offers something. */
const mostTries = 8

const pick = <Item>(list: readonly Item[], place: number): Item | undefined => list[place % list.length]

/** A process that the card's profile, or the desk, offers to this person now. */
async function opening({ ledger }: Moment, place: number, ask: Ask): Promise<RequestOf<'processes.open'> | null> {
  const persons = [...ledger.persons.keys()]
  const person = place % 2 === 0 ? null : (pick(persons, place) ?? null)
  if (place % 4 === 0) {
    const snapshot = (await ask('desk.snapshot', null)) as DeskSnapshot | null
    const commands = snapshot ? [...snapshot.newCommands.card, ...snapshot.newCommands['temporary-card']] : []
    const process = pick(commands, place)?.process
    return process ? { process, card: null, person } : null
  }
  const cards = [...ledger.cards.keys()]
  for (let tries = 0; tries < Math.min(mostTries, cards.length); tries += 1) {
    const card = pick(cards, place + tries) ?? null
    const profile = (await ask('cards.profile', { card })) as CardProfile | null
    const possible = (profile?.commands ?? []).filter((each) => each.disabledBecause === null)
    // As people do, mostly rather on with a card than to its end.
    const onward = possible.filter((each) => place % 4 === 1 || !/Lock|Abort|Reject/.test(each.process))
    const process = pick(onward, place)?.process
    if (process) return { process, card, person: null }
  }
  return null
}

async function severalOpening(
  { ledger }: Moment,
  place: number,
  ask: Ask,
): Promise<RequestOf<'processes.openSeveral'> | null> {
  const all = [...ledger.cards.values()]
  for (let tries = 0; tries < Math.min(mostTries, all.length); tries += 1) {
    const first = pick(all, place + tries)
    const alike = all.filter((each) => each.cardType === first?.cardType && each.state === first.state)
    const cards = alike.slice(0, 2 + (place % 5)).map(({ id }) => id)
    const commands = (await ask('cards.severalCommands', { cards })) as readonly SeveralCommand[] | null
    const process = pick(commands ?? [], place)?.process
    if (process) return { process, cards }
  }
  return null
}

/** One command of one tab switched on or off, mostly on. */
function commands({ ledger: { settings } }: Moment, place: number): RequestOf<'settings.saveCommands'> | null {
  const cardType = pick(cardTypes, place) ?? 'card'
  const { commands, version } = settings.cardTypes[cardType]
  const tab = pick(Object.keys(commands) as (keyof typeof commands)[], place)
  const known = tab && commands[tab]
  if (!known) return null
  const defaults = known.defaults.map((each, index) => ({ ...each, enabled: (place + index) % 5 > 0 }))
  return { cardType, tab, version, defaults, additional: [...known.additional] }
}

function general({ ledger: { settings } }: Moment, place: number): RequestOf<'settings.saveGeneral'> | null {
  const cardType = pick(cardTypes, place) ?? 'card'
  const { commands, version, layouts, searchFields } = settings.cardTypes[cardType]
  if (!commands.general) return null
  const { defaults, additional } = commands.general
  const fewer = searchFields.length > 1 && place % 3 === 0 ? searchFields.slice(1) : [...searchFields]
  return {
    cardType,
    version,
    defaults: [...defaults],
    additional: [...additional],
    searchFields: fewer,
    layouts: [...new Set([...layouts, `Layout ${place % 7}`])].slice(-9),
  }
}

function processRoles({ ledger: { settings } }: Moment, place: number): RequestOf<'settings.saveProcessRoles'> | null {
  const process = pick(
    processes.filter(({ by }) => by !== 'system'),
    place,
  )?.symbolicName
  const roles = pick([['operator'], ['approver'], ['operator', 'approver']] as const, place)
  return process && roles ? { version: settings.processRoles.version, roles: { [process]: [...roles] } } : null
}

/** None of these is ever reached: the desk is given a bureau of its own. */
function bureau({ ledger: { settings }, folders }: Moment, place: number): RequestOf<'settings.saveBureau'> {
  const { version, values } = settings.bureau
  const address = pick(['https://bureau.example/', 'https://bureau.example/orders/'], place) ?? ''
  return {
    version,
    values: {
      connection: pick(bureauConnections, place) ?? 'simulated',
      folder: { path: `${folders.other}/exchange`, format: pick(orderFileFormats, place) ?? 'json' },
      rest: { address, organisation: 'Harbour', clientId: `desk ${place % 5}` },
      ordersPerBatch: 1 + (place % 40),
      statusWords: [...values.statusWords],
    },
    confirmed: place % 3 > 0,
  }
}

function account({ ledger, kept }: Moment, place: number): RequestOf<'accounts.change'> | null {
  const found = pick(
    [...ledger.accounts.values()].filter(({ id }) => !kept.has(id)),
    place,
  )
  if (!found) return null
  const { id, version, userName, roles, person } = found
  const linked = place % 5 === 0 ? (pick([...ledger.persons.keys()], place) ?? null) : person
  const name = `Somebody ${place % 100}`
  return { account: id, version, userName, name, roles: [...roles], disabled: place % 11 === 0, person: linked }
}

function person({ ledger }: Moment, place: number): RequestOf<'persons.change'> | null {
  const found = pick([...ledger.persons.values()], place)
  if (!found) return null
  const { id, ...rest } = found
  return { ...rest, person: id, familyName: `Okafor ${place % 100}` }
}

/** One of the backups there are where backups go now. */
async function restore(_: Moment, place: number, ask: Ask): Promise<RequestOf<'data.restore'> | null> {
  const found = (await ask('data.backups', null)) as { readonly backups: readonly BackupFacts[] } | null
  const backup = pick(found?.backups ?? [], place)?.name
  return backup === undefined ? null : { backup }
}

const arrangements: { readonly [Name in Channel]?: Arrange<Name> } = {
  'processes.open': opening,
  'processes.openSeveral': severalOpening,
  'settings.saveCommands': commands,
  'settings.saveGeneral': general,
  'settings.saveProcessRoles': processRoles,
  'settings.saveBureau': bureau,
  'data.restore': restore,
  'accounts.change': account,
  'persons.change': person,
}

/** Whether a payload of that channel can be arranged. */
export function isArranged(channel: string): channel is Channel {
  return Object.hasOwn(arrangements, channel) && Object.hasOwn(contract, channel)
}

/** A payload that fits the desk as it is; `null` when the desk offers nothing to call that channel for. */
export async function arranged(moment: Moment, place: number, ask: Ask): Promise<unknown> {
  const arrange = arrangements[moment.channel as Channel] as Arrange<Channel> | undefined
  return arrange ? await arrange(moment, place, ask) : null
}
