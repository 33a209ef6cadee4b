import { z } from 'zod'
import {
  cardTypes,
  type OptionName,
  type OptionValues,
  options,
  processes,
  roles,
  type SymbolicName,
  states,
} from '../lifecycle'
import {
  type About,
  type AccountView,
  type Advance,
  type BackupFacts,
  type ChangeEntry,
  type HistoryEntry,
  type Licence,
  type PasswordStrength,
  type Person,
  type RunView,
  type Settings,
  type SyncRun,
  bureauConnections,
  bureauStates,
  exportFormats,
  newAccountSchema,
  newPersonSchema,
  orderFileFormats,
  passwordSchema,
  plainText,
  requiredText,
  rolesSchema,
  searchFields,
  syncOutcomes,
  userNameSchema,
} from '../model'
import type { Channel } from './channels'
import type {
  BatchFollowed,
  BatchPreview,
  BatchRunDetails,
  CardProfile,
  CardRow,
  DataFollowed,
  DataStatus,
  DeskSnapshot,
  Found,
  Overview,
  PersonProfile,
  PersonSearchResult,
  RequestRow,
  SearchResult,
  SessionState,
  SeveralCommand,
} from './responses'

export * from './channels'
export * from './responses'

interface Call<Request extends z.ZodType = z.ZodType, Response = unknown> {
  readonly request: Request
  /** Never filled: carries the response's type. */
  readonly response?: Response
}
const call = <Request extends z.ZodType, Response>(request: Request): Call<Request, Response> => ({ request })
/** Names the response type first, so that the request's type can be inferred from its schema. */
const answers = <Response>() => ({
  to: <Request extends z.ZodType>(request: Request) => call<Request, Response>(request),
})

const nothing = z.null().optional()
const id = z.string().min(1).max(60)
const version = z.int().min(0)
const cardType = z.enum(cardTypes)
const process = z.enum(processes.map((each) => each.symbolicName) as [SymbolicName, ...SymbolicName[]])
const stateIds = [...new Set(cardTypes.flatMap((type) => states[type].map((state) => state.id)))]
const state = z.enum(stateIds)
const page = { offset: z.int().min(0).max(100_000_000), limit: z.int().min(1).max(500) }
const text = z.string().max(400)
/** Cards or persons one run may be about. */
export const mostSubjects = 1000
/** Read-only by its type alone: zod's own `readonly` freezes what it is given, and throws where bytes are given. */
const ids: z.ZodType<readonly string[], readonly string[]> = z.array(id).max(mostSubjects)
const answersSchema = z.record(
  z.string().max(60),
  z.union([z.string().max(4000), z.number(), z.boolean(), z.null(), ids]),
)

/** What a settings tab offers, see `CommandSettings`. */
const commands = {
  defaults: z.array(z.strictObject({ process, enabled: z.boolean() })).max(40),
  additional: z.array(process).max(40),
}

/** The columns of a list of cards, each of which it can be sorted by. */
export const cardColumns = [
  'id',
  'state',
  'holderName',
  'employeeNumber',
  'email',
  'upn',
  'organisationalUnit',
  'layout',
  'title',
  'order',
  'cardNumber',
  'validThrough',
  'created',
  'changed',
] as const
export type CardColumn = (typeof cardColumns)[number]

const optionValues = z
  .strictObject(
    Object.fromEntries(
      options.map((option) => [
        option.name,
        (option.kind === 'switch' ? z.boolean() : z.int().min(option.min).max(option.max)).optional(),
      ]),
    ) as Record<OptionName, z.ZodOptional<z.ZodBoolean | z.ZodNumber>>,
  )
  .transform((values) => values as Partial<OptionValues>)

/** The bureau's connection as an administrator saves it; the secret has a call of its own. */
const bureauValues = z.strictObject({
  connection: z.enum(bureauConnections),
  folder: z.strictObject({ path: plainText(1000), format: z.enum(orderFileFormats) }),
  rest: z.strictObject({ address: plainText(500), organisation: plainText(200), clientId: plainText(200) }),
  ordersPerBatch: z.int().min(1).max(1000),
  statusWords: z
    .array(z.strictObject({ word: requiredText(60), state: z.enum(bureauStates) }))
    .min(1)
    .max(100),
})

