import { z } from 'zod'
import {
  type AnyState,
  type CardType,
  cardTypes,
  type OptionValues,
  roles,
  type SymbolicName,
  states,
} from '../../shared/lifecycle'
import {
  type Account,
  type BackupSettings,
  type BureauSettings,
  type CardData,
  type Certificate,
  type CommandSettings,
  type Order,
  type OrderDecision,
  type Person,
  type SettingsTab,
  type Stamp,
  bureauConnections,
  bureauStates,
  certificateHolds,
  certificatePurposes,
  certificateStatuses,
  orderFileFormats,
  searchFields,
  syncOutcomes,
} from '../../shared/model'
import type { DeskEvent, GeneralSettings, SettingsSaved } from '../engine/events'
import { type Counter, counters } from '../engine/view'
import type { Credential } from './port'

/**
 * What the files may hold. Strict: a member nobody knows is refused, on the way in as on the way out,
 * so that nothing is written that a later start could not read. Names of processes and options are
 * taken as they are, because a history outlives the tables it was made with.
 */

const text = z.string()
const name = z.string().min(1)
const count = z.int().min(1)
const words = <Word extends string>() => z.custom<Word>((value) => typeof value === 'string' && value !== '')
const symbolicName = words<SymbolicName>()
const cardType = z.enum(cardTypes)
export const timestampSchema = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)

export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/)

const knownStates: Readonly<Record<CardType, ReadonlySet<string>>> = {
  card: new Set(states.card.map((each) => each.id)),
  'temporary-card': new Set(states['temporary-card'].map((each) => each.id)),
}

/** True when cards of that type can be in that state. */
export function isStateOf(type: CardType, state: string | null): boolean {
  return state !== null && knownStates[type].has(state)
}

const state = words<AnyState>()
const tab = words<SettingsTab>()

const stampShape = {
  at: timestampSchema,
  user: name.nullable(),
  name: text,
  role: z.enum([...roles, 'system']),
}
export const stampSchema: z.ZodType<Stamp> = z.strictObject(stampShape)

const orderDecision: z.ZodType<OrderDecision> = z.strictObject({
  ...stampShape,
  approved: z.boolean(),
  comment: text,
})

const order: z.ZodType<Order> = z.strictObject({
  id: name,
  requested: stampSchema,
  layout: text,
  deliveryAddress: text,
  commonName: text,
  upn: text,
  decision: orderDecision.nullable(),
  attempt: count,
  sending: z.boolean(),
  failure: text.nullable(),
  failedAt: timestampSchema.nullable(),
  bureauNote: text.nullable(),
  batch: name.nullable(),
  sentAt: timestampSchema.nullable(),
  productionDate: text.nullable(),
  chip: z.strictObject({ type: text, uid: text }).nullable(),
})

const certificate: z.ZodType<Certificate> = z.strictObject({
  serial: name,
  purpose: z.enum(certificatePurposes),
  validFrom: text,
  validThrough: text,
  status: z.enum(certificateStatuses),
  heldBy: z.enum(certificateHolds).nullable(),
})

const cardDataShape = {
  holder: name.nullable(),
  layout: text,
  title: text,
  organisationalUnit: text,
  validFrom: text.nullable(),
  validThrough: text.nullable(),
  order: order.nullable(),
  cardNumber: text.nullable(),
  chipUid: text.nullable(),
  chipProfile: text.nullable(),
  certificates: z.array(certificate),
} satisfies Record<keyof CardData, z.ZodType>

const cardDataPart = z.strictObject(
  Object.fromEntries(Object.entries(cardDataShape).map(([key, schema]) => [key, z.exactOptional(schema)])) as {
    [Key in keyof typeof cardDataShape]: z.ZodExactOptional<(typeof cardDataShape)[Key]>
  },
)

const cardEventShape = {
  card: name,
  cardType,
  process: symbolicName,
  version: count,
  previous: count.nullable(),
  run: z.exactOptional(name),
  comment: z.exactOptional(text),
  input: z.exactOptional(z.record(text, z.union([text, z.number(), z.boolean()]))),
  set: z.exactOptional(cardDataPart),
  as: z.exactOptional(z.strictObject({ ...stampShape, origin: name })),
}

const stateFits = { error: 'no state of this card type' }

const cardMoved = z
  .strictObject({ type: z.literal('card-moved'), ...cardEventShape, from: state.nullable(), to: state })
  .refine(
    (event) => isStateOf(event.cardType, event.to) && (event.from === null || isStateOf(event.cardType, event.from)),
    stateFits,
  )

const cardEdited = z
  .strictObject({ type: z.literal('card-edited'), ...cardEventShape, state })
  .refine((event) => isStateOf(event.cardType, event.state), stateFits)

export const personSchema: z.ZodType<Person> = z.strictObject({
  id: name,
  version: count,
  employeeNumber: text,
  givenName: text,
  familyName: text,
  email: text,
  upn: text,
  organisationalUnit: text,
})

