import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Answer } from '../../shared/errors'
import type { SymbolicName } from '../../shared/lifecycle'
import type { Advance, RunView } from '../../shared/model'
import type { Cast } from '../matrix/combinations'
import { Stage } from '../matrix/stage'
import { next, toTheEnd, type Wishes } from '../support/answering'
import { ended, must, outcome, refused } from '../support/test-desk'
import { documentedProcesses } from '../unit/documented-lifecycle'

// Two people have the same card open (domain 5.3): both stand on the last page and both press Next. Exactly
// one wins; the other is told who did what and when, and sees the card as it is now.

/** Whose window, and what they are about to finish. */
type Side = readonly [cast: Cast, process: string]

const first: Cast = 'operator'
const second: Cast = 'operator and auditor'
const approver: Cast = 'approver'
const otherApprover: Cast = 'approver and administrator'

// biome-ignore format: a table
const meetings: readonly (readonly [state: string, one: Side, other: Side])[] = [
  ['card requested', [approver, 'CardsAddonExtProdProcApprove'], [otherApprover, 'CardsAddonExtProdProcApprove']],
  ['card requested', [approver, 'CardsAddonExtProdProcApprove'], [otherApprover, 'CardsAddonExtProdProcReject']],
  ['card requested', [first, 'CardsAddonExtProdProcAbortRequest'], [approver, 'CardsAddonExtProdProcReject']],
  ['card processing', [first, 'CardsAddonExtProdProcAbort'], [second, 'CardsAddonExtProdProcAbort']],
  ['card failed', [first, 'CardsAddonExtProdProcRepeat'], [second, 'CardsAddonExtProdProcRepeat']],
  ['card ordered', [first, 'CardsAddonExtProdProcUpdate'], [second, 'CardsAddonExtProdProcUpdate']],
  ['card produced', [first, 'CardsAddonExtProdProcActivate'], [second, 'CardsAddonExtProdProcActivate']],
  ['card active', [first, 'CardsProcDeactivate'], [second, 'CardsProcLock']],
  ['card active', [first, 'CardsProcEdit'], [second, 'CardsProcDeactivate']],
  ['card inactive', [first, 'CardsProcReactivate'], [second, 'CardsProcLock']],
  ['card inactive', [first, 'CardsProcLock'], [second, 'CardsProcLock']],
  ['temporary-card processing', [first, 'TempCardsAddonExtProdProcAbort'], [second, 'TempCardsAddonExtProdProcAbort']],
  ['temporary-card produced', [first, 'TempCardsAddonExtProdInitialize'], [second, 'TempCardsAddonExtProdInitialize']],
  ['temporary-card unassigned', [first, 'TempCardsProcAssign'], [second, 'TempCardsProcAssign']],
  ['temporary-card unassigned', [first, 'TempCardsProcAssign'], [second, 'TempCardsProcLock']],
  ['temporary-card assigned', [first, 'TempCardsProcExtend'], [second, 'TempCardsProcWithdraw']],
  ['temporary-card assigned', [first, 'TempCardsProcWithdraw'], [second, 'TempCardsProcLock']],
]

let stage: Stage
beforeAll(async () => {
  stage = await Stage.open()
}, 30_000)
afterAll(() => stage?.close())

const profileFor = async (cast: Cast, card: string) => must(await stage.somebody(cast).desk.cards.profile({ card }))

/** A card in a state, asked for by whoever aborts its request. */
async function cardIn(place: string): Promise<{ card: string; person: string }> {
  const [cardType = '', state = ''] = place.split(' ')
  const requester = state === 'requested' ? first : null
  const demand = { cardType: cardType as 'card', state, requester, holder: null, other: null }
  const [exhibit] = await stage.build([demand])
  if (!exhibit?.card) throw new Error(`no card in ${place}`)
  return { card: exhibit.card, person: exhibit.person }
}

/** Opens the wizard and goes up to its last page. */
async function lastPage([cast, process]: Side, card: string, wishes: Wishes): Promise<RunView> {
  const somebody = stage.somebody(cast)
  let view = must(await somebody.desk.processes.open({ process: process as SymbolicName, card, person: null }))
  while (view.stepNumber < view.stepCount) {
    const answer = must(await ended(somebody, await next(somebody, view, wishes)))
    if (answer.kind !== 'step' || answer.view.problem) throw new Error(`${process} did not go on`)
    view = answer.view
  }
  return view
}

const press = async ([cast]: Side, view: RunView, wishes: Wishes): Promise<Answer<Advance>> => {
  const somebody = stage.somebody(cast)
  return ended(somebody, await next(somebody, view, wishes))
}

const nameOf = (process: string) => documentedProcesses.find((each) => each.symbolicName === process)?.name ?? ''

