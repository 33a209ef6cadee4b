import { beforeEach, expect, test, vi } from 'vitest'
import { rowAt } from '../../../renderer/features/search/result-pages'
import { useSearch } from '../../../renderer/features/search/search-store'
import type { RequestOf } from '../../../shared/contract'
import { refusal } from '../../../shared/errors'

type Request = RequestOf<'search.cards'>

/** A desk that answers searches when the test says so, in the order the test wants. */
function slowDesk() {
  const calls: { request: Request; answer: (total: number, sequence?: number) => void; fail: () => void }[] = []
  vi.stubGlobal('window', {
    deskBridge: {
      call: (_channel: string, request: Request) =>
        new Promise((resolve) => {
          calls.push({
            request,
            answer: (total, sequence = 1) => {
              const count = Math.max(0, Math.min(request.limit, total - request.offset))
              const name = request.text || request.sort.column
              const rows = Array.from({ length: count }, (_, index) => ({ id: `${name} ${request.offset + index}` }))
              resolve({ ok: true, value: { total, rows, sequence } })
            },
            fail: () => resolve(refusal('internal', 'It broke.')),
          })
        }),
    },
  })
  return calls
}

/** Lets answers that were given arrive. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
const search = () => useSearch.getState()

beforeEach(() => search().forget())

test('an answer to an older search never overwrites a newer one', async () => {
  const calls = slowDesk()
  const older = search().search({ text: 'old' })
  const newer = search().search({ text: 'new' })
  calls[1]?.answer(2)
  expect(await newer).toBe(2)
  calls[0]?.answer(500)
  expect(await older).toBeNull()
  expect(search().searched?.text).toBe('new')
  expect(search().result.total).toBe(2)
})

test('a label with two states searches both; any state is no restriction', async () => {
  const calls = slowDesk()
  void search().search({ cardType: 'card', label: 'Aborted' })
  void search().search({ label: null })
  expect(calls.map(({ request }) => request.states)).toEqual([['request-aborted', 'order-aborted'], null])
})

test('rows are read as they come into view, one call at a time', async () => {
  const calls = slowDesk()
  const found = search().search({ text: 'x' })
  calls[0]?.answer(5000)
  await found
  search().show(1000, 1030)
  search().show(3000, 3030)
  expect(calls).toHaveLength(2)
  calls[1]?.answer(5000)
  await settle()
  expect(calls[2]?.request).toMatchObject({ offset: 3000, limit: 100 })
  calls[2]?.answer(5000)
  await settle()
  expect(rowAt(search().result, 3010)?.id).toBe('x 3010')
})

test('when cards change, what is on screen is read anew and the cursor stays on its card', async () => {
  const calls = slowDesk()
  const found = search().search({ text: 'x' })
  calls[0]?.answer(90, 1)
  await found
  search().show(0, 40)
  search().setCursor({ card: 'x 5', index: 4 })
  search().refresh(2)
  expect(calls[1]?.request).toMatchObject({ offset: 0, limit: 100 })
  expect(search().result.total).toBe(90)
  calls[1]?.answer(89, 2)
  await settle()
  expect(search().result.total).toBe(89)
  expect(search().cursor).toEqual({ card: 'x 5', index: 5 })
  expect(calls).toHaveLength(2)
})

test('the cursor of a card that left the list stands in the gap it left', async () => {
  const calls = slowDesk()
  const found = search().search({ text: 'x' })
  calls[0]?.answer(90, 1)
  await found
  search().show(0, 40)
  search().setCursor({ card: 'aborted', index: 4 })
  search().refresh(2)
  calls[1]?.answer(89, 2)
  await settle()
  expect(search().cursor).toEqual({ card: 'aborted', index: 4, gone: true })
})

test('a failed search says so, and trying again asks the same', async () => {
  const calls = slowDesk()
  const found = search().search({ text: 'x' })
  calls[0]?.fail()
  expect(await found).toBeNull()
  expect(search().error?.message).toBe('It broke.')
  search().retry()
  expect(calls[1]?.request.text).toBe('x')
})

test('nothing of one user reaches the next', async () => {
  const calls = slowDesk()
  const found = search().search({ text: 'secret' })
  search().forget()
  calls[0]?.answer(3)
  expect(await found).toBeNull()
  expect(search().searched).toBeNull()
  expect(search().form.text).toBe('')
})
