/** The closed list of refusals. Anything else that goes wrong is a bug and becomes `internal`. */
export const errorCodes = [
  /** The call did not come from this program's own window. */
  'foreign-frame',
  'unknown-call',
  /** The payload is not of the call's form. */
  'bad-request',
  'not-signed-in',
  /** Signed in, but the screen is locked. */
  'locked',
  /** No role of this user may make the call. */
  'not-permitted',
  'already-set-up',
  'sign-in-failed',
  /** Too many failures: wait `details.waitMilliseconds`. */
  'sign-in-delayed',
  'weak-password',
  'user-name-taken',
  /** The person on record already belongs to another account. */
  'person-linked',
  /** Whom one's own account belongs to is for another administrator to change. */
  'own-link',
  'last-administrator',
  'not-found',
  'person-exists',
  'person-changed',
  /** The record moved on since the screen read it. */
  'settings-changed',
  'account-changed',
  'card-changed',
  /** The administrator has not put the process in this state's list. */
  'process-off',
  'wrong-state',
  'role-lacks-process',
  /** The process's own condition, such as one open order per holder. */
  'condition-not-met',
  /** Declared in the life cycle, but this version cannot run it yet. */
  'process-not-available',
  'invalid-answers',
  'run-not-found',
  'bureau-failed',
  /** Saving would leave a bureau while orders are on their way to it or at it; `confirmed` says that it is meant so. */
  'orders-on-the-way',
  /** No run of batch sync by that id. */
  'sync-run-not-found',
  /** This workstation has nowhere safe to keep a secret. */
  'secrets-unavailable',
  /** Another long task on the data folder is under way. */
  'data-task-under-way',
  /** The folder for backups or exports, or the backup named, cannot be used. */
  'folder-unfit',
  /** Nothing here can show a folder or let one choose: no window, or the system refused. */
  'no-desktop',
  /** A file that belongs to the program is missing or damaged; the data is not concerned. */
  'program-incomplete',
  'storage-failed',
  /** A record could not be read from the disk, or is damaged there. */
  'storage-unreadable',
  'internal',
] as const
export type ErrorCode = (typeof errorCodes)[number]

/** Facts for the screen and for tests; never a secret. `fields` names what is wrong with which field. */
export type ErrorDetails = Readonly<Record<string, unknown>> & {
  readonly fields?: Readonly<Record<string, string>>
}

export interface DeskError {
  readonly code: ErrorCode
  /** What happened, to which card, what is possible now: a sentence for the person at the desk. */
  readonly message: string
  readonly details: ErrorDetails
}

/** An expected failure as a value. */
export interface Refusal {
  readonly ok: false
  readonly error: DeskError
}

/** What every call answers. */
export type Answer<Value = unknown> = { readonly ok: true; readonly value: Value } | Refusal

/** A refusal as a value. The message is a finished sentence, see `shared/texts`. */
export function refusal(code: ErrorCode, message: string, details: ErrorDetails = {}): Refusal {
  return { ok: false, error: { code, message, details } }
}
