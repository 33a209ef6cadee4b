import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SaveIndex } from '../../../electron/store/saves'

const idOf = (number: number) => `P-${String(number).padStart(6, '0')}`

describe('The records that saved a thing', () => {
  it('are those that were noted, each once, oldest first', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 600 }), (numbers) => {
        const index = new SaveIndex()
        const expected = new Map<number, Set<number>>()
        for (const [place, number] of numbers.entries()) {
          // Three events share a record.
          const sequence = Math.floor(place / 3) + 1
          index.add(idOf(number), sequence)
          expected.set(number, (expected.get(number) ?? new Set()).add(sequence))
        }
        const copy = new SaveIndex()
        for (const number of [1, 2, 3, 4, 5, 6, 7]) {
          const sequences = [...(expected.get(number) ?? [])]
          expect(index.of(idOf(number))).toEqual(sequences)
          copy.put(idOf(number), index.of(idOf(number)))
          expect(copy.of(idOf(number))).toEqual(sequences)
        }
      }),
    )
  })

  it.each([[[2, 2]], [[3, 1]], [[0]], [[-1]]])('are not taken over as %j', (sequences) => {
    expect(() => new SaveIndex().put('P-000001', sequences)).toThrow(/P-000001/)
  })
})
