import { beforeEach, expect, test, vi } from 'vitest'
import { rowAt } from '../../../renderer/features/search/result-pages'
import { useSearch } from '../../../renderer/features/search/search-store'
import type { RequestOf } from '../../../shared/contract'
import { refusal } from '../../../shared/errors'

type Request = RequestOf<'search.cards'> & RequestOf<'persons.search'>

/** A desk that answers searches when the test says so, in the order the test wants. */
function slowDesk() {
  const calls: {
    channel: string
    request: Request
    answer: (total: number, sequence?: number) => void
    fail: () => void
  }[] = []
  vi.stubGlobal('window', {
    deskBridge: {
      call: (channel: string, request: Request) =>
        new Promise((resolve) => {
          calls.push({
            channel,
            request,
            answer: (total, sequence = 1) => {
              const count = Math.max(0, Math.min(request.limit, total - request.offset))
              const name = request.text || request.sort?.column
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
const cards = (text: string) => ({ object: 'card', label: null, text }) as const

beforeEach(() => search().forget())

test('an answer to an older search never overwrites a newer one', async () => {
  const calls = slowDesk()
  const older = search().search(cards('old'))
  const newer = search().search(cards('new'))
  calls[1]?.answer(2)
  expect(await newer).toBe(2)
  calls[0]?.answer(500)
  expect(await older).toBeNull()
  expect(search().searched?.text).toBe('new')
  expect(search().result.total).toBe(2)
})

test('a label with two states searches both; any state is no restriction', async () => {
  const calls = slowDesk()
  void search().search({ object: 'card', label: 'Aborted', text: '' })
  void search().search(cards(''))
  expect(calls.map(({ request }) => request.states)).toEqual([['request-aborted', 'order-aborted'], null])
})

test('rows are read as they come into view, one call at a time', async () => {
  const calls = slowDesk()
  const found = search().search(cards('x'))
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
  const found = search().search(cards('x'))
  calls[0]?.answer(90, 1)
  await found
  search().show(0, 40)
  search().setCursor({ id: 'x 5', index: 4 })
  search().refresh(2)
  expect(calls[1]?.request).toMatchObject({ offset: 0, limit: 100 })
  expect(search().result.total).toBe(90)
  calls[1]?.answer(89, 2)
  await settle()
  expect(search().result.total).toBe(89)
  expect(search().cursor).toEqual({ id: 'x 5', index: 5 })
  expect(calls).toHaveLength(2)
})

test('the cursor of a card that left the list stands in the gap it left', async () => {
  const calls = slowDesk()
  const found = search().search(cards('x'))
  calls[0]?.answer(90, 1)
  await found
  search().show(0, 40)
  search().setCursor({ id: 'aborted', index: 4 })
  search().refresh(2)
  calls[1]?.answer(89, 2)
  await settle()
  expect(search().cursor).toEqual({ id: 'aborted', index: 4, gone: true })
})

test('a failed search says so, and trying again asks the same', async () => {
  const calls = slowDesk()
  const found = search().search(cards('x'))
  calls[0]?.fail()
  expect(await found).toBeNull()
  expect(search().error?.message).toBe('It broke.')
  search().retry()
  expect(calls[1]?.request.text).toBe('x')
})

test('nothing of one user reaches the next', async () => {
  const calls = slowDesk()
  const found = search().search(cards('secret'))
  search().forget()
  calls[0]?.answer(3)
  expect(await found).toBeNull()
  expect(search().searched).toBeNull()
  expect(search().form.text).toBe('')
})

test('persons are looked for without a state, each list in its own order', async () => {
  const calls = slowDesk()
  void search().search({ object: 'person', text: 'ann' })
  expect(calls[0]).toMatchObject({
    channel: 'persons.search',
    request: { text: 'ann', sort: { column: 'name', direction: 'ascending' }, offset: 0 },
  })
  expect(calls[0]?.request).not.toHaveProperty('states')
  calls[0]?.answer(250)
  await settle()
  void search().sortBy({ column: 'upn', direction: 'descending' })
  expect(calls[1]?.request.sort).toEqual({ column: 'upn', direction: 'descending' })
  calls[1]?.answer(250)
  await settle()
  search().show(200, 249)
  expect(calls[2]).toMatchObject({ channel: 'persons.search', request: { offset: 200, sort: { column: 'upn' } } })
  void search().search(cards('ann'))
  expect(calls[3]).toMatchObject({ channel: 'search.cards', request: { sort: { column: 'changed' } } })
  calls[3]?.answer(1)
  await settle()
  void search().search({ object: 'person', text: '' })
  expect(calls[4]?.request.sort).toEqual({ column: 'upn', direction: 'descending' })
})

test('a sort that was overtaken leaves the order of the list as it was', async () => {
  const calls = slowDesk()
  const found = search().search({ object: 'person', text: 'ann' })
  calls[0]?.answer(2)
  await found
  const sorted = search().sortBy({ column: 'email', direction: 'ascending' })
  const other = search().search(cards('ann'))
  calls[1]?.answer(2)
  expect(await sorted).toBeNull()
  calls[2]?.answer(1)
  await other
  expect(search().sorts.persons).toEqual({ column: 'name', direction: 'ascending' })
})
