import { z } from 'zod'
import { type Role, roles } from '../lifecycle'
import { requiredText } from './person'

/** Someone who may sign in. The password's hash is kept apart, see `electron/store/credentials.ts`. */
export interface Account {
  readonly id: string
  readonly version: number
  /** Unique without regard to case. */
  readonly userName: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly disabled: boolean
  /** The person this account belongs to, if they are on record: nobody decides an order of their own card. */
  readonly person: string | null
  /** Which stored credential opens it; `null` = nobody can sign in until an administrator sets a password. */
  readonly credential: string | null
}

/** What screens see of an account: everything but where its credential is. */
export type AccountView = Omit<Account, 'credential'> & { readonly hasPassword: boolean }

export const userNameSchema = requiredText(60).pipe(z.string().regex(/^[\p{L}\p{N}._@-]+$/u))
/** Passwords are taken as they are: never trimmed, never changed. The upper bound keeps hashing cheap. */
export const passwordSchema = z.string().min(1).max(200)
export const rolesSchema = z
  .array(z.enum(roles))
  .min(1)
  .transform((list) => roles.filter((role) => list.includes(role)))

export const newAccountSchema = z.strictObject({
  userName: userNameSchema,
  name: requiredText(120),
  roles: rolesSchema,
  password: passwordSchema,
  /** The person on record, see `Account.person`. */
  person: z.string().min(1).max(60).nullable().default(null),
})

/** How strong a password is, as told while it is typed and as checked when it is set. */
export interface PasswordStrength {
  /** 0 (guessed at once) to 4 (very hard to guess). */
  readonly score: 0 | 1 | 2 | 3 | 4
  readonly acceptable: boolean
  readonly advice: readonly string[]
}
