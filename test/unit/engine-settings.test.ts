import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultCommands, defaultSettings, startableOn, tabsOf } from '../../electron/engine/default-settings'
import { evolveSettings } from '../../electron/engine/evolve'
import { type AnyState, type CardType, cardTypes } from '../../shared/lifecycle'

describe('settings after a change', () => {
  const settings = defaultSettings()

  test('the commands of one tab', () => {
    const before = defaultCommands('temporary-card', 'processing')
    const after = { defaults: [], additional: ['TempCardsAddonExtProdProcAbort'] as const }
    const changed = evolveSettings(settings, {
      section: 'commands',
      cardType: 'temporary-card',
      tab: 'processing',
      before,
      after,
    })
    expect(changed.cardTypes['temporary-card'].commands.processing).toEqual(after)
    expect(changed.cardTypes['temporary-card'].version).toBe(1)
    expect(changed.cardTypes['temporary-card'].commands.assigned).toEqual(defaultCommands('temporary-card', 'assigned'))
    expect({ ...changed, cardTypes: settings.cardTypes }).toEqual(settings)
    expect(changed.cardTypes.card).toEqual(settings.cardTypes.card)
  })

  test('search fields and layouts of one card type', () => {
    const { searchFields, layouts } = settings.cardTypes.card
    const after = { searchFields: ['number', 'name'] as const, layouts: ['Visitor'] }
    const changed = evolveSettings(settings, {
      section: 'general',
      cardType: 'card',
      before: { searchFields, layouts },
      after,
    })
    expect(changed.cardTypes.card).toEqual({ ...settings.cardTypes.card, ...after, version: 1 })
    expect(changed.cardTypes['temporary-card']).toEqual(settings.cardTypes['temporary-card'])
  })

  test('the roles of one process', () => {
    const first = evolveSettings(settings, {
      section: 'process-roles',
      process: 'CardsProcLock',
      before: ['operator'],
      after: ['approver'],
    })
    const second = evolveSettings(first, {
      section: 'process-roles',
      process: 'CardsProcEdit',
      before: ['operator'],
      after: ['operator', 'approver'],
    })
    expect(second.processRoles).toEqual({
      version: 2,
      roles: { CardsProcLock: ['approver'], CardsProcEdit: ['operator', 'approver'] },
    })
    expect({ ...second, processRoles: settings.processRoles }).toEqual(settings)
  })

  test('the named options, and no other', () => {
    const before = { CardsAddonExtProdQueue: true, BatchSyncMinutes: 15 }
    const after = { CardsAddonExtProdQueue: false, BatchSyncMinutes: 0 }
    const changed = evolveSettings(settings, { section: 'options', before, after })
    expect(changed.options).toEqual({ version: 1, values: { ...settings.options.values, ...after } })
    expect({ ...changed, options: settings.options }).toEqual(settings)
  })

  test('the desk', () => {
    const changed = evolveSettings(settings, {
      section: 'desk',
      before: { idleLockMinutes: 10 },
      after: { idleLockMinutes: 0 },
    })
    expect(changed.desk).toEqual({ version: 1, values: { idleLockMinutes: 0 } })
    expect({ ...changed, desk: settings.desk }).toEqual(settings)
  })

  test('saves of one card type count up together, and undoing brings back all but the version', () => {
    fc.assert(
      fc.property(fc.constantFrom(...cardTypes), fc.array(fc.nat(), { maxLength: 12 }), (cardType, choices) => {
        const tabs = choices.map((choice) => tabsOf(cardType)[choice % tabsOf(cardType).length] ?? 'general')
        const off = tabs.reduce((before, tab) => {
          const after = { defaults: [], additional: [] }
          return evolveSettings(before, {
            section: 'commands',
            cardType,
            tab,
            before: defaultCommands(cardType, tab),
            after,
          })
        }, settings)
        expect(off.cardTypes[cardType].version).toBe(tabs.length)
        for (const tab of tabs) expect(off.cardTypes[cardType].commands[tab]).toEqual({ defaults: [], additional: [] })
        const on = tabs.reduce((before, tab) => {
          const after = defaultCommands(cardType, tab)
          return evolveSettings(before, {
            section: 'commands',
            cardType,
            tab,
            before: { defaults: [], additional: [] },
            after,
          })
        }, off)
        expect(on.cardTypes[cardType].commands).toEqual(settings.cardTypes[cardType].commands)
        expect(defaultSettings()).toEqual(settings)
      }),
    )
  })
})

