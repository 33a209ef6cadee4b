import { IconKey, IconKeyOff } from '@tabler/icons-react'
import { t } from '../../../../shared/texts'
import editors from '../editors.module.css'

/** Whether a secret is kept: icon, colour and word. What it is, nothing on a screen knows. */
export function SecretState({ set }: { readonly set: boolean }) {
  const Icon = set ? IconKey : IconKeyOff
  return (
    <span className={editors.accountStatus} data-tone={set ? 'good' : 'waiting'}>
      <Icon size={14} aria-hidden="true" />
      {t(set ? 'bureauSettings.secret.set' : 'bureauSettings.secret.notSet')}
    </span>
  )
}
