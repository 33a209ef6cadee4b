import { randomUUID } from 'node:crypto'
import type { Notice } from '../shared/contract/responses'
import type { Answer } from '../shared/errors'
import type { CertificateAuthority } from './certificates/port'
import { simulatedAuthority } from './certificates/simulated-authority'
import type { Encoder } from './encoding/port'
import { simulatedEncoder } from './encoding/simulated-encoder'
import { checkLifecycle } from './engine/check-lifecycle'
import type { Caller } from './ipc/caller'
import { Door } from './ipc/door'
import { createHandlers } from './ipc/handlers'
import { realFiles } from './files'
import { type Clock, type Desktop, type Ids, type Log, type Program, silentLog, systemClock, type Vault } from './ports'
import { processPackages } from './processes'
import type { Bureau } from './production/port'
import { windowlessProgram } from './program'
import { AboutService } from './services/about'
import { Accounts, type PasswordCost, refuseLostCredentials, Session, SignIn, standardCost } from './services/accounts'
import { BatchSync } from './services/batch-sync'
import { BureauSettingsService } from './services/bureau-settings'
import { Bureaus } from './services/bureaus'
import { Cards } from './services/cards'
import { Changes } from './services/changes'
import { DailyBackup } from './services/data/daily-backup'
import { DataService } from './services/data/data'
import { DataTasks } from './services/data/tasks'
import { DeskSnapshots } from './services/desk-snapshot'
import { ExpiryRun } from './services/expiry'
import { FirstStart } from './services/first-start'
import { Notices } from './services/notices'
import { OverviewService } from './services/overview'
import { Persons } from './services/persons'
import { Requests } from './services/requests'
import { Runs } from './services/processes/runs'
import { PageWork } from './services/processes/work'
import { Production } from './services/production'
import { Search } from './services/search'
import { Secrets } from './services/secrets'
import { Seeder } from './services/seeder'
import { SettingsService } from './services/settings'
import { openStore, type StoreStatus, Upkeep } from './store'
import { decisionWorld } from './world'

export interface DeskOptions {
  /** The data folder; made when it is not there. */
  readonly folder: string
  readonly log?: Log
  readonly clock?: Clock
  readonly ids?: Ids
  readonly bureau?: Bureau
  readonly encoder?: Encoder
  readonly authority?: CertificateAuthority
  /** Where secrets are sealed; without one none can be set. */
  readonly vault?: Vault
  /** Serves as the secret of the bureau's web service, whatever is kept. */
  readonly bureauSecret?: string
  readonly passwordCost?: PasswordCost
  /** How often orders without an answer are sent again and batch sync looks at the clock; tests say otherwise. */
  readonly retryMilliseconds?: number
  /** How long a bureau may be silent, milliseconds; a test is in a hurry. */
  readonly patienceMilliseconds?: number
  /** The program itself; without a window, the command line's. */
  readonly program?: Program
  /** The desktop of the person at the window; none without a window. */
  readonly desktop?: Desktop
  /** Called when a restore is ready: whoever opened the desk closes it then and opens it anew. */
  readonly onRestored?: () => void
  /** The disk; a test hands in one that fails. */
  readonly files?: Parameters<typeof openStore>[0]['files']
}

/** One window or command line at the desk's door. */
export interface Connection {
  call(caller: Caller, channel: string, payload: unknown): Promise<Answer>
  /** The window is gone: its session and its wizards are over. */
  close(): void
}

/** The desk without Electron. */
export interface Desk {
  connect(announce: (notice: Notice) => void): Connection
  readonly seeder: Seeder
  /** Looks by itself at the start and at midnight; asked by tests, whose clock stands still. */
  readonly expiry: Pick<ExpiryRun, 'check'>
  /** Sends by itself, too, at the start and from time to time. */
  readonly production: Pick<Production, 'resume'>
  /** Looks by itself, too. */
  readonly batchSync: Pick<BatchSync, 'check'>
  /** Looks by itself, too. */
  readonly dailyBackup: Pick<DailyBackup, 'check'>
  status(): StoreStatus
  /**
   * Waits for what is under way, then lets go of the data folder. An order that a bureau has not answered by then is not
   * waited for: it is sent again, under its id, by the next desk. With `reason` it tells the windows why they are signed out.
   */
  close(reason?: 'data-restored'): Promise<void>
}

/** How often idle sessions are looked for. */
const idleCheckMilliseconds = 5000
/** How often orders without an answer are sent again. */
const standardRetry = 60_000

/**
 * Opens a data folder and puts the desk together from its ports.
 * @throws {StoreRefusal} when the folder is in use, cannot be used or cannot be read.
 * @throws {Error} when the life-cycle tables are not sound; the message names every fault.
 */
