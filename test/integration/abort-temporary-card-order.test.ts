import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../../electron/ipc/caller'
import {
  must,
  orderTemporaryCards,
  outcome,
  refused,
  run,
  type Somebody,
  switchOn,
  TestDesk,
} from '../support/test-desk'

// The use case that started the product (domain 7 and 8): everything here goes through the door.
const abort = 'TempCardsAddonExtProdProcAbort'

describe('Abort temporary card order', () => {
  let test: TestDesk
  let ada: Somebody
  let olga: Somebody
  let card: string

  beforeEach(async () => {
    ;({ test, ada } = await TestDesk.withAdministrator())
    olga = await test.somebody(ada, 'olga', 'operator')
    await switchOn(ada, 'temporary-card', 'general', 'TempCardsAddonExtProdProcOrder')
    ;[card = ''] = await orderTemporaryCards(olga, 1)
  })
  afterEach(() => test.close())

  const profile = async (of = card) => must(await olga.desk.cards.profile({ card: of }))
  const commands = async () => (await profile()).commands.map((command) => command.process)

  it('is not offered until an administrator adds it to Processing, and then it is', async () => {
    expect((await profile()).card.state).toBe('processing')
    expect(await commands()).toEqual([])
    await switchOn(ada, 'temporary-card', 'processing', abort)
    expect(await commands()).toEqual([abort])
  })

  it('has one confirming page, and its Next ends the card in Aborted, without any command left', async () => {
    await switchOn(ada, 'temporary-card', 'processing', abort)
    const view = must(await olga.desk.processes.open({ process: abort, card, person: null }))
    expect([view.stepNumber, view.stepCount, view.step.fields]).toEqual([1, 1, []])
    const done = outcome(await olga.desk.processes.next({ run: view.run, step: view.step.id, answers: {} }))
    expect(done.cards).toMatchObject([{ id: card, ok: true, state: 'aborted', stateLabel: 'Aborted' }])
    expect((await profile()).card.state).toBe('aborted')
    expect(await commands()).toEqual([])
    const { entries } = must(await olga.desk.cards.history({ card, limit: 10 }))
    expect(entries.map(({ process, from, to, role, name }) => [process, from, to, role, name])).toEqual([
      [abort, 'processing', 'aborted', 'operator', 'Olga Petersen'],
      ['TempCardsAddonExtProdProcOrder', 'requested', 'processing', 'operator', 'Olga Petersen'],
      ['TempCardsAddonExtProdProcOrder', null, 'requested', 'operator', 'Olga Petersen'],
    ])
  })

  it('is still Aborted, with its history, after a restart', async () => {
    await switchOn(ada, 'temporary-card', 'processing', abort)
    outcome(await run(olga, abort, card, [{}]))
    await test.restart()
    olga = await test.signIn('olga')
    expect((await profile()).card.state).toBe('aborted')
    expect(must(await olga.desk.cards.history({ card, limit: 10 })).entries).toHaveLength(3)
  })

  it('is found by the operator: temporary cards in Processing', async () => {
    await orderTemporaryCards(olga, 3)
    await switchOn(ada, 'temporary-card', 'processing', abort)
    outcome(await run(olga, abort, card, [{}]))
    const search = (states: ('processing' | 'aborted')[]) =>
      olga.desk.search.cards({
        cardType: 'temporary-card',
        states,
        text: '',
        sort: { column: 'id', direction: 'ascending' },
        offset: 0,
        limit: 100,
      })
    expect(must(await search(['processing'])).total).toBe(3)
    expect(must(await search(['aborted'])).rows.map((row) => row.id)).toEqual([card])
  })

  it('leaves the journal as it was when it is cancelled, or its window closes, or its user signs out', async () => {
    await switchOn(ada, 'temporary-card', 'processing', abort)
    const before = await test.journalPrint()
    const first = must(await olga.desk.processes.open({ process: abort, card, person: null }))
    must(await olga.desk.processes.cancel({ run: first.run }))
    expect(refused(await olga.desk.processes.next({ run: first.run, step: first.step.id, answers: {} })).code).toBe(
      'run-not-found',
    )
    const second = must(await olga.desk.processes.open({ process: abort, card, person: null }))
    must(await olga.desk.session.signOut())
    olga = await test.signIn('olga')
    expect(refused(await olga.desk.processes.next({ run: second.run, step: second.step.id, answers: {} })).code).toBe(
      'run-not-found',
    )
    must(await olga.desk.processes.open({ process: abort, card, person: null }))
    olga.connection.close()
    expect(await test.journalPrint()).toBe(before)
    olga = await test.signIn('olga')
    expect((await profile()).card.state).toBe('processing')
  })

  describe('is refused, naming the card, its state and what is possible, with nothing written', () => {
    /** Runs the refused thing and checks that the journal is byte-identical after it. */
    async function expectRefused(
      code: string,
      action: () => Promise<Parameters<typeof refused>[0]>,
      ...said: string[]
    ) {
      const before = await test.journalPrint()
      const error = refused(await action())
      expect(error.code).toBe(code)
      for (const part of said) expect(error.message).toContain(part)
      expect(error.message).not.toMatch(/\bat .*\.ts/)
      expect(await test.journalPrint()).toBe(before)
    }

    it('when it is switched off', async () => {
      await expectRefused(
        'process-off',
        () => run(olga, abort, card, [{}]),
        card,
        'Processing',
        'no process is possible',
      )
    })

    it('when it is switched off while the wizard is open', async () => {
      const saved = await switchOn(ada, 'temporary-card', 'processing', abort)
      const view = must(await olga.desk.processes.open({ process: abort, card, person: null }))
      const { version } = saved.cardTypes['temporary-card']
      const off = { cardType: 'temporary-card', tab: 'processing', version, defaults: [], additional: [] } as const
      must(await ada.desk.settings.saveCommands({ ...off, defaults: [], additional: [] }))
      await expectRefused(
        'process-off',
        () => olga.desk.processes.next({ run: view.run, step: view.step.id, answers: {} }),
        card,
      )
    })

    it('when the card is not in Processing', async () => {
      await switchOn(ada, 'temporary-card', 'processing', abort)
      outcome(await run(olga, abort, card, [{}]))
      await expectRefused('wrong-state', () => run(olga, abort, card, [{}]), card, 'Aborted', 'no process is possible')
    })

    it('when the role lacks it', async () => {
      await switchOn(ada, 'temporary-card', 'processing', abort)
      const amir = await test.somebody(ada, 'amir', 'approver')
      await expectRefused('role-lacks-process', () => run(amir, abort, card, [{}]), card, 'Processing', 'Operator')
      await expectRefused(
        'not-permitted',
        () => ada.desk.processes.open({ process: abort, card, person: null }),
        'Operator',
      )
    })

    it('when the card changed since the wizard opened, telling who did what', async () => {
      await switchOn(ada, 'temporary-card', 'processing', abort)
      const otto = await test.somebody(ada, 'otto', 'operator')
      const view = must(await olga.desk.processes.open({ process: abort, card, person: null }))
      outcome(await run(otto, abort, card, [{}]))
      const next = () => olga.desk.processes.next({ run: view.run, step: view.step.id, answers: {} })
      await expectRefused('card-changed', next, card, 'Otto Weiss', 'Abort temporary card order', 'Aborted')
    })

    it('when two operators finish at once: exactly one wins', async () => {
      await switchOn(ada, 'temporary-card', 'processing', abort)
      const otto = await test.somebody(ada, 'otto', 'operator')
      const views = await Promise.all(
        [olga, otto].map(async (each) => must(await each.desk.processes.open({ process: abort, card, person: null }))),
      )
      const answers = await Promise.all(
        [olga, otto].map((each, index) =>
          each.desk.processes.next({ run: views[index]?.run ?? '', step: views[index]?.step.id ?? '', answers: {} }),
        ),
      )
      expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
      expect(answers.filter((answer) => !answer.ok).map((answer) => refused(answer).code)).toEqual(['card-changed'])
      expect((await profile()).card.version).toBe(3)
    })

    it('when the payload is malformed', async () => {
      await switchOn(ada, 'temporary-card', 'processing', abort)
      const spoilt = [
        null,
        'abort',
        7,
        [],
        {},
        { process: abort },
        { process: abort, card: 5, person: null },
        { process: 'X', card, person: null },
        { process: abort, card, person: null, force: true },
      ]
      for (const payload of spoilt) await expectRefused('bad-request', () => olga.raw('processes.open', payload))
      await expectRefused(
        'not-found',
        () => olga.desk.processes.open({ process: abort, card: 'TC-999999', person: null }),
        'TC-999999',
      )
    })

    it('when nobody is signed in, or the screen is locked', async () => {
      await switchOn(ada, 'temporary-card', 'processing', abort)
      await expectRefused('not-signed-in', () =>
        test.window().desk.processes.open({ process: abort, card, person: null }),
      )
      const view = must(await olga.desk.processes.open({ process: abort, card, person: null }))
      must(await olga.desk.session.lock())
      await expectRefused('locked', () => olga.desk.processes.next({ run: view.run, step: view.step.id, answers: {} }))
    })

    it('when the frame is not ours', async () => {
      await switchOn(ada, 'temporary-card', 'processing', abort)
      const strangers: Caller[] = [
        { kind: 'frame', origin: 'https://evil.example', mainFrame: true },
        { kind: 'frame', origin: 'app://card-desk.evil.example', mainFrame: true },
        { kind: 'frame', origin: 'app://card-desk', mainFrame: false },
        { kind: 'frame', origin: 'null', mainFrame: true },
      ]
      for (const stranger of strangers) {
        await expectRefused('foreign-frame', () =>
          olga.raw('processes.open', { process: abort, card, person: null }, stranger),
        )
      }
    })

    it("when it is another user's wizard", async () => {
      await switchOn(ada, 'temporary-card', 'processing', abort)
      const view = must(await olga.desk.processes.open({ process: abort, card, person: null }))
      const otto = await test.somebody(ada, 'otto', 'operator')
      await expectRefused('run-not-found', () =>
        otto.desk.processes.next({ run: view.run, step: view.step.id, answers: {} }),
      )
    })
  })
})
