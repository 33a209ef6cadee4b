import { Tabs } from '@mantine/core'
import { IconLayoutDashboard } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { t } from '../../../shared/texts'
import { ConfirmLeave } from '../../components/confirm-leave'
import { EmptyState } from '../../components/empty-state'
import { ErrorBoundary } from '../../components/error-boundary'
import { Mark } from '../../components/mark'
import { useUser } from '../../state/mirror'
import { type TabId, useView } from '../../state/view'
import { ChangePassword } from '../sign-in/change-password'
import { useIdleTouch } from '../sign-in/idle'
import { FindAnything, OpenFind } from './find-anything'
import { KeysOverlay } from './keys-overlay'
import classes from './shell.module.css'
import { StatusBar } from './status-bar'
import { tabsFor } from './tabs'
import { useShortcuts } from './use-shortcuts'
import { UserMenu } from './user-menu'

function focusPanel(tab: TabId | undefined) {
  document.querySelector<HTMLElement>(`[data-tab-panel="${tab}"]`)?.focus()
}

/** The frame around everything a signed-in person does: tabs on top, status at the bottom. */
export function Shell() {
  const user = useUser()
  const tabs = tabsFor(user?.roles ?? [])
  const wanted = useView((view) => view.tab)
  const current = tabs.find((tab) => tab.id === wanted) ?? tabs[0]
  useShortcuts(tabs.map((tab) => tab.id))
  useIdleTouch()
  // The first tab is on screen without being asked for; asking for it then leaves nothing.
  useEffect(() => {
    if (wanted === null && current) useView.setState({ tab: current.id })
  }, [wanted, current])
  // The form that was sent is gone. The panel and not its search text: there a scanner and `?` would only type.
  const shown = current?.id
  const arrived = useRef(false)
  useEffect(() => {
    // What led to another tab is gone too, unless it was the tab itself or something that lies above.
    if (!arrived.current || document.activeElement === document.body) focusPanel(shown)
    arrived.current = true
  }, [shown])
  return (
    <Tabs
      value={current?.id ?? null}
      onChange={(tab) => tab && useView.getState().showTab(tab as TabId)}
      keepMounted={false}
      activateTabWithKeyboard={false}
      variant="none"
      classNames={{ root: classes.root, list: classes.tabs, tab: classes.tab, panel: classes.panel }}
    >
      <header className={classes.header}>
        <span className={classes.product}>
          <Mark />
          {t('shell.product')}
        </span>
        <Tabs.List aria-label={t('shell.tabs.label')}>
          {tabs.map(({ id, badge: Badge }) => (
            <Tabs.Tab key={id} value={id} data-tab={id} rightSection={Badge ? <Badge /> : null}>
              {t(`shell.tabs.${id}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <div className={classes.tools}>
          <OpenFind />
          <UserMenu />
        </div>
      </header>
      <main className={classes.main}>
        {tabs.map(({ id, content: Content }) => (
          <Tabs.Panel key={id} value={id} tabIndex={-1} data-tab-panel={id}>
            <ErrorBoundary>
              <Content />
            </ErrorBoundary>
          </Tabs.Panel>
        ))}
        {tabs.length === 0 ? (
          <EmptyState
            icon={<IconLayoutDashboard size={24} />}
            title={t('shell.noTabs.title')}
            text={t('shell.noTabs.text')}
          />
        ) : null}
      </main>
      <StatusBar />
      <FindAnything tabs={tabs.map((tab) => tab.id)} />
      <KeysOverlay tabs={tabs.length} />
      <ChangePassword />
      <ConfirmLeave />
    </Tabs>
  )
}
