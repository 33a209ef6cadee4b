import {
  access,
  type Channel,
  contract,
  type ParsedRequestOf,
  type ResponseOf,
  waitingChannels,
} from '../../shared/contract'
import type { SessionUser } from '../../shared/contract/responses'
import { type Answer, type Refusal, refusal } from '../../shared/errors'
import { t } from '../../shared/texts'
import { notPermitted } from '../engine/actor'
import { errorFacts, type Ids, type Log } from '../ports'
import type { Session } from '../services/accounts'
import { StorageFailed, StoreRefusal } from '../store'
import { type Caller, isOurs } from './caller'

/** What a handler knows of who called. The door has checked that a user is there where one is needed. */
export interface CallContext<User = SessionUser | null> {
  readonly session: Session
  readonly user: User
}

type UserFor<Name extends Channel> = (typeof access)[Name] extends 'anyone' ? SessionUser | null : SessionUser

/** One handler for every call of the contract. */
export type Handlers = {
  readonly [Name in Channel]: (
    request: ParsedRequestOf<Name>,
    context: CallContext<UserFor<Name>>,
  ) => Answer<ResponseOf<Name>> | Promise<Answer<ResponseOf<Name>>>
}

/** Calls that take longer are in the log, with channel and duration. */
const slowMilliseconds = 50

interface Needs {
  readonly handlers: Handlers
  readonly ids: Ids
  readonly log: Log
}

/**
 * The one way in. Every call passes, in this order: our own frame, a known call, a signed-in session
 * that is not locked, a role, the form of the payload; then its handler. Never throws: an exception
 * becomes `internal` with the id under which the log has it.
 */
export class Door {
  constructor(private readonly needs: Needs) {}

  async call(session: Session, caller: Caller, channel: string, payload: unknown): Promise<Answer> {
    if (!isOurs(caller)) {
      this.needs.log.warn('foreign call refused', { session: session.id })
      return refusal('foreign-frame', t('errors.foreign-frame'))
    }
    if (!isChannel(channel))
      return refusal('unknown-call', t('errors.unknown-call', { channel: String(channel).slice(0, 80) }))
    const begun = performance.now()
    try {
      session.lockWhenIdle()
      // A program on the command line moves no mouse: its calls are its signs of life.
      if (caller.kind === 'command-line' && !session.isLocked()) session.touch()
      return accessRefusal(session, channel) ?? (await this.parseAndHandle(session, channel, payload))
    } catch (error) {
      if (error instanceof StorageFailed) return error.refusal
      // A record that is damaged on the disk: the message names it and the way back.
      if (error instanceof StoreRefusal) return refusal('storage-unreadable', error.message, error.details)
      const logId = this.needs.ids.random()
      this.needs.log.error('call failed', { logId, channel, ...errorFacts(error) })
      return refusal('internal', t('errors.internal', { logId }), { logId })
    } finally {
      this.noteSlow(channel, performance.now() - begun)
    }
  }

  /** What a person waits for notably is worth a look; what waits on purpose is not. */
  private noteSlow(channel: Channel, milliseconds: number): void {
    if (milliseconds <= slowMilliseconds || waitingChannels.has(channel)) return
    this.needs.log.warn('slow call', { channel, milliseconds: Math.round(milliseconds) })
  }

  private async parseAndHandle(session: Session, channel: Channel, payload: unknown): Promise<Answer> {
    const parsed = parse(channel, payload)
    if (!parsed?.success) {
      // Only where and what is wrong: the payload itself may hold a password.
      const issues = parsed?.error.issues ?? [{ path: [], message: 'Invalid input' }]
      const faults = issues.slice(0, 5).map((issue) => `${issue.path.join('.') || 'payload'}: ${issue.message}`)
      return refusal('bad-request', t('errors.bad-request', { faults: faults.join('; ') }), { faults })
    }
    const handler = this.needs.handlers[channel] as (request: unknown, context: CallContext) => Answer | Promise<Answer>
    return handler(parsed.data, { session, user: session.user() })
  }
}

/**
 * The payload held against the call's schema; `null` when not even that can be done: a check of length is made on what
 * is no text as well, and throws where that has a `length` that cannot be compared, as only a hostile page sends.
 */
function parse(channel: Channel, payload: unknown) {
  try {
    return contract[channel].request.safeParse(payload ?? null)
  } catch {
    return null
  }
}

function isChannel(name: string): name is Channel {
  return Object.hasOwn(access, name)
}

function accessRefusal(session: Session, channel: Channel): Refusal | null {
  const needed = access[channel]
  if (needed === 'anyone') return null
  const user = session.user()
  if (!user) return refusal('not-signed-in', t('errors.not-signed-in'))
  if (needed === 'even-locked') return null
  if (session.isLocked()) return refusal('locked', t('errors.locked'))
  if (needed === 'signed-in' || needed.some((role) => user.roles.includes(role))) return null
  return notPermitted(needed, user.roles)
}
