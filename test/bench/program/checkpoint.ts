import { change, changeable } from './change'
import { must, storeIn } from './desk'
import { pauseOf } from './pause-watch'

/** So many cards, spread over the whole desk, leave no document of the snapshot as it was. */
const changed = 4000

/** The dearest checkpoint there is: every document of cards has something new. */
export async function checkpoint(folder: string): Promise<void> {
  const store = await storeIn(folder, { checkpointEvery: Number.POSITIVE_INFINITY })
  const cards = changeable(store).slice(0, changed)
  await Promise.all(
    cards.map(async (card) => {
      const done = await store.transact(change(card))
      if (!done.ok) must(done)
    }),
  )
  await pauseOf('pause.checkpoint', () => store.checkpoint())
  await store.close()
}