describe('Two people finish at the same time', () => {
  const both = meetings.flatMap(([place, one, other]) => [
    [place, one, other] as const,
    ...(one[1] === other[1] ? [] : [[place, other, one] as const]),
  ])

  it.each(both)('%s: %s and %s', async (place, one, other) => {
    const { card, person } = await cardIn(place)
    const wishes = { person, answers: { title: 'Engineer' } }
    const sides = [one, other] as const
    const views = [await lastPage(one, card, wishes), await lastPage(other, card, wishes)] as const
    const before = must(await stage.observer.desk.cards.history({ card, limit: 200 })).entries.length

    const answers = await Promise.all([press(one, views[0], wishes), press(other, views[1], wishes)])

    expect(answers.map((answer) => answer.ok).toSorted()).toEqual([false, true])
    const [winner, loser] = answers[0]?.ok ? ([0, 1] as const) : ([1, 0] as const)
    outcome(answers[winner])
    const after = await profileFor(sides[loser][0], card)
    const told = refused(answers[loser])
    const by = `Somebody who is ${sides[winner][0]}`
    expect(told.code).toBe('card-changed')
    expect(told.details).toMatchObject({
      card,
      by,
      at: after.card.changed.at,
      process: sides[winner][1],
      state: after.card.state,
    })
    expect(told.message).toContain(by)
    expect(told.message).toContain(nameOf(sides[winner][1]))
    // One of them happened, and nothing of the other.
    expect(after.card.changed.name).toBe(by)
    const { entries } = must(await stage.observer.desk.cards.history({ card, limit: 200 }))
    const written = entries.slice(0, entries.length - before)
    expect(written.length).toBeGreaterThan(0)
    expect(new Set(written.map(({ process }) => process))).toEqual(new Set([sides[winner][1]]))
    // The wizard of the other is over, and the next one starts from the card as it is.
    const gone = await stage.somebody(sides[loser][0]).desk.processes.cancel({ run: views[loser].run })
    expect(refused(gone).code).toBe('run-not-found')
    for (const { process } of after.commands) {
      const again = must(await stage.somebody(sides[loser][0]).desk.processes.open({ process, card, person: null }))
      expect(again.card).toBe(card)
    }
  })

  it('hands two temporary cards to one person: one goes through, the other names the card they have', async () => {
    const one = await cardIn('temporary-card unassigned')
    const other = await cardIn('temporary-card unassigned')
    await stage.set({ temporaryMultiple: 'off' })
    const wishes = { person: one.person }
    const sides = [
      [first, 'TempCardsProcAssign'],
      [second, 'TempCardsProcAssign'],
    ] as const
    const views = [await lastPage(sides[0], one.card, wishes), await lastPage(sides[1], other.card, wishes)] as const
    const answers = await Promise.all(sides.map((side, index) => press(side, views[index as 0 | 1], wishes)))
    expect(answers.map((answer) => answer.ok).toSorted()).toEqual([false, true])
    const winner = answers[0]?.ok ? one : other
    const told = answers.filter((answer) => !answer.ok).map((answer) => refused(answer))
    expect(told).toMatchObject([{ code: 'condition-not-met', details: { person: one.person, card: winner.card } }])
  })

  it('orders two cards for one person: one goes through, the other names the open order', async () => {
    const { person } = await cardIn('card order-aborted')
    await stage.set({ multiple: 'off', approval: 'off', queue: 'on' })
    const process = 'CardsAddonExtProdProcOrder'
    const people = [stage.somebody(first), stage.somebody(second)]
    const answers = await Promise.all(
      people.map(async (somebody) => {
        const view = must(await somebody.desk.processes.open({ process, card: null, person }))
        return toTheEnd(somebody, view)
      }),
    )
    expect(answers.map((answer) => answer.ok).toSorted()).toEqual([false, true])
    expect(answers.filter((answer) => !answer.ok).map((answer) => refused(answer).code)).toEqual(['condition-not-met'])
  })
})

describe('Two runs over several cards that overlap', () => {
  it.each([
    ['CardsProcDeactivate', 'CardsProcDeactivate'],
    ['CardsProcDeactivate', 'CardsProcLock'],
  ] as const)('%s and %s: each card goes one way, and every other is told why', async (one, other) => {
    const cards: string[] = []
    for (let count = 0; count < 6; count += 1) cards.push((await cardIn('card active')).card)
    const shares = [cards.slice(0, 4), cards.slice(2)] as const
    const sides = [
      [stage.somebody(first), one, shares[0]],
      [stage.somebody(second), other, shares[1]],
    ] as const
    const ends = await Promise.all(
      sides.map(async ([somebody, process, share]) => {
        const view = must(await somebody.desk.processes.openSeveral({ process, cards: [...share] }))
        return outcome(await toTheEnd(somebody, view))
      }),
    )
    for (const [index, end] of ends.entries()) expect(end.cards.map(({ id }) => id)).toEqual(shares[index as 0 | 1])
    for (const card of cards) {
      const lines = ends.flatMap((end) => end.cards.filter((line) => line.id === card))
      const done = lines.filter((line) => line.ok)
      // On a card of both, one went through; the other says what happened to it meanwhile.
      expect(done).toHaveLength(1)
      for (const line of lines.filter((each) => !each.ok)) {
        expect(line.message).toMatch(/Somebody who is operator/)
        expect(line.message).toContain(card)
      }
      const { changed, state } = (await profileFor(first, card)).card
      expect(state).toBe(changed.process === 'CardsProcLock' ? 'locked' : 'inactive')
      const { entries } = must(await stage.observer.desk.cards.history({ card, limit: 50 }))
      expect(entries.filter((each) => each.process === one || each.process === other)).toHaveLength(1)
    }
  })
})
