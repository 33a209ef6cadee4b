import { Modal } from '@mantine/core'
import { useState } from 'react'
import type { AccountView } from '../../../../shared/model'
import { t } from '../../../../shared/texts'
import { LossQuestion } from '../../../components/loss-question'
import { useUnsaved } from '../../../state/leaving'
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

/** One thing done to one account, over the list of them. Asks before something typed is lost. */
export function AccountDialog({ task, onClose }: AccountDialogProps) {
  const [typed, setTyped] = useState(false)
  const [asked, setAsked] = useState(false)
  useUnsaved(typed)
  const close = () => {
    setTyped(false)
    setAsked(false)
    onClose()
  }
  const leave = () => (typed ? setAsked(true) : close())
  const form = { onTyped: () => setTyped(true), onCancel: leave, onSaved: close }
  return (
    <>
      <Modal
        opened={task !== null}
        onClose={leave}
        title={task ? titleOf(task) : ''}
        size={480}
        closeOnClickOutside={false}
        // Not at the window: there it would also take the Escape that closes a drop-down or a dialog over this one.
        closeOnEscape={false}
        onKeyDown={({ key, target }) => {
          if (key === 'Escape' && !(target instanceof HTMLElement && target.ariaExpanded === 'true')) leave()
        }}
      >
        {task?.kind === 'password' ? <PasswordForm account={task.account} {...form} /> : null}
        {task?.kind === 'add' || task?.kind === 'edit' ? (
          <AccountForm account={task.kind === 'edit' ? task.account : null} {...form} />
        ) : null}
      </Modal>
      <LossQuestion
        asked={asked}
        title={t('accounts.leave.title')}
        text={t('accounts.leave.text')}
        lose={{ label: t('accounts.leave.leave'), act: close }}
        keep={{ label: t('accounts.leave.stay'), act: () => setAsked(false) }}
      />
    </>
  )
}
