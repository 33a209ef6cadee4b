import { setTimeout as pause } from 'node:timers/promises'
import type { SessionState } from '../../shared/contract/responses'
import type { Advance } from '../../shared/model'
import { must } from '../support/test-desk'
import { answered } from './answered'
import { Calls, type Made, type Needs } from './calls'
import type { Deed, Draw, Story } from './deeds'
import { FuzzDesk } from './desk'
import { proveFolder } from './ending'
import { Fault } from './fault'
import { Inspection } from './inspection'
import { JournalTail } from './journal-tail'
import { learnFrom } from './learning'
import { Ledger } from './ledger'
import { differenceBetween } from './picture'
import { payloadFor, postFor } from './making'
import type { Moment } from './resolve'
import { faultOfDoor, mayWrite, owed } from './rules'
import { Seats } from './seats'
import { tells } from './secrets'
import { openPosts, type Post } from './windows'
import { calm, changeWorld } from './world'

/** The whole desk is compared with its history each time so many deeds are done. */
const betweenPictures = 40
/** If no call has set a new desk up by then, it is set up all the same. */
const deedsAtNewDesk = 150
/** How long a desk that is given up may take to close, milliseconds. */
const closing = 5000
/** Calls that begin a long task on the data. */
const startsTasks: readonly string[] = ['data.verify', 'data.backup', 'data.export', 'data.restore']

/**
 * Plays a story at a desk of its own and holds every answer, every record and what the desk shows against the rules.
 * @throws {Fault} at the first thing that must never be.
 */
export async function play(story: Story, seed: number, needs: Needs): Promise<void> {
  const desk = await FuzzDesk.open(seed)
  try {
    await new Play(desk, needs).run(story)
  } catch (error) {
    // A desk that hangs may not close either; what is told is why it was given up.
    await Promise.race([desk.close(), pause(closing)]).catch(() => {})
    throw error
  }
  await desk.close()
}

class Play {
  private readonly ledger = new Ledger()
  private readonly inspection: Inspection
  private readonly seats: Seats
  private posts: Post[]
  /** Accounts with work under way that may still write. */
  private readonly atWork = new Set<string>()
  private readonly backups: string[] = []
  private readonly calls: Calls
  private deed = 0

  constructor(
    private readonly desk: FuzzDesk,
    private readonly needs: Needs,
  ) {
    this.inspection = new Inspection(new JournalTail(desk.test.folder), this.ledger, desk.test.log)
    this.seats = new Seats(desk, this.ledger)
    this.calls = new Calls(needs, desk.test.log)
    this.posts = openPosts(() => desk.test.window())
  }

  async run({ desk, deeds }: Story): Promise<void> {
    const { tally } = this.needs
    if (desk === 'prepared') await this.setUp()
    for (const deed of deeds) {
      this.deed += 1
      this.needs.watchdog.note(`deed ${this.deed}`)
      if (this.deed === deedsAtNewDesk && !this.desk.isFurnished) await this.setUp()
      tally.deeds += 1
      await this.telling(() => this.take(deed)).finally(() => (tally.records += this.inspection.taken()))
    }
    this.needs.watchdog.note('after the last deed')
    await this.telling(() => this.end())
    tally.stories += 1
  }

  private async setUp(): Promise<void> {
    await this.inspection.explain(new Set())
    await this.desk.found()
    await this.inspection.take()
    await this.seatAll()
  }

  /** Adds to whatever goes wrong what was done before. */
  private async telling(act: () => Promise<void>): Promise<void> {
    try {
      await act()
    } catch (error) {
      const what = error instanceof Fault ? error.message : error instanceof Error ? (error.stack ?? '') : String(error)
      throw new Fault(what, [`in deed ${this.deed}; the last calls, the newest last:`, ...this.calls.lately])
    }
  }

  private async take(deed: Deed): Promise<void> {
    if (deed.do === 'call') await this.callAlone(deed.draw)
    else if (deed.do === 'together') await this.callTogether(deed.draws)
    else if (await changeWorld(this.desk, deed.which, deed.mood)) await this.restart()
    if (this.desk.restores.ready) await this.restart()
    if (this.deed % betweenPictures === 0) await this.compare(false)
    else await this.inspection.explain(this.atWork)
  }

  private async callAlone(draw: Draw): Promise<void> {
    const post = postFor(draw, this.posts)
    if (draw.who % 10 < 7) await this.mend(post)
    const state = must(await post.somebody.desk.session.state())
    const payload = await payloadFor(draw, this.momentOf(draw, post))
    const due = owed(state, post.caller, draw.channel, payload)
    const made = await this.calls.make({ post, channel: draw.channel, payload, state })
    const wrong = faultOfDoor(due, draw.channel, made.answer)
    if (wrong) throw new Fault(wrong)
    await this.inspection.explain(this.writersOf([made]))
    await this.learn(made)
    if (draw.leave) return
    await this.settle()
    if (startsTasks.includes(made.channel)) await this.followTask()
  }

  private async callTogether(draws: readonly Draw[]): Promise<void> {
    const calls: Omit<Made, 'answer'>[] = []
    for (const draw of draws) {
      const post = postFor(draw, this.posts)
      await this.mend(post)
      const state = must(await post.somebody.desk.session.state())
      calls.push({ post, channel: draw.channel, payload: await payloadFor(draw, this.momentOf(draw, post)), state })
    }
    const all = await Promise.all(calls.map((call) => this.calls.make(call)))
    await this.inspection.explain(this.writersOf(all))
    for (const made of all) await this.learn(made)
    await this.settle()
  }

