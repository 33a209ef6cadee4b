import { createHash } from 'node:crypto'
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Connection, type Desk, type DeskOptions, openDesk } from '../../electron/compose'
import { appOrigin, type Caller } from '../../electron/ipc/caller'
import type { Clock, Log } from '../../electron/ports'
import type { Notice, RequestOf } from '../../shared/contract'
import { createClient, type DeskClient } from '../../shared/contract/client'
import type { Answer, DeskError } from '../../shared/errors'
import type { Role, SymbolicName } from '../../shared/lifecycle'
import type { Advance, Answers, Outcome, SettingsTab } from '../../shared/model'

/** A clock that stands still until a test moves it. */
export class TestClock implements Clock {
  constructor(private milliseconds = Date.parse('2026-11-20T09:00:00.000Z')) {}
  now(): number {
    return this.milliseconds
  }
  pass(milliseconds: number): void {
    this.milliseconds += milliseconds
  }
}

/** A log that can be read back as text. */
export class TestLog implements Log {
  readonly lines: string[] = []
  private readonly write =
    (level: string) =>
    (event: string, facts: object = {}): void => {
      this.lines.push(JSON.stringify({ level, event, ...facts }))
    }
  info = this.write('info')
  warn = this.write('warn')
  error = this.write('error')
}

/** Cheap hashing: tests sign in often, and how dear a guess is has its own test. */
export const cheap = { cost: 16, blockSize: 1, parallelization: 1 }

/** Strong enough for the rules, used for every account tests make. */
export const password = 'kettle-orbit-93-walnut'

export const ourWindow: Caller = { kind: 'frame', origin: appOrigin, mainFrame: true }

/** Somebody at a window of the desk. */
export interface Somebody {
  readonly desk: DeskClient
  readonly connection: Connection
  readonly notices: Notice[]
  /** A call as it comes from the given place, for calls no client would make. */
  raw(channel: string, payload: unknown, caller?: Caller): Promise<Answer>
}

/** The people of the tests, by user name. */
const names = {
  ada: 'Ada Brandt',
  olga: 'Olga Petersen',
  otto: 'Otto Weiss',
  amir: 'Amir Haddad',
  udo: 'Udo Lindqvist',
}
export type UserName = keyof typeof names

/** A desk in a folder of its own, with an administrator named `ada`. */
export class TestDesk {
  private constructor(
    public folder: string,
    private options: Omit<DeskOptions, 'folder'>,
    private desk: Desk,
    readonly clock: TestClock,
    readonly log: TestLog,
  ) {}

  static async open(options: Omit<DeskOptions, 'folder' | 'clock' | 'log'> = {}): Promise<TestDesk> {
    const folder = await newFolder()
    const clock = new TestClock()
    const log = new TestLog()
    // Nothing happens by itself in the middle of a test.
    const all = { passwordCost: cheap, retryMilliseconds: 3_600_000, ...options, clock, log }
    return new TestDesk(folder, all, await openDesk({ folder, ...all }), clock, log)
  }

  /** A desk whose administrator `ada` exists; answers her window too. */
  static async withAdministrator(options: Omit<DeskOptions, 'folder' | 'clock' | 'log'> = {}) {
    const test = await TestDesk.open(options)
    const ada = test.window()
    must(
      await ada.desk.session.foundDesk({
        administrator: { userName: 'ada', name: names.ada, roles: ['administrator'], password },
        sampleData: null,
      }),
    )
    return { test, ada }
  }

  /** A new window, with nobody signed in. */
  window(): Somebody {
    const notices: Notice[] = []
    const connection = this.desk.connect((notice) => notices.push(notice))
    const raw: Somebody['raw'] = (channel, payload, caller = ourWindow) => connection.call(caller, channel, payload)
    return { connection, notices, raw, desk: createClient((channel, payload) => raw(channel, payload)) }
  }

  /** Signs somebody in at a window of their own. */
  async signIn(userName: string, secret = password): Promise<Somebody> {
    const somebody = this.window()
    must(await somebody.desk.session.signIn({ userName, password: secret }))
    return somebody
  }

  /** A new account with these roles, signed in. */
  async somebody(ada: Somebody, userName: UserName, ...roles: Role[]): Promise<Somebody> {
    must(await ada.desk.accounts.add({ userName, name: names[userName], roles, password }))
    return this.signIn(userName)
  }

  /** Invented people and cards; their accounts cannot sign in. */
  seed(cards: number) {
    return this.desk.seeder.seed({ cards, seed: 1, password: null, by: null })
  }

  /** Lets the expiry run look at the clock, as it does by itself from time to time. */
  expire(): Promise<void> {
    return this.desk.expiry.check()
  }

  /** Sends again what the bureau has not answered, as the desk does at its start; waits for the answers. */
  resend(): Promise<void> {
    return this.desk.production.resume()
  }

  /** Lets batch sync look at the clock, as it does by itself from time to time; waits for the run this starts. */
  async sync(): Promise<void> {
    await this.desk.batchSync.check()
  }

  /** Lets the daily backup look at the clock, as it does by itself from time to time; waits for the backup. */
  backUp(): Promise<void> {
    return this.desk.dailyBackup.check()
  }

