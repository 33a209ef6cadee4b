import type { Card, CardData, Settings, Stamp } from '../../shared/model'
import type { CardEdited, CardMoved, SettingsChange } from './events'

const emptyCard: CardData = {
  holder: null,
  layout: '',
  title: '',
  organisationalUnit: '',
  validFrom: null,
  validThrough: null,
  order: null,
  cardNumber: null,
  chipUid: null,
  chipProfile: null,
  certificates: [],
}

/**
 * The card after one event. Pure. An event the card already has (by version) returns it unchanged,
 * so that a snapshot taken while commits went on can be replayed over.
 * @throws {Error} when events are missing between the card and this one: the journal is not whole.
 */
export function evolveCard(card: Card | undefined, event: CardMoved | CardEdited, by: Stamp, sequence: number): Card {
  if (card && card.version >= event.version) return card
  if (event.version !== (card?.version ?? 0) + 1) {
    throw new Error(`record ${sequence}: ${event.card} goes from version ${card?.version ?? 0} to ${event.version}`)
  }
  const { at, user, name, role } = event.as ?? by
  const stamp: Stamp = { at, user, name, role }
  const from = event.type === 'card-moved' ? event.from : event.state
  if (from !== (card?.state ?? null)) {
    throw new Error(`record ${sequence}: ${event.card} is said to be in ${from} but is in ${card?.state ?? 'no state'}`)
  }
  return {
    ...(card ?? { ...emptyCard, id: event.card, cardType: event.cardType, created: stamp }),
    ...event.set,
    state: event.type === 'card-moved' ? event.to : event.state,
    version: event.version,
    changed: { ...stamp, process: event.process, from },
    lastSequence: sequence,
  } as Card
}

/** The settings after one saved change. Pure. */
export function evolveSettings(settings: Settings, change: SettingsChange): Settings {
  switch (change.section) {
    case 'commands':
    case 'general': {
      const before = settings.cardTypes[change.cardType]
      const after =
        change.section === 'commands' ? { commands: { ...before.commands, [change.tab]: change.after } } : change.after
      return {
        ...settings,
        cardTypes: { ...settings.cardTypes, [change.cardType]: { ...before, ...after, version: before.version + 1 } },
      }
    }
    case 'process-roles': {
      const { version, roles } = settings.processRoles
      return {
        ...settings,
        processRoles: { version: version + 1, roles: { ...roles, [change.process]: change.after } },
      }
    }
    case 'options': {
      const { version, values } = settings.options
      return { ...settings, options: { version: version + 1, values: { ...values, ...change.after } } }
    }
    case 'desk':
      return { ...settings, desk: { version: settings.desk.version + 1, values: change.after } }
    case 'bureau':
      return { ...settings, bureau: { version: settings.bureau.version + 1, values: change.after } }
    case 'backup':
      return { ...settings, backup: { version: settings.backup.version + 1, values: change.after } }
  }
}
