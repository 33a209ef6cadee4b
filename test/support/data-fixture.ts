import { systemStamp } from '../../electron/engine/events'
import type { Store } from '../../electron/store'
import type { CardState, SymbolicName } from '../../shared/lifecycle'
import type { CardData, Certificate, OrderDecision } from '../../shared/model'
import { accountOf, edit, move, olga, open, orderedCard, orderOf, personOf, write } from './store-desk'
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
 * `test/fixtures/data-v2` and must open for ever. A new format gets a new fixture beside it: `data-v1`
 * holds the first nine records as the first format had them.
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
  await decisions(store)
  await certificates(store)
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

const amir = { at: '2026-11-20T09:00:00.000Z', user: 'U-000002', name: 'Amir Haddad', role: 'approver' } as const

/** From here on what format 2 brought: an account of a person on record, and decisions on orders. */
async function decisions(store: Store) {
  await write(store, {
    type: 'account-saved',
    change: 'added',
    account: accountOf(2, { userName: 'amir', name: 'Amir Haddad', roles: ['approver'], person: 'P-000001' }),
  })
  const both = { cardType: 'card', process: 'CardsAddonExtProdProcOrder', previous: null } as const
  await write(
    store,
    ...[8, 9].flatMap((number) => {
      const card = `C-00000${number}`
      const set = { holder: 'P-000002', layout: 'Employee', order: orderOf(`O-00000${number}`) }
      return [
        { type: 'card-moved', ...both, card, version: 1, from: null, to: 'registered' },
        { type: 'card-moved', ...both, card, version: 2, from: 'registered', to: 'requested', set },
      ] as const
    }),
  )
  const yes: OrderDecision = { ...amir, approved: true, comment: '' }
  const no: OrderDecision = { ...amir, approved: false, comment: 'Bitte erst „umziehen“' }
  const order = { ...orderOf('O-000008'), bureauNote: 'B-17' }
  await change(store, 'C-000008', 'CardsAddonExtProdProcApprove', 'ordered', { order: { ...order, decision: yes } })
  const rejected = { order: { ...orderOf('O-000009'), decision: no } }
  await change(store, 'C-000009', 'CardsAddonExtProdProcReject', 'rejected', rejected)
}

/** A chip with its profile, and certificates in every status. */
async function certificates(store: Store) {
  const days = { validFrom: '2026-11-20', validThrough: '2029-11-20' }
  const first: Certificate = { serial: '0A1B', purpose: 'authentication', ...days, status: 'valid', heldBy: null }
  const second: Certificate = { ...first, serial: '0A1C', purpose: 'signature' }
  await change(store, 'C-000008', 'CardsAddonExtProdProcUpdate', 'produced', {})
  await change(store, 'C-000008', 'CardsAddonExtProdProcActivate', 'active', {
    ...days,
    cardNumber: '4711',
    chipUid: '04B1',
    chipProfile: 'Standard',
    certificates: [first, second],
  })
  await change(store, 'C-000008', 'CardsProcDeactivate', 'inactive', {
    certificates: [
      { ...first, status: 'on-hold', heldBy: 'deactivation' },
      { ...second, status: 'on-hold', heldBy: 'authority' },
    ],
  })
  await change(store, 'C-000008', 'CardsProcLock', 'locked', {
    certificates: [
      { ...first, status: 'revoked' },
      { ...second, status: 'expired' },
    ],
  })
}

/** Moves a card and sets data with it. */
function change(store: Store, card: string, process: SymbolicName, to: CardState, set: Partial<CardData>) {
  return store.transact((view) => ({ ok: true, by: olga, events: [{ ...move(view, card, process, to), set }] }))
}
