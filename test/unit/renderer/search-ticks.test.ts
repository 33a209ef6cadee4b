import { beforeEach, expect, test, vi } from 'vitest'
import { useProcess } from '../../../renderer/features/process/process-store'
import { useSearch } from '../../../renderer/features/search/search-store'
import { useTicks } from '../../../renderer/features/search/ticks-store'
import { mirror } from '../../../renderer/state/mirror'
import type { RequestOf } from '../../../shared/contract'

type Search = RequestOf<'search.cards'>
const abort = 'TempCardsAddonExtProdProcAbort'

/** A desk with cards in a list; of every card ticked it says that it can be aborted unless the test says otherwise. */
function deskWith(count: number) {
  const state = {
    found: Array.from({ length: count }, (_, index) => `TC-${index + 1}`),
    able: (_card: string) => true,
    asked: [] as string[][],
    sequence: 1,
    /** So many times the first card leaves the list between two pages of one reading. */
    unrest: 0,
  }
  const search = ({ among, offset, limit, sort }: Search) => {
    if (offset > 0 && state.unrest > 0) {
      state.unrest -= 1
      state.sequence += 1
      state.found = state.found.slice(1)
    }
    const inOrder = sort.direction === 'ascending' ? state.found : [...state.found].reverse()
    const all = among ? inOrder.filter((card) => among.includes(card)) : inOrder
    const rows = all.slice(offset, offset + limit).map((id) => ({ id, cardType: 'temporary-card' }))
    return { total: all.length, rows, sequence: state.sequence }
  }
  vi.stubGlobal('window', {
    deskBridge: {
      call: async (channel: string, payload: Search & { cards: string[] }) => {
        if (channel === 'search.cards') return { ok: true, value: search(payload) }
        if (channel === 'persons.search') return { ok: true, value: { total: 0, rows: [], sequence: 1 } }
        state.asked.push(payload.cards)
        const able = payload.cards.filter(state.able).length
        return { ok: true, value: able > 0 ? [{ process: abort, name: 'Abort', able }] : [] }
      },
    },
  })
  return state
}

const ticks = () => useTicks.getState()
const ticked = () => [...ticks().ticked]
const queued = { object: 'temporary-card', label: 'Processing', text: '' } as const
const byNumber = { column: 'id', direction: 'ascending' } as const
async function searched(): Promise<void> {
  await useSearch.getState().search(queued)
  await useSearch.getState().sortBy(byNumber)
}
/** Until main was asked about what is ticked now, and has answered. */
const told = () => vi.waitFor(() => expect(ticks().told?.of).toBe(ticks().ticked.size))

/** A wizard over several cards shows how it ended. */
function ended(cards: readonly { id: string; ok: boolean }[]): void {
  const outcome = { process: abort, cards }
  useProcess.setState({ wizard: { several: true, stage: { kind: 'outcome', outcome }, typed: false } as never })
}

beforeEach(() => {
  useProcess.setState({ wizard: null, asked: null })
  useSearch.getState().forget()
  const user = { id: 'U-1', userName: 'mara', name: 'Mara Lindqvist', roles: ['operator'] } as const
  mirror.setState({ session: { phase: 'signed-in', user, idleLockMinutes: 0 } })
})

test('ticks belong to cards: they stay through another order of the list and the same search again', async () => {
  deskWith(5)
  await searched()
  ticks().toggle('TC-2')
  ticks().toggle('TC-4')
  ticks().toggle('TC-5')
  ticks().toggle('TC-4')
  await useSearch.getState().sortBy({ column: 'id', direction: 'descending' })
  await useSearch.getState().search(queued)
  expect(ticked()).toEqual(['TC-2', 'TC-5'])
})

test.each([
  { ...queued, label: 'Ordered' },
  { ...queued, text: '4' },
  { object: 'card', label: 'Processing', text: '' } as const,
  { object: 'person', text: '' } as const,
])('ticks go with another search: %o', async (other) => {
  deskWith(5)
  await searched()
  ticks().toggle('TC-2')
  await useSearch.getState().search(other)
  expect(ticks()).toMatchObject({ told: null, anchor: null, wanted: null })
  expect(ticked()).toEqual([])
})

