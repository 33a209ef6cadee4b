import { Tabs } from '@mantine/core'
import { IconSettings, IconSitemap } from '@tabler/icons-react'
import { type CardType, states } from '../../../shared/lifecycle'
import type { Settings, SettingsTab } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { StateBadge } from '../../components/state-badge'
import { CommandsEditor } from './commands-editor'
import { GeneralEditor } from './general-editor'
import { LifeCyclePage } from './life-cycle-page'
import { type CardTypeTab, usePlace } from './place'
import classes from './settings.module.css'

interface CardTypePageProps {
  readonly settings: Settings
  readonly cardType: CardType
  readonly tab: CardTypeTab
}

/** One card type: its life cycle, a tab for what is general and one per state, in the order of the life cycle. */
export function CardTypePage({ settings, cardType, tab }: CardTypePageProps) {
  const go = usePlace((state) => state.go)
  const name = t(`lifecycle.cardTypes.${cardType}.one`)
  const { commands } = settings.cardTypes[cardType]
  const offers = (of: SettingsTab) => {
    const offered = commands[of]
    return (offered?.defaults.filter((each) => each.enabled).length ?? 0) + (offered?.additional.length ?? 0)
  }
  return (
    <Tabs
      orientation="vertical"
      variant="none"
      value={tab}
      onChange={(value) => value && go({ page: 'card-type', cardType, tab: value as CardTypeTab })}
      activateTabWithKeyboard={false}
      keepMounted={false}
      classNames={{
        root: classes.cardType,
        list: classes.stateTabs,
        tab: classes.stateTab,
        tabLabel: classes.stateTabLabel,
        panel: classes.statePanel,
      }}
    >
      <Tabs.List aria-label={t('settings.tabsLabel', { cardType: name })}>
        <Tabs.Tab value="life-cycle" data-settings-tab="life-cycle">
          <IconSitemap className={classes.generalIcon} size={14} aria-hidden="true" />
          {t('settings.lifeCycle.tab')}
        </Tabs.Tab>
        <Tabs.Tab value="general" data-settings-tab="general">
          <IconSettings className={classes.generalIcon} size={14} aria-hidden="true" />
          {t('settings.general')}
        </Tabs.Tab>
        {states[cardType].map((state) => (
          <Tabs.Tab
            key={state.id}
            value={state.id}
            data-settings-tab={state.id}
            rightSection={<OfferCount count={offers(state.id)} />}
          >
            <StateBadge cardType={cardType} state={state.id} />
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={tab} key={`${cardType} ${tab}`}>
        <TabContent settings={settings} cardType={cardType} tab={tab} />
      </Tabs.Panel>
    </Tabs>
  )
}

function TabContent({ settings, cardType, tab }: CardTypePageProps) {
  switch (tab) {
    case 'life-cycle':
      return <LifeCyclePage settings={settings} cardType={cardType} />
    case 'general':
      return <GeneralEditor settings={settings} cardType={cardType} />
    default:
      return <CommandsEditor settings={settings} cardType={cardType} state={tab} />
  }
}

/** How many commands a state offers, for the eye: the tab itself lists them. */
function OfferCount({ count }: { readonly count: number }) {
  if (count === 0) return null
  return (
    <span className={classes.offerCount} title={t('settings.cards.commands', { count })} aria-hidden="true">
      {count}
    </span>
  )
}
