import { type CardEdited, type CardMoved, systemStamp } from '../../electron/engine/events'
import type { DeskView } from '../../electron/engine/view'
import type { Store } from '../../electron/store'
import type { AnyState, CardState, SymbolicName } from '../../shared/lifecycle'
import type { BureauSettings, CardData, Certificate, Order, OrderDecision } from '../../shared/model'
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
 * `test/fixtures/data-v4` and must open for ever. A new format gets a new fixture beside it: `data-v1`
 * holds the first nine records as the first format had them, `data-v2` the first seventeen as the second had,
 * `data-v3` the first 24 as the third had.
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
  await store.secrets.put('secret-of-the-bureau', Uint8Array.from([0, 1, 127, 128, 255]))
  await bureau(store)
  await runs(store)
  await restored(store)
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

/** From here on what format 3 brought: a bureau, batches, and runs of batch sync. */
async function bureau(store: Store) {
  const before: BureauSettings = {
    connection: 'simulated',
    folder: { path: '', format: 'json' },
    rest: { address: '', organisation: '', clientId: '', secret: null },
    ordersPerBatch: 100,
    statusWords: [{ word: 'produced', state: 'produced' }],
  }
  const after: BureauSettings = {
    connection: 'rest',
    folder: { path: '/mnt/Büro', format: 'csv' },
    rest: {
      address: 'https://bureau.example/',
      organisation: 'Prag 7',
      clientId: 'desk',
      secret: 'secret-of-the-bureau',
    },
    ordersPerBatch: 2,
    statusWords: [
      { word: 'taken', state: 'ordered' },
      { word: 'wird gedruckt', state: 'in-production' },
      { word: 'produced', state: 'produced' },
      { word: 'kaputt', state: 'failed' },
    ],
  }
  await write(store, { type: 'settings-saved', section: 'bureau', before, after })
}

/** What a run writes about a card: a move where there is a state to go to. */
function inRun(
  view: DeskView,
  card: string,
  { run, process, to, order }: { run: string; process: SymbolicName; to: AnyState | null; order: Partial<Order> },
): CardMoved | CardEdited {
  const known = view.card(card)
  if (!known?.order) throw new Error(`${card} has no order`)
  const set = { order: { ...known.order, ...order } }
  const moved = { ...move(view, card, process, to ?? known.state), set, run }
  if (to !== null) return moved
  const { from: _, to: state, ...both } = moved
  return { ...both, type: 'card-edited', state }
}

/** A run by itself that did all there is, one by hand that was stopped, and one that is under way. */
async function runs(store: Store) {
  const holder = { holder: 'P-000002', layout: 'Employee', order: orderOf('O-001003') }
  const made = { card: 'C-000010', cardType: 'card', process: 'CardsAddonExtProdProcOrder', previous: null } as const
  await write(
    store,
    ...orderedCard(1002),
    { type: 'card-moved', ...made, version: 1, from: null, to: 'registered' },
    { type: 'card-moved', ...made, version: 2, from: 'registered', to: 'processing', set: holder },
  )
  const [first, second, third] = ['S-000001', 'S-000002', 'S-000003'] as const
  const [sendCard, sendTemporary] = ['CardsAddonExtProdBatchSend', 'TempCardsAddonExtProdBatchSend'] as const
  const at = (time: string) => systemStamp(`2026-11-20T${time}Z`)
  const leaving = { to: null, order: { sending: true, batch: 'B-000001' } }
  await store.transact((view) => ({
    ok: true,
    by: at('09:15:00.000'),
    events: [
      { type: 'sync-started', run: first },
      inRun(view, 'TC-001002', { run: first, process: sendTemporary, ...leaving }),
      inRun(view, 'C-000010', { run: first, process: sendCard, ...leaving }),
    ],
  }))
  const sentAt = '2026-11-20T09:15:01.500Z'
  const failed = { sending: false, failure: 'no such layout', failedAt: sentAt }
  await store.transact((view) => ({
    ok: true,
    by: at('09:15:01.500'),
    events: [
      inRun(view, 'TC-001002', {
        run: first,
        process: sendTemporary,
        to: 'ordered',
        order: { sending: false, sentAt, bureauNote: 'angenommen' },
      }),
      inRun(view, 'C-000010', { run: first, process: sendCard, to: 'failed', order: failed }),
      {
        type: 'sync-noted',
        run: first,
        notes: [
          {
            outcome: 'unknown-order',
            card: null,
            order: 'X-1 "?"',
            text: 'The bureau speaks of an order nobody sent.',
          },
          { outcome: 'over', card: 'C-000008', order: 'O-000008', text: 'The card is locked.' },
        ],
        files: [
          { name: 'status-1.json', outcome: 'taken-in', reason: '' },
          { name: 'status-1 (2).json', outcome: 'again', reason: '' },
          { name: 'kaputt.csv', outcome: 'rejected', reason: 'Its checksum does not fit.' },
        ],
      },
    ],
  }))
  const counts = { sent: 1, refused: 1, 'unknown-order': 1, over: 1 }
  await store.transact(() => ({
    ok: true,
    by: at('09:15:02.000'),
    events: [{ type: 'sync-ended', run: first, end: 'done', problem: null, counts }],
  }))
  await store.transact((view) => ({
    ok: true,
    by: olga,
    events: [
      { type: 'sync-started', run: second },
      inRun(view, 'TC-001002', {
        run: second,
        process: 'TempCardsAddonExtProdBatchStatus',
        to: 'in-production',
        order: { productionDate: '2026-11-21', chip: { type: 'MIFARE DESFire', uid: '04AABBCC' } },
      }),
      { type: 'sync-ended', run: second, end: 'stopped', problem: 'Gestoppt', counts: { moved: 1 } },
    ],
  }))
  await store.transact(() => ({
    ok: true,
    by: at('09:30:00.000'),
    events: [{ type: 'sync-started', run: third }],
  }))
}

/** From here on what format 4 brought: settings of backups, and a desk that came from a backup. */
async function restored(store: Store) {
  const before = { folder: '', daily: false, keep: 14 }
  const after = { folder: '/mnt/Sicherung „eins“', daily: true, keep: 3 }
  await write(store, { type: 'settings-saved', section: 'backup', before, after })
  const { sequence, hash } = store.status().newest
  const backup = { desk: 'desk-of-the-fixture', sequence, hash, at: '2026-11-20T09:45:00.000Z' }
  const numbers = { 'temporary-card': 2000, order: 3000, 'sync-run': 7 }
  await write(store, { type: 'desk-restored', desk: 'desk-after-the-restore', backup, numbers })
  const [first, second] = orderedCard(2001)
  const order = orderOf('O-003001')
  if (first && second) await write(store, { ...first, set: { ...first.set, order } }, second)
}
