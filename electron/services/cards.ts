import type { CardProfile, ParsedRequestOf, PersonCommand, ResponseOf, SeveralCommand } from '../../shared/contract'
import type { SessionUser } from '../../shared/contract/responses'
import type { Answer } from '../../shared/errors'
import { type AnyState, processes, type SymbolicName } from '../../shared/lifecycle'
import type { Card, CommandView, HistoryEntry, Person } from '../../shared/model'
import { processName } from '../../shared/texts'
import { breather } from '../breathe'
import { commandsFor } from '../engine/allowed'
import { type DecisionContext, personRefusal, prepare } from '../engine/decide'
import type { CardEdited, CardMoved, RecordedCommit } from '../engine/events'
import { notFound } from '../engine/refusals'
import type { Store } from '../store/port'

/** The process that hands a card from the stock to a person. */
const assignProcess: SymbolicName = 'TempCardsProcAssign'

/** Cards as their profiles show them. */
export class Cards {
  constructor(
    private readonly store: Store,
    private readonly world: (user: SessionUser) => DecisionContext,
  ) {}

  /** A card with its holder, what this user can do with it now, and where it can go. */
  profile(id: string, user: SessionUser): Answer<CardProfile> {
    const card = this.store.view.card(id)
    if (!card) return notFound('card', id)
    const holder = this.store.view.person(card.holder ?? '') ?? null
    return { ok: true, value: { card, holder, commands: this.commands(card, user), reachable: reachableFrom(card) } }
  }

  /**
   * The commands of the card's state that this user may start. One whose own condition stands against
   * it is told with the reason; one this version cannot run is left out.
   */
  commands(card: Card, user: SessionUser): CardProfile['commands'] {
    return this.offered(card.cardType, card, user)
  }

  /** Processes that make a card of the type and that this user may start. */
  newCommands(cardType: Card['cardType'], user: SessionUser): CardProfile['commands'] {
    return this.offered(cardType, null, user)
  }

  /**
   * What this user may do for a person: make a card for them, or hand them one from the stock. The second
   * runs on a card, so its own condition is asked about the person alone.
   */
  personCommands(person: Person, user: SessionUser): readonly PersonCommand[] {
    const making = this.offered('card', null, user, person.id).map((each) => ({ ...each, needs: 'nothing' as const }))
    const assigning = this.assigning(person, user).map((each) => ({ ...each, needs: 'temporary-card' as const }))
    return [...making.filter(({ process }) => !this.isForMany(process, user)), ...assigning]
  }

  private isForMany(process: SymbolicName, user: SessionUser): boolean {
    return this.world(user).packages.get(process)?.persons !== undefined
  }

  private assigning(person: Person, user: SessionUser): readonly CommandView[] {
    const world = this.world(user)
    const offered = commandsFor(this.store.view, user, world.packages, 'temporary-card', 'unassigned')
    return offered
      .filter(({ symbolicName }) => symbolicName === assignProcess)
      .flatMap((process) => {
        const refused = personRefusal(this.store.view, process, person, world)
        return commandView(process.symbolicName, refused?.error ?? null)
      })
  }

  private offered(
    cardType: Card['cardType'],
    card: Card | null,
    user: SessionUser,
    person: string | null = null,
  ): CardProfile['commands'] {
    const world = this.world(user)
    const subject = { card: card?.id ?? null, cardVersion: card?.version ?? null, person, answers: {} }
    return commandsFor(this.store.view, user, world.packages, cardType, card?.state ?? 'general').flatMap(
      ({ symbolicName: process }) => {
        const prepared = prepare(this.store.view, { process, ...subject }, world)
        return commandView(process, prepared.ok ? null : prepared.error)
      },
    )
  }

  /**
   * The processes that run on several cards and that this user may run on at least one of these now, in the
   * order in which the product lists them. Many cards are looked at in slices beside other work.
   */
  async severalCommands(ids: readonly string[], user: SessionUser): Promise<Answer<readonly SeveralCommand[]>> {
    const { packages } = this.world(user)
    const able = new Map<SymbolicName, number>()
    const breathe = breather()
    for (const id of new Set(ids)) {
      await breathe()
      const card = this.store.view.card(id)
      if (!card) return notFound('card', id)
      for (const { process, disabledBecause } of this.commands(card, user)) {
        if (disabledBecause !== null || !packages.get(process)?.several) continue
        able.set(process, (able.get(process) ?? 0) + 1)
      }
    }
    const value = processes.flatMap(({ symbolicName: process }) => {
      const count = able.get(process)
      return count === undefined ? [] : [{ process, name: processName(process), able: count }]
    })
    return { ok: true, value }
  }

  /** A page of the card's history, newest first. */
  async history({
    card,
    limit,
    before,
  }: ParsedRequestOf<'cards.history'>): Promise<Answer<ResponseOf<'cards.history'>>> {
    if (!this.store.view.card(card)) return notFound('card', card)
    const records = await this.store.history(card, limit, before)
    const entries = records.flatMap((record) => entriesOf(record, card))
    const last = records.at(-1)
    const first = last ? Math.min(...eventsOf(last, card).map((event) => event.previous ?? 0)) : 0
    return { ok: true, value: { entries, before: first > 0 && last ? last.sequence : null } }
  }
}

function commandView(process: SymbolicName, error: { code: string; message: string } | null): CardProfile['commands'] {
  if (error && error.code !== 'condition-not-met') return []
  return [{ process, name: processName(process), disabledBecause: error?.message ?? null }]
}

function reachableFrom(card: Card): CardProfile['reachable'] {
  const byState = new Map<AnyState, SymbolicName[]>()
  for (const process of processes) {
    if (process.cardType !== card.cardType) continue
    for (const [from, to] of process.moves) {
      if (from !== card.state || to === card.state) continue
      byState.set(to, [...(byState.get(to) ?? []), process.symbolicName])
    }
  }
  return [...byState].map(([state, names]) => ({ state, processes: names }))
}

function eventsOf(record: RecordedCommit, card: string): readonly (CardMoved | CardEdited)[] {
  return record.events
    .filter((event) => event.type === 'card-moved' || event.type === 'card-edited')
    .filter((event) => event.card === card)
}

/** The lines of one record about one card, newest first, numbered within the record when it has several. */
function entriesOf(record: RecordedCommit, card: string): readonly HistoryEntry[] {
  const events = eventsOf(record, card)
  return events
    .map((event, index): HistoryEntry => {
      const { at, user, name, role } = event.as ?? record.by
      return {
        number: events.length === 1 ? String(record.sequence) : `${record.sequence}.${index + 1}`,
        at,
        user,
        name,
        role,
        process: event.process,
        from: event.type === 'card-moved' ? event.from : event.state,
        to: event.type === 'card-moved' ? event.to : event.state,
        comment: event.comment ?? '',
        input: event.input ?? {},
        origin: event.as?.origin ?? '',
      }
    })
    .reverse()
}
