import type { Answer } from '../../shared/errors'
import type { CardType, SymbolicName } from '../../shared/lifecycle'
import type { Advance, Card } from '../../shared/model'
import { carryThrough } from '../support/answering'
import { must } from '../support/test-desk'
import {
  type Combination,
  combinationsOf,
  describe,
  type Expected,
  expectedOf,
  offers,
  switchesOf,
} from './combinations'
import { certificatesIn, documentedProcess, movesOf, ordinary, type Place, throughOf } from './documented'
import { documentedProcesses, documentedStates } from '../unit/documented-lifecycle'
import type { Demand, Exhibit, Stage } from './stage'

/** What came of trying combinations: how many, and a sentence for each that was not answered as expected. */
export class Tally {
  combinations = 0
  readonly wrong: string[] = []

  count(wrong: string | null): void {
    this.combinations += 1
    if (wrong !== null) this.wrong.push(wrong)
  }
}

/** What a combination needs to stand ready. */
function demandOf({ cardType, state, cast, world }: Combination): Demand {
  const { relation, otherCard, otherTemporaryCard } = world
  const other = cardType === 'card' ? otherCard : otherTemporaryCard
  return {
    cardType,
    state,
    requester: relation.startsWith('requester') ? cast : null,
    holder: relation.endsWith('holder') ? cast : null,
    other: other === 'none' ? null : other,
  }
}

/** A combination with its one right answer and what stands ready for it. */
interface Prepared {
  readonly combination: Combination
  readonly expected: Expected
  readonly exhibit: Exhibit
}

/**
 * Brings every card into its state, then tries the combinations, grouped by what the administrator set:
 * first those that must be refused, which must leave the journal as it is, then those that change something,
 * each on a card of its own.
 */
export async function tryAll(stage: Stage, cardType: CardType): Promise<Tally> {
  const tally = new Tally()
  const prepared = await prepareAll(stage, [...combinationsOf(cardType)])
  for (const offer of offers) {
    await stage.offer(offer)
    const offered = prepared.filter(({ combination }) => combination.offer === offer)
    for (const group of Map.groupBy(offered, ({ combination }) => switchesOf(combination.world)).values()) {
      await tryGroup(stage, group, tally)
    }
  }
  return tally
}

async function prepareAll(stage: Stage, combinations: readonly Combination[]): Promise<readonly Prepared[]> {
  const demands: Demand[] = []
  /** Combinations that change nothing share what they look at. */
  const shared = new Map<string, number>()
  const plan = combinations.map((combination) => {
    const expected = expectedOf(combination)
    const demand = demandOf(combination)
    const key = JSON.stringify(demand)
    const known = 'endsIn' in expected ? undefined : shared.get(key)
    const place = known ?? demands.push(demand) - 1
    if (!('endsIn' in expected)) shared.set(key, place)
    return { combination, expected, place }
  })
  const exhibits = await stage.build(demands)
  return plan.map(({ place, ...each }) => {
    const exhibit = exhibits[place]
    if (!exhibit) throw new Error(`nothing stands ready for ${describe(each.combination)}`)
    return { ...each, exhibit }
  })
}

async function tryGroup(stage: Stage, group: readonly Prepared[], tally: Tally): Promise<void> {
  const [first] = group
  if (!first) return
  await stage.set(first.combination.world)
  const [changing, still] = [true, false].map((changes) =>
    group.filter(({ expected }) => 'endsIn' in expected === changes),
  )
  const before = await stage.test.journalPrint()
  for (const each of still ?? []) tally.count(await judge(stage, each))
  if ((await stage.test.journalPrint()) !== before) {
    tally.wrong.push(`a refusal left a trace in the journal, with ${switchesOf(first.combination.world)}`)
  }
  for (const each of changing ?? []) tally.count(await judge(stage, each))
}

/** `null` when the desk answers as expected, else what it did instead. */
async function judge(stage: Stage, prepared: Prepared): Promise<string | null> {
  const { combination, expected, exhibit } = prepared
  stage.tell(combination.world)
  const found =
    'refused' in expected && expected.refused !== 'condition-not-met'
      ? await knock(stage, combination, exhibit)
      : await carryOut(stage, combination, exhibit)
  const right = typeof found === 'string' ? found : JSON.stringify(found)
  return right === JSON.stringify(expected)
    ? null
    : `${describe(combination)}: expected ${JSON.stringify(expected)}, found ${right}`
}

