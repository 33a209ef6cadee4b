import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { counters, formatId } from '../../../electron/engine/view'
import { exactNumberOf, idWith } from '../../../electron/store/packed/ids'
import { dayOf, dayText, timeOf, timeText } from '../../../electron/store/packed/times'
import { anyDay, anyText, anyTime } from '../../support/any-things'

const dayMilliseconds = 86_400_000
const endOfTimes = Date.parse('9999-12-31T23:59:59.999Z')
const anyCounter = fc.constantFrom(...counters)

/** What the text would be if its number were all that is known of it. */
function isoOf(milliseconds: number): string | null {
  return milliseconds >= 0 && milliseconds <= endOfTimes ? new Date(milliseconds).toISOString() : null
}

describe('The short form of a time', () => {
  it('is there for exactly those texts it gives back', () => {
    fc.assert(
      fc.property(anyTime, (text) => {
        const exact = isoOf(Date.parse(text)) === text
        expect(timeOf(text)).toBe(exact ? Date.parse(text) : -1)
        if (exact) expect(timeText(timeOf(text))).toBe(text)
      }),
      { numRuns: 1000 },
    )
  })

  it('stands for every millisecond there is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: endOfTimes }), (milliseconds) => {
        expect(timeText(milliseconds)).toBe(new Date(milliseconds).toISOString())
      }),
    )
    expect(() => timeText(endOfTimes + 1)).toThrow(RangeError)
  })
})

describe('The short form of a day', () => {
  it('is there for exactly those texts it gives back', () => {
    fc.assert(
      fc.property(anyDay, (text) => {
        const time = `${text}T00:00:00.000Z`
        const exact = text.length === 10 && isoOf(Date.parse(time)) === time
        expect(dayOf(text)).toBe(exact ? Date.parse(time) / dayMilliseconds : -1)
        if (exact) expect(dayText(dayOf(text))).toBe(text)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('The short form of an id', () => {
  it('is there for the ids that the desk makes of numbers', () => {
    fc.assert(
      fc.property(anyCounter, fc.integer({ min: 0, max: 999_999_999_999_999 }), (counter, number) => {
        expect(idWith(counter, number)).toBe(formatId(counter, number))
        expect(exactNumberOf(counter, formatId(counter, number))).toBe(number)
      }),
    )
  })

  it('is there for no other text', () => {
    const nearly = fc
      .tuple(
        fc.constantFrom('C-', 'TC-', 'P-', 'c-', 'C', ' C-'),
        fc.constantFrom('', '1', '0000001', '00000x', '000 01'),
      )
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(anyCounter, fc.oneof(nearly, anyText), (counter, text) => {
        const number = exactNumberOf(counter, text)
        if (number >= 0) expect(formatId(counter, number)).toBe(text)
        else
          expect(
            /^[A-Z]+-(\d{6}|[1-9]\d{6,14})$/.test(text) && text === formatId(counter, Number(text.split('-')[1])),
          ).toBe(false)
      }),
    )
  })
})
