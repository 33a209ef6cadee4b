import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { colleagues } from '../../electron/services/sample-data'
import { expires } from '../../electron/processes/expiry'
import { isFinal, processOf, states } from '../../shared/lifecycle'
import { type Card, fullName } from '../../shared/model'
import { anyOptions, colleagueIds, commitsOf, often, replay, sampleOptions } from './sample-desk'

const desk = replay(commitsOf(sampleOptions({ cards: 1000 })))
const today = sampleOptions().now.slice(0, 10)
const inState = (cardType: Card['cardType'], ...wanted: Card['state'][]) =>
  [...desk.cards.values()].filter((card) => card.cardType === cardType && wanted.includes(card.state))

describe('the same again', () => {
  test('the same options give the same bytes, other options others', () => {
    fc.assert(
      fc.property(anyOptions, (options) => {
        const once = JSON.stringify(commitsOf(options))
        expect(JSON.stringify(commitsOf(options))).toBe(once)
        expect(JSON.stringify(commitsOf({ ...options, seed: options.seed + 1 }))).not.toBe(once)
      }),
      often,
    )
  })

  test('neither the clock nor chance is asked', () => {
    vi.spyOn(Date, 'now').mockImplementation(() => expect.fail('the clock was read'))
    vi.spyOn(Math, 'random').mockImplementation(() => expect.fail('chance was asked'))
    expect(commitsOf(sampleOptions({ cards: 60 }))).not.toHaveLength(0)
  })

  test('commits are made one at a time, persons first, a card to a commit', () => {
    const options = sampleOptions({ cards: 1000 })
    const commits = commitsOf(options)
    const kinds = commits.map(({ events }) => events[0]?.type)
    expect(kinds.lastIndexOf('person-saved')).toBeLessThan(kinds.indexOf('card-moved'))
    for (const { events, by } of commits) {
      expect(by).toEqual(options.by)
      if (events[0]?.type === 'person-saved') expect(events.length).toBeLessThanOrEqual(200)
      else expect(new Set(events.map((event) => 'card' in event && event.card)).size).toBe(1)
    }
    expect(commits.filter(({ events }) => events[0]?.type === 'card-moved')).toHaveLength(1000)
  })

  test.each([0, 1, 2, 3, 10, 29])('a desk of %i cards is made as well', (cards) => {
    expect(replay(commitsOf(sampleOptions({ cards }))).cards.size).toBe(cards)
  })
})

describe('every history obeys the life cycle', () => {
  test('every state of both types is there from 30 cards on, and 60 of 100 are cards', () => {
    fc.assert(
      fc.property(anyOptions, (options) => {
        const cards = [...replay(commitsOf(options)).cards.values()]
        for (const cardType of ['card', 'temporary-card'] as const) {
          const present = new Set(cards.filter((card) => card.cardType === cardType).map((card) => card.state))
          expect([...present].sort()).toEqual(states[cardType].map((state) => state.id).sort())
        }
        const share = cards.filter((card) => card.cardType === 'card').length / cards.length
        expect(share).toBeCloseTo(0.6, 1)
      }),
      often,
    )
  })

  test('each step is a row of the tables, done by somebody who may', () => {
    fc.assert(
      fc.property(anyOptions, (options) => {
        for (const { event, as, from } of replay(commitsOf(options)).steps) {
          const process = processOf(event.process)
          expect(process?.cardType).toBe(event.cardType)
          if (event.type === 'card-moved') expect(process?.moves).toContainEqual([from, event.to])
          else expect(process?.startsIn).toContain(event.state)
          expect(as.role).toBe(process?.by)
          const colleague = colleagues.find(({ userName }) => colleagueIds[userName] === as.user)
          if (as.role === 'system') expect(as).toMatchObject({ user: null, name: 'Card Desk' })
          else expect(colleague).toMatchObject({ name: as.name, roles: expect.arrayContaining([as.role]) })
          expect(event).toMatchObject({ previous: null, as: { origin: 'sample data' } })
        }
      }),
      often,
    )
  })

  test('time goes forward, stays behind now, and people work while the desk is open', () => {
    fc.assert(
      fc.property(anyOptions, (options) => {
        for (const { before, as, event } of replay(commitsOf(options)).steps) {
          expect(as.at < options.now, `${event.card} ${as.at}`).toBe(true)
          if (before) expect(as.at >= before.changed.at, `${event.card} ${as.at}`).toBe(true)
          if (as.role === 'system') continue
          const at = new Date(as.at)
          expect([1, 2, 3, 4, 5], `${event.card} ${as.at}`).toContain(at.getUTCDay())
          expect([7, 8, 9, 10, 11, 12, 13, 14, 15, 16], `${event.card} ${as.at}`).toContain(at.getUTCHours())
        }
      }),
      often,
    )
  })

  test('nobody decides what they asked for, and only the requester withdraws a request', () => {
    fc.assert(
      fc.property(anyOptions, (options) => {
        for (const { event, as, before } of replay(commitsOf(options)).steps) {
          const requester = before?.order?.requested.user
          if (event.process === 'CardsAddonExtProdProcAbortRequest') expect(as.user).toBe(requester)
          if (as.role === 'approver') expect(as.user).not.toBe(requester)
        }
      }),
      often,
    )
  })
})

