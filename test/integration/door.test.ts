import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Bureau } from '../../electron/production/port'
import { access, type Channel, channelNames } from '../../shared/contract'
import { errorCodes } from '../../shared/errors'
import type { Role } from '../../shared/lifecycle'
import { refused, type Somebody, TestDesk } from '../support/test-desk'

// Every call of the contract, from everyone who may not make it (architecture 1.5, domain 6).
describe('The door', () => {
  let test: TestDesk
  const windows = {} as Record<Role | 'nobody' | 'locked', Somebody>

  beforeAll(async () => {
    const { test: opened, ada } = await TestDesk.withAdministrator()
    test = opened
    windows.administrator = ada
    windows.operator = await test.somebody(ada, 'olga', 'operator')
    windows.approver = await test.somebody(ada, 'amir', 'approver')
    windows.auditor = await test.somebody(ada, 'udo', 'auditor')
    windows.nobody = test.window()
    windows.locked = await test.somebody(ada, 'otto', 'operator', 'administrator', 'approver')
    await windows.locked.desk.session.lock()
  })
  afterAll(() => test.close())

  const open: Channel[] = [
    'session.state',
    'session.foundDesk',
    'session.signIn',
    'session.passwordStrength',
    'desk.about',
    'desk.licences',
  ]
  const readers: Role[] = ['operator', 'approver', 'auditor']
  const desks: Role[] = ['operator', 'approver']
  const overseers: Role[] = ['administrator', 'auditor']
  /** Who may call what, written down from domain 6 and not read from the contract. */
  const allowed: Partial<Record<Channel, readonly Role[]>> = {
    'search.cards': readers,
    'search.find': readers,
    'cards.profile': readers,
    'cards.history': readers,
    // Administrators link accounts to the people they belong to.
    'persons.search': [...readers, 'administrator'],
    'persons.read': [...readers, 'administrator'],
    'persons.profile': readers,
    'persons.history': readers,
    'persons.add': ['operator'],
    'persons.change': ['operator'],
    'requests.list': readers,
    'overview.read': readers,
    'overview.due': readers,
    'processes.open': desks,
    'processes.openSeveral': desks,
    'processes.next': desks,
    'processes.follow': desks,
    'processes.stop': desks,
    'processes.back': desks,
    'processes.cancel': desks,
    'cards.severalCommands': desks,
    'batch.runs': readers,
    'batch.run': readers,
    'batch.start': ['operator'],
    'batch.stop': ['operator'],
    'batch.follow': readers,
    'batch.preview': ['operator'],
    'settings.read': overseers,
    'settings.history': overseers,
    'settings.saveCommands': ['administrator'],
    'settings.saveGeneral': ['administrator'],
    'settings.saveProcessRoles': ['administrator'],
    'settings.saveOptions': ['administrator'],
    'settings.saveDesk': ['administrator'],
    'settings.saveBureau': ['administrator'],
    'settings.saveBureauSecret': ['administrator'],
    'settings.checkBureau': ['administrator'],
    'settings.saveBackup': ['administrator'],
    // An auditor reads, checks and takes the history along; backups are the administrator's.
    'data.read': overseers,
    'data.verify': overseers,
    'data.backup': ['administrator'],
    'data.backups': ['administrator'],
    'data.export': overseers,
    'data.restore': ['administrator'],
    'data.follow': overseers,
    'data.stop': overseers,
    'data.chooseFolder': overseers,
    'data.openFolder': overseers,
    'accounts.list': overseers,
    'accounts.add': ['administrator'],
    'accounts.change': ['administrator'],
    'accounts.setPassword': ['administrator'],
  }
  /** A payload no call takes: who gets as far as `bad-request` was let through the door. */
  const nonsense = { nonsense: true }

  it.each(channelNames)('%s: lets in whom it should and nobody else, and writes nothing', async (channel) => {
    const before = await test.journalPrint()
    const code = async (somebody: Somebody) => {
      const answer = await somebody.raw(channel, nonsense)
      return answer.ok ? 'let in' : answer.error.code
    }
    const nobody = await code(windows.nobody)
    expect(nobody).toBe(open.includes(channel) ? 'bad-request' : 'not-signed-in')
    const mayWhileLocked =
      open.includes(channel) || ['session.signOut', 'session.lock', 'session.unlock'].includes(channel)
    expect(await code(windows.locked)).toBe(mayWhileLocked ? 'bad-request' : 'locked')
    for (const role of ['operator', 'approver', 'administrator', 'auditor'] as const) {
      const may = allowed[channel]?.includes(role) ?? true
      expect([role, await code(windows[role])]).toEqual([role, may ? 'bad-request' : 'not-permitted'])
    }
    const foreign = await windows.administrator.raw(channel, null, {
      kind: 'frame',
      origin: 'https://evil.example',
      mainFrame: true,
    })
    expect(refused(foreign).code).toBe('foreign-frame')
    expect(await test.journalPrint()).toBe(before)
  })

  it.each([
    ['a length that cannot be compared', { 0: 'C-000001', length: { toString: 1, valueOf: 1 } }],
    [
      'a length that throws',
      Object.defineProperty({}, 'length', {
        get: () => {
          throw new Error('hostile')
        },
      }),
    ],
    ['no prototype', Object.assign(Object.create(null), { length: Object.create(null) })],
  ])('refuses as not of the right form what cannot even be looked at: %s', async (_what, step) => {
    const answer = await windows.operator.raw('processes.back', { run: 'R', step, answers: {} })
    expect(refused(answer).code).toBe('bad-request')
  })

  it('has a row in this test for every call that needs a role', () => {
    const guarded = channelNames.filter((channel) => Array.isArray(access[channel]))
    expect(Object.keys(allowed).sort()).toEqual([...guarded].sort())
  })

  it.each([
    '',
    'session',
    'toString',
    '__proto__',
    'constructor',
    'search.cards ',
    'SEARCH.CARDS',
    'search.everything',
  ])('knows no call named %j', async (channel) => {
    expect(refused(await windows.administrator.raw(channel, null)).code).toBe('unknown-call')
  })

  it('never repeats a payload in an error or the log, since it may hold a password', async () => {
    const secret = 'swordfish-in-a-payload'
    const error = refused(
      await windows.administrator.raw('accounts.add', { password: secret, userName: secret, more: secret }),
    )
    expect(JSON.stringify(error) + test.log.lines.join()).not.toContain(secret)
  })

  it('turns an exception into an id under which the log has it, with no stack trace in either', async () => {
    const broken: Bureau = {
      status: {
        get name(): never {
          throw new Error('the cable is loose')
        },
        simulated: false,
      },
      submit: () => Promise.reject(new Error('not reached')),
      ask: () => Promise.reject(new Error('not reached')),
      news: () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('not reached')) }) }),
      check: () => Promise.reject(new Error('not reached')),
    }
    const { test: other, ada } = await TestDesk.withAdministrator({ bureau: broken })
    const error = refused(await ada.desk.desk.snapshot())
    expect(error.code).toBe('internal')
    expect(error.message).not.toContain('cable')
    const line = other.log.lines.find((each) => each.includes(String(error.details.logId)))
    expect(JSON.parse(line ?? '')).toMatchObject({
      event: 'call failed',
      channel: 'desk.snapshot',
      error: 'Error: the cable is loose',
    })
    expect(JSON.parse(line ?? '').thrownAt).toMatch(/^[\w.-]+:\d+:\d+$/)
    for (const text of [JSON.stringify(error), ...other.log.lines]) expect(text).not.toMatch(/\\n\s+at /)
    await other.close()
  })

  it('answers hostile payloads with a listed code, without an exception', async () => {
    const hostile: unknown[] = [
      undefined,
      Number.NaN,
      'x'.repeat(1_000_000),
      { toString: 1 },
      JSON.parse('{"__proto__": {"admin": true}}'),
      [[[[]]]],
      new Date(),
      () => 1,
      Object.create(null),
      { card: 'C-1', limit: Number.POSITIVE_INFINITY },
      { card: 'C-1\u0000', limit: 1 },
      { run: 'r', step: 's', answers: { persons: new Uint8Array(4) } },
      { userName: '\ud800', password: '\ud800' },
      { userName: 'lone', name: 'a\ud800b', roles: ['operator'], password: 'kettle-orbit-93-walnut' },
    ]
    for (const channel of channelNames.filter((name) => !['session.signOut', 'session.lock'].includes(name))) {
      for (const payload of hostile) {
        const answer = await windows.administrator.raw(channel, payload)
        if (!answer.ok) {
          expect(errorCodes).toContain(answer.error.code)
          expect(answer.error.code).not.toBe('internal')
        }
      }
    }
  })
})
