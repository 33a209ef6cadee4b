import type { SessionUser } from '../../shared/contract/responses'
import { type Refusal, refusal } from '../../shared/errors'
import type { Role } from '../../shared/lifecycle'
import { listed, roleName, t } from '../../shared/texts'
import type { DeskView } from './view'

/** The refusal for somebody whose roles do not reach. */
export function notPermitted(needed: readonly Role[], own: readonly Role[]): Refusal {
  const names = { roles: listed(needed.map(roleName), 'or'), own: listed(own.map(roleName), 'and') }
  return refusal('not-permitted', t('errors.not-permitted', names), { roles: needed, own })
}

/**
 * The person who acts, as their account is at the moment of the decision: between a click and its
 * commit an administrator may have switched the account off or changed its roles (domain 5.1 and 6).
 * `needed: null` asks for no role in particular.
 */
export function actorNow(
  view: DeskView,
  user: Pick<SessionUser, 'id'>,
  needed: readonly Role[] | null,
): { readonly ok: true; readonly user: SessionUser } | Refusal {
  const account = view.account(user.id)
  if (!account || account.disabled) return refusal('not-signed-in', t('errors.not-signed-in'))
  const { id, userName, name, roles } = account
  if (needed && !needed.some((role) => roles.includes(role))) return notPermitted(needed, roles)
  return { ok: true, user: { id, userName, name, roles } }
}
