import { IconBan, IconCircleCheck, IconKeyOff } from '@tabler/icons-react'
import type { AccountView } from '../../../../shared/model'
import { t } from '../../../../shared/texts'
import classes from '../editors.module.css'

const signs = {
  active: { icon: IconCircleCheck, tone: 'good' },
  disabled: { icon: IconBan, tone: 'ended' },
  noPassword: { icon: IconKeyOff, tone: 'waiting' },
} as const

function statusOf({ disabled, hasPassword }: AccountView): keyof typeof signs {
  if (disabled) return 'disabled'
  return hasPassword ? 'active' : 'noPassword'
}

/** Whether somebody can sign in with the account: icon, colour and words. */
export function AccountStatus({ account }: { readonly account: AccountView }) {
  const status = statusOf(account)
  const { icon: Icon, tone } = signs[status]
  return (
    <span className={classes.accountStatus} data-tone={tone}>
      <Icon size={14} aria-hidden="true" />
      {t(`accounts.${status}`)}
    </span>
  )
}
