import { beforeEach, expect, test, vi } from 'vitest'
import { useProcess } from '../../../renderer/features/process/process-store'
import { useRequests } from '../../../renderer/features/requests/requests-store'
import { mirror } from '../../../renderer/state/mirror'
import { useView } from '../../../renderer/state/view'
import type { RequestOf, RequestRow } from '../../../shared/contract'
import { type Answer, refusal } from '../../../shared/errors'

type Page = { total: number; rows: readonly RequestRow[]; sequence: number }

/** As much of a request as the list needs to be told apart. */
const request = (number: number, parts: object = {}) =>
  ({
    card: { id: `C-${number}`, holderName: `Holder ${number}`, changed: '' },
    order: { id: `O-${number}`, decision: null },
    commands: [],
    ...parts,
  }) as unknown as RequestRow

/** A desk with these open requests, whose cards became what the test says once they wait no longer. */
function deskWith(numbers: readonly number[]) {
  const state = {
    open: numbers.map((number) => request(number)),
    mine: [] as RequestRow[],
    sequence: 1,
    decided: {} as Record<string, { name: string; approved: boolean }>,
    asked: [] as { channel: string; payload: unknown }[],
    refuse: false,
  }
  const list = ({ view, offset, limit }: RequestOf<'requests.list'>): Answer<Page> => {
    const rows = state[view]
    return {
      ok: true,
      value: { total: rows.length, rows: rows.slice(offset, offset + limit), sequence: state.sequence },
    }
  }
  const profile = (card: string): Answer => {
    const decided = state.decided[card]
    const decision = decided && { ...decided, at: '2026-11-21T09:00:00.000Z' }
    const now = { id: card, state: 'processing', order: { id: card.replace('C', 'O'), decision }, changed: decision }
    return { ok: true, value: { card: now } }
  }
  vi.stubGlobal('window', {
    deskBridge: {
      call: async (channel: string, payload: { card: string } & RequestOf<'requests.list'>) => {
        state.asked.push({ channel, payload })
        if (state.refuse) return refusal('internal', 'It broke.')
        return channel === 'requests.list' ? list(payload) : profile(payload.card)
      },
    },
  })
  return {
    ...state,
    state,
    /** They wait no longer. */
    async leave(decisions: Record<number, { name: string; approved: boolean }>) {
      const left = Object.keys(decisions).map(Number)
      state.open = state.open.filter(({ card }) => !left.some((number) => card.id === `C-${number}`))
      for (const number of left) state.decided[`C-${number}`] = decisions[number] ?? { name: '', approved: false }
      state.sequence += 1
      await requests().read()
      await settle()
    },
  }
}

const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
const requests = () => useRequests.getState()
const open = () => requests().lists.open
const numbers = () => open().rows.map(({ card }) => card.id)
const shown = () => open().shown?.row.card.id
const amir = { name: 'Amir Haddad', approved: true }

/** A wizard of this window has decided on these cards and shows how it ended. */
function decidedHere(...cards: string[]) {
  const outcome = { process: 'CardsAddonExtProdProcApprove', cards: cards.map((id) => ({ id, ok: true })) }
  useProcess.setState({ wizard: { stage: { kind: 'outcome', outcome }, typed: false, busy: null } as never })
}

beforeEach(() => {
  useProcess.setState({ wizard: null, asked: null })
  requests().forget()
  const user = { id: 'U-1', userName: 'yuki', name: 'Yuki Morikawa', roles: ['approver'] } as const
  mirror.setState({ session: { phase: 'signed-in', user, idleLockMinutes: 0 } })
})

test('what is left for later stands at the end, marked and never hidden, and work goes on with the next', async () => {
  deskWith([1, 2, 3])
  await requests().read()
  requests().choose(1)
  requests().leaveForLater()
  expect(numbers()).toEqual(['C-1', 'C-3', 'C-2'])
  expect([...requests().later]).toEqual(['C-2'])
  expect(shown()).toBe('C-3')
  await requests().read()
  expect(numbers()).toEqual(['C-1', 'C-3', 'C-2'])
  requests().leaveForLater()
  expect(shown()).toBe('C-1')
})

test('what is taken up again stands where its age belongs', async () => {
  deskWith([1, 2, 3])
  await requests().read()
  requests().choose(0)
  requests().leaveForLater()
  requests().choose(2)
  expect(shown()).toBe('C-1')
  requests().takeUp()
  await settle()
  expect(numbers()).toEqual(['C-1', 'C-2', 'C-3'])
  expect(shown()).toBe('C-1')
})