  private momentOf({ channel }: Draw, post: Post): Moment {
    return {
      channel,
      post,
      posts: this.posts,
      ledger: this.ledger,
      kept: this.desk.kept,
      passwords: this.desk.passwords,
      folders: { data: this.desk.test.folder, other: this.desk.other },
      backups: this.backups,
    }
  }

  /** Who may have written what was written since the last call. */
  private writersOf(calls: readonly Made[]): ReadonlySet<string> {
    const writers = new Set(this.atWork)
    for (const { channel, state, answer } of calls) {
      if (!answer.ok || !mayWrite.has(channel)) continue
      if ('user' in state) writers.add(state.user.id)
      const after = answer.value as SessionState | null
      if (channel === 'session.foundDesk' && after && 'user' in after) writers.add(after.user.id)
    }
    return writers
  }

  private async learn({ post, channel, payload, state, answer }: Made): Promise<void> {
    const user = 'user' in state ? state.user.id : null
    const { passwords } = this.desk
    const leftWork = learnFrom({ post, channel, payload, answer, user, passwords, backups: this.backups })
    if (leftWork && user !== null) this.atWork.add(user)
    if (channel === 'session.foundDesk' && answer.ok) await this.moveIn(answer.value as SessionState, payload)
  }

  /** Somebody has set up a new desk: everybody comes to work there. */
  private async moveIn(state: SessionState, payload: unknown): Promise<void> {
    if (!('user' in state)) throw new Fault('who sets up a desk is not signed in')
    const { administrator } = payload as { administrator: { password: string } }
    this.desk.passwords.set(state.user.id, administrator.password)
    await this.desk.takeOver(state.user.userName, administrator.password)
    await this.inspection.take()
    await this.seatAll()
  }

  private async mend(post: Post): Promise<void> {
    await this.inspection.explain(this.atWork)
    await this.seats.mend(post)
    await this.inspection.take()
  }

  private async seatAll(): Promise<void> {
    for (const post of this.posts) await this.mend(post)
  }

  /** Waits for all work that calls have left under way. */
  private async settle(): Promise<void> {
    if (this.atWork.size === 0) return
    for (let quiet = 0; quiet < 2; ) {
      await this.desk.test.sync()
      for (const post of this.posts) await this.followAll(post)
      quiet = (await this.inspection.explain(this.atWork)) ? 0 : quiet + 1
      await pause(1)
    }
    this.atWork.clear()
  }

  /** Waits for the end of a long task on the data. */
  private async followTask(): Promise<void> {
    if (!this.desk.isFurnished) return
    const watcher = await this.desk.as('watcher')
    for (;;) {
      const followed = must(await answered(watcher.data.follow({ after: Number.MAX_SAFE_INTEGER }), 'following a task'))
      if (followed.kind !== 'running') return
    }
  }

  /** As the window itself would: from one word of progress to the next, to the end. */
  private async followAll(post: Post): Promise<void> {
    for (const wizard of post.wizards) {
      for (let after = 0; wizard.working; ) {
        const state = must(await post.somebody.desk.session.state())
        const made = await this.calls.make({
          post,
          channel: 'processes.follow',
          payload: { run: wizard.run, after },
          state,
        })
        wizard.working = false
        await this.learn(made)
        const advance = made.answer.ok ? (made.answer.value as Advance) : null
        if (advance?.kind === 'working') after = advance.progress.number
      }
    }
  }

  /** @throws {Fault} when the desk shows anything that its history does not explain. */
  private async compare(everything: boolean): Promise<void> {
    await this.settle()
    await this.inspection.explain(new Set())
    if (!this.desk.isFurnished) return
    for (;;) {
      const { sequence } = this.ledger
      const difference = await differenceBetween(await this.desk.as('watcher'), this.ledger, everything)
      if (difference === null) return
      // The program may have written something by itself while the desk was being looked at.
      await this.inspection.explain(new Set())
      if (this.ledger.sequence === sequence) throw new Fault(difference)
    }
  }

  private async restart(): Promise<void> {
    await this.settle()
    await this.compare(false)
    await this.desk.test.shutDown()
    const { restores } = this.desk
    if (restores.ready) {
      restores.ready = false
      await this.desk.test.reopen()
      await this.inspection.takeRestored()
      await this.desk.test.shutDown()
    }
    await this.openAgain()
    this.posts = openPosts(() => this.desk.test.window())
    await this.seatAll()
  }

  private async openAgain(): Promise<void> {
    await this.desk.test.reopen()
    await this.desk.test.resend()
    await this.desk.test.sync()
    await this.inspection.explain(new Set())
    await this.desk.returnHelpers()
  }

  /** The folder verifies, holds no secret, and shows the same desk when it is opened again, with its snapshot and without. */
  private async end(): Promise<void> {
    calm(this.desk)
    await this.followTask()
    if (this.desk.restores.ready) await this.restart()
    await this.compare(true)
    for (const { notices } of this.posts.map(({ somebody }) => somebody)) {
      const numbers = notices.map(({ number }) => number)
      if (numbers.some((number, index) => number !== index + 1))
        throw new Fault(`notices are numbered ${numbers.join()}`)
      if (tells(JSON.stringify(notices))) throw new Fault('a notice has a secret in it')
    }
    await this.desk.test.shutDown()
    for (const snapshot of ['kept', 'removed'] as const) {
      this.needs.watchdog.note(`reading the folder, with its snapshot ${snapshot} afterwards`)
      await proveFolder(this.desk, this.ledger, snapshot)
      await this.openAgain()
      await this.compare(true)
      await this.desk.test.shutDown()
    }
    await proveFolder(this.desk, this.ledger, 'kept')
    await this.desk.test.reopen()
  }
}
