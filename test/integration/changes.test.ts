import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ChangeEntry } from '../../shared/model'
import { must, password, refused, type Somebody, TestDesk } from '../support/test-desk'

// The histories of changes (domain 7: everything saved is in the history with before and after): who,
// when, in which role, what, and only what differs, in the words people know.
let test: TestDesk
let ada: Somebody
beforeEach(async () => {
  ;({ test, ada } = await TestDesk.withAdministrator())
})
afterEach(() => test.close())

const all = async (somebody = ada) => must(await somebody.desk.settings.history({ limit: 200 })).entries
const newest = async () => (await all())[0]
const words = (entry: ChangeEntry | undefined) => entry && { subject: entry.subject, changes: entry.changes }
const line = (label: string, before: string, after: string) => ({ label, before, after })
const versions = async () => must(await ada.desk.settings.read()).settings

describe('The history of settings and accounts', () => {
  it('begins with the first administrator, who, when and as what', async () => {
    expect(await all()).toEqual([
      {
        number: '1',
        at: '2026-11-20T09:00:00.000Z',
        user: 'U-000001',
        name: 'Ada Brandt',
        role: 'administrator',
        subject: 'Account ada · added',
        changes: [
          line('User name', '', 'ada'),
          line('Name', '', 'Ada Brandt'),
          line('Roles', '', 'Administrator'),
          line('Signing in', '', 'allowed'),
          line('Password', '', 'newly set'),
        ],
      },
    ])
  })

  it('tells which commands a state offers: switched, added, removed, moved', async () => {
    const save = async (state: 'processing' | 'assigned', defaults: object[], additional: string[]) => {
      const { version } = (await versions()).cardTypes['temporary-card']
      must(
        await ada.raw('settings.saveCommands', {
          cardType: 'temporary-card',
          tab: state,
          version,
          defaults,
          additional,
        }),
      )
    }
    await save('processing', [], ['TempCardsAddonExtProdProcAbort'])
    test.clock.pass(60_000)
    expect(await newest()).toMatchObject({
      number: '2',
      at: '2026-11-20T09:00:00.000Z',
      name: 'Ada Brandt',
      subject: 'Temporary card · Processing · commands',
      changes: [line('Additional command', '', 'Abort temporary card order')],
    })
    await save('processing', [], [])
    expect(await newest()).toMatchObject({
      at: '2026-11-20T09:01:00.000Z',
      changes: [line('Additional command', 'Abort temporary card order', '')],
    })
    const [extend, withdraw, lock] = ['TempCardsProcExtend', 'TempCardsProcWithdraw', 'TempCardsProcLock']
    const defaults = [
      { process: extend, enabled: true },
      { process: withdraw, enabled: false },
      { process: lock, enabled: true },
    ]
    await save('assigned', defaults, [])
    expect(words(await newest())).toEqual({
      subject: 'Temporary card · Assigned · commands',
      changes: [line('Withdraw temporary card', 'on', 'off')],
    })
  })

  it('tells which order additional commands were put in', async () => {
    const save = async (additional: string[]) => {
      const { version } = (await versions()).cardTypes.card
      const request = { cardType: 'card', tab: 'registered', version, defaults: [], additional }
      must(await ada.raw('settings.saveCommands', request))
    }
    await save(['CardsAddonExtProdProcOrder', 'CardsProcEdit'])
    await save(['CardsProcEdit', 'CardsAddonExtProdProcOrder'])
    expect(words(await newest())).toEqual({
      subject: 'Card · Registered · commands',
      changes: [line('Order of the additional commands', 'Order card, Edit card', 'Edit card, Order card')],
    })
  })

  it('tells a saved General tab as what it changed, numbered within its record', async () => {
    const { version, commands } = (await versions()).cardTypes['temporary-card']
    const defaults = commands.general?.defaults ?? []
    const request = {
      cardType: 'temporary-card',
      version,
      defaults,
      additional: ['TempCardsAddonExtProdProcOrder'],
      searchFields: ['number', 'name', 'employeeNumber', 'upn', 'order'],
      layouts: ['Grün', 'Orange', 'Blue'],
    }
    must(await ada.raw('settings.saveGeneral', request))
    const [general, processes] = await all()
    expect([general?.number, processes?.number]).toEqual(['2.2', '2.1'])
    expect(words(general)).toEqual({
      subject: 'Temporary card · General',
      changes: [
        line('Quick-search field', 'E-mail', ''),
        line('Card layout', 'Green', ''),
        line('Card layout', '', 'Grün'),
        line('Order of the card layouts', 'Blue, Orange', 'Orange, Blue'),
      ],
    })
    expect(words(processes)).toEqual({
      subject: 'Temporary card · General · commands',
      changes: [line('Additional command', '', 'Order temporary cards')],
    })
  })

  it('tells roles by their names', async () => {
    const roles = { CardsProcLock: ['approver', 'operator'], CardsAddonExtProdProcApprove: ['approver'] }
    must(await ada.raw('settings.saveProcessRoles', { version: 0, roles }))
    // What was saved as it had been is no change.
    expect(words(await newest())).toEqual({
      subject: 'Lock card · roles',
      changes: [line('May be started by', 'Operator', 'Operator and Approver')],
    })
    expect((await newest())?.number).toBe('2')
  })

  it('tells options with their units, and which card type they are for', async () => {
    const values = {
      CardsAddonExtProdQueue: false,
      TempCardsAddonExtProdQueue: true,
      CardsValidityMonths: 1,
      TempCardsValidityDays: 30,
      FourEyes: false,
      BatchSyncMinutes: 0,
    }
    must(await ada.desk.settings.saveOptions({ version: 0, values }))
    expect(words(await newest())).toEqual({
      subject: 'Options',
      changes: expect.arrayContaining([
        line('Card · Orders are queued', 'on', 'off'),
        line('Card · Validity in months', '36 months', '1 month'),
        line('Temporary card · Validity in days', '14 days', '30 days'),
        line('Four eyes', 'on', 'off'),
        line('Minutes between batch syncs', '15 minutes', 'only by hand'),
      ]),
    })
    expect((await newest())?.changes).toHaveLength(5)
    must(await ada.desk.settings.saveDesk({ version: 0, values: { idleLockMinutes: 0 } }))
    expect(words(await newest())).toEqual({
      subject: 'This desk',
      changes: [line('The screen locks after', '10 minutes', 'never')],
    })
  })

  it('tells what became of accounts, and of passwords only that they were set', async () => {
    const olga = await test.somebody(ada, 'olga', 'operator')
    const zoe = {
      employeeNumber: 'E-7',
      givenName: 'Zoë',
      familyName: '田中',
      email: '',
      upn: '',
      organisationalUnit: '',
    }
    const person = must(await olga.desk.persons.add(zoe)).id
    const id = must(await ada.desk.accounts.list()).find((each) => each.userName === 'olga')?.id ?? ''
    const same = { account: id, userName: 'olga', name: 'Olga Petersen', disabled: false, person: null } as const
    must(await ada.desk.accounts.change({ ...same, version: 1, roles: ['operator', 'approver'], person }))
    expect(words(await newest())).toEqual({
      subject: 'Account olga · changed',
      changes: [line('Roles', 'Operator', 'Operator and Approver'), line('Person on record', '', 'Zoë 田中, E-7')],
    })
    must(await ada.desk.accounts.setPassword({ account: id, version: 2, password: `${password}-anew` }))
    expect(words(await newest())).toEqual({
      subject: 'Account olga · password',
      changes: [line('Password', 'set', 'newly set')],
    })
    must(
      await ada.desk.accounts.change({
        ...same,
        version: 3,
        roles: ['operator', 'approver'],
        userName: 'olga.p',
        name: 'Olga P.',
        disabled: true,
      }),
    )
    expect(words(await newest())).toEqual({
      subject: 'Account olga.p · changed',
      changes: [
        line('User name', 'olga', 'olga.p'),
        line('Name', 'Olga Petersen', 'Olga P.'),
        line('Signing in', 'allowed', 'switched off'),
        line('Person on record', 'Zoë 田中, E-7', ''),
      ],
    })
    // Neither where a password is kept nor anything of it comes out of the door.
    const credentials = [...(await test.journal()).matchAll(/"credential":"([^"]+)"/g)].map(([, found]) => found ?? '')
    expect(new Set(credentials).size).toBe(3)
    const told = JSON.stringify(await all())
    for (const secret of [...credentials, password]) expect(told).not.toContain(secret)
  })

  it('is for administrators and auditors', async () => {
    const udo = await test.somebody(ada, 'udo', 'auditor')
    const olga = await test.somebody(ada, 'olga', 'operator')
    expect(await all(udo)).toEqual(await all())
    expect(refused(await olga.desk.settings.history({ limit: 1 })).code).toBe('not-permitted')
  })

  it('comes in pages and is the same after a restart', async () => {
    for (const [version, minutes] of [5, 6, 7, 8].entries()) {
      must(await ada.desk.settings.saveDesk({ version, values: { idleLockMinutes: minutes } }))
    }
    const before = await all()
    expect(before).toHaveLength(5)
    const pages: ChangeEntry[] = []
    let next: number | null | undefined
    do {
      const page: { entries: readonly ChangeEntry[]; before: number | null } = must(
        await ada.desk.settings.history({ limit: 2, ...(next && { before: next }) }),
      )
      expect(page.entries.length).toBeLessThanOrEqual(2)
      pages.push(...page.entries)
      next = page.before
    } while (next !== null)
    expect(pages).toEqual(before)
    await test.restart()
    ada = await test.signIn('ada')
    expect(await all()).toEqual(before)
  })
})

