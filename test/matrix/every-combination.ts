import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CardType } from '../../shared/lifecycle'
import { must } from '../support/test-desk'
import { documentedProcesses, documentedStates, documentedTransitions } from '../unit/documented-lifecycle'
import type { Place } from './documented'
import { Stage } from './stage'
import { Tally, tryAll, tryReachable } from './trial'

/** As many wrong answers as a person reads at a time. */
const told = 25

/** Declares the tests of one card type's part of the matrix. */
export function everyCombination(cardType: CardType): void {
  describe(`Every combination of ${cardType}`, () => {
    const states = documentedStates[cardType]
    const total = new Tally()
    let stage: Stage
    let exhibits: ReadonlyMap<Place, string>

    beforeAll(async () => {
      stage = await Stage.open()
      const demands = states.map(([state]) => ({ cardType, state, requester: null, holder: null, other: null }))
      const built = await stage.build(demands)
      exhibits = new Map(states.map(([state], index) => [state, built[index]?.card ?? '']))
    }, 60_000)
    afterAll(async () => {
      await stage?.close()
      await report(cardType, total)
    })

    /** Adds what was counted to the total; fails with the first of what was wrong. */
    const settle = (tally: Tally) => {
      total.combinations += tally.combinations
      total.wrong.push(...tally.wrong)
      expect(tally.combinations).toBeGreaterThan(0)
      expect(tally.wrong.slice(0, told), `${tally.wrong.length} of ${tally.combinations} are wrong`).toEqual([])
    }

    test('every state is reached from the start by documented processes alone', async () => {
      const names = documentedProcesses.filter((each) => each.cardType === cardType).map((each) => each.symbolicName)
      for (const [state] of states) {
        const card = exhibits.get(state) ?? ''
        expect(must(await stage.observer.desk.cards.profile({ card })).card.state).toBe(state)
        const { entries } = must(await stage.observer.desk.cards.history({ card, limit: 50 }))
        let here: string | null = null
        for (const { from, to, process } of entries.toReversed()) {
          expect(from).toBe(here)
          // A note on the way, such as an order that is on its way to the bureau, is no change of state.
          if (from !== to) expect(documentedTransitions[cardType]).toContain(`${from ?? 'new'} > ${to}`)
          expect(names).toContain(process)
          here = to
        }
        expect(here).toBe(state)
      }
    })

    test('the profile of a card says where it can go from its state, and nowhere else', async () => {
      const tally = new Tally()
      await tryReachable(stage, exhibits, tally)
      settle(tally)
    })

    test('who may start which process in which state under which options', { timeout: 180_000 }, async () => {
      settle(await tryAll(stage, cardType))
    })

    test('no final state was left, whatever was tried', async () => {
      const finals = states.filter(([, , kind]) => kind === 'final').map(([state]) => state)
      expect(finals.length).toBeGreaterThan(0)
      for (const state of finals) {
        const card = exhibits.get(state) ?? ''
        const profile = must(await stage.observer.desk.cards.profile({ card }))
        expect(profile.card.state).toBe(state)
        expect(profile.commands).toEqual([])
        expect(profile.reachable).toEqual([])
      }
    })
  })
}

/** For `npm run test:matrix`, which ends with the sum. */
async function report(cardType: CardType, { combinations, wrong }: Tally): Promise<void> {
  const folder = process.env.CARD_DESK_MATRIX_REPORT
  if (!folder) return
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, `${cardType}.json`), JSON.stringify({ combinations, wrong }))
}