  /** Closes the desk and opens its folder again; windows are gone. */
  async restart(options: Partial<DeskOptions> = {}): Promise<void> {
    await this.shutDown()
    await this.reopen(options)
  }

  shutDown(): Promise<void> {
    return this.desk.close()
  }

  /**
   * The power goes: the next `reopen` finds what is on the disk at this moment and nothing else. `letGo` frees
   * whatever the lost program waits for, so that it ends; what it still does touches no data that is kept.
   */
  async crash(letGo: () => void = () => {}): Promise<void> {
    const kept = await newFolder()
    const isData = (path: string) => !/lock/.test(path.slice(this.folder.length))
    await cp(this.folder, kept, { recursive: true, filter: isData })
    letGo()
    await this.close()
    this.folder = kept
  }

  async reopen(options: Partial<DeskOptions> = {}): Promise<void> {
    this.options = { ...this.options, ...options }
    this.desk = await openDesk({ ...this.options, folder: this.folder })
    // The run at the start goes on beside the work at the desk; tests begin when it has ended.
    await this.expire()
  }

  async close(): Promise<void> {
    await this.desk.close()
    await rm(this.folder, { recursive: true, force: true, maxRetries: 3 })
  }

  /** Everything the journal holds, as bytes on disk, without the space made ahead for what comes next. */
  async journal(): Promise<string> {
    const folder = join(this.folder, 'journal')
    // A desk nobody has done anything in has no journal yet.
    const files = (await readdir(folder).catch(() => [])).sort()
    const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))
    return texts.join('').replace(/\0+$/, '')
  }

  /** How many bytes the journal has: it only ever grows, so the same length means that nothing was written. */
  async journalLength(): Promise<number> {
    return Buffer.byteLength(await this.journal())
  }

  /** A fingerprint of the journal: equal means byte-identical. */
  async journalPrint(): Promise<string> {
    return createHash('sha256')
      .update(await this.journal())
      .digest('hex')
  }
}

function newFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'card-desk-test-'))
}

/** The value of an answer that must be one. */
export function must<Value>(answer: Answer<Value>): Value {
  if (answer.ok) return answer.value
  throw new Error(`refused: ${answer.error.code}: ${answer.error.message}`)
}

/** The refusal of an answer that must be one. */
export function refused(answer: Answer): DeskError {
  if (!answer.ok) return answer.error
  throw new Error(`expected a refusal, got ${JSON.stringify(answer.value)}`)
}

/** Adds a process to a tab, as an administrator does in settings. */
export async function switchOn(
  ada: Somebody,
  cardType: 'card' | 'temporary-card',
  tab: SettingsTab,
  process: SymbolicName,
) {
  const { settings } = must(await ada.desk.settings.read())
  const commands = settings.cardTypes[cardType].commands[tab]
  if (!commands) throw new Error(`no tab ${tab}`)
  return must(
    await ada.desk.settings.saveCommands({
      cardType,
      tab,
      version: settings.cardTypes[cardType].version,
      defaults: [...commands.defaults],
      additional: [...commands.additional, process],
    }),
  )
}

/** Sets options, as an administrator does in settings. */
export async function setOptions(ada: Somebody, values: RequestOf<'settings.saveOptions'>['values']) {
  const { settings } = must(await ada.desk.settings.read())
  return must(await ada.desk.settings.saveOptions({ version: settings.options.version, values }))
}

/** Goes through a wizard: one set of answers a page. Answers the last call's answer. */
export async function run(
  somebody: Somebody,
  process: SymbolicName,
  card: string | null,
  pages: readonly Answers[],
  person: string | null = null,
): Promise<Answer<Advance>> {
  const opened = await somebody.desk.processes.open({ process, card, person })
  if (!opened.ok) return opened
  let view = opened.value
  let answer: Answer<Advance> | undefined
  for (const answers of pages) {
    answer = await somebody.desk.processes.next({
      run: view.run,
      step: view.step.id,
      answers: { ...view.answers, ...answers },
    })
    answer = await ended(somebody, answer)
    if (!answer.ok) return answer
    if (answer.value.kind === 'step') view = answer.value.view
  }
  if (!answer) throw new Error('a wizard has at least one page')
  return answer
}

/** Follows the work a Next has started until it has ended. */
export async function ended(somebody: Somebody, answer: Answer<Advance>): Promise<Answer<Advance>> {
  let now = answer
  while (now.ok && now.value.kind === 'working') {
    const { run, number } = now.value.progress
    now = await somebody.desk.processes.follow({ run, after: number })
  }
  return now
}

/** The outcome of a wizard that must end well. */
export function outcome(answer: Answer<Advance>): Outcome {
  const value = must(answer)
  if (value.kind !== 'outcome') {
    throw new Error(value.kind === 'step' ? `the wizard is still on page ${value.view.stepNumber}` : 'still at work')
  }
  return value.outcome
}

/** Orders temporary cards through the wizard; answers their ids. */
export async function orderTemporaryCards(somebody: Somebody, amount: number): Promise<string[]> {
  const done = outcome(
    await run(somebody, 'TempCardsAddonExtProdProcOrder', null, [
      { amount, layout: 'Blue', deliveryAddress: 'Card desk, Main Street 1' },
      {},
    ]),
  )
  return done.cards.map((card) => card.id)
}