describe('data fits the state', () => {
  test('every number is used once, and cards and orders count on from the first free one', () => {
    const firstNumbers = { card: 41, 'temporary-card': 12, order: 901, person: 77, account: 1, batch: 1, 'sync-run': 1 }
    const { cards, persons, steps } = replay(commitsOf(sampleOptions({ cards: 400, firstNumbers })))
    const list = [...cards.values()]
    const ids = (from: number, count: number, prefix: string) =>
      Array.from({ length: count }, (_, index) => `${prefix}-${String(from + index).padStart(6, '0')}`)
    expect(list.filter((card) => card.cardType === 'card').map((card) => card.id)).toEqual(ids(41, 240, 'C'))
    expect(list.filter((card) => card.cardType !== 'card').map((card) => card.id)).toEqual(ids(12, 160, 'TC'))
    expect([...persons.keys()]).toEqual(ids(77, persons.size, 'P'))
    // One number is one try at one card: a repeated order has a new one.
    const tries = new Set(
      steps.flatMap(({ after: { id, order } }) => (order ? [`${order.id} ${id} ${order.attempt}`] : [])),
    )
    const orders = [...tries].map((each) => each.split(' ')[0])
    expect(orders.toSorted()).toEqual(ids(901, orders.length, 'O'))
    for (const values of [
      list.flatMap((card) => card.cardNumber ?? []),
      list.flatMap((card) => card.chipUid ?? []),
      [...persons.values()].map((person) => person.employeeNumber),
      [...persons.values()].map((person) => person.email),
      [...persons.values()].map((person) => person.upn),
    ]) {
      expect(new Set(values).size).toBe(values.length)
    }
    for (const { after } of steps) if (after.holder) expect(persons.has(after.holder)).toBe(true)
  })

  test('numbers rise with time: a lower card number is an older card', () => {
    for (const cardType of ['card', 'temporary-card'] as const) {
      const created = inState(cardType, ...states[cardType].map((state) => state.id)).map((card) => card.created.at)
      expect(created).toEqual(created.toSorted())
    }
  })

  test('cards are valid as long as their state says, whenever now is', () => {
    fc.assert(
      fc.property(anyOptions, (options) => {
        const day = options.now.slice(0, 10)
        for (const card of replay(commitsOf(options)).cards.values()) {
          const { id, state, validFrom, validThrough } = card
          if (validFrom && validThrough) expect(validThrough >= validFrom, id).toBe(true)
          if (card.cardType === 'card' && state !== 'registered') expect(validThrough, id).not.toBeNull()
          if (['active', 'inactive', 'produced'].includes(state)) {
            if (card.cardType === 'card') expect(validThrough && validThrough > day, id).toBe(true)
          }
          if (state === 'expired') expect(validThrough && validThrough < day, id).toBe(true)
        }
      }),
      often,
    )
  })

  test('expiry runs in the night after the last day', () => {
    const expiries = desk.steps.filter(({ event }) => /ExpiryRun$/.test(event.process))
    expect(expiries.length).toBeGreaterThan(20)
    for (const { before, as } of expiries) {
      const lastDay = new Date(before?.validThrough ?? '')
      lastDay.setUTCDate(lastDay.getUTCDate() + 1)
      expect(as.at.slice(0, 10)).toBe(lastDay.toISOString().slice(0, 10))
    }
  })

  test('temporary cards have a holder and a last day exactly while they are out', () => {
    for (const card of inState('temporary-card', 'assigned', 'expired')) {
      expect(card).toMatchObject({ holder: expect.any(String), validThrough: expect.any(String) })
    }
    for (const card of inState('temporary-card', 'unassigned', 'produced', 'ordered', 'processing', 'requested')) {
      expect(card).toMatchObject({ holder: null, validFrom: null, validThrough: null })
    }
    // Due from today on: what is overdue the expiry run has ended, and it waits to be taken back.
    const due = inState('temporary-card', 'assigned').map((card) => card.validThrough ?? '')
    expect(due.filter((last) => last < today)).toEqual([])
    expect(due.filter((last) => last === today).length).toBeGreaterThan(0)
    expect(due.filter((last) => last > today).length).toBeGreaterThan(due.length / 2)
    expect(inState('temporary-card', 'expired').length).toBeGreaterThan(0)
  })

  test('nothing is left for the expiry run of that day, on whichever side of midnight the workstation is', () => {
    const now = '2026-03-12T23:20:00.000Z'
    for (const local of ['2026-03-12', '2026-03-13']) {
      const { cards } = replay(commitsOf(sampleOptions({ cards: 600, now, today: local })))
      const over = [...cards.values()].filter((card) => expires(card, local))
      expect(over.map(({ id }) => id)).toEqual([])
      const dueToday = [...cards.values()].filter((card) => card.state === 'assigned' && card.validThrough === local)
      expect(dueToday.length).toBeGreaterThan(0)
    }
  })

  test('who took a card back named its holder, whose data left the card', () => {
    const withdrawals = desk.steps.filter(({ event }) => event.process === 'TempCardsProcWithdraw')
    expect(withdrawals.length).toBeGreaterThan(20)
    for (const { event, before, after } of withdrawals) {
      const holder = desk.persons.get(before?.holder ?? '')
      expect(event.input).toMatchObject({ holder: holder?.id, holderName: holder && fullName(holder) })
      expect(after).toMatchObject({ holder: null, validThrough: null, title: '', organisationalUnit: '' })
    }
  })

  test('orders tell how they went', () => {
    for (const card of desk.cards.values()) {
      if (card.state === 'registered') {
        expect(card.order).toBeNull()
        continue
      }
      expect(card.order, card.id).toMatchObject({ sending: false, layout: card.layout })
      expect(card.order?.failure !== null, card.id).toBe(card.state === 'failed')
      expect(card.order?.failedAt !== null, card.id).toBe(card.state === 'failed')
      if (card.cardType === 'card') {
        const holder = desk.persons.get(card.holder ?? '')
        expect(card.order).toMatchObject({ commonName: holder && fullName(holder), upn: holder?.upn })
      }
    }
    const attempts = [...desk.cards.values()].map((card) => card.order?.attempt)
    expect(attempts).toContain(2)
    for (const { event, after, as } of desk.steps.filter(
      ({ event }) => event.type === 'card-moved' && event.to === 'failed',
    )) {
      expect(event.comment).toBeTruthy()
      expect(after.order?.failedAt, event.card).toBe(as.at)
    }
    for (const { event } of desk.steps.filter(({ after }) => after.state === 'rejected')) {
      expect(event.comment).toBeTruthy()
    }
    for (const { event } of desk.steps.filter(({ after }) => after.state === 'locked' || after.state === 'inactive')) {
      expect(event.input).toMatchObject({ reason: expect.any(String) })
    }
  })

  test('a decided order says who decided, what and why; never whoever asked for it', () => {
    const approved = desk.steps.filter(({ event }) => event.process === 'CardsAddonExtProdProcApprove')
    const rejected = desk.steps.filter(({ event }) => event.process === 'CardsAddonExtProdProcReject')
    expect(approved.length).toBeGreaterThan(20)
    expect(rejected.length).toBeGreaterThan(0)
    for (const { event, as, after } of [...approved, ...rejected]) {
      const { at, user, name, role } = as
      const decision = { approved: approved.some((each) => each.event === event), comment: event.comment ?? '' }
      expect(after.order?.decision, after.id).toEqual({ at, user, name, role, ...decision })
      expect(after.order?.requested.user).not.toBe(user)
    }
    for (const card of inState('card', 'requested', 'request-aborted')) expect(card.order?.decision).toBeNull()
  })

  test('certificates agree with their card after every step (rule 5.7)', () => {
    const allowed: Partial<Record<Card['state'], readonly string[]>> = {
      active: ['valid'],
      inactive: ['on-hold'],
      locked: ['revoked'],
      expired: ['expired'],
      unassigned: ['revoked', 'expired'],
    }
    fc.assert(
      fc.property(anyOptions, (options) => {
        for (const { event, after } of replay(commitsOf(options)).steps) {
          const { state, certificates } = after
          // The first event of an extension revokes what its second replaces.
          const replaced = state === 'assigned' && event.type === 'card-edited'
          const fromStock = state === 'locked' && after.cardType === 'temporary-card'
          // Locked out of the stock, a card may have those of a loan that ran out: what has ended stays ended.
          const known = fromStock ? allowed.unassigned : allowed[state]
          const statuses = state === 'assigned' ? [replaced ? 'revoked' : 'valid'] : (known ?? [])
          for (const { status, heldBy } of certificates) {
            expect(statuses, `${after.id} ${state}`).toContain(status)
            expect(heldBy).toBe(status === 'on-hold' ? 'deactivation' : null)
          }
          if (state === 'assigned') expect(certificates, after.id).toHaveLength(2)
          if (state === 'assigned' && !replaced) expect(certificates[0]?.validThrough).toBe(after.validThrough)
        }
      }),
      { numRuns: 15 },
    )
    for (const state of ['active', 'inactive', 'locked', 'expired'] as const) {
      const counts = inState('card', state).map((card) => card.certificates.length)
      expect(new Set(counts), state).toEqual(new Set([0, 2]))
    }
    const serials = desk.steps.flatMap(({ after }) => after.certificates.map(({ serial }) => serial))
    const bySerial = new Map(
      desk.steps.flatMap(({ after }) => after.certificates.map(({ serial }) => [serial, after.id] as const)),
    )
    for (const { after } of desk.steps) {
      for (const { serial } of after.certificates) expect(bySerial.get(serial)).toBe(after.id)
    }
    for (const serial of serials) expect(serial).toMatch(/^[0-9A-F]{32}$/)
  })

  test('a card has its printed number once made, and its chip is known once encoded', () => {
    const made = ['produced', 'active', 'inactive', 'expired', 'locked', 'unassigned', 'assigned']
    for (const card of desk.cards.values()) {
      expect(card.cardNumber !== null, card.id).toBe(made.includes(card.state))
      if (card.chipUid !== null) expect(card.chipUid).toMatch(/^04[0-9A-F]{12}$/)
      expect(card.chipProfile !== null, card.id).toBe(card.chipUid !== null)
      const encoded = made.includes(card.state) && card.state !== 'produced'
      if (!encoded) expect(card.chipUid, card.id).toBeNull()
      if (encoded && card.state !== 'expired') expect(card.chipUid, card.id).not.toBeNull()
    }
  })

  test('most cards are in use, and a good queue waits', () => {
    expect(inState('card', 'active').length / 600).toBeGreaterThan(0.5)
    expect(inState('temporary-card', 'processing').length / 400).toBeGreaterThan(0.08)
    expect(inState('card', 'processing').length / 600).toBeGreaterThan(0.05)
  })

  test('no card goes on after a final state', () => {
    for (const { before } of desk.steps) if (before) expect(isFinal(before.cardType, before.state)).toBe(false)
  })
})
