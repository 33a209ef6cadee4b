import type { Things } from './things'

/** What was asked of the desk and not answered yet: it may have happened, whole, or not at all. */
export interface Intent {
  /** Things there are already and what each is to become; each stands or falls alone. */
  readonly changes: ReadonlyMap<string, string>
  /** New things that are made in one go: how many, what each is, and the words by which halves of them are known. */
  readonly makes: { readonly count: number; readonly is: string; readonly mark: string } | null
}

/** What is wrong with what was found after a kill, each a list of sentences. */
export interface Faults {
  /** Answered, and not there. */
  readonly lost: string[]
  /** A part of something that was to happen in one go. */
  readonly halfApplied: string[]
  /** Anything else that is not what was answered or asked for. */
  readonly wrong: string[]
}

export function noFaults(): Faults {
  return { lost: [], halfApplied: [], wrong: [] }
}

/** What the desk must hold, kept from its answers alone. */
export class Ledger {
  /** Changes that were answered. */
  acknowledged = 0
  /** Requests whose answer a kill cut off, and how many of them had happened all the same. */
  unanswered = 0
  happened = 0
  readonly faults = noFaults()
  private readonly known: Things = new Map()
  /** What the things answered in this life were before it. */
  private readonly before = new Map<string, string | undefined>()
  private readonly open = new Set<Intent>()

  constructor(things: Things) {
    for (const [thing, is] of things) this.known.set(thing, is)
  }

  what(thing: string): string | undefined {
    return this.known.get(thing)
  }

  /** Everything that must be there. */
  all(): ReadonlyMap<string, string> {
    return this.known
  }

  /** The desk changed these things of its own accord. */
  byItself(things: Things): void {
    for (const [thing, is] of things) this.known.set(thing, is)
  }

  asked(intent: Intent): Intent {
    this.open.add(intent)
    return intent
  }

  /** The desk answered: these things are now what the intent says. */
  answered(intent: Intent, things: Things): void {
    this.open.delete(intent)
    this.acknowledged += intent.makes ? 1 : things.size
    for (const [thing, is] of things) {
      if (!this.before.has(thing)) this.before.set(thing, this.known.get(thing))
      this.known.set(thing, is)
    }
  }

  /** The desk answered something that it should not have. */
  answeredWrongly(sentence: string): void {
    this.faults.wrong.push(sentence)
  }

  /** Compares what the journal got in one life with what was answered in it, and takes over what happened unanswered. */
  settle(found: Things): void {
    const made = new Map<string, number>()
    const happened = new Set<Intent>()
    for (const [thing, is] of found) {
      const answered = this.known.get(thing)
      if (is === answered) continue
      const intent = [...this.open].find(({ changes, makes }) =>
        answered === undefined ? makes?.is === is : changes.get(thing) === is,
      )
      if (intent) {
        happened.add(intent)
        if (answered === undefined) made.set(is, (made.get(is) ?? 0) + 1)
        this.known.set(thing, is)
      } else this.judge(thing, is, answered)
    }
    for (const [thing, before] of this.before) {
      if (!found.has(thing) && this.known.get(thing) !== before) {
        this.faults.lost.push(`${thing} was answered to be ${this.known.get(thing)}, and has no record of it`)
      }
    }
    for (const { makes } of this.open) {
      const count = makes ? (made.get(makes.is) ?? 0) : 0
      if (!makes || count === 0 || count === makes.count) continue
      this.faults.halfApplied.push(`${count} of ${makes.count} were made: ${makes.is}`)
    }
    this.unanswered += this.open.size
    this.happened += happened.size
    this.open.clear()
    this.before.clear()
  }

  private judge(thing: string, is: string, answered: string | undefined): void {
    const sentence = `${thing} is ${is}; answered was ${answered ?? 'nothing about it'}`
    const ofThisLife = this.before.has(thing)
    if (ofThisLife && this.before.get(thing) === is) this.faults.lost.push(sentence)
    else if ([...this.open].some(({ makes }) => makes && is.includes(makes.mark)))
      this.faults.halfApplied.push(sentence)
    else this.faults.wrong.push(sentence)
  }
}