test('changes of the list keep the chosen request and the ticks of those that still wait', async () => {
  const desk = deskWith([1, 2, 3, 4])
  await requests().read()
  requests().choose(2)
  requests().toggle('C-1')
  requests().toggle('C-4')
  await desk.leave({ 1: amir })
  expect(shown()).toBe('C-3')
  expect(open().shown?.index).toBe(1)
  expect([...requests().ticked]).toEqual(['C-4'])
})

test('a request decided by somebody else says so, and stays open until the person goes on', async () => {
  const desk = deskWith([1, 2, 3])
  await requests().read()
  requests().choose(1)
  await desk.leave({ 2: amir })
  expect(numbers()).toEqual(['C-1', 'C-3'])
  expect(requests().departures).toEqual([
    {
      card: 'C-2',
      order: 'O-2',
      holder: 'Holder 2',
      how: 'approved',
      name: 'Amir Haddad',
      at: '2026-11-21T09:00:00.000Z',
    },
  ])
  expect(open().shown).toMatchObject({ left: true, index: 1, departure: { name: 'Amir Haddad' } })
  expect(shown()).toBe('C-2')
  requests().choose(1)
  expect(shown()).toBe('C-3')
})

test('a decision made here is not told, and work goes on with the request that followed', async () => {
  const desk = deskWith([1, 2, 3])
  await requests().read()
  requests().choose(1)
  decidedHere('C-2')
  await desk.leave({ 2: { name: 'Yuki Morikawa', approved: true } })
  expect(requests().departures).toEqual([])
  expect(shown()).toBe('C-2')
  useProcess.setState({ wizard: null })
  expect(shown()).toBe('C-3')
})

test('after a decision work goes on with what was not left for later', async () => {
  const desk = deskWith([1, 2, 3])
  await requests().read()
  requests().choose(2)
  requests().leaveForLater()
  requests().choose(1)
  decidedHere('C-2')
  await desk.leave({ 2: { name: 'Yuki Morikawa', approved: false } })
  useProcess.setState({ wizard: null })
  expect(shown()).toBe('C-1')
})

test('the last request leaves an empty list and nothing chosen', async () => {
  const desk = deskWith([1])
  await requests().read()
  requests().choose(0)
  decidedHere('C-1')
  useProcess.setState({ wizard: null })
  await desk.leave({ 1: { name: 'Yuki Morikawa', approved: true } })
  expect(open()).toMatchObject({ rows: [], total: 0, shown: null })
})

test('more rows are read as the end comes into view, and one list shows one moment', async () => {
  const desk = deskWith(Array.from({ length: 450 }, (_, index) => index + 1))
  await requests().read()
  expect(open()).toMatchObject({ total: 450 })
  expect(open().rows).toHaveLength(200)
  desk.state.sequence = 7
  requests().more()
  await settle()
  expect(open().rows).toHaveLength(400)
  requests().more()
  await settle()
  expect(open().rows).toHaveLength(450)
  expect(new Set(numbers()).size).toBe(450)
})

test('as many are ticked at once as one run takes', async () => {
  deskWith(Array.from({ length: 1200 }, (_, index) => index + 1))
  for (let pages = 0; pages < 6; pages += 1) {
    await requests().read()
    requests().more()
    await settle()
  }
  await requests().tickAll(true)
  expect(requests().ticked.size).toBe(1000)
  requests().toggle('C-1200')
  expect(requests().ticked.size).toBe(1000)
})

test('all means all, also those further down that were not looked at yet', async () => {
  deskWith(Array.from({ length: 484 }, (_, index) => index + 1))
  await requests().read()
  expect(open().rows).toHaveLength(200)
  await requests().tickAll(true)
  expect(requests().ticked.size).toBe(484)
  await requests().tickAll(false)
  expect(requests().ticked.size).toBe(0)
})

test('a refusal keeps what was there', async () => {
  const desk = deskWith([1, 2])
  await requests().read()
  desk.state.refuse = true
  await requests().read()
  expect(requests().error?.message).toBe('It broke.')
  expect(numbers()).toEqual(['C-1', 'C-2'])
})

test('one’s own request is opened from elsewhere before its list is read', async () => {
  const desk = deskWith([])
  desk.state.mine = [request(8), request(9)]
  requests().show('mine', request(9))
  await settle()
  expect(requests().lists.mine.shown).toMatchObject({ index: 1, row: { card: { id: 'C-9' } } })
})

test('nothing of one user reaches the next', async () => {
  const desk = deskWith([1, 2])
  await requests().read()
  requests().choose(0)
  requests().leaveForLater()
  requests().toggle('C-2')
  const reading = requests().read()
  requests().forget()
  await reading
  expect(requests()).toMatchObject({ view: 'open', error: null, departures: [] })
  expect(requests().later.size + requests().ticked.size + numbers().length).toBe(0)
  expect(desk.state.asked.length).toBeGreaterThan(0)
  expect(useView.getState().tab).toBeNull()
})
