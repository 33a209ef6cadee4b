import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  must,
  orderTemporaryCards,
  refused,
  run,
  setOptions,
  type Somebody,
  switchOn,
  TestDesk,
} from '../support/test-desk'
import { documentedProcesses } from '../unit/documented-lifecycle'

// Settings (domain 7): who sets what, what is refused, and that it holds at once and is in the history.
let test: TestDesk
let ada: Somebody
beforeEach(async () => {
  ;({ test, ada } = await TestDesk.withAdministrator())
})
afterEach(() => test.close())

const settings = async () => must(await ada.desk.settings.read()).settings
const save = async (changes: object) => {
  const { version } = (await settings()).cardTypes['temporary-card']
  const tab = { cardType: 'temporary-card', tab: 'processing', version, defaults: [], additional: [] }
  return ada.raw('settings.saveCommands', { ...tab, ...changes })
}

describe('Settings', () => {
  it('come with the documented defaults: the abort processes are off', async () => {
    const { cardTypes, options } = await settings()
    expect(cardTypes['temporary-card'].commands.processing).toEqual({ defaults: [], additional: [] })
    expect(cardTypes.card.commands.processing).toEqual({ defaults: [], additional: [] })
    expect(cardTypes.card.commands.active?.defaults).toEqual([
      { process: 'CardsProcDeactivate', enabled: true },
      { process: 'CardsProcLock', enabled: true },
    ])
    expect(cardTypes['temporary-card'].commands.assigned?.defaults.map((each) => each.process)).toEqual([
      'TempCardsProcExtend',
      'TempCardsProcWithdraw',
      'TempCardsProcLock',
    ])
    expect(options.values).toEqual({
      CardsAddonExtProdApproval: false,
      CardsAddonExtProdQueue: true,
      CardsAddonExtProdMultipleCards: false,
      CardsValidityMonths: 36,
      CardsCertificates: false,
      TempCardsAddonExtProdQueue: true,
      TempCardsValidityDays: 14,
      TempCardsMultipleCards: false,
      FourEyes: true,
      BatchSyncMinutes: 15,
    })
  })

  it('are for administrators to change and for auditors to read', async () => {
    const olga = await test.somebody(ada, 'olga', 'operator')
    const udo = await test.somebody(ada, 'udo', 'auditor')
    expect(refused(await olga.desk.settings.read()).code).toBe('not-permitted')
    must(await udo.desk.settings.read())
    const before = await test.journalPrint()
    for (const somebody of [olga, udo]) {
      expect(refused(await somebody.desk.settings.saveOptions({ version: 0, values: { FourEyes: false } })).code).toBe(
        'not-permitted',
      )
    }
    expect(await test.journalPrint()).toBe(before)
  })

  it('name every documented process that people start as one this version can run', async () => {
    const started = documentedProcesses.filter(({ role }) => role !== 'system').map(({ symbolicName }) => symbolicName)
    const { runnable } = must(await ada.desk.settings.read())
    expect([...runnable].sort()).toEqual(started.sort())
  })

  it('take a process only into a state it can start in, and only once', async () => {
    const before = await test.journalPrint()
    const wrong: [object, string][] = [
      [{ additional: ['TempCardsProcAssign'] }, 'bad-request'],
      [{ additional: ['CardsAddonExtProdProcAbort'] }, 'bad-request'],
      [{ additional: ['TempCardsAddonExtProdBatchSend'] }, 'bad-request'],
      [{ additional: ['TempCardsAddonExtProdProcAbort', 'TempCardsAddonExtProdProcAbort'] }, 'bad-request'],
      [{ additional: ['Nonsense'] }, 'bad-request'],
      [{ tab: 'active' }, 'bad-request'],
      [{ defaults: [{ process: 'TempCardsAddonExtProdProcAbort', enabled: true }] }, 'bad-request'],
      [{ version: 7 }, 'settings-changed'],
    ]
    for (const [changes, code] of wrong) expect(refused(await save(changes)).code).toBe(code)
    expect(await test.journalPrint()).toBe(before)
  })

  it('refuse to be saved over what somebody else saved meanwhile', async () => {
    const { version } = (await settings()).options
    must(await ada.desk.settings.saveOptions({ version, values: { CardsValidityMonths: 24 } }))
    expect(refused(await ada.desk.settings.saveOptions({ version, values: { CardsValidityMonths: 12 } })).code).toBe(
      'settings-changed',
    )
    expect((await settings()).options.values.CardsValidityMonths).toBe(24)
  })

  it('are in the history with who, before and after; saving nothing new writes nothing', async () => {
    await setOptions(ada, { CardsValidityMonths: 24, FourEyes: true })
    const last = JSON.parse((await test.journal()).trimEnd().split('\n').at(-1) ?? '')
    expect(last).toMatchObject({
      by: { name: 'Ada Brandt', role: 'administrator' },
      events: [
        {
          type: 'settings-saved',
          section: 'options',
          before: { CardsValidityMonths: 36 },
          after: { CardsValidityMonths: 24 },
        },
      ],
    })
    const before = await test.journalPrint()
    await setOptions(ada, { CardsValidityMonths: 24 })
    expect(await test.journalPrint()).toBe(before)
  })

  it('hold after a restart', async () => {
    await switchOn(ada, 'temporary-card', 'processing', 'TempCardsAddonExtProdProcAbort')
    await test.restart()
    ada = await test.signIn('ada')
    expect((await settings()).cardTypes['temporary-card'].commands.processing?.additional).toEqual([
      'TempCardsAddonExtProdProcAbort',
    ])
  })

  it('refuse options that do not exist or are out of range', async () => {
    for (const values of [
      { CardsValidityMonths: 0 },
      { BatchSyncMinutes: 1441 },
      { FourEyes: 1 },
      { Nonsense: true },
    ]) {
      expect(refused(await ada.raw('settings.saveOptions', { version: 0, values })).code).toBe('bad-request')
    }
  })

  it('decide which role may start a process', async () => {
    const olga = await test.somebody(ada, 'olga', 'operator')
    const amir = await test.somebody(ada, 'amir', 'approver')
    await switchOn(ada, 'temporary-card', 'general', 'TempCardsAddonExtProdProcOrder')
    await switchOn(ada, 'temporary-card', 'processing', 'TempCardsAddonExtProdProcAbort')
    const [card = ''] = await orderTemporaryCards(olga, 1)
    const version = (await settings()).processRoles.version
    must(await ada.desk.settings.saveProcessRoles({ version, roles: { TempCardsAddonExtProdProcAbort: ['approver'] } }))
    expect(must(await olga.desk.cards.profile({ card })).commands).toEqual([])
    expect(refused(await run(olga, 'TempCardsAddonExtProdProcAbort', card, [{}])).code).toBe('role-lacks-process')
    must(await run(amir, 'TempCardsAddonExtProdProcAbort', card, [{}]))
    expect(must(await amir.desk.cards.history({ card, limit: 1 })).entries[0]).toMatchObject({
      role: 'approver',
      name: 'Amir Haddad',
    })
  })

  it('reach every open window as a notice', async () => {
    const olga = await test.somebody(ada, 'olga', 'operator')
    await setOptions(ada, { CardsValidityMonths: 24 })
    await expect.poll(() => olga.notices.some((notice) => notice.kind === 'changed' && notice.settings)).toBe(true)
    expect(olga.notices.map((notice) => notice.number)).toEqual(olga.notices.map((_, index) => index + 1))
  })
})
