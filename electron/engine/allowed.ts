import { type Refusal, refusal } from '../../shared/errors'
import type { SessionUser } from '../../shared/contract/responses'
import { type CardType, type ProcessDefinition, processes, type Role, type SymbolicName } from '../../shared/lifecycle'
import type { Card, Settings, SettingsTab } from '../../shared/model'
import { listed, processName, roleName, stateLabel, t } from '../../shared/texts'
import type { DeskView } from './view'

/** The roles that may start a process: the documented one, or what an administrator made of it. */
export function rolesFor(settings: Settings, process: ProcessDefinition): readonly Role[] {
  const changed = settings.processRoles.roles[process.symbolicName]
  return changed ?? (process.by === 'system' ? [] : [process.by])
}

/** The processes a tab offers, in the order in which an administrator sees them. */
export function offeredOn(settings: Settings, cardType: CardType, tab: SettingsTab): readonly ProcessDefinition[] {
  const commands = settings.cardTypes[cardType].commands[tab]
  if (!commands) return []
  const names = [
    ...commands.defaults.filter((each) => each.enabled).map((each) => each.process),
    ...commands.additional,
  ]
  return names
    .map((name) => processes.find((process) => process.symbolicName === name))
    .filter((process) => process !== undefined)
}

/** Which processes this version can run, by symbolic name. */
export type Runnable = Pick<ReadonlyMap<SymbolicName, unknown>, 'has'>

/** The offered processes that can be run and that this user's roles may start: a card's buttons. */
export function commandsFor(
  view: DeskView,
  user: SessionUser,
  runnable: Runnable,
  cardType: CardType,
  tab: SettingsTab,
): readonly ProcessDefinition[] {
  const settings = view.settings()
  return offeredOn(settings, cardType, tab).filter(
    (process) => runnable.has(process.symbolicName) && roleFor(settings, user, process) !== undefined,
  )
}

/** The first of the user's roles that may start the process; it goes into the history. */
export function roleFor(settings: Settings, user: SessionUser, process: ProcessDefinition): Role | undefined {
  return rolesFor(settings, process).find((role) => user.roles.includes(role))
}

/**
 * The four rules that hold for every process (domain rule 5.1; the fifth, its own condition, is the
 * process's): it exists for the card's type, the card is in one of its from-states, the administrator
 * offers it there, and a role of the user may start it. `null` when all hold, else the first that does
 * not, in words. `card: null` asks for making a new card.
 */
export function startRefusal(
  view: DeskView,
  user: SessionUser,
  runnable: Runnable,
  process: ProcessDefinition,
  card: Card | null,
): Refusal | null {
  const settings = view.settings()
  const name = processName(process.symbolicName)
  const facts = { process: process.symbolicName, ...(card && { card: card.id, state: card.state }) }
  const start = card?.state ?? null
  if (card && card.cardType !== process.cardType) {
    const text = t('errors.other-type', {
      process: name,
      card: card.id,
      cardType: t(`lifecycle.cardTypes.${card.cardType}.one`),
    })
    return refusal('wrong-state', text, { ...facts, possible: possibleNames(view, user, runnable, card) })
  }
  if (process.by !== 'system' && !card && !process.startsIn.includes(null)) {
    return refusal('wrong-state', t('errors.needs-card', { process: name }), facts)
  }
  if (process.by === 'system' || !process.startsIn.includes(start)) {
    const subject = card ? { card: card.id, state: stateLabel(card.cardType, card.state) } : newCard(process)
    const text = t('errors.wrong-state', { process: name, ...subject, possible: possible(view, user, runnable, card) })
    return refusal('wrong-state', text, { ...facts, possible: possibleNames(view, user, runnable, card) })
  }
  if (!offeredOn(settings, process.cardType, card?.state ?? 'general').includes(process)) {
    const cardType = t(`lifecycle.cardTypes.${process.cardType}.one`)
    const text = card
      ? t('errors.process-off', {
          process: name,
          cardType,
          card: card.id,
          state: stateLabel(card.cardType, card.state),
          possible: possible(view, user, runnable, card),
        })
      : t('errors.process-off-new', { process: name, cardType })
    return refusal('process-off', text, { ...facts, possible: possibleNames(view, user, runnable, card) })
  }
  if (!roleFor(settings, user, process)) {
    const needed = rolesFor(settings, process)
    return refusal(
      'role-lacks-process',
      t('errors.role-lacks-process', {
        process: name,
        roles: listed(needed.map(roleName), 'or'),
        subject: card
          ? t('errors.leftInState', {
              card: card.id,
              state: stateLabel(card.cardType, card.state),
              possible: possible(view, user, runnable, card),
            })
          : '',
      }).trim(),
      { ...facts, roles: needed, possible: possibleNames(view, user, runnable, card) },
    )
  }
  return null
}

function newCard(process: ProcessDefinition) {
  return { card: t(`lifecycle.cardTypes.${process.cardType}.one`), state: t('errors.noState') }
}

function possibleNames(view: DeskView, user: SessionUser, runnable: Runnable, card: Card | null) {
  return card ? commandsFor(view, user, runnable, card.cardType, card.state).map((each) => each.symbolicName) : []
}

/** What is possible from the card's state for this user, as the end of a sentence. */
function possible(view: DeskView, user: SessionUser, runnable: Runnable, card: Card | null): string {
  const names = possibleNames(view, user, runnable, card).map(processName)
  return names.length === 0 ? t('errors.possible.none') : t('errors.possible.some', { processes: listed(names, 'or') })
}

/** The refusal for a card that moved on between opening the wizard and the last Next. */
export function changedRefusal(view: DeskView, user: SessionUser, runnable: Runnable, card: Card): Refusal {
  const { name, at, process, from } = card.changed
  return refusal(
    'card-changed',
    t('errors.card-changed', {
      card: card.id,
      name,
      process: processName(process),
      state: stateLabel(card.cardType, card.state),
      possible: possible(view, user, runnable, card),
    }),
    {
      card: card.id,
      state: card.state,
      by: name,
      at,
      process,
      from,
      possible: possibleNames(view, user, runnable, card),
    },
  )
}
