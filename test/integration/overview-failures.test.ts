import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CardDesk } from '../support/card-desk'
import { must, outcome, password, run, setOptions, switchOn } from '../support/test-desk'
import { refusing, saying } from '../support/told-bureau'

// Failed today is what failed today, not what was done today with a card that failed before.

describe('A failure', () => {
  const update = 'CardsAddonExtProdProcUpdate'
  const repeat = 'CardsAddonExtProdProcRepeat'
  const edit = 'CardsProcEdit'
  let desk: CardDesk
  beforeEach(async () => {
    vi.stubEnv('TZ', 'UTC')
    desk = await CardDesk.open()
    await switchOn(desk.ada, 'card', 'failed', edit)
  })
  afterEach(() => desk.close())

  const failedToday = async () => must(await desk.olga.desk.overview.read()).failedToday
  const editTitle = async (card: string, title: string) => {
    outcome(await run(desk.olga, edit, card, [{ title }, {}]))
    expect(await desk.card(card)).toMatchObject({ state: 'failed', title })
  }

  it('is of the day on which it happened, whatever is done with the card after it', async () => {
    // 2026-11-20, nine o'clock: ordering fails for one card, production for another.
    const ordering = await desk.failed()
    const production = await desk.ordered()
    desk.bureau.toQuestion = saying('failed', { note: 'Misprint.' })
    outcome(await run(desk.olga, update, production, [{}, {}]))
    const failedAt = expect.stringMatching(/^2026-11-20T09:\d\d:\d\d\.\d{3}Z$/)
    for (const card of [ordering, production]) {
      expect(await desk.card(card)).toMatchObject({ state: 'failed', order: { failedAt } })
    }
    await editTitle(ordering, 'Head')
    expect((await failedToday()).total).toBe(2)
    await desk.goTo('2026-11-24')
    await editTitle(production, 'Deputy')
    expect((await desk.card(production)).changed.at).toMatch(/^2026-11-24/)
    expect(await failedToday()).toEqual({ total: 0, rows: [] })
  })

  it('comes before those that happened earlier, also when one of these was edited since', async () => {
    const first = await desk.failed()
    desk.test.clock.pass(60_000)
    const second = await desk.failed()
    desk.test.clock.pass(60_000)
    await editTitle(first, 'Head')
    expect((await failedToday()).rows.map(({ id }) => id)).toEqual([second, first])
  })

  it('is over with a repeat, also while the answer to it is awaited, and new with the next failure', async () => {
    const card = await desk.failed()
    await desk.goTo('2026-11-24')
    must(await desk.ada.desk.session.unlock({ password }))
    await setOptions(desk.ada, { CardsAddonExtProdQueue: false })
    desk.bureau.toOrder = new Error('no line')
    outcome(await run(desk.olga, repeat, card, [{}, {}]))
    expect(await desk.card(card)).toMatchObject({ state: 'failed', order: { sending: true, failedAt: null } })
    expect((await failedToday()).total).toBe(0)
    desk.bureau.toOrder = refusing('still unknown')
    await desk.test.restart()
    const olga = await desk.test.signIn('olga')
    await expect.poll(async () => must(await olga.desk.overview.read()).failedToday.total).toBe(1)
    expect(must(await olga.desk.cards.profile({ card })).card.order?.failedAt).toMatch(/^2026-11-24/)
  })
})