describe('what a desk offers before anybody changed anything', () => {
  /** Tab by tab: what is offered from the start | what an administrator may add. */
  const documented: Readonly<Record<CardType, Readonly<Record<string, string>>>> = {
    card: {
      general: 'CardsAddonExtProdProcRegister CardsAddonExtProdBoProcOrderMultiple | CardsAddonExtProdProcOrder',
      registered: '| CardsAddonExtProdProcOrder CardsProcEdit',
      requested:
        'CardsAddonExtProdProcAbortRequest CardsAddonExtProdProcApprove CardsAddonExtProdProcReject | CardsProcEdit',
      'request-aborted': '|',
      rejected: '|',
      processing: '| CardsAddonExtProdProcAbort CardsProcEdit',
      failed: 'CardsAddonExtProdProcRepeat | CardsProcEdit',
      'order-aborted': '|',
      ordered: '| CardsAddonExtProdProcUpdate CardsProcEdit',
      'in-production': '| CardsAddonExtProdProcUpdate CardsProcEdit',
      produced: 'CardsAddonExtProdProcActivate | CardsProcEdit',
      active: 'CardsProcDeactivate CardsProcLock | CardsProcEdit',
      inactive: 'CardsProcReactivate CardsProcLock | CardsProcEdit',
      expired: '|',
      locked: '|',
    },
    'temporary-card': {
      general: '| TempCardsAddonExtProdProcOrder',
      requested: '|',
      processing: '| TempCardsAddonExtProdProcAbort',
      aborted: '|',
      failed: '|',
      ordered: '| TempCardsAddonExtProdProcUpdate',
      'in-production': '| TempCardsAddonExtProdProcUpdate',
      produced: '| TempCardsAddonExtProdInitialize',
      unassigned: 'TempCardsProcAssign TempCardsProcLock |',
      assigned: 'TempCardsProcExtend TempCardsProcWithdraw TempCardsProcLock |',
      expired: 'TempCardsProcWithdraw |',
      locked: '|',
    },
  }
  const rows = cardTypes.flatMap((cardType) =>
    Object.entries(documented[cardType]).map(([tab, text]) => {
      const [offered = [], addable = []] = text.split('|').map((part) => part.split(' ').filter((name) => name !== ''))
      return { cardType, tab: tab as 'general' | AnyState, offered, addable }
    }),
  )

  test('a tab for each state, General first', () => {
    for (const cardType of cardTypes) expect(tabsOf(cardType)).toEqual(Object.keys(documented[cardType]))
    expect(rows).toHaveLength(27)
  })

  test.each(rows)('$cardType, $tab', ({ cardType, tab, offered, addable }) => {
    const expected = { defaults: offered.map((process) => ({ process, enabled: true })), additional: [] }
    expect(defaultCommands(cardType, tab)).toEqual(expected)
    expect(defaultSettings().cardTypes[cardType].commands[tab]).toEqual(expected)
    const others = startableOn(cardType, tab).filter((process) => !offered.includes(process.symbolicName))
    expect(others.map((process) => process.symbolicName).toSorted()).toEqual(addable.toSorted())
  })

  test('nothing has been saved, the desk locks itself, and every field is searched', () => {
    const settings = defaultSettings()
    expect(settings.processRoles).toEqual({ version: 0, roles: {} })
    expect(settings.options.version).toBe(0)
    expect(settings.desk.values.idleLockMinutes).toBeGreaterThan(0)
    for (const cardType of cardTypes) {
      const { version, searchFields, layouts } = settings.cardTypes[cardType]
      expect(version).toBe(0)
      expect(searchFields).toEqual(['number', 'name', 'employeeNumber', 'email', 'upn', 'order'])
      expect(layouts.length).toBeGreaterThan(1)
    }
  })
})
