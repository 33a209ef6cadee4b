import type { Answer, Refusal } from '../../shared/errors'
import type { Account, Stamp } from '../../shared/model'
import { type Counter, counters, numberOfId } from '../engine/view'
import { systemStamp } from '../engine/events'
import { type Clock, timestamp } from '../ports'
import type { Committed, Store } from '../store/port'
import { localDay } from '../world'
import type { Accounts } from './accounts'
import { colleagueAsPerson, colleagues } from './sample-data/colleagues'

/** Commits handed to the store at a time; they share few flushes. */
const atOnce = 400

export interface SeedRequest {
  readonly cards: number
  /** The same seed on the same day makes the same desk. */
  readonly seed: number
  /** Password of the sample colleagues' accounts; without one nobody can sign in as them. */
  readonly password: string | null
  /** Who takes the sample data over; `null` for the command line. */
  readonly by: Pick<Account, 'id' | 'userName' | 'name' | 'roles'> | null
  readonly onProgress?: (cards: number) => void
}

/** Fills a desk with invented people, cards and their histories. */
export class Seeder {
  constructor(
    private readonly store: Store,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {}

  /** The accounts sample data brings: at least one for each role but administrator. */
  colleagues() {
    return colleagues
  }

  /** Adds colleagues, persons and cards; answers how many cards. The first refusal ends it. */
  async seed({ cards, seed, password, by, onProgress }: SeedRequest): Promise<Answer<number>> {
    const now = timestamp(this.clock)
    const stamp = by ? { at: now, user: by.id, name: by.name, role: 'administrator' as const } : systemStamp(now)
    const refused = await this.addColleagues(password, stamp)
    if (refused) return refused
    const firstNumbers = Object.fromEntries(
      counters.map((counter) => [counter, numberOfId(counter, this.store.view.nextIds(counter, 1)[0] ?? '')]),
    ) as Record<Counter, number>
    // Loaded only here: the lists of names are large and no ordinary start needs them.
    const { sampleData } = await import('./sample-data')
    const data = sampleData({ seed, cards, now, today: localDay(this.clock), by: stamp, firstNumbers })
    const ids = Object.fromEntries(
      colleagues.map(({ userName }) => [userName, this.accounts.named(userName)?.id ?? '']),
    )
    let waiting: Promise<Committed | Refusal>[] = []
    let made = 0
    const settle = async (): Promise<Refusal | null> => {
      const results = await Promise.all(waiting)
      waiting = []
      for (const result of results) if (result.ok) made += result.cards.length
      onProgress?.(made)
      return results.find((result) => !result.ok) ?? null
    }
    for (const commit of data.commits(ids)) {
      waiting.push(this.store.transact(() => ({ ok: true, ...commit })))
      const failed = waiting.length >= atOnce ? await settle() : null
      if (failed) return failed
    }
    return (await settle()) ?? { ok: true, value: made }
  }

  /** Puts the colleagues who are not there yet on record, each with an account of their own. */
  private async addColleagues(password: string | null, by: Stamp): Promise<Refusal | null> {
    const missing = colleagues.filter(({ userName }) => !this.accounts.named(userName))
    if (missing.length === 0) return null
    const done = await this.store.transact((view) => {
      const ids = view.nextIds('person', missing.length)
      const events = missing.map((colleague, index) => {
        return { type: 'person-saved', person: colleagueAsPerson(colleague, ids[index] ?? '') } as const
      })
      return { ok: true, by, events }
    })
    if (!done.ok) return done
    const persons = done.commit.events.filter((event) => event.type === 'person-saved')
    const accounts = missing.map(({ userName, name, roles }, index) => {
      return { userName, name, roles, password, person: persons[index]?.person.id ?? null }
    })
    const added = await this.accounts.addSeveral(accounts, by)
    return added.ok ? null : added
  }
}
