import { Tabs } from '@mantine/core'
import { IconSettings } from '@tabler/icons-react'
import { type CardType, states } from '../../../shared/lifecycle'
import type { Settings, SettingsTab } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { StateBadge } from '../../components/state-badge'
import { CommandsEditor } from './commands-editor'
import { GeneralEditor } from './general-editor'
import { usePlace } from './place'
import classes from './settings.module.css'

interface CardTypePageProps {
  readonly settings: Settings
  readonly cardType: CardType
  readonly tab: SettingsTab
}

/** One card type: a tab for what is general and one per state, in the order of the life cycle. */
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
      onChange={(value) => value && go({ page: 'card-type', cardType, tab: value as SettingsTab })}
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
        <Tabs.Tab value="general">
          <IconSettings className={classes.generalIcon} size={14} aria-hidden="true" />
          {t('settings.general')}
        </Tabs.Tab>
        {states[cardType].map((state) => (
          <Tabs.Tab key={state.id} value={state.id} rightSection={<OfferCount count={offers(state.id)} />}>
            <StateBadge cardType={cardType} state={state.id} />
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={tab} key={`${cardType} ${tab}`}>
        {tab === 'general' ? (
          <GeneralEditor settings={settings} cardType={cardType} />
        ) : (
          <CommandsEditor settings={settings} cardType={cardType} state={tab} />
        )}
      </Tabs.Panel>
    </Tabs>
  )
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
