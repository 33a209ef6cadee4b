import { isDeepStrictEqual } from 'node:util'
import type { DeskClient } from '../../shared/contract/client'
import { cardTypes } from '../../shared/lifecycle'
import type { Account, AccountView } from '../../shared/model'
import { must } from '../support/test-desk'
import type { Ledger } from './ledger'

/** As many as one call answers. */
const page = 500

/**
 * Compares what the desk shows to somebody who may see everything with what its journal adds up to. Answers a
 * sentence for the first difference; `null` when there is none. With `everything`, every card is looked at anew,
 * else those with a record since the last time.
 */
export async function differenceBetween(desk: DeskClient, ledger: Ledger, everything: boolean): Promise<string | null> {
  const { settings } = must(await desk.settings.read())
  const accounts = must(await desk.accounts.list())
  const runs = must(await desk.batch.runs({ offset: 0, limit: page }))
  const snapshot = must(await desk.desk.snapshot())
  return (
    differs('the settings', settings, ledger.settings) ??
    differs('the accounts', byId(accounts), byId([...ledger.accounts.values()].map(shown))) ??
    differs('the runs of batch sync', byId(runs.rows), byId([...ledger.runs.values()].slice(-page))) ??
    differs('the newest record', snapshot.sequence, ledger.sequence) ??
    differs('the cards in each state', snapshot.counts, countsOf(ledger)) ??
    (await personsDiffer(desk, ledger)) ??
    (await rowsDiffer(desk, ledger)) ??
    (await cardsDiffer(desk, ledger, everything))
  )
}

async function personsDiffer(desk: DeskClient, ledger: Ledger): Promise<string | null> {
  const rows = await everyPage((offset) => desk.persons.search({ text: '', offset, limit: page }).then(must))
  return differs('the persons', byId(rows), byId([...ledger.persons.values()]))
}

async function rowsDiffer(desk: DeskClient, ledger: Ledger): Promise<string | null> {
  for (const cardType of cardTypes) {
    const sort = { column: 'id', direction: 'ascending' } as const
    const rows = await everyPage((offset) =>
      desk.search.cards({ cardType, states: null, text: '', sort, offset, limit: page }).then(must),
    )
    const known = [...ledger.cards.values()].filter((card) => card.cardType === cardType)
    const found = differs(
      `the list of each ${cardType}`,
      byId(rows.map(({ id, state, holder, changed }) => ({ id, state, holder, changed }))),
      byId(known.map(({ id, state, holder, changed }) => ({ id, state, holder, changed: changed.at }))),
    )
    if (found) return found
  }
  return null
}

async function cardsDiffer(desk: DeskClient, ledger: Ledger, everything: boolean): Promise<string | null> {
  for (const id of everything ? ledger.cards.keys() : ledger.touched) {
    const { card } = must(await desk.cards.profile({ card: id }))
    const found = differs(id, card, ledger.cards.get(id))
    if (found) return found
  }
  ledger.touched.clear()
  return null
}

function differs(what: string, shownNow: unknown, added: unknown): string | null {
  const [one, other] = [plain(shownNow), plain(added)]
  if (isDeepStrictEqual(one, other)) return null
  return `the desk shows ${what} other than the journal: ${JSON.stringify(one).slice(0, 1500)} rather than ${JSON.stringify(other).slice(0, 1500)}`
}

/** As it comes out of a file: members without a value are not there. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null))
}

async function everyPage<Row>(
  read: (offset: number) => Promise<{ total: number; rows: readonly Row[] }>,
): Promise<readonly Row[]> {
  const all: Row[] = []
  for (;;) {
    const { total, rows } = await read(all.length)
    all.push(...rows)
    if (all.length >= total || rows.length === 0) return all
  }
}

function byId<Thing extends { readonly id: string }>(things: readonly Thing[]): readonly Thing[] {
  return things.toSorted((one, other) => (one.id < other.id ? -1 : 1))
}

function shown({ credential, ...account }: Account): AccountView {
  return { ...account, hasPassword: credential !== null }
}

function countsOf(ledger: Ledger): Record<string, Record<string, number>> {
  const counts: Record<string, Record<string, number>> = Object.fromEntries(cardTypes.map((type) => [type, {}]))
  for (const { cardType, state } of ledger.cards.values()) {
    const ofType = counts[cardType]
    if (ofType) ofType[state] = (ofType[state] ?? 0) + 1
  }
  return counts
}
