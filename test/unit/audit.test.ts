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
    { by: amir, events: [moved(3, 'CardsAddonExtProdProcApprove', 'requested', 'ordered')] },
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

function faultsOf(change: (records: Draft[]) => void): readonly string[] {
  const records = journal()
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
    ['settings saved by somebody else', /settings saved by Olga/, (all) => Object.assign(at(all, 2), { by: olga })],
  ])('%s', (_what, fault, change) => {
    expect(faultsOf(change).join('\n')).toMatch(fault)
  })
})
