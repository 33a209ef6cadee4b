import { describe, expect, test } from 'vitest'
import type { RecordedCommit } from '../../electron/engine/events'
import type { Certificate } from '../../shared/model'
import { Audit } from '../support/audit'

// The auditor of the random walk is worth what it notices: a journal that is in order, and each entry spoilt.

const olga = { at: '2026-11-20T09:00:00.000Z', user: 'U-000001', name: 'Olga Petersen', role: 'operator' as const }
const amir = { at: '2026-11-20T10:00:00.000Z', user: 'U-000002', name: 'Amir Haddad', role: 'approver' as const }
const ada = { at: '2026-11-20T08:00:00.000Z', user: 'U-000003', name: 'Ada Brandt', role: 'administrator' as const }
const desk = { at: '2026-12-24T00:00:00.000Z', user: null, name: 'Card Desk', role: 'system' as const }
const account = { version: 1, userName: '', name: '', disabled: false, person: null as string | null, credential: null }
const order = { id: 'O-000001', requested: olga, sending: false }
const sent = { ...order, sentAt: amir.at }
const certificate: Certificate = {
  serial: 'A1',
  purpose: 'signature',
  validFrom: '2026-11-20',
  validThrough: '2026-12-20',
  status: 'valid',
  heldBy: null,
}
const held: Certificate = { ...certificate, status: 'on-hold', heldBy: 'deactivation' }

/** A card from nothing to Expired, as it should be written. A draft: tests change what they want in it. */
function journal() {
  const settings = (tab: string, additional: string[]) => ({
    type: 'settings-saved',
    section: 'commands',
    cardType: 'card',
    tab,
    before: { defaults: [], additional: [] },
    after: { defaults: [], additional },
  })
  const moved = (version: number, process: string, from: string | null, to: string, set: object = {}) => ({
    type: 'card-moved',
    card: 'C-000001',
    cardType: 'card',
    process,
    version,
    previous: null,
    from,
    to,
    set,
  })
  const accountAdded = (id: string, role: string) => ({
    type: 'account-saved',
    change: 'added',
    account: { ...account, id, roles: [role] },
  })
  // biome-ignore format: one entry a line
  return [
    { by: ada, events: [accountAdded('U-000001', 'operator'), accountAdded('U-000002', 'approver'), accountAdded('U-000003', 'administrator')] },
    { by: ada, events: [settings('registered', ['CardsAddonExtProdProcOrder']), settings('ordered', ['CardsAddonExtProdProcUpdate'])] },
    { by: olga, events: [moved(1, 'CardsAddonExtProdProcRegister', null, 'registered', { holder: 'P-000001' })] },
    { by: olga, events: [moved(2, 'CardsAddonExtProdProcOrder', 'registered', 'requested', { order, validThrough: '2026-12-20' })] },
    { by: amir, events: [moved(3, 'CardsAddonExtProdProcApprove', 'requested', 'ordered', { order: sent })] },
    { by: olga, events: [moved(4, 'CardsAddonExtProdProcUpdate', 'ordered', 'produced')] },
    { by: olga, events: [moved(5, 'CardsAddonExtProdProcActivate', 'produced', 'active', { certificates: [certificate] })] },
    { by: olga, events: [moved(6, 'CardsProcDeactivate', 'active', 'inactive', { certificates: [held] })] },
    { by: olga, events: [moved(7, 'CardsProcReactivate', 'inactive', 'active', { certificates: [certificate] })] },
    { by: desk, events: [moved(8, 'CardsExpiryRun', 'active', 'expired', { certificates: [{ ...certificate, status: 'expired' }] })] },
  ].map((record, index) => structuredClone({ sequence: index + 1, ...record }) as unknown as Draft)
}
interface Draft {
  by: { user: string | null; role: string; at: string }
  events: Record<string, unknown>[] & { 0: Record<string, unknown> }
}

function faultsOf(change: (records: Draft[]) => void, records = journal()): readonly string[] {
  change(records)
  return Audit.of(records.map((record) => JSON.stringify(record as unknown as RecordedCommit)).join('\n')).faults
}
const at = (records: Draft[], sequence: number): Draft => {
  const found = records[sequence - 1]
  if (!found) throw new Error(`there is no record ${sequence}`)
  return found
}
const set = (records: Draft[], sequence: number, change: object) =>
  Object.assign(at(records, sequence).events[0], change)