export async function openDesk(options: DeskOptions): Promise<Desk> {
  checkLifecycle()

  const { log = silentLog, clock = systemClock, passwordCost = standardCost } = options
  const ids = options.ids ?? { random: () => randomUUID() }
  const { encoder = simulatedEncoder(), authority = simulatedAuthority(ids) } = options
  const { folder, files = realFiles, program = windowlessProgram() } = options
  const { version } = program
  const store = await openStore({ folder, clock, log, ids, files })

  await refuseLostCredentials(store)

  const { status, profiles, trials } = encoder
  const secrets = new Secrets({
    kept: store.secrets,
    ids,
    log,
    ...(options.vault && { vault: options.vault }),
    ...(options.bureauSecret !== undefined && { given: options.bureauSecret }),
  })
  const bureaus = new Bureaus({
    store,
    files,
    clock,
    ids,
    log,
    secret: (name) => secrets.read(name),
    ...(options.bureau && { fixed: options.bureau }),
  })
  const partners = () => ({
    bureau: bureaus.current().status,
    encoder: { ...status, profiles, trials },
    authority: authority.status,
  })
  const world = decisionWorld({ clock, partners, packages: processPackages })
  const accounts = new Accounts({ store, clock, ids, log, passwordCost })
  const search = await Search.open(store)
  const cards = new Cards(store, world)
  const requests = new Requests({ store, cards, search })
  const { patienceMilliseconds } = options
  const patience = patienceMilliseconds === undefined ? {} : { patienceMilliseconds }
  const production = new Production({ store, bureaus, clock, log, ...patience })
  const batchSync = new BatchSync({
    store,
    search,
    bureaus,
    clock,
    ids,
    log,
    ...patience,
    ...(options.retryMilliseconds !== undefined && { checkMilliseconds: options.retryMilliseconds }),
  })
  const work = new PageWork({ encoder, authority, production, log })
  const seeder = new Seeder(store, accounts, clock)
  const notices = new Notices(store, search)
  batchSync.onStatus((status) => notices.tellBatch(status))
  const bureauSettings = new BureauSettingsService({
    store,
    clock,
    secrets,
    bureaus,
    ...(patienceMilliseconds !== undefined && { checkMilliseconds: patienceMilliseconds }),
  })
  const upkeep = await Upkeep.open(store.status().folder, log, files)
  const tasks = new DataTasks({ clock, ids, log })
  const data = new DataService({
    ...{ store, tasks, upkeep, clock, log, files },
    ...(options.desktop && { desktop: options.desktop }),
    reopen: () => options.onRestored?.(),
  })
  const dailyBackup = new DailyBackup({ store, tasks, upkeep, data, clock, log, files })
  const runs = new WeakMap<Session, Runs>()
  const runsOf = (session: Session): Runs => {
    const known =
      runs.get(session) ??
      new Runs({ store, cards, production, work, ids, log, world, isLocked: () => session.isLocked() })
    runs.set(session, known)
    return known
  }
  const handlers = createHandlers({
    about: new AboutService({ program, log }),
    accounts,
    batchSync,
    bureauSettings,
    cards,
    changes: new Changes(store),
    data,
    tasks,
    firstStart: new FirstStart({ store, accounts, seeder, log }),
    overview: new OverviewService({ store, clock, search, cards, requests }),
    persons: new Persons({ store, clock, cards, search }),
    requests,
    search,
    settings: new SettingsService(store, clock, [...processPackages.keys()]),
    signIn: new SignIn({ store, accounts, clock, log, passwordCost }),
    snapshots: new DeskSnapshots({ store, search, cards, partners, batchSync, version }),
    runsOf,
  })
  const door = new Door({ handlers, ids, log })
  const sessions = new Set<Session>()
  const idleCheck = setInterval(() => {
    for (const session of sessions) session.lockWhenIdle()
  }, idleCheckMilliseconds)
  idleCheck.unref()

  // A bureau that takes its time must not keep the window from opening.
  void production.resume()
  const retry = setInterval(() => void production.resume(), options.retryMilliseconds ?? standardRetry)
  retry.unref()
  // Runs beside the work at the desk: until it has come by, a card that is over is refused by its processes.
  const expiry = new ExpiryRun({ store, search, clock, log })
  expiry.start()
  // Beside the work at the desk, too: a bureau that takes its time keeps nobody waiting.
  void batchSync.open()
  dailyBackup.start()
  // Works on memory alone, so nothing waits for it, not even the end.
  void search.warmUp()
  log.info('desk opened', { sequence: store.view.sequence, version })

  return {
    connect(announce) {
      const session = new Session(ids.random(), store, clock, announce)
      session.onLeft(() => runsOf(session).clear())
      sessions.add(session)
      notices.add(session)
      return {
        call: (caller, channel, payload) => door.call(session, caller, channel, payload),
        close() {
          session.signOut()
          sessions.delete(session)
          notices.remove(session)
        },
      }
    },
    seeder,
    expiry,
    production,
    batchSync,
    dailyBackup,
    status: () => store.status(),
    async close(reason) {
      clearInterval(idleCheck)
      clearInterval(retry)
      await tasks.close()
      await Promise.all([expiry.close(), batchSync.close(), dailyBackup.close()])
      notices.tell()
      if (reason) for (const session of sessions) session.end(reason)
      await store.close()
      log.info('desk closed')
    },
  }
}
