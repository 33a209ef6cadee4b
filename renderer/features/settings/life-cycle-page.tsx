import { UnstyledButton } from '@mantine/core'
import { useMemo } from 'react'
import { flushSync } from 'react-dom'
import { type AnyState, type CardType, states } from '../../../shared/lifecycle'
import type { Settings, SettingsTab } from '../../../shared/model'
import { listed, processName, stateLabel, stateMeaning, t } from '../../../shared/texts'
import { LifeCycleLegend, MoveKindMark } from '../../components/life-cycle-legend'
import { type LifeCycleMap, LifeCyclePicture } from '../../components/life-cycle-picture'
import { Panel } from '../../components/panel'
import { StateBadge } from '../../components/state-badge'
import { moveBetween, type WayOn, waysOn } from './life-cycle-map'
import { usePlace } from './place'
import classes from './life-cycle-page.module.css'
import frame from './settings.module.css'

interface LifeCyclePageProps {
  readonly settings: Settings
  readonly cardType: CardType
}

const nothingReachable = [] as const

/** Opens a tab of the card type; what was pressed is gone then, so the tab itself takes the focus. */
function openTab(cardType: CardType, tab: SettingsTab): void {
  flushSync(() => usePlace.getState().go({ page: 'card-type', cardType, tab }))
  document.querySelector<HTMLElement>(`[data-settings-tab="${tab}"]`)?.focus()
}

const named = ({ process, kind }: WayOn) =>
  t('settings.lifeCycle.process', { process: processName(process), kind: t(`settings.lifeCycle.kinds.${kind}`) })

function mapOf(settings: Settings, cardType: CardType): LifeCycleMap {
  const label = (state: AnyState) => stateLabel(cardType, state)
  return {
    move: (from, to) => {
      const { kind, ways } = moveBetween(settings, cardType, from, to)
      const processes = listed(ways.map(named), 'or')
      return { kind, text: t('settings.lifeCycle.move', { from: label(from), to: label(to), processes }) }
    },
    text: (state) => t('settings.lifeCycle.state', { state: label(state), meaning: stateMeaning(cardType, state) }),
    onOpen: (state) => openTab(cardType, state),
  }
}

/** The life cycle of a card type as settings make it: as a picture, and the same as a table. */
export function LifeCyclePage({ settings, cardType }: LifeCyclePageProps) {
  const map = useMemo(() => mapOf(settings, cardType), [settings, cardType])
  return (
    <div className={`${frame.editor} ${classes.page}`}>
      <Panel title={t('settings.lifeCycle.title')} text={t('settings.lifeCycle.text')}>
        <LifeCyclePicture cardType={cardType} state={null} reachable={nothingReachable} map={map} />
        <LifeCycleLegend />
      </Panel>
      <Panel title={t('settings.lifeCycle.table')} text={t('settings.lifeCycle.tableText')}>
        <table className={classes.states} aria-label={t('settings.lifeCycle.table')}>
          <thead>
            <tr>
              <th scope="col" className={classes.state}>
                {t('settings.lifeCycle.columns.state')}
              </th>
              <th scope="col" className={classes.meaning}>
                {t('settings.lifeCycle.columns.meaning')}
              </th>
              <th scope="col">{t('settings.lifeCycle.columns.processes')}</th>
            </tr>
          </thead>
          <tbody>
            <StateRow settings={settings} cardType={cardType} state={null} />
            {states[cardType].map(({ id }) => (
              <StateRow key={id} settings={settings} cardType={cardType} state={id} />
            ))}
          </tbody>
        </table>
      </Panel>
    </div>
  )
}

/** One state in words; `null` = what makes a new card. */
function StateRow({ settings, cardType, state }: LifeCyclePageProps & { readonly state: AnyState | null }) {
  const ways = waysOn(settings, cardType, state)
  const tab = state ?? 'general'
  const name = state === null ? t('settings.general') : stateLabel(cardType, state)
  return (
    <tr>
      <th scope="row">
        <UnstyledButton
          className={classes.open}
          title={t('settings.lifeCycle.open', { state: name })}
          onClick={() => openTab(cardType, tab)}
        >
          {state === null ? t('settings.lifeCycle.newCard') : <StateBadge cardType={cardType} state={state} />}
        </UnstyledButton>
      </th>
      <td>{state === null ? t('settings.lifeCycle.newCardMeaning') : stateMeaning(cardType, state)}</td>
      <td>
        {ways.length === 0 ? (
          t('settings.lifeCycle.final')
        ) : (
          <ul className={classes.ways}>
            {ways.map((way) => (
              <li key={way.process}>
                <span>{wayWords(cardType, way)}</span>
                <MoveKindMark kind={way.kind} />
              </li>
            ))}
          </ul>
        )}
      </td>
    </tr>
  )
}

function wayWords(cardType: CardType, { process, passing, to }: WayOn): string {
  const name = processName(process)
  if (to.length === 0) return t('settings.lifeCycle.stays', { process: name })
  const labels = listed([...new Set(to.map((state) => stateLabel(cardType, state)))], 'or')
  return t(passing ? 'settings.lifeCycle.passes' : 'settings.lifeCycle.leads', { process: name, states: labels })
}
