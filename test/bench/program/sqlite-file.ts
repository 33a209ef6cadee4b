import { DatabaseSync } from 'node:sqlite'
import { fold } from '../../../electron/services/search/fold'
import { type Card, fullName, type Person } from '../../../shared/model'
import { storeIn } from './desk'

/**
 * The desk's data as a table a column of which is what a list shows, and a table of what happened. The text that is
 * searched is a column of its own, folded as the desk folds it. Indexes: those that changing and reading need.
 */
const schema = `
  CREATE TABLE persons (id TEXT PRIMARY KEY, name TEXT NOT NULL, employee_number TEXT NOT NULL, email TEXT NOT NULL,
    upn TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE cards (id TEXT PRIMARY KEY, type TEXT NOT NULL, state TEXT NOT NULL, version INTEGER NOT NULL,
    holder TEXT, unit TEXT NOT NULL, layout TEXT NOT NULL, title TEXT NOT NULL, order_number TEXT NOT NULL,
    card_number TEXT NOT NULL, valid_through TEXT NOT NULL, created TEXT NOT NULL, changed TEXT NOT NULL,
    data TEXT NOT NULL, searched TEXT NOT NULL) STRICT;
  CREATE INDEX cards_by_state ON cards (type, state);
  CREATE TABLE history (sequence INTEGER PRIMARY KEY, card TEXT NOT NULL, at TEXT NOT NULL, name TEXT NOT NULL,
    process TEXT NOT NULL, from_state TEXT, to_state TEXT NOT NULL, input TEXT NOT NULL) STRICT;
  CREATE INDEX history_of_card ON history (card);
`

/** A file as an engineer would open it who wants every change to be durable. */
export function openSqlite(path: string): DatabaseSync {
  const database = new DatabaseSync(path)
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
  return database
}

/** Makes an SQLite file of a desk: a row for each card and person, and for the history of each card one. */
export async function fillSqlite(folder: string, path: string): Promise<void> {
  const store = await storeIn(folder)
  const database = openSqlite(path)
  database.exec(schema)
  const addPerson = database.prepare('INSERT INTO persons VALUES (?, ?, ?, ?, ?)')
  const addCard = database.prepare('INSERT INTO cards VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const addHistory = database.prepare('INSERT INTO history VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)')
  database.exec('BEGIN')
  for (const person of store.persons()) {
    addPerson.run(person.id, fullName(person), person.employeeNumber, person.email, person.upn)
  }
  for (const card of store.cards()) {
    const person = card.holder === null ? undefined : store.view.person(card.holder)
    addCard.run(
      ...([card.id, card.cardType, card.state, card.version, card.holder] as const),
      ...([card.organisationalUnit, card.layout, card.title, card.order?.id ?? '', card.cardNumber ?? ''] as const),
      ...([card.validThrough ?? '', card.created.at, card.changed.at] as const),
      ...([dataOf(card), searchedOf(card, person)] as const),
    )
    addHistory.run(card.id, card.changed.at, card.changed.name, 'taken over', null, card.state, '{}')
  }
  database.exec('COMMIT')
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
  await store.close()
}

/** What a card has besides its columns. */
function dataOf({ order, certificates, chipUid, chipProfile, validFrom }: Card): string {
  return JSON.stringify({ order, certificates, chipUid, chipProfile, validFrom })
}

function searchedOf(card: Card, person: Person | undefined): string {
  const holder = person ? [fullName(person), person.employeeNumber, person.email, person.upn] : []
  return [card.id, ...holder, card.order?.id ?? ''].map(fold).join('\n')
}
