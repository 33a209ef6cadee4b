import { Modal } from '@mantine/core'
import type { AccountView } from '../../../../shared/model'
import { t } from '../../../../shared/texts'
import { AccountForm } from './account-form'
import { PasswordForm } from './password-form'

export type AccountTask =
  | { readonly kind: 'add' }
  | { readonly kind: 'edit'; readonly account: AccountView }
  | { readonly kind: 'password'; readonly account: AccountView }

const titleOf = (task: AccountTask) => t(`accounts.${task.kind}Title`)

interface AccountDialogProps {
  readonly task: AccountTask | null
  readonly onClose: () => void
}

/** One thing done to one account, over the list of them. */
export function AccountDialog({ task, onClose }: AccountDialogProps) {
  return (
    <Modal
      opened={task !== null}
      onClose={onClose}
      title={task ? titleOf(task) : ''}
      size={480}
      closeOnClickOutside={false}
      // Not at the window: there it would also take the Escape that closes a drop-down or a dialog over this one.
      closeOnEscape={false}
      onKeyDown={({ key, target }) => {
        if (key === 'Escape' && !(target instanceof HTMLElement && target.ariaExpanded === 'true')) onClose()
      }}
    >
      {task?.kind === 'password' ? <PasswordForm account={task.account} onClose={onClose} /> : null}
      {task?.kind === 'add' || task?.kind === 'edit' ? (
        <AccountForm account={task.kind === 'edit' ? task.account : null} onClose={onClose} />
      ) : null}
    </Modal>
  )
}
