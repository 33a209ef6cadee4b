import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { simulatedBureau } from '../../electron/production/simulated-bureau'
import { BatchDesk } from '../support/batch-desk'
import { must } from '../support/test-desk'
import { saying } from '../support/told-bureau'

// What the bureau's words mean is a table in Settings: as it was when a run began, and for a real bureau alone.

let desk: BatchDesk
beforeEach(async () => {
  desk = await BatchDesk.open()
})
afterEach(() => desk.close())

/** From now on “Produced” is a word for Failed, and only “Made” means Produced. */
async function saveOtherWords(): Promise<void> {
  const { version, values } = must(await desk.ada.desk.settings.read()).settings.bureau
  const { address, organisation, clientId } = values.rest
  const statusWords = [
    { word: 'Made', state: 'produced' as const },
    { word: 'Produced', state: 'failed' as const },
  ]
  must(
    await desk.ada.desk.settings.saveBureau({
      version,
      values: { ...values, rest: { address, organisation, clientId }, statusWords },
    }),
  )
}

describe('What an administrator saves about the bureau in the middle of a run', () => {
  it('ends the run after the batch it is in; the rest waits for the next one', async () => {
    await desk.perBatch(1)
    const cards = await desk.queued(3)
    const held = desk.bureau.hold()
    must(await desk.olga.desk.batch.start())
    await held.begun
    await saveOtherWords()
    held.release()
    expect(await desk.ended()).toMatchObject({ problem: expect.stringMatching(/\.$/), counts: { sent: 1 } })
    expect(await desk.states(cards)).toEqual(['ordered', 'processing', 'processing'])
    expect(await desk.sync()).toMatchObject({ problem: null, counts: { sent: 2 } })
  })

  it('ends the run before what it says is taken in: the file is read by the next one, as the words are then', async () => {
    const [card = ''] = await desk.queued(1)
    await desk.sync()
    desk.bureau.left.push({ source: 'news.json', words: [[(await desk.order(card)).id, saying('produced')]] })
    const { news } = desk.bureau
    desk.bureau.news = async function* (open, how) {
      await saveOtherWords()
      yield* news.call(desk.bureau, open, how)
    }
    expect(await desk.sync()).toMatchObject({ problem: expect.stringMatching(/\.$/), counts: {} })
    expect(desk.bureau.finished).toEqual([])
    expect(await desk.states([card])).toEqual(['ordered'])
    desk.bureau.news = news
    expect(await desk.sync()).toMatchObject({ problem: null, counts: { failed: 1 } })
    expect(desk.bureau.finished).toEqual(['news.json'])
  })
})

describe('The simulated bureau', () => {
  it('means what it says, whatever the table makes of a real bureau’s words', async () => {
    await desk.close()
    desk = await BatchDesk.open({ bureau: simulatedBureau })
    await saveOtherWords()
    const cards = await desk.queued(1)
    for (let times = 0; times < 3; times += 1) await desk.sync()
    expect(await desk.states(cards)).toEqual(['produced'])
    const states = (await desk.history(cards[0] ?? '')).flatMap(({ from, to }) => (from === to ? [] : [to]))
    expect(states.slice(-3)).toEqual(['ordered', 'in-production', 'produced'])
  })
})