export const accountSchema: z.ZodType<Account> = z.strictObject({
  id: name,
  version: count,
  userName: name,
  name: text,
  roles: z.array(z.enum(roles)),
  disabled: z.boolean(),
  person: name.nullable(),
  credential: name.nullable(),
})

const commandSettings: z.ZodType<CommandSettings> = z.strictObject({
  defaults: z.array(z.strictObject({ process: symbolicName, enabled: z.boolean() })),
  additional: z.array(symbolicName),
})
const general: z.ZodType<GeneralSettings> = z.strictObject({
  searchFields: z.array(z.enum(searchFields)),
  layouts: z.array(text),
})
const roleList = z.array(z.enum(roles))
const optionValue = z.union([z.boolean(), z.number()])
const deskValues = z.strictObject({ idleLockMinutes: z.number().min(0) })

const bureau: z.ZodType<BureauSettings> = z.strictObject({
  connection: z.enum(bureauConnections),
  folder: z.strictObject({ path: text, format: z.enum(orderFileFormats) }),
  rest: z.strictObject({ address: text, organisation: text, clientId: text, secret: name.nullable() }),
  ordersPerBatch: count,
  statusWords: z.array(z.strictObject({ word: text, state: z.enum(bureauStates) })),
})

const backup: z.ZodType<BackupSettings> = z.strictObject({ folder: text, daily: z.boolean(), keep: count })

const isOptions = (value: unknown) => z.record(name, optionValue).safeParse(value).success
const someOptions = z.custom<Partial<OptionValues>>(isOptions)

const saved = { type: z.literal('settings-saved') }
const beforeAndAfter = <Schema extends z.ZodType>(schema: Schema) => ({ before: schema, after: schema })

const settingsSaved = z.discriminatedUnion('section', [
  z.strictObject({
    ...saved,
    section: z.literal('commands'),
    cardType,
    tab,
    ...beforeAndAfter(commandSettings),
  }),
  z.strictObject({ ...saved, section: z.literal('general'), cardType, ...beforeAndAfter(general) }),
  z.strictObject({
    ...saved,
    section: z.literal('process-roles'),
    process: symbolicName,
    ...beforeAndAfter(roleList),
  }),
  z.strictObject({ ...saved, section: z.literal('options'), ...beforeAndAfter(someOptions) }),
  z.strictObject({ ...saved, section: z.literal('desk'), ...beforeAndAfter(deskValues) }),
  z.strictObject({ ...saved, section: z.literal('bureau'), ...beforeAndAfter(bureau) }),
  z.strictObject({ ...saved, section: z.literal('backup'), ...beforeAndAfter(backup) }),
])
export const settingsSavedSchema: z.ZodType<SettingsSaved> = settingsSaved

/** Highest numbers given out, of some counters. */
export const numbersSchema = z.strictObject(
  Object.fromEntries(counters.map((counter) => [counter, z.exactOptional(z.int().min(0))])) as Record<
    Counter,
    z.ZodExactOptional<z.ZodInt>
  >,
)

const syncEnd = {
  end: z.enum(['done', 'stopped', 'broken-off']),
  problem: text.nullable(),
  counts: z.strictObject(
    Object.fromEntries(syncOutcomes.map((outcome) => [outcome, z.exactOptional(count)])) as Record<
      (typeof syncOutcomes)[number],
      z.ZodExactOptional<typeof count>
    >,
  ),
}

export const eventSchema: z.ZodType<DeskEvent> = z.discriminatedUnion('type', [
  cardMoved,
  cardEdited,
  z.strictObject({ type: z.literal('person-saved'), person: personSchema }),
  z.strictObject({
    type: z.literal('account-saved'),
    account: accountSchema,
    change: z.enum(['added', 'changed', 'password-set']),
  }),
  z.strictObject({ type: z.literal('desk-founded'), desk: name }),
  z.strictObject({
    type: z.literal('desk-restored'),
    desk: name,
    backup: z.strictObject({ desk: name, sequence: count, hash: sha256Schema, at: timestampSchema }),
    numbers: numbersSchema,
  }),
  z.strictObject({ type: z.literal('sync-started'), run: name }),
  z.strictObject({
    type: z.literal('sync-noted'),
    run: name,
    notes: z.array(z.strictObject({ outcome: z.enum(syncOutcomes), card: name.nullable(), order: text, text })),
    files: z.array(z.strictObject({ name: text, outcome: z.enum(['taken-in', 'again', 'rejected']), reason: text })),
  }),
  z.strictObject({ type: z.literal('sync-ended'), run: name, ...syncEnd }),
  settingsSaved,
])

export const credentialSchema: z.ZodType<Credential> = z.strictObject({
  algorithm: z.literal('scrypt'),
  cost: count,
  blockSize: count,
  parallelization: count,
  salt: z.base64(),
  hash: z.base64(),
})

/** The first thing zod has to say, as part of a sentence: where and what. */
export function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues
  return issue ? `${issue.path.join('.') || 'it'}: ${issue.message}` : 'it has the wrong form'
}
