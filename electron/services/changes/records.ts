import { type Account, type ChangeEntry, fullName, type Person } from '../../../shared/model'
import { t } from '../../../shared/texts'
import type { AccountSaved } from '../../engine/events'
import type { DeskView } from '../../engine/view'
import { rolesText } from './settings'

type Words = Pick<ChangeEntry, 'subject' | 'changes'>
type Line = ChangeEntry['changes'][number]

/** Only the lines that differ. */
function differing(lines: readonly Line[]): readonly Line[] {
  return lines.filter((line) => line.before !== line.after)
}

/**
 * What a saved account changed, in words. Of a password it tells that it was set, never where it is kept.
 * A linked person is named as they are on record now.
 */
export function accountChange(
  { account, change }: Pick<AccountSaved, 'account' | 'change'>,
  before: Account | null,
  view: Pick<DeskView, 'person'>,
): Words {
  const read: Record<'userName' | 'name' | 'roles' | 'disabled' | 'person', (each: Account) => string> = {
    userName: (each) => each.userName,
    name: (each) => each.name,
    roles: (each) => rolesText(each.roles),
    disabled: (each) => (each.disabled ? t('changes.account.switchedOff') : t('changes.account.canSignIn')),
    person: (each) => personText(each.person, view),
  }
  const fields = Object.keys(read) as (keyof typeof read)[]
  const lines = fields.map((field) => ({
    label: t(`changes.account.${field}`),
    before: before ? read[field](before) : '',
    after: read[field](account),
  }))
  return {
    subject: t(`changes.subjects.account.${change}`, { userName: account.userName }),
    changes: differing([...lines, passwordLine(account, before)]),
  }
}

function passwordLine(account: Account, before: Account | null): Line {
  const there = (each: Account | null) => (each?.credential ? t('changes.account.passwordThere') : '')
  const renewed = account.credential !== null && account.credential !== before?.credential
  return {
    label: t('changes.account.password'),
    before: there(before),
    after: renewed ? t('changes.account.passwordSet') : there(account),
  }
}

function personText(id: string | null, view: Pick<DeskView, 'person'>): string {
  if (id === null) return ''
  const person = view.person(id)
  if (!person) return id
  return t('changes.linkedPerson', { name: fullName(person), employeeNumber: person.employeeNumber })
}

const personFields = ['employeeNumber', 'givenName', 'familyName', 'email', 'upn', 'organisationalUnit'] as const

/** What a saved person's record changed, in words. */
export function personChange(person: Person, before: Person | null): Words {
  const lines = personFields.map((field) => ({
    label: t(`changes.person.${field}`),
    before: before?.[field] ?? '',
    after: person[field],
  }))
  return {
    subject: before ? t('changes.subjects.person.changed') : t('changes.subjects.person.added'),
    changes: differing(lines),
  }
}
