import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../../../electron/engine/default-settings'
import { moveBetween, waysOn } from '../../../renderer/features/settings/life-cycle-map'
import type { SymbolicName } from '../../../shared/lifecycle'
import type { CommandSettings, Settings, SettingsTab } from '../../../shared/model'

const defaults = defaultSettings()

/** The settings with one tab of temporary cards set otherwise. */
function withTab(tab: SettingsTab, change: Partial<CommandSettings>): Settings {
  const temporary = defaults.cardTypes['temporary-card']
  const before = temporary.commands[tab] ?? { defaults: [], additional: [] }
  const commands = { ...temporary.commands, [tab]: { ...before, ...change } }
  return { ...defaults, cardTypes: { ...defaults.cardTypes, 'temporary-card': { ...temporary, commands } } }
}
const kindOf = (settings: Settings, from: Parameters<typeof waysOn>[2], process: SymbolicName) =>
  waysOn(settings, 'temporary-card', from).find((way) => way.process === process)?.kind

// Domain 3.2 and 7: what is offered from the start, what is off until an administrator adds it, what the program does.
describe('the life cycle as settings make it', () => {
  it('tells what is offered from the start, what is not, and what Card Desk does itself', () => {
    expect(kindOf(defaults, 'assigned', 'TempCardsProcWithdraw')).toBe('offered')
    expect(kindOf(defaults, 'processing', 'TempCardsAddonExtProdProcAbort')).toBe('off')
    expect(kindOf(defaults, 'processing', 'TempCardsAddonExtProdBatchSend')).toBe('system')
    expect(kindOf(defaults, 'assigned', 'TempCardsExpiryRun')).toBe('system')
  })

  it('follows what an administrator adds and switches off', () => {
    const added = withTab('processing', { additional: ['TempCardsAddonExtProdProcAbort'] })
    expect(kindOf(added, 'processing', 'TempCardsAddonExtProdProcAbort')).toBe('added')
    const off = withTab('expired', { defaults: [{ process: 'TempCardsProcWithdraw', enabled: false }] })
    expect(kindOf(off, 'expired', 'TempCardsProcWithdraw')).toBe('off')
    expect(kindOf(off, 'assigned', 'TempCardsProcWithdraw')).toBe('offered')
  })

  it('shows a line as the most that any of its processes is', () => {
    expect(moveBetween(defaults, 'temporary-card', 'ordered', 'produced').kind).toBe('system')
    const added = withTab('ordered', { additional: ['TempCardsAddonExtProdProcUpdate'] })
    const { kind, ways } = moveBetween(added, 'temporary-card', 'ordered', 'produced')
    expect(kind).toBe('added')
    expect(ways.map(({ process }) => process)).toEqual([
      'TempCardsAddonExtProdProcUpdate',
      'TempCardsAddonExtProdBatchStatus',
    ])
    expect(moveBetween(defaults, 'temporary-card', 'assigned', 'locked').kind).toBe('offered')
  })

  it('names the ends of what makes a card, and shows it as passing through the state in between', () => {
    const [order, ...others] = waysOn(defaults, 'temporary-card', null)
    expect(others).toEqual([])
    expect(order).toEqual({
      process: 'TempCardsAddonExtProdProcOrder',
      kind: 'off',
      passing: false,
      to: ['processing', 'ordered', 'failed'],
    })
    expect(waysOn(defaults, 'temporary-card', 'requested')).toEqual([
      {
        process: 'TempCardsAddonExtProdProcOrder',
        kind: 'off',
        passing: true,
        to: ['processing', 'ordered', 'failed'],
      },
    ])
    const offered = withTab('general', { additional: ['TempCardsAddonExtProdProcOrder'] })
    expect(kindOf(offered, 'requested', 'TempCardsAddonExtProdProcOrder')).toBe('added')
  })

  it('names what leaves the state as it is, and nothing from a final state', () => {
    expect(waysOn(defaults, 'temporary-card', 'assigned')).toContainEqual({
      process: 'TempCardsProcExtend',
      kind: 'offered',
      passing: false,
      to: [],
    })
    for (const final of ['aborted', 'failed', 'locked'] as const) {
      expect(waysOn(defaults, 'temporary-card', final)).toEqual([])
    }
  })
})
