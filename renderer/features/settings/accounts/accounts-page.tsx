import { Button } from '@mantine/core'
import { IconKey, IconPencil, IconPlus } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { type AccountView, fullName, type Person } from '../../../../shared/model'
import { listed, roleName, t } from '../../../../shared/texts'
import { ErrorNotice } from '../../../components/error-notice'
import { Loading } from '../../../components/loading'
import { Panel } from '../../../components/panel'
import { useDeskChange, useHasRole, useUser } from '../../../state/mirror'
import classes from '../editors.module.css'
import frame from '../settings.module.css'
import { AccountDialog, type AccountTask } from './account-dialog'
import { AccountStatus } from './account-status'
import { useAccounts } from './accounts-store'

interface AccountRowProps {
  readonly account: AccountView
  /** Whom it belongs to, as far as they are on record. */
  readonly owner: Person | undefined
  readonly mayChange: boolean
  readonly onTask: (task: AccountTask) => void
}

function AccountRow({ account, owner, mayChange, onTask }: AccountRowProps) {
  const own = useUser()?.id === account.id
  const { name } = account
  return (
    <tr data-off={account.disabled || undefined}>
      <td>
        <span className={classes.processName}>{name}</span>{' '}
        {own ? <span className={classes.you}>{t('accounts.you')}</span> : null}
      </td>
      <td>{account.userName}</td>
      <td>{listed(account.roles.map(roleName), 'and')}</td>
      <td>
        {owner ? (
          t('accounts.ownerShort', { name: fullName(owner), employeeNumber: owner.employeeNumber })
        ) : (
          <span className={classes.nobody}>{t('accounts.noOwner')}</span>
        )}
      </td>
      <td>
        <AccountStatus account={account} />
      </td>
      {mayChange ? (
        <td className={classes.actions}>
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconPencil size={14} />}
            aria-label={t('accounts.edit', { name })}
            onClick={() => onTask({ kind: 'edit', account })}
          >
            {t('accounts.editShort')}
          </Button>
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconKey size={14} />}
            aria-label={t('accounts.setPassword', { name })}
            onClick={() => onTask({ kind: 'password', account })}
          >
            {t('accounts.setPasswordShort')}
          </Button>
        </td>
      ) : null}
    </tr>
  )
}

/** Who may sign in, and with which roles. */
export function AccountsPage() {
  const { accounts, persons, error, read } = useAccounts()
  const mayChange = useHasRole('administrator')
  const [task, setTask] = useState<AccountTask | null>(null)
  useEffect(() => void read(), [read])
  useDeskChange((change) => {
    if (change.accounts || change.persons) void read()
  })
  if (!accounts) return error ? <ErrorNotice error={error} onRetry={() => void read()} /> : <Loading />
  return (
    <div className={frame.single}>
      <div className={frame.editor}>
        <Panel
          title={t('settings.pages.accounts.title')}
          text={t('settings.pages.accounts.text')}
          actions={
            mayChange ? (
              <Button leftSection={<IconPlus size={16} />} onClick={() => setTask({ kind: 'add' })}>
                {t('accounts.add')}
              </Button>
            ) : null
          }
        >
          <table className={classes.table} aria-label={t('accounts.label')}>
            <thead>
              <tr>
                <th scope="col">{t('accounts.name')}</th>
                <th scope="col">{t('accounts.userName')}</th>
                <th scope="col">{t('accounts.roles')}</th>
                <th scope="col">{t('accounts.owner')}</th>
                <th scope="col">{t('accounts.status')}</th>
                {mayChange ? (
                  <th scope="col" className={classes.actions}>
                    {t('accounts.change')}
                  </th>
                ) : null}
              </tr>
            </thead>
            <tbody>
              {accounts.map((account) => (
                <AccountRow
                  key={account.id}
                  account={account}
                  owner={persons.get(account.person ?? '')}
                  mayChange={mayChange}
                  onTask={setTask}
                />
              ))}
            </tbody>
          </table>
        </Panel>
      </div>
      <AccountDialog task={task} onClose={() => setTask(null)} />
    </div>
  )
}
