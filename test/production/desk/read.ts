import { cardTypes } from '../../../shared/lifecycle'
import { AtTheDesk, must, tell } from './at-the-desk'
import type { CardAtEnd } from './messages'

const page = 500

/** Reads every card through the door. */
export async function read(folder: string): Promise<void> {
  const ada = await AtTheDesk.open(folder)
  await ada.signIn()
  const cards: CardAtEnd[] = []
  for (const cardType of cardTypes) {
    for (let offset = 0; ; offset += page) {
      const sort = { column: 'id', direction: 'ascending' } as const
      const request = { cardType, states: null, text: '', sort, offset, limit: page }
      const { rows, total } = must(await ada.client.search.cards(request))
      for (const { id, state, order } of rows) cards.push({ card: id, state, order })
      if (offset + page >= total) break
    }
  }
  const { batch } = must(await ada.client.desk.snapshot())
  await ada.close()
  tell({ kind: 'read', cards, onTheWay: batch.onTheWay })
}
