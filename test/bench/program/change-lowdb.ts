import { Low } from 'lowdb'
import { JSONFile } from 'lowdb/node'
import type { Card } from '../../../shared/model'
import { type Block, type BlockTimes, waitingAtOnce } from '../blocks'
import { changedBy } from './change'
import { storeIn } from './desk'
import { answering } from './tell'

/** A block ends after so many milliseconds, for one write can take a second, or after so many writes. */
const longest = 500
const most = 50

interface Content {
  readonly cards: Card[]
  readonly history: unknown[]
}

/** The same change in lowdb as it comes: everything in one object, which each write writes as a whole, not flushed. */
export async function changeLowdb(folder: string, path: string): Promise<void> {
  const store = await storeIn(folder)
  const content: Content = { cards: [...store.cards()], history: [] }
  await store.close()
  const low = new Low<Content>(new JSONFile(path), content)
  const changeable = [...content.cards.keys()].filter((index) => {
    const { cardType, state = '' } = content.cards[index] ?? {}
    return cardType === 'card' && ['active', 'inactive'].includes(state)
  })
  let next = 0

  const change = () => {
    const index = changeable[next++ % changeable.length] ?? 0
    const card = content.cards[index]
    if (!card) throw new Error('there is no card')
    const { id, state, version } = card
    const to = state === 'active' ? ('inactive' as const) : ('active' as const)
    const at = new Date().toISOString()
    content.cards[index] = { ...card, state: to, version: version + 1, changed: { ...card.changed, at } } as Card
    content.history.push({ card: id, at, name: changedBy, from: state, to })
  }

  await answering(async (block): Promise<BlockTimes> => {
    const times: number[] = []
    const many = (block as Block) === 'one' ? 1 : waitingAtOnce
    const before = performance.now()
    for (let writes = 0; writes < most && performance.now() - before < longest; writes += 1) {
      const asked = performance.now()
      for (let done = 0; done < many; done += 1) change()
      try {
        await low.write()
      } catch (error) {
        return { times: [], milliseconds: 0, failure: error instanceof Error ? error.message : String(error) }
      }
      times.push(...Array.from({ length: many }, () => performance.now() - asked))
    }
    return { times, milliseconds: performance.now() - before }
  })
}
