import { beforeEach, expect, test, vi } from 'vitest'
import { useOverview } from '../../../renderer/features/overview/overview-store'
import { ageText, lateText } from '../../../renderer/features/overview/overview-words'
import { paced } from '../../../renderer/state/paced'
import { refusal } from '../../../shared/errors'

const overview = () => useOverview.getState()

/** A desk with so many temporary cards to come back. */
function deskWith(total: number) {
  const state = { total, refuse: false, asked: [] as unknown[] }
  vi.stubGlobal('window', {
    deskBridge: {
      call: async (channel: string, payload: { offset: number; limit: number }) => {
        state.asked.push(payload)
        if (state.refuse) return refusal('internal', 'It broke.')
        if (channel === 'overview.read') return { ok: true, value: { toDecide: state.total } }
        const count = Math.max(0, Math.min(payload.limit, state.total - payload.offset))
        const rows = Array.from({ length: count }, (_, index) => ({ id: `TC-${payload.offset + index}` }))
        return { ok: true, value: { total: state.total, rows, sequence: 1 } }
      },
    },
  })
  return state
}

beforeEach(() => overview().forget())

test('bands of ages are said in words', () => {
  expect([
    ageText({ from: 0, to: 0 }),
    ageText({ from: 1, to: 1 }),
    ageText({ from: 2, to: 2 }),
    ageText({ from: 4, to: 7 }),
    ageText({ from: 15, to: null }),
  ]).toEqual(['today', 'yesterday', '2 days ago', '4 to 7 days ago', '15 days ago or longer'])
})

test('how late a card is counts calendar days, also over a change of clocks and of the year', () => {
  expect(lateText('2026-11-21', '2026-11-21')).toBe('due today')
  expect(lateText('2026-11-20', '2026-11-21')).toBe('1 day late')
  expect(lateText('2026-10-20', '2026-11-21')).toBe('32 days late')
  expect(lateText('2025-12-31', '2026-01-02')).toBe('2 days late')
})

test('more of the cards to come back are read page by page, and stay read', async () => {
  const desk = deskWith(250)
  await overview().read()
  expect(overview().due).toBeNull()
  await overview().moreDue()
  expect(overview().due).toHaveLength(100)
  await overview().moreDue()
  expect(overview().due).toHaveLength(200)
  await overview().moreDue()
  expect(overview().due).toHaveLength(250)
  desk.total = 249
  await overview().read()
  expect(overview().due?.map(({ id }) => id)).toEqual(Array.from({ length: 249 }, (_, index) => `TC-${index}`))
})

test('a refusal keeps what was there, and the next answer clears it', async () => {
  const desk = deskWith(3)
  await overview().read()
  desk.refuse = true
  await overview().read()
  expect(overview()).toMatchObject({ overview: { toDecide: 3 }, error: { message: 'It broke.' } })
  desk.refuse = false
  desk.total = 4
  await overview().read()
  expect(overview()).toMatchObject({ overview: { toDecide: 4 }, error: null })
})

test('an answer that comes after somebody left is dropped', async () => {
  deskWith(3)
  const reading = overview().read()
  overview().forget()
  await reading
  expect(overview().overview).toBeNull()
})

test('a reading is paced: at once, then at most once a second, never two at a time', async () => {
  vi.useFakeTimers()
  try {
    const ends: (() => void)[] = []
    let running = 0
    let most = 0
    const reading = paced(async () => {
      running += 1
      most = Math.max(most, running)
      await new Promise<void>((resolve) => ends.push(resolve))
      running -= 1
    })
    reading.ask()
    expect(ends).toHaveLength(1)
    for (let asked = 0; asked < 5; asked += 1) reading.ask()
    ends[0]?.()
    await vi.advanceTimersByTimeAsync(999)
    expect(ends).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(ends).toHaveLength(2)
    // It takes longer than a second: the next one waits for its end.
    reading.ask()
    await vi.advanceTimersByTimeAsync(5000)
    expect(ends).toHaveLength(2)
    ends[1]?.()
    await vi.advanceTimersByTimeAsync(0)
    expect(ends).toHaveLength(3)
    reading.ask()
    reading.stop()
    ends[2]?.()
    await vi.advanceTimersByTimeAsync(5000)
    expect(ends).toHaveLength(3)
    expect(most).toBe(1)
  } finally {
    vi.useRealTimers()
  }
})