test('main says what can be run on the ticked cards and how many of them the list lost', async () => {
  const desk = deskWith(5)
  desk.able = (card) => card !== 'TC-2'
  await searched()
  ticks().toggle('TC-2')
  ticks().toggle('TC-3')
  await told()
  expect(ticks().told).toEqual({ of: 2, left: 0, commands: [{ process: abort, name: 'Abort', able: 1 }] })
  desk.found = desk.found.filter((card) => card !== 'TC-2')
  ticks().refresh()
  await vi.waitFor(() => expect(ticks().told?.left).toBe(1), { timeout: 5000 })
  expect(ticked()).toEqual(['TC-2', 'TC-3'])
  await ticks().untickLeft()
  expect(ticked()).toEqual(['TC-3'])
})

test('all means all that was found, also what nobody has scrolled to', async () => {
  deskWith(730)
  await searched()
  await ticks().tickAll(true)
  expect(ticks().ticked.size).toBe(730)
  expect(ticks().wanted).toBeNull()
  await ticks().tickAll(false)
  expect(ticks().ticked.size).toBe(0)
})

test('of more than one run takes, the first in the order of the list are ticked, and it says of how many', async () => {
  deskWith(4312)
  await searched()
  await ticks().tickAll(true)
  expect(ticks().wanted).toBe(4312)
  expect(ticked()).toHaveLength(1000)
  expect([ticked()[0], ticked().at(-1)]).toEqual(['TC-1', 'TC-1000'])
  ticks().toggle('TC-4000')
  expect(ticks().ticked.has('TC-4000')).toBe(false)
  expect(ticks().wanted).toBe(1001)
  ticks().toggle('TC-7')
  expect(ticks()).toMatchObject({ wanted: null })
  expect(ticked()).toHaveLength(999)
})

test('a list that changes while all of it is read is read anew', async () => {
  const desk = deskWith(900)
  await searched()
  desk.unrest = 1
  await ticks().tickAll(true)
  expect(ticked()).toEqual(desk.found)
  expect(ticked()).toHaveLength(899)
})

test('a range goes from the last tick to a row, in either direction, also past what has been read', async () => {
  deskWith(900)
  await searched()
  ticks().toggle('TC-5')
  await ticks().tickTo(6)
  expect(ticked()).toEqual(['TC-5', 'TC-6', 'TC-7'])
  await ticks().tickTo(2)
  expect(ticked().sort()).toEqual(['TC-3', 'TC-4', 'TC-5', 'TC-6', 'TC-7'])
  await ticks().tickTo(799)
  expect(ticks().ticked.size).toBe(798)
})

test('what is read for ticks given up meanwhile is not ticked', async () => {
  deskWith(900)
  await searched()
  const all = ticks().tickAll(true)
  ticks().toggle('TC-9')
  await all
  expect(ticked()).toEqual(['TC-9'])
  const again = ticks().tickAll(true)
  await useSearch.getState().search({ ...queued, label: 'Ordered' })
  await again
  expect(ticked()).toEqual([])
})

test('after a run the cards that went through are unticked, and those refused stay', async () => {
  deskWith(5)
  await searched()
  for (const card of ['TC-1', 'TC-2', 'TC-3']) ticks().toggle(card)
  ended([
    { id: 'TC-1', ok: true },
    { id: 'TC-2', ok: false },
    { id: 'TC-3', ok: true },
  ])
  expect(ticked()).toEqual(['TC-2'])
})

test('nothing of one user reaches the next', async () => {
  const desk = deskWith(5)
  await searched()
  ticks().toggle('TC-1')
  await told()
  const other = { id: 'U-2', userName: 'ines', name: 'Inês Adeyemi', roles: ['approver'] } as const
  mirror.setState({ session: { phase: 'signed-in', user: other, idleLockMinutes: 0 } })
  expect(ticks()).toMatchObject({ told: null, anchor: null, wanted: null, error: null })
  expect(ticked()).toEqual([])
  expect(desk.asked).toEqual([['TC-1']])
})
