import { type Block, type BlockTimes, waitingAtOnce } from '../blocks'
import { change, changeable } from './change'
import { must, storeIn } from './desk'
import { answering } from './tell'

/** Changes of one block, one at a time; each of those that wait together makes as many. */
const oneByOne = 200
const each = 10

/** Changes cards in the desk's store as the benchmark asks for it. */
export async function changeDesk(folder: string): Promise<void> {
  const store = await storeIn(folder)
  const cards = changeable(store)
  let next = 0
  const makeChange = async (card: string, times: number[]) => {
    const before = performance.now()
    must(await store.transact(change(card)).then((done) => (done.ok ? { ok: true, value: done } : done)))
    times.push(performance.now() - before)
  }
  const nextCard = () => cards[next++ % cards.length] ?? ''

  await answering(async (block): Promise<BlockTimes> => {
    const times: number[] = []
    const bytes = store.status().journalBytes
    const before = performance.now()
    if ((block as Block) === 'one') {
      for (let done = 0; done < oneByOne; done += 1) await makeChange(nextCard(), times)
    } else {
      const lanes = Array.from({ length: waitingAtOnce }, async () => {
        for (let done = 0; done < each; done += 1) await makeChange(nextCard(), times)
      })
      await Promise.all(lanes)
    }
    const milliseconds = performance.now() - before
    return { times, milliseconds, bytes: Math.round((store.status().journalBytes - bytes) / times.length) }
  })
  await store.close()
}
