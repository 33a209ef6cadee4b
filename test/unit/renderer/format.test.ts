import { describe, expect, it } from 'vitest'
import { formatDay, formatExactly, formatMoment, locale } from '../../../renderer/format'

const now = new Date(2026, 10, 21, 12, 0)
/** As this machine writes the time of a day. */
const time = (hour: number, minute: number) =>
  new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(new Date(2026, 10, 21, hour, minute))
const at = (...parts: [number, number, number, number, number]) => new Date(...parts).toISOString()

describe('when something happened, as people say it', () => {
  it('names today and yesterday', () => {
    expect(formatMoment(at(2026, 10, 21, 0, 5), now)).toBe(`today, ${time(0, 5)}`)
    expect(formatMoment(at(2026, 10, 20, 23, 59), now)).toBe(`yesterday, ${time(23, 59)}`)
  })

  it('names the day of this year without the year, and of another one with it', () => {
    const thisYear = formatMoment(at(2026, 2, 9, 9, 14), now)
    expect(thisYear).toContain('Mar')
    expect(thisYear).not.toContain('2026')
    expect(formatMoment(at(2025, 11, 31, 9, 14), now)).toContain('2025')
  })

  it('does not call a day in the future by a word of the past', () => {
    expect(formatMoment(at(2026, 10, 22, 9, 0), now)).toContain('22')
  })

  it('says nothing of what is no time', () => {
    expect(formatMoment('', now)).toBe('')
    expect(formatMoment(null, now)).toBe('')
    expect(formatExactly('soon')).toBe('')
  })
})

describe('calendar days', () => {
  it('stay the day they are, in any time zone', () => {
    expect(formatDay('2026-11-01')).toMatch(/\b1\b.*Nov.*2026|Nov.*\b1\b.*2026/)
    expect(formatDay('2026-12-31')).toMatch(/31/)
  })

  it('may be missing', () => {
    expect(formatDay(null)).toBe('')
    expect(formatDay('')).toBe('')
  })
})
