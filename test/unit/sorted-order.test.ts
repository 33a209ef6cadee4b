import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SlotOrder } from '../../electron/services/search/slot-order'
import { sortedByNumber, sortedByText } from '../../electron/services/search/sorting'

/** Slots with keys that change; a slot without one is out of use. */
function keyed(most: number) {
  const keys: (number | null)[] = []
  const compare = (one: number, other: number) => (keys[one] ?? 0) - (keys[other] ?? 0) || one - other
  const inOrder = () => [...keys.keys()].filter((slot) => keys[slot] !== null).sort(compare)
  let sorted = 0
  const order = new SlotOrder({
    async sorted() {
      sorted += 1
      const slots = Uint32Array.from(inOrder())
      // Whatever changes now finds the order half made.
      await Promise.resolve()
      return slots
    },
    compare,
    has: (slot) => keys[slot] !== null,
    most,
  })
  const put = (slot: number, key: number | null) => {
    const next = Math.min(slot, keys.length)
    keys[next] = key
    order.touched(next)
  }
  return { order, put, inOrder, timesSorted: () => sorted }
}

const changes = fc.array(fc.tuple(fc.nat(60), fc.option(fc.nat(12), { nil: null })))

test('an order is that of a full sort, whatever was added, changed or taken out since or while it was made', async () => {
  await fc.assert(
    fc.asyncProperty(
      changes,
      changes,
      fc.array(changes, { maxLength: 6 }),
      fc.nat(8),
      async (first, meanwhile, rounds, most) => {
        const { order, put, inOrder } = keyed(most)
        for (const [slot, key] of first) put(slot, key)
        const making = order.ready()
        for (const [slot, key] of meanwhile) put(slot, key)
        await making
        expect([...order.read()]).toEqual(inOrder())
        for (const round of rounds) {
          for (const [slot, key] of round) put(slot, key)
          await order.ready()
          expect([...order.read()]).toEqual(inOrder())
        }
      },
    ),
  )
})

test('few changes are worked in, many are sorted anew', async () => {
  const { order, put, timesSorted } = keyed(2)
  for (const slot of [0, 1, 2, 3]) put(slot, 9 - slot)
  expect(order.isReady).toBe(false)
  await order.ready()
  for (const slot of [0, 1]) put(slot, slot)
  await order.ready()
  expect([...order.read()]).toEqual([0, 1, 3, 2])
  expect(timesSorted()).toBe(1)
  for (const slot of [0, 1, 2]) put(slot, 7)
  await order.ready()
  expect([...order.read()]).toEqual([3, 0, 1, 2])
  expect(timesSorted()).toBe(2)
})

/** Enough to be told apart byte by byte before they are sorted by several. */
const very = 20_000

test('slots are sorted by number, those alike as they came', async () => {
  const key = fc.oneof(
    fc.nat(5),
    fc.integer({ min: -4_000_000_000, max: 4_000_000_000 }),
    fc.maxSafeNat().map((number) => number >>> 1),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(key, { maxLength: 300 }), async (keys) => {
      const slots = Uint32Array.from(keys.keys()).reverse()
      const expected = [...slots].sort((one, other) => (keys[one] ?? 0) - (keys[other] ?? 0))
      expect([...(await sortedByNumber(slots, (slot) => keys[slot] ?? 0))]).toEqual(expected)
    }),
  )
})

async function expectSorted(keys: readonly string[]) {
  const slots = Uint32Array.from(keys.keys()).reverse()
  const keyOf = (slot: number) => keys[slot] ?? ''
  const expected = [...slots].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : keyOf(one) > keyOf(other) ? 1 : 0))
  const sorted = await sortedByText(slots, keyOf)
  expect([...sorted.slots]).toEqual(expected)
  const different = new Map([...new Set(['', ...keys])].sort().map((key, place) => [key, place]))
  expect([...sorted.places]).toEqual(expected.map((slot) => different.get(keyOf(slot))))
}

test('slots are sorted by text as < compares texts, in any script', async () => {
  const key = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('a', 'b', '\ud842', '\uffee', 'é', '𠮷') }),
  )
  await fc.assert(fc.asyncProperty(fc.array(key, { maxLength: 60 }), expectSorted))
})

test('very many slots are sorted by texts that begin alike', async () => {
  const keys = Array.from({ length: very }, (_, slot) => `e-000000${((slot * 7919) % very) >> 1}`)
  await expectSorted([...keys, 'e-000000', '', ''])
})
