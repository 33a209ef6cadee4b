import { setTimeout as pause } from 'node:timers/promises'
import { cardTypes } from '../../../shared/lifecycle'
import { AtTheDesk, must, tell } from './at-the-desk'
import { PauseWatch } from './pauses'
import { Visitor } from './visitor'

/** Between two runs of batch sync while the bureau makes cards, milliseconds. */
const betweenRuns = 50
/** Between two lines about how much is left, milliseconds. */
const betweenReports = 15

/** Opens the desk and runs batch sync again and again until every order has come to its end. */
export async function work(folder: string): Promise<void> {
  const watch = new PauseWatch()
  const ada = await AtTheDesk.open(folder)
  watch.opened()
  await ada.signIn()
  tell({ kind: 'open', milliseconds: performance.now() })
  const over = new AbortController()
  const visits = new Visitor(ada.client).visit(over.signal)
  const work = untilOver(ada).finally(() => over.abort())
  await Promise.all([visits, work])
  await ada.close()
  tell({ kind: 'over' })
}

async function untilOver(ada: AtTheDesk): Promise<void> {
  const { batch } = ada.client
  while ((await report(ada, false)) > 0) {
    must(await batch.start())
    let reported = 0
    for (let after = 0; ; ) {
      const followed = must(await batch.follow({ after }))
      if (followed.kind === 'running') {
        after = followed.progress.number
        if (performance.now() - reported < betweenReports) continue
        await report(ada, true)
        reported = performance.now()
        continue
      }
      if (followed.kind === 'ended') {
        const { end, problem, counts } = followed.run
        tell({ kind: 'ran', end: end ?? '', problem, counts })
      }
      break
    }
    await pause(betweenRuns)
  }
}

/** Tells how much is left, and answers it. */
async function report({ client }: AtTheDesk, running: boolean): Promise<number> {
  const { counts } = must(await client.desk.snapshot())
  const left = cardTypes.reduce((sum, type) => {
    const { processing = 0, ordered = 0, 'in-production': inProduction = 0 } = counts[type]
    return sum + 3 * processing + 2 * ordered + inProduction
  }, 0)
  tell({ kind: 'left', left, running })
  return left
}
