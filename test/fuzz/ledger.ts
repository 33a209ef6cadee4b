import type { Account, Card, Person, SyncRun } from '../../shared/model'
import { defaultSettings } from '../../electron/engine/default-settings'
import type { RecordedCommit } from '../../electron/engine/events'
import { evolveCard, evolveSettings } from '../../electron/engine/evolve'

/** What the journal adds up to, record by record: whatever a desk shows beyond this has no history. */
export class Ledger {
  sequence = 0
  readonly cards = new Map<string, Card>()
  readonly persons = new Map<string, Person>()
  readonly accounts = new Map<string, Account>()
  readonly runs = new Map<string, SyncRun>()
  settings = defaultSettings()
  /** Cards with a record since somebody last looked at them here. */
  readonly touched = new Set<string>()

  /** Begins anew: the desk has another journal. */
  clear(): void {
    this.sequence = 0
    this.settings = defaultSettings()
    for (const things of [this.cards, this.persons, this.accounts, this.runs, this.touched]) things.clear()
  }

  /** @throws {Error} when the record does not follow the one before it. */
  take(commit: RecordedCommit): void {
    const { sequence, by } = commit
    if (sequence !== this.sequence + 1) throw new Error(`record ${sequence} comes after record ${this.sequence}`)
    this.sequence = sequence
    for (const event of commit.events) {
      switch (event.type) {
        case 'card-moved':
        case 'card-edited':
          this.cards.set(event.card, evolveCard(this.cards.get(event.card), event, by, sequence))
          this.touched.add(event.card)
          break
        case 'person-saved':
          this.persons.set(event.person.id, event.person)
          break
        case 'account-saved':
          this.accounts.set(event.account.id, event.account)
          break
        case 'settings-saved':
          this.settings = evolveSettings(this.settings, event)
          break
        case 'sync-started':
          this.runs.set(event.run, { id: event.run, started: by, ended: null, end: null, problem: null, counts: {} })
          break
        case 'sync-ended': {
          const run = this.runs.get(event.run)
          if (!run) throw new Error(`record ${sequence} ends ${event.run}, which never began`)
          const { end, problem, counts } = event
          this.runs.set(event.run, { ...run, ended: by.at, end, problem, counts })
        }
      }
    }
  }
}