/** The columns of a list of persons, each of which it can be sorted by. */
export const personColumns = ['name', 'employeeNumber', 'email', 'upn', 'organisationalUnit'] as const
export type PersonColumn = (typeof personColumns)[number]

/** Every call: what it takes and what it answers. Who may make it is in `channels.ts`. */
export const contract = {
  'session.state': answers<SessionState>().to(nothing),
  /** First start only: makes the first administrator, signs them in, and fills in sample data if wanted. */
  'session.foundDesk': answers<SessionState>().to(
    z.strictObject({
      administrator: newAccountSchema.refine(
        (account) => account.roles.includes('administrator') && !account.roles.includes('auditor'),
      ),
      sampleData: z.union([
        z.null(),
        z.strictObject({
          /** The password of the sample colleagues' accounts. */
          password: passwordSchema,
          cards: z.int().min(30).max(5000),
        }),
      ]),
    }),
  ),
  'session.signIn': answers<SessionState>().to(
    z.strictObject({ userName: z.string().max(200), password: passwordSchema }),
  ),
  'session.passwordStrength': answers<PasswordStrength>().to(
    z.strictObject({ password: z.string().max(200), userName: z.string().max(200), name: z.string().max(200) }),
  ),
  'session.signOut': answers<SessionState>().to(nothing),
  'session.lock': answers<SessionState>().to(nothing),
  'session.unlock': answers<SessionState>().to(z.strictObject({ password: passwordSchema })),
  /** The person is still there: starts the idle time anew. */
  'session.touch': answers<null>().to(nothing),
  'session.changePassword': answers<null>().to(z.strictObject({ current: passwordSchema, password: passwordSchema })),

  'desk.snapshot': answers<DeskSnapshot>().to(nothing),
  /** Which version this is and what runs it. */
  'desk.about': answers<About>().to(nothing),
  /** The packages of others that are part of the program, with the texts of their licences; by name. */
  'desk.licences': answers<readonly Licence[]>().to(nothing),

  'search.cards': answers<SearchResult>().to(
    z.strictObject({
      cardType,
      /** Only cards in one of these states; `null` = any. */
      states: z.union([z.null(), z.array(state).min(1).max(20)]),
      /** Only those of these cards; left out, any. */
      among: z.array(id).min(1).max(mostSubjects).optional(),
      text,
      sort: z.strictObject({ column: z.enum(cardColumns), direction: z.enum(['ascending', 'descending']) }),
      ...page,
    }),
  ),
  /** Cards and persons for "find anything" and for a scanned number: the exact number first. */
  'search.find': answers<Found>().to(z.strictObject({ text, limit: z.int().min(1).max(50) })),

  'cards.profile': answers<CardProfile>().to(z.strictObject({ card: id })),
  /** Newest first. `limit` counts journal records, of which each may hold several entries; `before` is where the next page goes on. */
  'cards.history': answers<{ entries: readonly HistoryEntry[]; before: number | null }>().to(
    z.strictObject({ card: id, limit: z.int().min(1).max(200), before: z.int().min(1).optional() }),
  ),

  'persons.search': answers<PersonSearchResult>().to(
    z.strictObject({
      text,
      sort: z
        .strictObject({ column: z.enum(personColumns), direction: z.enum(['ascending', 'descending']) })
        .default({ column: 'name', direction: 'ascending' }),
      ...page,
    }),
  ),
  'persons.read': answers<Person>().to(z.strictObject({ person: id })),
  'persons.profile': answers<PersonProfile>().to(z.strictObject({ person: id })),
  /** What changed in the person's record, newest first; `before` is where the next page goes on. */
  'persons.history': answers<{ entries: readonly ChangeEntry[]; before: number | null }>().to(
    z.strictObject({ person: id, limit: z.int().min(1).max(200), before: z.int().min(1).optional() }),
  ),
  'persons.add': answers<Person>().to(newPersonSchema),
  'persons.change': answers<Person>().to(newPersonSchema.extend({ person: id, version })),

  /** `open`: orders that wait for a decision, oldest first. `mine`: what became of the orders this user asked for, newest first. */
  'requests.list': answers<{ total: number; rows: readonly RequestRow[]; sequence: number }>().to(
    z.strictObject({ view: z.enum(['open', 'mine']), ...page }),
  ),

  'overview.read': answers<Overview>().to(nothing),
  /** Temporary cards that are due back today or overdue, most overdue first. */
  'overview.due': answers<{ total: number; rows: readonly CardRow[]; sequence: number }>().to(z.strictObject(page)),

  'processes.open': answers<RunView>().to(
    z.strictObject({ process, card: z.union([id, z.null()]), person: z.union([id, z.null()]) }),
  ),
  /** One wizard for several cards; each card stands or falls alone. */
  'processes.openSeveral': answers<RunView>().to(
    z.strictObject({ process, cards: z.array(id).min(1).max(mostSubjects) }),
  ),
  'processes.next': answers<Advance>().to(z.strictObject({ run: id, step: id, answers: answersSchema })),
  'processes.back': answers<RunView>().to(z.strictObject({ run: id, step: id, answers: answersSchema })),
  /** Waits until the work under way has got past `after`, and answers how far it is or what it led to. */
  'processes.follow': answers<Advance>().to(z.strictObject({ run: id, after: z.int().min(0) })),
  /** Asks the work under way to stop; what is done stays done, and `processes.follow` tells how it ended. */
  'processes.stop': answers<null>().to(z.strictObject({ run: id })),
  'processes.cancel': answers<null>().to(z.strictObject({ run: id })),

  /** The processes that run on several cards and can be run on at least one of these now. */
  'cards.severalCommands': answers<readonly SeveralCommand[]>().to(
    z.strictObject({ cards: z.array(id).min(1).max(mostSubjects) }),
  ),

  /** Runs of batch sync, newest first. */
  'batch.runs': answers<{ total: number; rows: readonly SyncRun[] }>().to(z.strictObject(page)),
  /** One run; `outcomes`: only orders that ended so. */
  'batch.run': answers<BatchRunDetails>().to(
    z.strictObject({ run: id, outcomes: z.union([z.null(), z.array(z.enum(syncOutcomes)).min(1)]), ...page }),
  ),
  /** Starts a run and answers at once; one that is under way is joined. */
  'batch.start': answers<null>().to(nothing),
  /** Asks the run under way to stop after the batch it is in. */
  'batch.stop': answers<null>().to(nothing),
  /** Waits until the run under way has got past `after`, and answers how far it is or how it ended. */
  'batch.follow': answers<BatchFollowed>().to(z.strictObject({ after: z.int().min(0) })),
  /** A dry run of what a run would take in. */
  'batch.preview': answers<BatchPreview>().to(nothing),

  'settings.read': answers<{ settings: Settings; runnable: readonly SymbolicName[] }>().to(nothing),
  /** Every change of settings and accounts, newest first; `before` is where the next page goes on. */
  'settings.history': answers<{ entries: readonly ChangeEntry[]; before: number | null }>().to(
    z.strictObject({ limit: z.int().min(1).max(200), before: z.int().min(1).optional() }),
  ),
  'settings.saveCommands': answers<Settings>().to(
    z.strictObject({
      cardType,
      tab: z.union([z.literal('general'), state]),
      version,
      ...commands,
    }),
  ),
  /** The whole General tab: its commands, the quick-search fields and the layouts, in one save. */
  'settings.saveGeneral': answers<Settings>().to(
    z.strictObject({
      cardType,
      version,
      ...commands,
      searchFields: z.array(z.enum(searchFields)).min(1).max(searchFields.length),
      layouts: z.array(requiredText(60)).min(1).max(100),
    }),
  ),
  /** The roles of every process named; the others keep theirs. */
  'settings.saveProcessRoles': answers<Settings>().to(
    z.strictObject({
      version,
      roles: z.partialRecord(
        process,
        z
          .array(z.enum(roles).extract(['operator', 'approver']))
          .min(1)
          .max(2),
      ),
    }),
  ),
  'settings.saveOptions': answers<Settings>().to(z.strictObject({ version, values: optionValues })),
  'settings.saveDesk': answers<Settings>().to(
    z.strictObject({ version, values: z.strictObject({ idleLockMinutes: z.int().min(0).max(240) }) }),
  ),
  /** `confirmed`: also while orders are on their way to the bureau as it is connected now, or at it. */
  'settings.saveBureau': answers<Settings>().to(
    z.strictObject({ version, values: bureauValues, confirmed: z.boolean().default(false) }),
  ),
  /** The secret of the bureau's web service; `null` forgets it. It is never answered by any call. */
  'settings.saveBureauSecret': answers<Settings>().to(
    z.strictObject({ version, secret: z.union([z.null(), z.string().min(1).max(2000)]) }),
  ),
  /** Tries whether the bureau can be reached as it is connected now. */
  'settings.checkBureau': answers<{ readonly ok: boolean; readonly text: string }>().to(nothing),

  'settings.saveBackup': answers<Settings>().to(
    z.strictObject({
      version,
      values: z.strictObject({ folder: plainText(1000), daily: z.boolean(), keep: z.int().min(1).max(1000) }),
    }),
  ),

  'data.read': answers<DataStatus>().to(nothing),
  /** Starts a check of the whole data folder and answers at once. */
  'data.verify': answers<null>().to(nothing),
  /** Starts a backup into the folder of the settings and answers at once. */
  'data.backup': answers<null>().to(nothing),
  /** The backups of this desk in the folder of the settings, newest first, and what there could not be read. */
  'data.backups': answers<{ readonly backups: readonly BackupFacts[]; readonly unreadable: readonly string[] }>().to(
    nothing,
  ),
  /** Starts to write the whole history, with its proof, as a new file in a folder that is there, and answers at once. */
  'data.export': answers<null>().to(z.strictObject({ format: z.enum(exportFormats), folder: requiredText(1000) })),
  /** Starts to restore one of the backups, by its name. At the end the desk opens anew and everybody signs in again. */
  'data.restore': answers<null>().to(z.strictObject({ backup: requiredText(200) })),
  /** Waits until the task under way has got past `after`, and answers how far it is or how the last one ended. */
  'data.follow': answers<DataFollowed>().to(z.strictObject({ after: z.int().min(0) })),
  /** Asks the task under way to stop; what it wrote so far is removed. */
  'data.stop': answers<null>().to(nothing),
  /** Lets the person at the window choose a folder; `null` when they chose none. */
  'data.chooseFolder': answers<string | null>().to(z.strictObject({ start: plainText(1000) })),
  /** Opens a folder of the desk in the system's own window for files; `export` = the folder of the last export since the start. */
  'data.openFolder': answers<null>().to(
    z.strictObject({ which: z.enum(['data', 'logs', 'backups', 'export', 'crash-dumps']) }),
  ),

  'accounts.list': answers<readonly AccountView[]>().to(nothing),
  'accounts.add': answers<AccountView>().to(newAccountSchema),
  'accounts.change': answers<AccountView>().to(
    z.strictObject({
      account: id,
      version,
      userName: userNameSchema,
      name: requiredText(120),
      roles: rolesSchema,
      disabled: z.boolean(),
      person: z.union([id, z.null()]),
    }),
  ),
  'accounts.setPassword': answers<AccountView>().to(z.strictObject({ account: id, version, password: passwordSchema })),
} satisfies { [Name in Channel]: Call }

export type Contract = typeof contract
/** What a caller sends. */
export type RequestOf<Name extends Channel> = z.input<Contract[Name]['request']>
/** What the service gets: parsed, trimmed, complete. */
export type ParsedRequestOf<Name extends Channel> = z.output<Contract[Name]['request']>
export type ResponseOf<Name extends Channel> = Exclude<Contract[Name]['response'], undefined>
