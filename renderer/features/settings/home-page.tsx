import { UnstyledButton } from '@mantine/core'
import {
  IconAdjustments,
  IconBuildingFactory2,
  IconDatabase,
  IconDeviceDesktop,
  IconHistory,
  IconIdBadge2,
  IconShieldCheck,
  IconUsers,
} from '@tabler/icons-react'
import { t } from '../../../shared/texts'
import { type PageName, usePlace } from './place'
import classes from './settings.module.css'

const pages = [
  { page: 'cards', icon: IconIdBadge2 },
  { page: 'options', icon: IconAdjustments },
  { page: 'bureau', icon: IconBuildingFactory2 },
  { page: 'roles', icon: IconShieldCheck },
  { page: 'accounts', icon: IconUsers },
  { page: 'desk', icon: IconDeviceDesktop },
  { page: 'data', icon: IconDatabase },
  { page: 'history', icon: IconHistory },
] as const satisfies readonly { page: PageName; icon: typeof IconUsers }[]

/** The way into each part of the settings. */
export function HomePage() {
  const go = usePlace((state) => state.go)
  return (
    <ul className={classes.tiles}>
      {pages.map(({ page, icon: Icon }) => (
        <li key={page}>
          <UnstyledButton className={classes.tile} onClick={() => go({ page })}>
            <Icon size={20} stroke={1.75} aria-hidden="true" />
            <span>
              <span className={classes.tileTitle}>{t(`settings.pages.${page}.title`)}</span>{' '}
              <span className={classes.tileText}>{t(`settings.pages.${page}.text`)}</span>
            </span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  )
}