describe("The history of a person's record", () => {
  it('tells what was added and what was changed, and by whom', async () => {
    const olga = await test.somebody(ada, 'olga', 'operator')
    const zoe = {
      employeeNumber: 'E-7',
      givenName: 'Zoë',
      familyName: '田中',
      email: '',
      upn: 'zoe@corp.example',
      organisationalUnit: 'Research',
    }
    const person = must(await olga.desk.persons.add(zoe)).id
    const other = must(await olga.desk.persons.add({ ...zoe, employeeNumber: 'E-8' })).id
    test.clock.pass(24 * 60 * 60_000)
    must(
      await (await test.signIn('olga')).desk.persons.change({
        ...zoe,
        person,
        version: 1,
        familyName: 'Müller',
        upn: '',
      }),
    )
    const udo = await test.somebody(await test.signIn('ada'), 'udo', 'auditor')
    const { entries, before } = must(await udo.desk.persons.history({ person, limit: 10 }))
    expect(before).toBeNull()
    expect(entries).toEqual([
      {
        number: '5',
        at: '2026-11-21T09:00:00.000Z',
        user: 'U-000002',
        name: 'Olga Petersen',
        role: 'operator',
        subject: 'Person changed',
        changes: [line('Family name', '田中', 'Müller'), line('UPN', 'zoe@corp.example', '')],
      },
      {
        number: '3',
        at: '2026-11-20T09:00:00.000Z',
        user: 'U-000002',
        name: 'Olga Petersen',
        role: 'operator',
        subject: 'Person added',
        changes: [
          line('Employee number', '', 'E-7'),
          line('Given name', '', 'Zoë'),
          line('Family name', '', '田中'),
          line('UPN', '', 'zoe@corp.example'),
          line('Organisational unit', '', 'Research'),
        ],
      },
    ])
    const first = must(await udo.desk.persons.history({ person, limit: 1 }))
    expect([first.entries.length, first.before]).toEqual([1, 5])
    expect(must(await udo.desk.persons.history({ person, limit: 1, before: 5 })).entries).toEqual([entries[1]])
    expect(must(await udo.desk.persons.history({ person: other, limit: 10 })).entries).toHaveLength(1)
    expect(refused(await udo.desk.persons.history({ person: 'P-999999', limit: 1 })).code).toBe('not-found')
  })
})
