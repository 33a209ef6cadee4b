import type { Answer } from '../../shared/errors'
import type { AboutService } from '../services/about'
import type { Accounts, Session, SignIn } from '../services/accounts'
import { strengthOf } from '../services/accounts'
import type { BatchSync } from '../services/batch-sync'
import type { BureauSettingsService } from '../services/bureau-settings'
import type { Cards } from '../services/cards'
import type { Changes } from '../services/changes'
import type { DataService } from '../services/data/data'
import type { DataTasks } from '../services/data/tasks'
import type { DeskSnapshots } from '../services/desk-snapshot'
import type { OverviewService } from '../services/overview'
import type { Persons } from '../services/persons'
import type { Requests } from '../services/requests'
import type { Runs } from '../services/processes/runs'
import type { FirstStart } from '../services/first-start'
import type { Search } from '../services/search'
import type { SettingsService } from '../services/settings'
import type { Handlers } from './door'

export interface Services {
  readonly about: AboutService
  readonly accounts: Accounts
  readonly batchSync: BatchSync
  readonly bureauSettings: BureauSettingsService
  readonly cards: Cards
  readonly changes: Changes
  readonly data: DataService
  readonly tasks: DataTasks
  readonly firstStart: FirstStart
  readonly overview: OverviewService
  readonly persons: Persons
  readonly requests: Requests
  readonly search: Search
  readonly settings: SettingsService
  readonly signIn: SignIn
  readonly snapshots: DeskSnapshots
  /** The wizards open in a session. */
  readonly runsOf: (session: Session) => Runs
}

const done = <Value>(value: Value): Answer<Value> => ({ ok: true, value })

/** Joins every call of the contract to the service that answers it; no rule lives here. */
export function createHandlers(services: Services): Handlers {
  const {
    about,
    accounts,
    batchSync,
    bureauSettings,
    cards,
    changes,
    data,
    tasks,
    firstStart,
    overview,
    persons,
    requests,
    search,
    settings,
    signIn,
    snapshots,
    runsOf,
  } = services
  const leave = (session: Session) => {
    session.signOut()
    return done(session.state())
  }
  return {
    'session.state': (_, { session }) => done(session.state()),
    'session.foundDesk': (request, { session }) => firstStart.foundDesk(request, session),
    'session.signIn': async (request, { session }) => {
      const answer = await signIn.signIn(session, request)
      // Wizards belong to whoever opened them.
      if (answer.ok) runsOf(session).clear()
      return answer
    },
    'session.passwordStrength': async ({ password, userName, name }) =>
      done(await strengthOf(password, [userName, name])),
    'session.signOut': (_, { session }) => leave(session),
    'session.lock': (_, { session }) => {
      session.lock()
      return done(session.state())
    },
    'session.unlock': ({ password }, { session }) => signIn.unlock(session, password),
    'session.touch': (_, { session }) => {
      session.touch()
      return done(null)
    },
    'session.changePassword': async ({ current, password }, { session, user }) => {
      const right = await signIn.verify(session, current)
      if (right !== true) return right
      const changed = await accounts.setPassword({ account: user.id, version: null, password }, user)
      return changed.ok ? done(null) : changed
    },
    'desk.snapshot': (_, { session, user }) => done(snapshots.snapshot(session, user)),
    'desk.about': async () => done(await about.read()),
    'desk.licences': () => about.licences(),
    'search.cards': (request, { session }) => search.cards(request, session),
    'search.find': async (request) => done(await search.find(request)),
    'cards.profile': ({ card }, { user }) => cards.profile(card, user),
    'cards.history': (request) => cards.history(request),
    'persons.search': async (request) => done(await search.searchPersons(request)),
    'persons.read': ({ person }) => persons.read(person),
    'persons.profile': ({ person }, { user }) => persons.profile(person, user),
    'persons.history': (request) => changes.person(request),
    'persons.change': (request, { user }) => persons.change(request, user),
    'requests.list': async (request, { user }) => done(await requests.list(request, user)),
    'persons.add': (request, { user }) => persons.add(request, user),
    'overview.read': async (_, { user }) => done(await overview.read(user)),
    'overview.due': async (request) => done(await overview.due(request)),
    'processes.open': (request, { session, user }) => runsOf(session).open(request, user),
    'processes.openSeveral': (request, { session, user }) => runsOf(session).openSeveral(request, user),
    'processes.next': (request, { session, user }) => runsOf(session).next(request, user),
    'processes.follow': (request, { session, user }) => runsOf(session).follow(request, user),
    'processes.stop': ({ run }, { session, user }) => runsOf(session).stop(run, user),
    'processes.back': (request, { session, user }) => runsOf(session).back(request, user),
    'processes.cancel': ({ run }, { session, user }) => runsOf(session).cancel(run, user),
    'cards.severalCommands': (request, { user }) => cards.severalCommands(request.cards, user),
    'batch.runs': (request) => done(batchSync.runs(request)),
    'batch.run': (request) => batchSync.runDetails(request),
    'batch.start': (_, { user }) => batchSync.start(user),
    'batch.stop': () => batchSync.stop(),
    'batch.follow': async ({ after }) => done(await batchSync.follow(after)),
    'batch.preview': async () => done(await batchSync.preview()),
    'settings.read': () => done(settings.read()),
    'settings.history': (request) => changes.settings(request),
    'settings.saveCommands': (request, { user }) => settings.saveCommands(request, user),
    'settings.saveGeneral': (request, { user }) => settings.saveGeneral(request, user),
    'settings.saveProcessRoles': (request, { user }) => settings.saveProcessRoles(request, user),
    'settings.saveOptions': (request, { user }) => settings.saveOptions(request, user),
    'settings.saveDesk': (request, { user }) => settings.saveDesk(request, user),
    'settings.saveBureau': (request, { user }) => bureauSettings.save(request, user),
    'settings.saveBureauSecret': (request, { user }) => bureauSettings.saveSecret(request, user),
    'settings.checkBureau': async () => done(await bureauSettings.check()),
    'settings.saveBackup': (request, { user }) => data.saveSettings(request, user),
    'data.read': async () => done(await data.read()),
    'data.verify': () => data.verify(),
    'data.backup': (_, { user }) => data.backup(user),
    'data.backups': () => data.backups(),
    'data.export': (request, { user }) => data.export(request, user),
    'data.restore': (request, { user }) => data.restore(request, user),
    'data.follow': async ({ after }) => done(await tasks.follow(after)),
    'data.stop': (_, { user }) => data.stop(user),
    'data.chooseFolder': (request) => data.chooseFolder(request),
    'data.openFolder': (request) => data.openFolder(request),
    'accounts.list': () => done(accounts.list()),
    'accounts.add': (request, { user }) => accounts.add(request, user),
    'accounts.change': (request, { user }) => accounts.change(request, user),
    'accounts.setPassword': (request, { user }) => accounts.setPassword(request, user),
  }
}
