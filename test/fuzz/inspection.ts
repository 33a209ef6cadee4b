import type { RecordedCommit } from '../../electron/engine/events'
import type { TestLog } from '../support/test-desk'
import { Fault } from './fault'
import type { JournalTail } from './journal-tail'
import type { Ledger } from './ledger'
import { tells } from './secrets'

/** What the log may call an error while bureau, encoder, authority and vault fail on purpose. */
const expectedErrors: readonly string[] = [
  'order not answered',
  'order not sent',
  'bureau did not answer',
  'batch not answered',
  'bureau not reached',
  'dry run broke off',
  'no certificates issued',
  'encoder broke off',
  'certificates not taken back',
  'secret not sealed',
]

/** Reads what the desk writes, into the history and into its log, and holds it against who may have written it. */
export class Inspection {
  private logLines = 0
  private records = 0

  constructor(
    private readonly tail: JournalTail,
    private readonly ledger: Ledger,
    private readonly log: TestLog,
  ) {}

  /** Takes records in without a question: those of the test's own helpers. */
  async take(): Promise<void> {
    for (const { commit } of await this.tail.read()) this.ledger.take(commit)
  }

  /**
   * Reads the journal that a restore has put in the place of the one before.
   * @throws {Fault} unless it ends with the record that says so.
   */
  async takeRestored(): Promise<void> {
    this.tail.rewind()
    this.ledger.clear()
    let restored = false
    for (const { commit } of await this.tail.read()) {
      restored ||= commit.events.some(({ type }) => type === 'desk-restored')
      this.ledger.take(commit)
    }
    if (!restored) throw new Fault('a desk was restored, and its history does not say so')
  }

  /**
   * Takes in what was written since the last time. `writers`: accounts that may have written something. Answers
   * whether any of them did.
   * @throws {Fault} for a record of anybody else, one that its account could not write, and a secret in one.
   */
  async explain(writers: ReadonlySet<string>): Promise<boolean> {
    let byWriters = false
    for (const { commit, line } of await this.tail.read()) {
      const { user } = commit.by
      const about = [`record ${commit.sequence}: ${line.slice(0, 1500)}`]
      if (tells(line)) throw new Fault('the history has a secret in it', about)
      if (user === null ? commit.by.role !== 'system' : !writers.has(user)) {
        throw new Fault('a record by somebody whose calls did not ask for one', about)
      }
      const doubt = this.doubt(commit)
      if (doubt) throw new Fault(doubt, about)
      this.ledger.take(commit)
      this.records += 1
      byWriters ||= user !== null
    }
    this.readLog()
    return byWriters
  }

  /** How many records were explained since this was asked last. */
  taken(): number {
    const { records } = this
    this.records = 0
    return records
  }

  /** @throws {Fault} for a secret in the log, and for an error that nothing around the desk explains. */
  readLog(): void {
    for (const line of this.log.lines.slice(this.logLines)) {
      if (tells(line)) throw new Fault('the log has a secret in it', [line])
      const { level, event } = JSON.parse(line) as { level: string; event: string }
      if (level === 'error' && !expectedErrors.includes(event))
        throw new Fault('an unexpected error in the log', [line])
    }
    this.logLines = this.log.lines.length
  }

  /** Whether the stamp is that of its account in one of its roles, as the account was then. */
  private doubt({ by, events }: RecordedCommit): string | null {
    if (by.user === null) return null
    const founded = events.find((event) => event.type === 'account-saved' && event.account.id === by.user)
    const account =
      this.ledger.accounts.get(by.user) ?? (founded?.type === 'account-saved' ? founded.account : undefined)
    if (!account) return `a record by ${by.user}, who has no account`
    if (account.disabled) return `a record by ${by.user}, whose account is switched off`
    return account.roles.some((role) => role === by.role)
      ? null
      : `a record by ${by.user} as ${by.role}, which they are not`
  }
}
