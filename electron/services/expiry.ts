import { cardTypes } from '../../shared/lifecycle'
import { systemStamp } from '../engine/events'
import { type Clock, errorFacts, type Log, timestamp } from '../ports'
import { expires, expiryEvents } from '../processes/expiry'
import type { Store } from '../store/port'
import { localDay } from '../world'
import { RepeatedLook } from './repeated-look'
import type { Search } from './search'

interface Needs {
  readonly store: Store
  readonly search: Search
  readonly clock: Clock
  readonly log: Log
}

/** How often it is asked whether a new day has begun. */
const checkMilliseconds = 30_000
/** Cards ended side by side, so that they share a flush and the thread is free between two of them. */
const together = 100

/**
 * The expiry run: ends cards and assignments whose last day is over, once for every day this workstation
 * sees, at the start and as soon as a new day has begun. It looks at days alone, so days the machine was
 * off are made up for, and a clock set back makes it look again and find nothing to do: what has expired
 * stays so.
 */
export class ExpiryRun {
  /** The day whose run came to its end. */
  private completed: string | null = null
  private closed = false
  private readonly looks = new RepeatedLook(checkMilliseconds, () => this.run())

  constructor(private readonly needs: Needs) {}

  /** Looks now and from time to time; returns at once. */
  start(): void {
    this.looks.start()
  }

  /** Carries the run of this day out, unless that is done; resolves when nothing is under way any more. */
  check(): Promise<void> {
    return this.looks.now()
  }

  /** Ends after the cards just being written. What is left is done at the next start. */
  async close(): Promise<void> {
    this.closed = true
    await this.looks.close()
  }

  private async run(): Promise<void> {
    const { clock, log } = this.needs
    const today = localDay(clock)
    if (this.closed || today === this.completed) return
    try {
      if (await this.endAll(today)) this.completed = today
    } catch (error) {
      log.error('expiry run broke off', { today, ...errorFacts(error) })
    }
  }

  /** True when every card that is over on that day has been ended. */
  private async endAll(today: string): Promise<boolean> {
    const { search, log } = this.needs
    let ended = 0
    for (const cardType of cardTypes) {
      const over = await search.select(cardType, (card) => expires(card, today), { lastDayBy: today })
      for (let at = 0; at < over.length; at += together) {
        if (this.closed) return false
        const part = over.slice(at, at + together)
        const results = await Promise.all(part.map(({ id }) => this.end(id, today)))
        const refused = results.find((result) => !result.ok)
        if (refused) {
          // Whatever keeps the disk from writing keeps it from the others too: tried again at the next check.
          log.error('expiry run refused', { today, ended, left: over.length - at, code: refused.code })
          return false
        }
        ended += results.filter((result) => result.ended).length
      }
    }
    log.info('expiry run done', { today, ended })
    return true
  }

  /** Decided on the card as it is then: whatever was done with it in between wins. */
  private async end(id: string, today: string) {
    const { store, clock } = this.needs
    const done = await store.transact((view) => {
      const card = view.card(id)
      return { ok: true, by: systemStamp(timestamp(clock)), events: card ? expiryEvents(card, today) : [] }
    })
    return done.ok ? { ok: true as const, ended: done.cards.length > 0 } : { ok: false as const, code: done.error.code }
  }
}
