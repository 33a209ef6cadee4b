import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { must, password, refused, type Somebody, TestDesk } from '../support/test-desk'

const other = 'lantern-quartz-58-meadow'

describe('First start', () => {
  let test: TestDesk
  beforeEach(async () => {
    test = await TestDesk.open()
  })
  afterEach(() => test.close())
  const administrator = { userName: 'ada', name: 'Ada Brandt', roles: ['administrator', 'operator'] as const, password }
  const found = (
    window: Somebody,
    changes: object = {},
    sampleData: { password: string; cards: number } | null = null,
  ) => window.raw('session.foundDesk', { administrator: { ...administrator, ...changes }, sampleData })

  it('asks for an administrator, signs them in, and never asks again', async () => {
    const window = test.window()
    expect(must(await window.desk.session.state())).toEqual({ phase: 'first-start' })
    expect(must(await found(window))).toMatchObject({
      phase: 'signed-in',
      user: { userName: 'ada', roles: ['operator', 'administrator'] },
    })
    expect(must(await test.window().desk.session.state())).toEqual({ phase: 'signed-out' })
    expect(refused(await found(test.window(), { userName: 'eve' })).code).toBe('already-set-up')
  })

  it('makes one administrator when two windows are first at once', async () => {
    const answers = await Promise.all([found(test.window()), found(test.window(), { userName: 'eve' })])
    expect(answers.map((answer) => answer.ok).sort()).toEqual([false, true])
  })

  it('refuses weak passwords, other roles and half-filled forms, writing nothing', async () => {
    const before = await test.journalPrint()
    for (const weak of ['password', 'ada', 'Ada Brandt 2026', 'qwertyuiop1', 'short-1x']) {
      expect(refused(await found(test.window(), { password: weak })).code).toBe('weak-password')
    }
    for (const changes of [
      { roles: ['operator'] },
      { roles: ['administrator', 'auditor'] },
      { roles: [] },
      { name: ' ' },
      { userName: 'a b' },
    ]) {
      expect(refused(await found(test.window(), changes)).code).toBe('bad-request')
    }
    expect(refused(await found(test.window(), {}, { password: 'password', cards: 300 })).code).toBe('weak-password')
    expect(await test.journalPrint()).toBe(before)
    expect(must(await test.window().desk.session.state())).toEqual({ phase: 'first-start' })
  })

  it('is still to come for a folder that was filled from the command line', async () => {
    must(await test.seed(30))
    const window = test.window()
    expect(must(await window.desk.session.state())).toEqual({ phase: 'first-start' })
    must(await found(window))
    expect(refused(await found(test.window(), { userName: 'eve' })).code).toBe('already-set-up')
  })

  it('brings sample data with a colleague for each role, under the password typed there and no other', async () => {
    const ada = test.window()
    must(await found(ada, {}, { password: other, cards: 60 }))
    const accounts = must(await ada.desk.accounts.list())
    expect(new Set(accounts.flatMap((account) => account.roles))).toEqual(
      new Set(['administrator', 'operator', 'approver', 'auditor']),
    )
    const operator = accounts.find((account) => account.roles.join() === 'operator')
    expect(
      refused(await test.window().desk.session.signIn({ userName: operator?.userName ?? '', password })).code,
    ).toBe('sign-in-failed')
    const window = await test.signIn(operator?.userName ?? '', other)
    const { counts } = must(await window.desk.desk.snapshot())
    expect(Object.keys(counts.card)).toHaveLength(14)
    expect(Object.keys(counts['temporary-card'])).toHaveLength(11)
    expect(
      [...Object.values(counts.card), ...Object.values(counts['temporary-card'])].reduce((sum, count) => sum + count),
    ).toBe(60)
  })
})
