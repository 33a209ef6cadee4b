import { performance } from 'node:perf_hooks'
import { AtTheDesk, must } from './desk'
import { broadTexts, firstQuery, queryOf } from './queries'
import { memoryNow } from './start'
import { found } from './tell'

/** What is done beside the work at the desk is over when its thread rests for nearly all of so long, milliseconds. */
const restful = 250
const hardly = 0.05

/** What a desk keeps in memory for each card: everything `openDesk` makes, once it is ready, and after some searches. */
export async function memory(folder: string): Promise<void> {
  const before = memoryNow()
  const ada = await AtTheDesk.signedIn(folder)
  must(await ada.client.search.cards(firstQuery))
  for (const [round, text] of broadTexts.entries()) must(await ada.client.search.cards(queryOf(text, round)))
  await atRest()
  const { cards } = ada.desk.status()
  found('memory.card', (memoryNow() - before) / cards)
  await ada.close()
}

/** Waits until nothing is done any more; on a busy machine, too, where work that waits for a processor is work. */
export async function atRest(): Promise<void> {
  for (let busy = true; busy; ) {
    const before = performance.eventLoopUtilization()
    await new Promise((resolve) => setTimeout(resolve, restful))
    busy = performance.eventLoopUtilization(before).utilization > hardly
  }
}
