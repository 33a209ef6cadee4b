import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Certificate } from '../../shared/model'
import { CardDesk } from '../support/card-desk'
import { TestAuthority } from '../support/partners'
import { must, outcome, run } from '../support/test-desk'

// Deactivate, Reactivate and Lock (domain 3.1, rule 5.7): the certificates follow the card in the same commit.
const deactivate = 'CardsProcDeactivate'
const reactivate = 'CardsProcReactivate'
const lock = 'CardsProcLock'

let desk: CardDesk
beforeEach(async () => {
  desk = await CardDesk.open()
})
afterEach(() => desk.close())

const statuses = async (card: string) =>
  (await desk.card(card)).certificates.map(({ status, heldBy }: Certificate) => [status, heldBy])

describe('Deactivate card', () => {
  it.each(['left', 'forgotten', 'misplaced', 'other'])('suspends the card because it was %s', async (reason) => {
    const card = await desk.active(true)
    const before = (await desk.test.journal()).split('\n').length
    const done = outcome(await run(desk.olga, deactivate, card, [{ reason, comment: 'Rang up.' }]))
    expect(done.cards[0]?.state).toBe('inactive')
    expect((await desk.test.journal()).split('\n').length).toBe(before + 1)
    expect(await statuses(card)).toEqual([
      ['on-hold', 'deactivation'],
      ['on-hold', 'deactivation'],
    ])
    expect(await desk.lastEntry(card)).toMatchObject({
      process: deactivate,
      from: 'active',
      to: 'inactive',
      input: { reason },
      comment: 'Rang up.',
    })
  })

  it('asks for one of the documented reasons', async () => {
    const card = await desk.active()
    for (const reason of [null, 'lost', 'stolen', '']) {
      await desk.refused('invalid-answers', () => run(desk.olga, deactivate, card, [{ reason }]))
    }
  })

  it('runs over several cards, each standing or falling alone', async () => {
    const cards = [await desk.active(), await desk.produced(), await desk.active()]
    const done = outcome(await desk.runSeveral(desk.olga, deactivate, cards, [{ reason: 'left' }]))
    expect(done.cards.map(({ ok, state }) => [ok, state])).toEqual([
      [true, 'inactive'],
      [false, 'produced'],
      [true, 'inactive'],
    ])
  })
})

describe('Reactivate card', () => {
  it('makes the certificates valid again that the deactivation put on hold', async () => {
    const card = await desk.active(true)
    const serials = (await desk.card(card)).certificates.map(({ serial }) => serial)
    outcome(await run(desk.olga, deactivate, card, [{ reason: 'misplaced' }]))
    const done = outcome(await run(desk.olga, reactivate, card, [{}]))
    expect(done.cards[0]?.state).toBe('active')
    expect(await statuses(card)).toEqual([
      ['valid', null],
      ['valid', null],
    ])
    expect((await desk.card(card)).certificates.map(({ serial }) => serial)).toEqual(serials)
  })

  it('revives exactly those, and nothing that the authority holds for a reason of its own', async () => {
    await desk.close()
    const authority = new TestAuthority()
    const issue = authority.issue
    authority.issue = async (request) => {
      const [first, ...others] = await issue(request)
      return first ? [{ ...first, status: 'on-hold', heldBy: 'authority' }, ...others] : []
    }
    desk = await CardDesk.open({ authority })
    const card = await desk.active(true)
    outcome(await run(desk.olga, deactivate, card, [{ reason: 'forgotten' }]))
    expect(await statuses(card)).toEqual([
      ['on-hold', 'authority'],
      ['on-hold', 'deactivation'],
    ])
    outcome(await run(desk.olga, reactivate, card, [{}]))
    expect(await statuses(card)).toEqual([
      ['on-hold', 'authority'],
      ['valid', null],
    ])
  })

  it('is possible on the last day of the card, and not after it', async () => {
    const cards = [await desk.active(), await desk.active()]
    for (const card of cards) outcome(await run(desk.olga, deactivate, card, [{ reason: 'forgotten' }]))
    await desk.goTo('2029-11-20')
    outcome(await run(desk.olga, reactivate, cards[0] ?? '', [{}]))
    const card = cards[1] ?? ''
    const view = must(await desk.olga.desk.processes.open({ process: reactivate, card, person: null }))
    await desk.goTo('2029-11-21')
    const next = () => desk.olga.desk.processes.next({ run: view.run, step: view.step.id, answers: {} })
    await desk.refused('condition-not-met', next, card, '2029-11-20')
  })
})

describe('Lock card', () => {
  it.each(['lost', 'stolen', 'damaged', 'left', 'other'])(
    'blocks the card for good because it was %s',
    async (reason) => {
      const card = await desk.active(true)
      const done = outcome(await run(desk.olga, lock, card, [{ reason, comment: 'Reported.' }, {}]))
      expect(done.cards[0]?.state).toBe('locked')
      expect(await statuses(card)).toEqual([
        ['revoked', null],
        ['revoked', null],
      ])
      expect(await desk.lastEntry(card)).toMatchObject({ process: lock, input: { reason }, comment: 'Reported.' })
      expect(must(await desk.olga.desk.cards.profile({ card })).commands).toEqual([])
    },
  )

  it('says that it cannot be undone, before and on the confirming page', async () => {
    const card = await desk.active()
    const view = must(await desk.olga.desk.processes.open({ process: lock, card, person: null }))
    expect(view.step.warning).toMatch(/cannot be undone/)
    const confirm = must(await run(desk.olga, lock, card, [{ reason: 'stolen' }]))
    expect(confirm.kind === 'step' && confirm.view.step.warning).toMatch(/cannot be undone/)
    expect(confirm.kind === 'step' && confirm.view.step.review.map(({ value }) => value)).toContain('Stolen')
  })

  it('revokes what is on hold, too', async () => {
    const card = await desk.active(true)
    outcome(await run(desk.olga, deactivate, card, [{ reason: 'misplaced' }]))
    outcome(await run(desk.olga, lock, card, [{ reason: 'lost' }, {}]))
    expect(await statuses(card)).toEqual([
      ['revoked', null],
      ['revoked', null],
    ])
    await desk.refused('wrong-state', () => run(desk.olga, reactivate, card, [{}]), card, 'Locked')
  })

  it('runs over several cards, active and inactive, and tells which could not be locked', async () => {
    const cards = [await desk.active(true), await desk.active(true), await desk.produced()]
    outcome(await run(desk.olga, deactivate, cards[1] ?? '', [{ reason: 'left' }]))
    const done = outcome(await desk.runSeveral(desk.olga, lock, cards, [{ reason: 'left' }, {}]))
    expect(done.cards.map(({ ok, state }) => [ok, state])).toEqual([
      [true, 'locked'],
      [true, 'locked'],
      [false, 'produced'],
    ])
  })

  it('meets a deactivation: one wins, the other is told who was first', async () => {
    const card = await desk.active(true)
    const otto = await desk.test.somebody(desk.ada, 'otto', 'operator')
    const confirm = must(await run(desk.olga, lock, card, [{ reason: 'lost' }]))
    outcome(await run(otto, deactivate, card, [{ reason: 'left' }]))
    const id = confirm.kind === 'step' ? confirm.view.run : ''
    const next = () => desk.olga.desk.processes.next({ run: id, step: 'confirm', answers: {} })
    await desk.refused('card-changed', next, card, 'Otto Weiss', 'Deactivate card', 'Inactive')
  })
})
