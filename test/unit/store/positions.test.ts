import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Positions } from '../../../electron/store/journal/positions'

// A record is found by one bounded read: at most 64 records, and little more than 64 kB, after a noted one.
it('finds a place at or shortly before any record, whatever the records are like', () => {
  const lengths = fc.array(fc.oneof(fc.integer({ min: 200, max: 3000 }), fc.integer({ min: 1, max: 200_000 })), {
    minLength: 1,
    maxLength: 400,
  })
  fc.assert(
    fc.property(lengths, fc.integer({ min: 10_000, max: 1_000_000 }), (records, segmentBytes) => {
      const positions = new Positions()
      const begins: { first: number; offset: number }[] = []
      let first = 1
      let offset = 0
      for (const [index, length] of records.entries()) {
        if (offset >= segmentBytes) {
          first = index + 1
          offset = 0
        }
        begins.push({ first, offset })
        positions.add(first, index + 1, length)
        offset += length
      }
      for (const [index, at] of begins.entries()) {
        const found = positions.find(index + 1)
        expect(found?.segment.first).toBe(at.first)
        const noted = begins[(found?.sequence ?? 0) - 1]
        expect(noted).toEqual({ first: at.first, offset: found?.offset })
        expect(index + 1 - (found?.sequence ?? 0)).toBeLessThan(64)
        expect(at.offset - (found?.offset ?? 0)).toBeLessThan(64 * 1024)
      }
      expect(positions.bytes).toBe(records.reduce((sum, length) => sum + length, 0))
    }),
  )
})

it('knows nothing in an empty journal', () => {
  expect(new Positions().find(1)).toBeUndefined()
})
