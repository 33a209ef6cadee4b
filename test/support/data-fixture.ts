import { systemStamp } from '../../electron/engine/events'
import type { Store } from '../../electron/store'
import { accountOf, edit, move, olga, open, orderedCard, personOf, write } from './store-desk'
import { TestClock } from './test-desk'

const credential = {
  algorithm: 'scrypt',
  cost: 131072,
  blockSize: 8,
  parallelization: 1,
  salt: 'AAECAwQFBgcICQoLDA0ODw==',
  hash: 'EBESExQVFhcYGRobHB0eHyAhIiMkJSYnKCkqKywtLi8=',
} as const

/**
 * Writes a desk that has one of everything a journal can hold: every kind of event with every optional
 * member, several scripts, a checkpoint in the middle. The same bytes every time; they are kept in
 * `test/fixtures/data-v1` and must open for ever. A new format gets a new fixture beside it.
 */
export async function writeDataFixture(folder: string): Promise<void> {
  const store = await open({ folder, clock: new TestClock(), ids: { random: () => 'desk-of-the-fixture' } })
  await store.credentials.put('credential-of-ada', credential)
  await write(store, {
    type: 'account-saved',
    change: 'added',
    account: accountOf(1, {
      userName: 'ada',
      name: 'Ada Brandt',
      roles: ['administrator'],
      credential: 'credential-of-ada',
    }),
  })
  await write(store, {
    type: 'account-saved',
    change: 'changed',
    account: accountOf(1, {
      version: 2,
      userName: 'ada',
      roles: ['operator', 'administrator'],
      credential: 'credential-of-ada',
    }),
  })
  await people(store)
  await settings(store)
  await store.checkpoint()
  await cards(store)
  await store.close()
}

async function people(store: Store) {
  await write(
    store,
    { type: 'person-saved', person: personOf(1) },
    { type: 'person-saved', person: personOf(2, { givenName: 'Łukasz', familyName: 'Żak', email: '', upn: '' }) },
    {
      type: 'person-saved',
      person: personOf(3, { givenName: '', familyName: 'محمد', employeeNumber: 'ب-7 "x" \\ /' }),
    },
  )
  await write(store, { type: 'person-saved', person: personOf(2, { version: 2, givenName: '😀', familyName: 'é' }) })
}

async function settings(store: Store) {
  const saved = { type: 'settings-saved', cardType: 'temporary-card' } as const
  const { type } = saved
  const abort = 'TempCardsAddonExtProdProcAbort'
  await write(
    store,
    {
      ...saved,
      section: 'commands',
      tab: 'processing',
      before: { defaults: [], additional: [] },
      after: { defaults: [{ process: abort, enabled: false }], additional: [abort] },
    },
    {
      ...saved,
      section: 'general',
      before: { searchFields: ['number', 'name'], layouts: ['Blue'] },
      after: { searchFields: ['number'], layouts: ['Blue', 'Grün'] },
    },
    { type, section: 'process-roles', process: abort, before: ['operator'], after: ['operator', 'approver'] },
    { type, section: 'options', before: { FourEyes: true }, after: { FourEyes: false, BatchSyncMinutes: 30 } },
    { type, section: 'desk', before: { idleLockMinutes: 10 }, after: { idleLockMinutes: 0 } },
  )
}

async function cards(store: Store) {
  await write(store, ...orderedCard(1), ...orderedCard(1001, 'P-000001'))
  await store.transact((view) => {
    const aborted = move(view, 'TC-000001', 'TempCardsAddonExtProdProcAbort', 'aborted')
    return {
      ok: true,
      by: olga,
      events: [{ ...aborted, comment: 'Nicht mehr nötig', input: { count: 1, sure: true, why: '"' } }],
    }
  })
  const registering = {
    card: 'C-000007',
    cardType: 'card',
    process: 'CardsAddonExtProdProcRegister',
    previous: null,
  } as const
  const origin = { ...olga, at: '2019-02-03T04:05:06.007Z', user: null, origin: 'Kartenverwaltung alt' }
  await store.transact(() => {
    const set = {
      holder: 'P-000002',
      layout: 'Employee',
      title: 'Dr.',
      organisationalUnit: 'Прага',
      validFrom: '2019-02-03',
    }
    const events = [
      { type: 'card-moved', ...registering, version: 1, from: null, to: 'registered', set, as: origin },
    ] as const
    return { ok: true, by: systemStamp('2026-11-20T10:00:00.000Z'), events }
  })
  const changed = { validThrough: '2027-02-03', cardNumber: '0815', chipUid: '04A224', order: null }
  await store.transact(edit('C-000007', changed, 'CardsProcEdit'))
}
