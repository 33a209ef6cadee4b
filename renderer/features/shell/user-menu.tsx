import { Menu, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconInfoCircle, IconKey, IconKeyboard, IconLock, IconLogout } from '@tabler/icons-react'
import { listed, roleName, t } from '../../../shared/texts'
import { useUser } from '../../state/mirror'
import { useView } from '../../state/view'
import { showAbout } from '../about/about-store'
import { lockScreen, signOut } from '../sign-in/session'
import classes from './shell.module.css'

/** Who is signed in, and what concerns only them. */
export function UserMenu() {
  const user = useUser()
  if (!user) return null
  const { showDialog } = useView.getState()
  return (
    // The placeholder for the first focus is no item, which a menu may not hold.
    <Menu position="bottom-end" width={240} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <UnstyledButton data-user-menu className={classes.user} aria-label={t('shell.user.menu', { name: user.name })}>
          <span className={classes.userName}>{user.name}</span>
          <IconChevronDown size={14} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('shell.user.roles', { roles: listed(user.roles.map(roleName), 'and') })}</Menu.Label>
        <Menu.Item leftSection={<IconLock size={16} />} onClick={lockScreen}>
          {t('shell.user.lock')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKey size={16} />} onClick={() => showDialog('password')}>
          {t('shell.user.changePassword')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconKeyboard size={16} />}
          rightSection={<kbd>?</kbd>}
          onClick={() => showDialog('keys')}
        >
          {t('shell.user.keys')}
        </Menu.Item>
        <Menu.Item leftSection={<IconInfoCircle size={16} />} onClick={showAbout}>
          {t('about.open')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={signOut}>
          {t('shell.user.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