const opened = 'a wizard that opened'

/** Opens the wizard and no more: what must be refused must be refused here. */
async function knock(stage: Stage, { process, cast }: Combination, { card }: Exhibit): Promise<Expected | string> {
  const { desk } = stage.somebody(cast)
  const answer = await desk.processes.open({ process: process as SymbolicName, card, person: null })
  if (!answer.ok) return { refused: answer.error.code }
  await desk.processes.cancel({ run: answer.value.run })
  return opened
}

async function carryOut(stage: Stage, combination: Combination, exhibit: Exhibit): Promise<Expected | string> {
  const { process, cast, world } = combination
  const start = { process: process as SymbolicName, card: exhibit.card, person: null }
  // An edit must change something; no other process asks for what is not there.
  const wishes = { person: exhibit.person, answers: { title: 'Engineer' } }
  const answer = await carryThrough(stage.somebody(cast), start, wishes)
  if (!answer.ok) return { refused: answer.error.code }
  const line = cardLine(answer)
  if (typeof line === 'string') return line
  if (line.state === null) return line.ok ? 'no card, and yet it went well' : { leftOut: true }
  const { card } = must(await stage.observer.desk.cards.profile({ card: line.id }))
  return faultOf(card, combination, world.certificates) ?? { endsIn: card.state }
}

function cardLine(answer: Answer<Advance> & { ok: true }) {
  if (answer.value.kind !== 'outcome') {
    return answer.value.kind === 'step' ? `a page with the problem: ${answer.value.view.problem}` : 'work without end'
  }
  const { cards } = answer.value.outcome
  return cards.length === 1 && cards[0] ? cards[0] : `an outcome about ${cards.length} cards`
}

/** What is wrong with a card besides its state: who is said to have changed it, and its certificates. */
function faultOf(card: Card, { process, state }: Combination, certificates: 'on' | 'off'): string | null {
  if (card.changed.process !== process) return `a card changed by ${card.changed.process}`
  const from = state === 'new' ? (throughOf[process] ?? null) : state
  const stays = documentedProcess(process).to.length === 0
  if (!stays && card.changed.from !== from) return `a card changed from ${card.changed.from}`
  if (process === 'CardsAddonExtProdProcActivate' && card.certificates.length > 0 !== (certificates === 'on')) {
    return `${card.certificates.length} certificates although the option is ${certificates}`
  }
  if (card.cardType !== 'card') return null
  const status = certificatesIn[card.state]
  const unlike = card.certificates.find((each) => each.status !== status)
  return unlike ? `a certificate that is ${unlike.status} on a card in ${card.state}` : null
}

/** Opens one process in every state as each cast would, with everything switched on; no wizard goes any further. */
export async function tryOpening(
  stage: Stage,
  cardType: CardType,
  process: string,
  exhibits: ReadonlyMap<Place, string>,
  tally: Tally,
): Promise<void> {
  const places = ['new', ...documentedStates[cardType].map(([state]) => state)]
  for (const state of places) {
    for (const cast of ['operator', 'approver'] as const) {
      const combination: Combination = { cardType, state, process, cast, offer: 'on', world: ordinary }
      const found = await knock(stage, combination, { person: '', card: exhibits.get(state) ?? null })
      const expected = expectedOf(combination)
      const right = 'refused' in expected ? JSON.stringify(expected) : JSON.stringify(opened)
      tally.count(JSON.stringify(found) === right ? null : `${describe(combination)}: found ${JSON.stringify(found)}`)
    }
  }
}

/** Where the profile of a card in each state says that it can go, as documented and no other way. */
export async function tryReachable(stage: Stage, exhibits: ReadonlyMap<Place, string>, tally: Tally): Promise<void> {
  for (const [state, id] of exhibits) {
    const { card, reachable } = must(await stage.observer.desk.cards.profile({ card: id }))
    for (const [to] of documentedStates[card.cardType]) {
      if (to === state) continue
      const documented = documentedProcesses
        .filter((each) => each.cardType === card.cardType && movesOf(each.symbolicName).includes(`${state} > ${to}`))
        .map((each) => each.symbolicName)
      const found = reachable.find((each) => each.state === to)?.processes ?? []
      const same = JSON.stringify(documented.toSorted()) === JSON.stringify([...found].toSorted())
      tally.count(same ? null : `${state} leads to ${to} by ${found.join(', ')}, not by ${documented.join(', ')}`)
    }
  }
}