describe('The auditor', () => {
  test('finds nothing in a journal that is in order', () => {
    expect(faultsOf(() => {})).toEqual([])
  })

  // biome-ignore format: a table
  test.each<[string, RegExp, (records: Draft[]) => void]>([
    ['a move that is not documented', /moved C-000001 from registered to active/, (all) => set(all, 4, { to: 'active' })],
    ['an entry that is missing', /goes from 3 to 5/, (all) => { all.splice(5, 1) }],
    ['a process that was not offered', /was not offered in registered/, (all) => { all.splice(1, 1) }],
    ['a role nobody has', /acted as approver, which they are not/, (all) => Object.assign(at(all, 5).by, { user: 'U-000001' })],
    ['a role that may not start it', /CardsProcDeactivate in the role approver/, (all) => Object.assign(at(all, 8), { by: amir })],
    ['whoever asked decides', /which they asked for/, (all) => set(all, 4, { set: { order: { ...order, requested: amir } } })],
    ['whoever holds the card decides', /their own card/, (all) => Object.assign(at(all, 1).events[1] ?? {}, { account: { ...account, id: 'U-000002', roles: ['approver'], person: 'P-000001' } })],
    ['somebody else aborts a request', /somebody else asked for/, (all) => {
      all.splice(4)
      const by = { ...olga, user: 'U-000009' }
      const added = { type: 'account-saved', change: 'added', account: { ...account, id: 'U-000009', roles: ['operator'] } }
      at(all, 1).events.push(added)
      const abort = { ...at(all, 4).events[0], process: 'CardsAddonExtProdProcAbortRequest', version: 3, from: 'requested', to: 'request-aborted' }
      all.push({ by, events: [abort] })
    }],
    ['a second open order', /ordered although P-000001 has C-000002/, (all) => {
      const other = { ...at(all, 3).events[0], card: 'C-000002' }
      const active = { ...at(all, 4).events[0], card: 'C-000002' }
      all.splice(3, 0, { by: olga, events: [other] }, { by: olga, events: [active] })
    }],
    ['a certificate that stays valid', /certificates still valid/, (all) => set(all, 8, { set: { certificates: [certificate] } })],
    ['a certificate that stays on hold', /over/, (all) => set(all, 9, { set: { certificates: [held] } })],
    ['a certificate that outlives its card', /that have not ended/, (all) => set(all, 10, { set: {} })],
    ['a card that expires before its time', /expired before its time/, (all) => Object.assign(at(all, 10).by, { at: '2026-12-01T00:00:00.000Z' })],
    ['the program doing what people do', /by the program itself/, (all) => Object.assign(at(all, 8), { by: desk })],
    ['a card at the bureau whose order never left', /is ordered, but not sent/, (all) => set(all, 5, { set: { order } })],
    ['settings saved by somebody else', /settings saved by Olga/, (all) => Object.assign(at(all, 2), { by: olga })],
  ])('%s', (_what, fault, change) => {
    expect(faultsOf(change).join('\n')).toMatch(fault)
  })
})

/** The order of that card, sent by batch sync in place of the bureau's answer to the approval. */
function batchJournal(): Draft[] {
  const records = journal().slice(0, 5)
  const process = 'CardsAddonExtProdBatchSend'
  const event = { card: 'C-000001', cardType: 'card', previous: null, process, run: 'S-000001' }
  const away = { ...order, sending: true, batch: 'B-000001' }
  const leaving = { ...event, type: 'card-edited', version: 4, state: 'processing', set: { order: away } }
  const taken = { ...event, type: 'card-moved', version: 5, from: 'processing', to: 'ordered', set: { order: sent } }
  const ended = { type: 'sync-ended', run: 'S-000001', end: 'done', problem: null, counts: { sent: 1 } }
  const more = [[{ type: 'sync-started', run: 'S-000001' }, leaving], [taken], [ended]]
  set(records, 5, { to: 'processing', set: {} })
  records.push(
    ...more.map((events, index) => structuredClone({ sequence: 6 + index, by: olga, events }) as unknown as Draft),
  )
  return records
}

describe('The auditor of batch sync', () => {
  const found = (change: (records: Draft[]) => void) => faultsOf(change, batchJournal()).join('\n')
  const event = (records: Draft[], sequence: number, place: number) => at(records, sequence).events[place] ?? {}

  test('finds nothing in a journal that is in order', () => {
    expect(found(() => {})).toBe('')
  })

  // biome-ignore format: a table
  test.each<[string, RegExp, (records: Draft[]) => void]>([
    ['a run nobody may begin', /was begun by Amir Haddad as approver/, (all) => Object.assign(at(all, 6), { by: amir })],
    ['a run that never began', /which is not under way/, (all) => { at(all, 6).events.shift() }],
    ['a run that goes on after its end', /which is not under way/, (all) => { all.splice(6, 0, at(all, 8)) }],
    ['a run that ends twice', /although it is not under way/, (all) => { all.push(structuredClone(at(all, 8))) }],
    ['a run that begins twice', /began twice/, (all) => { at(all, 8).events.push({ type: 'sync-started', run: 'S-000001' }) }],
    ['two runs at once', /began while another went on/, (all) => { at(all, 7).events.push({ type: 'sync-started', run: 'S-000002' }) }],
    ['somebody else in a run', /was changed by Card Desk in S-000001/, (all) => Object.assign(at(all, 7), { by: desk })],
    ['sending outside a run', /outside a run/, (all) => { delete event(all, 7, 0).run }],
    ['anything else inside a run', /CardsAddonExtProdProcApprove on C-000001 is part of a run/, (all) => set(all, 5, { run: 'S-000001' })],
    ['sending what does not wait', /which was requested/, (all) => { Object.assign(event(all, 6, 1), { version: 3, state: 'requested' }); all.splice(4, 1) }],
    ['an order that is taken twice', /O-000001 was taken twice/, (all) => {
      const again = { ...event(all, 7, 0), version: 6 }
      at(all, 7).events.push(again)
    }],
    ['one order for two cards', /ordered for C-000001 and for C-000002/, (all) => {
      at(all, 7).events.push({ ...event(all, 3, 0), card: 'C-000002', set: { order: sent } })
    }],
  ])('%s', (_what, fault, change) => {
    expect(found(change)).toMatch(fault)
  })
})
