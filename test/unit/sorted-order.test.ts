import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SortedOrder } from '../../electron/services/search/sorted-order'

interface Entry {
  readonly number: number
  key: number
}

test('an order is that of a full sort, whatever was added or changed since it was made', async () => {
  const changes = fc.array(fc.array(fc.record({ number: fc.nat(60), key: fc.nat(12) })), { maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(12), { maxLength: 50 }), changes, async (keys, rounds) => {
      const entries = new Map<number, Entry>(keys.map((key, number) => [number, { number, key }]))
      const compare = (one: Entry, other: Entry) => one.key - other.key || one.number - other.number
      const order = new SortedOrder(() => entries.values(), compare)
      for (const round of [[], ...rounds]) {
        for (const { number, key } of round) {
          const entry = entries.get(number) ?? { number, key }
          entry.key = key
          entries.set(number, entry)
          order.touched(entry)
        }
        expect(await order.read()).toEqual([...entries.values()].sort(compare))
      }
    }),
  )
})

test('what was read stays as it was while the order goes on', async () => {
  const entries: Entry[] = [3, 1, 2].map((key, number) => ({ number, key }))
  const order = new SortedOrder(
    () => entries,
    (one, other) => one.key - other.key,
  )
  const before = await order.read()
  const added = { number: 3, key: 0 }
  entries.push(added)
  order.touched(added)
  expect(await order.read()).toHaveLength(4)
  expect(before.map(({ key }) => key)).toEqual([1, 2, 3])
})
