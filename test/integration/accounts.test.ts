import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { makeCredential, matches, standardCost } from '../../electron/services/accounts/passwords'
import { must, password, refused, type Somebody, TestDesk } from '../support/test-desk'

const other = 'lantern-quartz-58-meadow'

describe('Accounts', () => {
  let test: TestDesk
  let ada: Somebody
  beforeEach(async () => {
    ;({ test, ada } = await TestDesk.withAdministrator())
  })
  afterEach(() => test.close())
  const account = async (userName: string) => {
    const found = must(await ada.desk.accounts.list()).find((each) => each.userName === userName)
    if (!found) throw new Error(`no ${userName}`)
    return found
  }
  const change = async (userName: string, changes: object) => {
    const { id, version, name, roles, disabled, person } = await account(userName)
    return ada.raw('accounts.change', { account: id, version, userName, name, roles, disabled, person, ...changes })
  }

  it('signs in without regard to case, and tells nobody which part was wrong', async () => {
    await test.signIn('ADA')
    const unknown = refused(await test.window().desk.session.signIn({ userName: 'nobody', password }))
    const wrong = refused(await test.window().desk.session.signIn({ userName: 'ada', password: other }))
    expect(unknown).toEqual(wrong)
    expect(wrong.code).toBe('sign-in-failed')
  })

  it('makes people wait longer after every failure, and forgets it after a success', async () => {
    const attempt = (secret: string) => test.window().desk.session.signIn({ userName: 'ada', password: secret })
    for (let failure = 0; failure < 3; failure += 1) expect(refused(await attempt(other)).code).toBe('sign-in-failed')
    expect(refused(await attempt(password))).toMatchObject({
      code: 'sign-in-delayed',
      details: { waitMilliseconds: 1000 },
    })
    test.clock.pass(1000)
    expect(refused(await attempt(other)).code).toBe('sign-in-failed')
    expect(refused(await attempt(password)).details.waitMilliseconds).toBe(2000)
    test.clock.pass(2000)
    must(await attempt(password))
    expect(refused(await attempt(other)).code).toBe('sign-in-failed')
    must(await attempt(password))
  })

  it('counts attempts that run at the same time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => test.window().desk.session.signIn({ userName: 'ada', password: other })),
    )
    expect(answers.filter((answer) => refused(answer).code === 'sign-in-failed')).toHaveLength(3)
  })

  it('locks when the idle time an administrator set is over, and tells the window', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    try {
      await test.restart()
      ada = await test.signIn('ada')
      const { settings } = must(await ada.desk.settings.read())
      must(await ada.desk.settings.saveDesk({ version: settings.desk.version, values: { idleLockMinutes: 5 } }))
      test.clock.pass(4 * 60_000)
      must(await ada.desk.session.touch())
      test.clock.pass(4 * 60_000)
      vi.advanceTimersByTime(60_000)
      expect(must(await ada.desk.session.state()).phase).toBe('signed-in')
      test.clock.pass(60_000)
      vi.advanceTimersByTime(60_000)
      expect(must(await ada.desk.session.state()).phase).toBe('locked')
      expect(ada.notices.at(-1)).toMatchObject({ kind: 'session', reason: 'idle', state: { phase: 'locked' } })
      // A clock set back starts the idle time anew instead of locking or never locking.
      must(await ada.desk.session.unlock({ password }))
      test.clock.pass(-24 * 3_600_000)
      vi.advanceTimersByTime(60_000)
      expect(must(await ada.desk.session.state()).phase).toBe('signed-in')
      test.clock.pass(5 * 60_000)
      vi.advanceTimersByTime(60_000)
      expect(must(await ada.desk.session.state()).phase).toBe('locked')
    } finally {
      vi.useRealTimers()
    }
  })

  it('answers nothing while locked, and opens with the password', async () => {
    const olga = await test.somebody(ada, 'olga', 'operator')
    must(await olga.desk.session.lock())
    expect(refused(await olga.desk.desk.snapshot()).code).toBe('locked')
    expect(refused(await olga.desk.session.unlock({ password: other })).code).toBe('sign-in-failed')
    expect(must(await olga.desk.session.unlock({ password }))).toMatchObject({ phase: 'signed-in' })
    must(await olga.desk.desk.snapshot())
  })

  it('lets a change of roles and a switched-off account take effect at once', async () => {
    const olga = await test.somebody(ada, 'olga', 'operator')
    expect(refused(await olga.desk.accounts.list()).code).toBe('not-permitted')
    must(await change('olga', { roles: ['auditor'] }))
    must(await olga.desk.accounts.list())
    must(await change('olga', { disabled: true }))
    expect(refused(await olga.desk.accounts.list()).code).toBe('not-signed-in')
    expect(olga.notices.map((notice) => notice.kind === 'session' && notice.reason)).toContain('account-disabled')
    expect(refused(await test.window().desk.session.signIn({ userName: 'olga', password })).code).toBe('sign-in-failed')
    must(await change('olga', { disabled: false }))
    await test.signIn('olga')
  })

  it('keeps at least one administrator who can sign in', async () => {
    for (const changes of [{ roles: ['operator'] }, { disabled: true }]) {
      expect(refused(await change('ada', changes)).code).toBe('last-administrator')
    }
    must(
      await ada.desk.accounts.add({ userName: 'otto', name: 'Otto Weiss', roles: ['administrator'], password: other }),
    )
    must(await change('ada', { roles: ['operator'] }))
    expect(refused(await ada.desk.accounts.list()).code).toBe('not-permitted')
  })

  it('locks a session that slept through its idle time, before it answers anything', async () => {
    test.clock.pass(8 * 3_600_000)
    expect(refused(await ada.desk.session.touch()).code).toBe('locked')
    expect(refused(await ada.desk.settings.read()).code).toBe('locked')
  })

  it('asks no longer than five minutes of anybody, whatever the clock does', async () => {
    const attempt = (secret: string) => test.window().desk.session.signIn({ userName: 'ada', password: secret })
    refused(await attempt(other))
    test.clock.pass(-24 * 3_600_000)
    must(await attempt(password))
    for (let failure = 0; failure < 3; failure += 1) refused(await attempt(other))
    test.clock.pass(-24 * 3_600_000)
    expect(refused(await attempt(password)).details.waitMilliseconds).toBe(1000)
    test.clock.pass(1000)
    must(await attempt(password))
  })

  it('lets everybody in who types the right password at the same time', async () => {
    await Promise.all(Array.from({ length: 6 }, () => test.signIn('ada')))
  })

  it('commits nothing for somebody who was switched off or lost the role in between', async () => {
    const otto = await test.somebody(ada, 'otto', 'administrator')
    const { id, version } = await account('ada')
    const [, reset] = await Promise.all([
      change('otto', { roles: ['operator'] }),
      otto.desk.accounts.setPassword({ account: id, version, password: other }),
    ])
    expect(refused(reset).code).toBe('not-permitted')
    await test.signIn('ada')
  })

  it('lets a sign-in that is under way come to nothing when the account is switched off', async () => {
    // Dear enough that the change overtakes the check of the password.
    const slow = await TestDesk.withAdministrator({ passwordCost: { cost: 2 ** 16, blockSize: 8, parallelization: 1 } })
    await slow.test.somebody(slow.ada, 'olga', 'operator')
    const olga = must(await slow.ada.desk.accounts.list()).find((each) => each.userName === 'olga')
    if (!olga) throw new Error('no olga')
    const { hasPassword: _, id, ...changes } = olga
    const disabled = (version: number, off: boolean) =>
      slow.ada.desk.accounts.change({ ...changes, roles: [...changes.roles], account: id, version, disabled: off })
    const window = slow.test.window()
    const [signedIn, switchedOff] = await Promise.all([
      window.desk.session.signIn({ userName: 'olga', password }),
      disabled(olga.version, true),
    ])
    expect(refused(signedIn).code).toBe('sign-in-failed')
    must(await disabled(must(switchedOff).version, false))
    expect(must(await window.desk.session.state())).toEqual({ phase: 'signed-out' })
    await slow.test.close()
  })

  it('refuses to open without the stored passwords instead of asking for a new administrator', async () => {
    await test.restart()
    await expect(
      (async () => {
        await test.shutDown()
        await rm(join(test.folder, 'credentials.json'))
        await rm(join(test.folder, 'credentials.previous.json'), { force: true })
        await test.reopen()
      })(),
    ).rejects.toThrow(/credentials\.json/)
  })

  it('refuses a user name that differs from another only in case', async () => {
    const add = ada.desk.accounts.add({ userName: 'Ada', name: 'Another Ada', roles: ['operator'], password: other })
    expect(refused(await add).code).toBe('user-name-taken')
  })

  describe('belonging to a person on record', () => {
    let person: string
    beforeEach(async () => {
      const olga = await test.somebody(ada, 'olga', 'operator')
      const data = { employeeNumber: 'E-1', email: '', upn: '', organisationalUnit: '' }
      person = must(await olga.desk.persons.add({ ...data, givenName: 'Olga', familyName: 'Petersen' })).id
    })
    const add = (userName: string, own: string | null) =>
      ada.desk.accounts.add({ userName, name: 'Otto Weiss', roles: ['operator'], password: other, person: own })

    it('is linked when it is added or changed, and let go again', async () => {
      expect(must(await add('otto', person)).person).toBe(person)
      must(await change('otto', { person: null }))
      expect((await account('otto')).person).toBeNull()
      must(await change('olga', { person }))
      await test.restart()
      ada = await test.signIn('ada')
      expect((await account('olga')).person).toBe(person)
      // A change that leaves it as it is does not run into itself.
      must(await change('olga', { name: 'Olga P.', person }))
      must(await change('olga', { person: null }))
      expect(must(await add('amir', person)).person).toBe(person)
    })

    it('is refused for a person who has an account, naming it, and for somebody not on record', async () => {
      must(await change('olga', { person }))
      const before = await test.journalPrint()
      for (const answer of [await add('otto', person), await change('ada', { person })]) {
        expect(refused(answer)).toMatchObject({
          code: 'person-linked',
          message: expect.stringContaining('olga'),
          details: { person, fields: { person: expect.stringContaining('Olga Petersen') } },
        })
      }
      expect(refused(await add('otto', 'P-999999')).code).toBe('not-found')
      expect(refused(await change('ada', { person: 'P-999999' })).code).toBe('not-found')
      expect(await test.journalPrint()).toBe(before)
      // An account that is switched off keeps whose it is.
      must(await change('olga', { disabled: true, person }))
      expect(refused(await add('otto', person)).code).toBe('person-linked')
    })

    it('is linked once, however many administrators do it at the same time', async () => {
      const answers = await Promise.all([add('otto', person), add('amir', person), add('udo', person)])
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    })
  })

  it('brings sample colleagues who are persons on record themselves, once', async () => {
    for (let time = 0; time < 2; time += 1) must(await test.seed(30))
    const accounts = must(await ada.desk.accounts.list()).filter(({ userName }) => userName !== 'ada')
    expect(accounts).toHaveLength(5)
    for (const { name, person } of accounts) {
      const { givenName, familyName } = must(await ada.desk.persons.read({ person: person ?? '' }))
      expect(`${givenName} ${familyName}`).toBe(name)
      const { total } = must(await ada.desk.persons.search({ text: name, offset: 0, limit: 9 }))
      expect([name, total]).toEqual([name, 1])
    }
  })

  it('refuses a change of an account that moved on', async () => {
    await test.somebody(ada, 'olga', 'operator')
    const { id, version } = await account('olga')
    must(await change('olga', { roles: ['operator', 'approver'] }))
    expect(refused(await ada.desk.accounts.setPassword({ account: id, version, password: other })).code).toBe(
      'account-changed',
    )
  })

  it('resets a password: the old one no longer opens anything', async () => {
    await test.somebody(ada, 'olga', 'operator')
    const { id, version } = await account('olga')
    must(await ada.desk.accounts.setPassword({ account: id, version, password: other }))
    expect(refused(await test.window().desk.session.signIn({ userName: 'olga', password })).code).toBe('sign-in-failed')
    const olga = await test.signIn('olga', other)
    expect(refused(await olga.desk.session.changePassword({ current: password, password })).code).toBe('sign-in-failed')
    must(await olga.desk.session.changePassword({ current: other, password }))
    await test.restart()
    await test.signIn('olga')
  })

  it('writes no password and no hash into journal, log or error, and none in the clear anywhere', async () => {
    await test.somebody(ada, 'olga', 'operator')
    refused(await ada.raw('accounts.add', { userName: 'x', name: 'X', roles: 'none', password: other }))
    refused(await test.window().desk.session.signIn({ userName: 'olga', password: other }))
    const credentials = await readFile(join(test.folder, 'credentials.json'), 'utf8')
    const hashes = [...credentials.matchAll(/"hash":\s*"([^"]+)"/g)].map(([, hash]) => hash ?? '')
    expect(hashes).toHaveLength(2)
    const written = [await test.journal(), test.log.lines.join('\n')]
    for (const text of written) for (const secret of [password, other, ...hashes]) expect(text).not.toContain(secret)
    await test.restart()
    for (const file of await readdir(test.folder, { recursive: true, withFileTypes: true })) {
      if (!file.isFile() || file.name.startsWith('lock.')) continue
      const text = await readFile(join(file.parentPath, file.name), 'latin1')
      for (const secret of [password, other]) expect(text).not.toContain(secret)
    }
  })
})

describe('Password hashing', () => {
  it('is scrypt at the recommended cost, salted', async () => {
    // OWASP Password Storage Cheat Sheet: scrypt with N = 2^17, r = 8, p = 1.
    expect(standardCost).toEqual({ cost: 131_072, blockSize: 8, parallelization: 1 })
    const [one, two] = [await makeCredential(password, standardCost), await makeCredential(password, standardCost)]
    expect(one.salt).not.toBe(two.salt)
    expect(one.hash).not.toBe(two.hash)
    expect([await matches(password, one), await matches(other, one)]).toEqual([true, false])
  })
})
