import { personColumns } from '../../../shared/contract'
import type { Advance } from '../../../shared/model'
import type { Answer } from '../../../shared/errors'
import { timesOf } from '../figures'
import { AtTheDesk, must } from './desk'
import { atRest } from './memory'
import { pauseOf } from './pause-watch'
import { queryOf } from './queries'
import { found } from './tell'

/** Cards of one wizard: as many as one may be about. */
const severalCards = 1000
/** Wizards over one card each. */
const wizards = 100

/** What people do at the desk that is much at a time: how long it keeps everybody else waiting. */
export async function pauses(folder: string, few: boolean): Promise<void> {
  const ada = await AtTheDesk.signedIn(folder)
  const { client } = ada
  await atRest()
  await pauseOf('pause.overview', () => client.overview.read().then(must))
  await pauseOf('pause.persons', async () => {
    for (const column of personColumns) {
      const sort = { column, direction: 'descending' } as const
      must(await client.persons.search({ text: '', sort, offset: 0, limit: 100 }))
    }
  })
  const cards = await cardsInUse(ada)
  await pauseOf(
    'pause.several',
    () => suspend(ada, cards),
    (count) => `${count} cards`,
  )
  const times: number[] = []
  for (const card of cards.slice(0, few ? 5 : wizards)) {
    const before = performance.now()
    await wizard(ada, card)
    times.push(performance.now() - before)
  }
  found('change.wizard', timesOf(times))
  await ada.close()
}

async function cardsInUse({ client }: AtTheDesk): Promise<readonly string[]> {
  const ids: string[] = []
  for (const offset of [0, 500]) {
    const query = { ...queryOf('', 1, 'changed'), offset, limit: 500 }
    ids.push(...must(await client.search.cards(query)).rows.map(({ id }) => id))
  }
  return ids.slice(0, severalCards)
}

/** Suspends them in one wizard; answers how many there were. */
async function suspend({ client }: AtTheDesk, cards: readonly string[]): Promise<number> {
  must(await client.cards.severalCommands({ cards: [...cards] }))
  const view = must(await client.processes.openSeveral({ process: 'CardsProcDeactivate', cards: [...cards] }))
  const { run, step } = view
  const answer = await client.processes.next({ run, step: step.id, answers: { ...view.answers, reason: 'left' } })
  await outcome(client, answer)
  return cards.length
}

/** Puts one card in use again, from opening the wizard to its outcome. */
async function wizard({ client }: AtTheDesk, card: string): Promise<void> {
  const view = must(await client.processes.open({ process: 'CardsProcReactivate', card, person: null }))
  const { run, step, answers } = view
  await outcome(client, await client.processes.next({ run, step: step.id, answers }))
}

/** Follows the work a Next has started until it has ended. @throws {Error} when it did not do everything. */
async function outcome(client: AtTheDesk['client'], answer: Answer<Advance>): Promise<void> {
  let now = must(answer)
  while (now.kind === 'working') {
    const { run, number } = now.progress
    now = must(await client.processes.follow({ run, after: number }))
  }
  if (now.kind !== 'outcome') throw new Error('the wizard asks for something else')
  const refused = now.outcome.cards.find(({ ok }) => !ok)
  if (refused) throw new Error(`${refused.id} was refused`)
}
