import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { channelNames } from '../../shared/contract'
import {
  must,
  orderTemporaryCards,
  password,
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

  it('are for auditors to read in full and for nobody but administrators to change', async () => {
    const olga = await test.somebody(ada, 'olga', 'operator')
    const amir = await test.somebody(ada, 'amir', 'approver')
    const udo = await test.somebody(ada, 'udo', 'auditor')
    expect(must(await udo.desk.settings.read())).toEqual(must(await ada.desk.settings.read()))
    expect(must(await udo.desk.settings.history({ limit: 50 }))).toEqual(
      must(await ada.desk.settings.history({ limit: 50 })),
    )
    expect(must(await udo.desk.accounts.list())).toEqual(must(await ada.desk.accounts.list()))

    const { options, desk, bureau, processRoles, cardTypes } = await settings()
    const { folder, rest, statusWords } = bureau.values
    const { address, organisation, clientId } = rest
    const account = must(await ada.desk.accounts.list()).find(({ userName }) => userName === 'olga')
    if (!account) throw new Error('olga has no account')
    const { id, version, userName, name, roles } = account
    // Each would be carried out for an administrator: only the role is in the way.
    const saves: Record<string, object> = {
      'settings.saveOptions': { version: options.version, values: { FourEyes: false } },
      'settings.saveDesk': { version: desk.version, values: { idleLockMinutes: 30 } },
      'settings.saveProcessRoles': { version: processRoles.version, roles: { CardsProcLock: ['approver'] } },
      'settings.saveBureau': {
        version: bureau.version,
        values: {
          connection: 'simulated',
          folder,
          rest: { address, organisation, clientId },
          ordersPerBatch: 50,
          statusWords,
        },
      },
      'settings.saveBureauSecret': { version: bureau.version, secret: 'birch-17-kettle-another' },
      'settings.saveCommands': {
        cardType: 'temporary-card',
        tab: 'processing',
        version: cardTypes['temporary-card'].version,
        defaults: [],
        additional: ['TempCardsAddonExtProdProcAbort'],
      },
      'settings.saveGeneral': {
        cardType: 'temporary-card',
        version: cardTypes['temporary-card'].version,
        ...cardTypes['temporary-card'].commands.general,
        searchFields: ['number'],
        layouts: ['Blue'],
      },
      'settings.saveBackup': { version: 0, values: { folder: '/backups', daily: true, keep: 7 } },
      'accounts.add': { userName: 'otto', name: 'Otto Weiss', roles: ['operator'], password },
      'accounts.change': { account: id, version, userName, name, roles, disabled: true, person: null },
      'accounts.setPassword': { account: id, version, password: 'another-kettle-17-birch' },
    }
    expect(Object.keys(saves).sort()).toEqual(
      channelNames.filter((channel) => /^(settings\.save|accounts\.(?!list))/.test(channel)).sort(),
    )
    const before = await test.journalPrint()
    for (const somebody of [olga, amir, udo]) {
      for (const [channel, payload] of Object.entries(saves)) {
        expect(refused(await somebody.raw(channel, payload)).code, channel).toBe('not-permitted')
      }
    }
    expect(await test.journalPrint()).toBe(before)
    for (const reads of [olga, amir]) {
      expect(refused(await reads.desk.settings.read()).code).toBe('not-permitted')
      expect(refused(await reads.desk.settings.history({ limit: 50 })).code).toBe('not-permitted')
      expect(refused(await reads.desk.accounts.list()).code).toBe('not-permitted')
    }
    // None of the saves was refused for any other reason.
    for (const [channel, payload] of Object.entries(saves).slice(0, 4)) must(await ada.raw(channel, payload))
  })

  it('are all an administrator sees who has no other role: no cards, no requests', async () => {
    const olga = await test.somebody(ada, 'olga', 'operator')
    await switchOn(ada, 'temporary-card', 'general', 'TempCardsAddonExtProdProcOrder')
    const [card = ''] = await orderTemporaryCards(olga, 1)
    const sort = { column: 'id', direction: 'ascending' }
    const page = { offset: 0, limit: 10 }
    const calls: Record<string, object | undefined> = {
      'search.cards': { cardType: 'temporary-card', states: null, text: '', sort, ...page },
      'search.find': { text: card, limit: 5 },
      'cards.profile': { card },
      'cards.history': { card, limit: 10 },
      'requests.list': { view: 'open', ...page },
      'overview.read': undefined,
      'overview.due': page,
      'processes.open': { process: 'TempCardsAddonExtProdProcOrder', card: null, person: null },
    }
    for (const [channel, payload] of Object.entries(calls)) {
      expect(refused(await ada.raw(channel, payload)).code, channel).toBe('not-permitted')
      must(await olga.raw(channel, payload))
    }
    expect(must(await ada.desk.desk.snapshot()).newCommands).toEqual({ card: [], 'temporary-card': [] })
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

  it('give processes to operators and approvers only, and never those that Card Desk runs by itself', async () => {
    const before = await test.journalPrint()
    const give = (roles: object) => ada.raw('settings.saveProcessRoles', { version: 0, roles })
    for (const roles of [
      { CardsProcLock: ['auditor'] },
      { CardsProcLock: ['operator', 'administrator'] },
      { CardsProcLock: [] },
      { CardsAddonExtProdBatchSend: ['operator'] },
      { TempCardsExpiryRun: ['approver'] },
      { Nonsense: ['operator'] },
    ]) {
      expect(refused(await give(roles)).code, JSON.stringify(roles)).toBe('bad-request')
    }
    expect(await test.journalPrint()).toBe(before)
    must(await give({ CardsProcLock: ['approver'] }))
    const { version } = (await settings()).processRoles
    must(await ada.raw('settings.saveProcessRoles', { version, roles: { CardsProcLock: ['operator'] } }))
    expect((await settings()).processRoles.roles.CardsProcLock).toEqual(['operator'])
  })

  it('hold in another window at once: what it has open offers a command as soon as it is told', async () => {
    const olga = await test.somebody(ada, 'olga', 'operator')
    await switchOn(ada, 'temporary-card', 'general', 'TempCardsAddonExtProdProcOrder')
    const [card = ''] = await orderTemporaryCards(olga, 1)
    const offered = async () => must(await olga.desk.cards.profile({ card })).commands.map(({ process }) => process)
    expect(await offered()).toEqual([])

    const told = () => olga.notices.filter((notice) => notice.kind === 'changed' && notice.settings).length
    const before = told()
    await switchOn(ada, 'temporary-card', 'processing', 'TempCardsAddonExtProdProcAbort')
    await expect.poll(told).toBe(before + 1)
    expect(await offered()).toEqual(['TempCardsAddonExtProdProcAbort'])

    const { version } = (await settings()).cardTypes['temporary-card']
    must(await save({ version, additional: [] }))
    await expect.poll(told).toBe(before + 2)
    expect(await offered()).toEqual([])
  })

  it('reach every open window as a notice', async () => {
    const olga = await test.somebody(ada, 'olga', 'operator')
    await setOptions(ada, { CardsValidityMonths: 24 })
    await expect.poll(() => olga.notices.some((notice) => notice.kind === 'changed' && notice.settings)).toBe(true)
    expect(olga.notices.map((notice) => notice.number)).toEqual(olga.notices.map((_, index) => index + 1))
  })
})
