import { access, type Channel, contract } from '../../shared/contract'
import type { SessionState } from '../../shared/contract/responses'
import { type Answer, type ErrorCode, errorCodes } from '../../shared/errors'
import type { Caller } from '../../electron/ipc/caller'
import { isOurs } from '../../electron/ipc/caller'
import { tells } from './secrets'

/** The calls that may leave a record in the history when they succeed; every other call only reads. */
export const mayWrite: ReadonlySet<string> = new Set<Channel>([
  'session.foundDesk',
  'session.changePassword',
  'persons.add',
  'persons.change',
  'processes.next',
  'batch.start',
  'settings.saveCommands',
  'settings.saveGeneral',
  'settings.saveProcessRoles',
  'settings.saveOptions',
  'settings.saveDesk',
  'settings.saveBureau',
  'settings.saveBureauSecret',
  'settings.saveBackup',
  'accounts.add',
  'accounts.change',
  'accounts.setPassword',
])

/** Where a form that is right as such may still be refused as not of the right form. */
const stricterThanItsForm: readonly string[] = [
  'processes.openSeveral',
  'search.cards',
  'settings.saveCommands',
  'settings.saveGeneral',
  'settings.saveProcessRoles',
]

/** The refusal the door owes a call, in the order of its checks; `null` when the call must be let in. */
export function owed(state: SessionState, caller: Caller, channel: string, payload: unknown): ErrorCode | null {
  if (!isOurs(caller)) return 'foreign-frame'
  if (!Object.hasOwn(access, channel)) return 'unknown-call'
  const name = channel as Channel
  const needed: (typeof access)[Channel] = access[name]
  if (needed !== 'anyone') {
    if (state.phase !== 'signed-in' && state.phase !== 'locked') return 'not-signed-in'
    if (needed !== 'even-locked') {
      if (state.phase === 'locked') return 'locked'
      const { roles } = state.user
      if (needed !== 'signed-in' && !needed.some((role) => roles.includes(role))) return 'not-permitted'
    }
  }
  return hasForm(name, payload) ? null : 'bad-request'
}

/** A payload that throws while it is looked at, such as a text's place taken by `{ length: {…} }`, has no form at all. */
function hasForm(name: Channel, payload: unknown): boolean {
  try {
    return contract[name].request.safeParse(payload ?? null).success
  } catch {
    return false
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** What is wrong with the form of an answer, as a sentence; `null` when nothing is. */
export function faultOfAnswer(answer: unknown): string | null {
  if (!isObject(answer)) return 'the answer is no object'
  let text: string
  try {
    structuredClone(answer)
    text = JSON.stringify(answer)
  } catch (error) {
    return `the answer cannot be carried to a window: ${error}`
  }
  if (tells(text)) return 'the answer has a secret in it'
  if (answer.ok === true)
    return 'value' in answer && Object.keys(answer).length === 2 ? null : 'the answer has no value'
  const { error } = answer
  if (answer.ok !== false || !isObject(error)) return 'the answer is neither a value nor a refusal'
  if (!errorCodes.some((code) => code === error.code)) return `the code ${error.code} is not on the list`
  if (error.code === 'internal') return 'the call ended in an unexpected error'
  if (typeof error.message !== 'string' || error.message === '') return `${error.code} says nothing`
  // What people typed may be repeated in it; placeholders, objects and stack traces are never theirs.
  if (/\{\{(?!7)|\[object |\n\s+at /.test(error.message))
    return `the sentence of ${error.code} is not finished: ${error.message.slice(0, 300)}`
  return isObject(error.details) ? null : `${error.code} has no details`
}

/** What is wrong about a call that was let in or refused; `null` when the door did what it owed. */
export function faultOfDoor(due: ErrorCode | null, channel: string, answer: Answer): string | null {
  const code = answer.ok ? null : answer.error.code
  if (due !== null) return code === due ? null : `the door owed ${due} and answered ${code ?? 'a value'}`
  const doors: readonly (string | null)[] = ['foreign-frame', 'unknown-call', 'locked', 'bad-request']
  const mayBe = code === 'bad-request' && stricterThanItsForm.includes(channel)
  return doors.includes(code) && !mayBe ? `the door answered ${code} and should have let the call in` : null
}
