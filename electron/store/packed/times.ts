const dayMilliseconds = 86_400_000
const minuteMilliseconds = 60_000
/** Days from 1970 to 9999-12-31: later years are written otherwise. */
export const lastDay = 2_932_896
/** Milliseconds from 1970 to the end of that day. */
export const mostMilliseconds = (lastDay + 1) * dayMilliseconds - 1

const two = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'))
const three = Array.from({ length: 1000 }, (_, number) => String(number).padStart(3, '0'))
const minutes = Array.from({ length: 1440 }, (_, minute) => `T${two[Math.floor(minute / 60)]}:${two[minute % 60]}:`)
const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Days seen before, as text; a desk has some thousands of them. */
const days = new Map<number, string>()
const mostDays = 40_000

/** Days since 1970 of an ISO 8601 date such as `2026-11-20`; -1 for any other text, and for days before. */
export function dayOf(text: string): number {
  return text.length === 10 ? dayAt(text) : -1
}

/** The date so many days after the first of 1970. @throws {RangeError} when there is no such date of four-digit years. */
export function dayText(day: number): string {
  let text = days.get(day)
  if (text === undefined) {
    if (!(day <= lastDay)) throw new RangeError(`there is no day ${day}`)
    text = new Date(day * dayMilliseconds).toISOString().slice(0, 10)
    if (days.size >= mostDays) days.clear()
    days.set(day, text)
  }
  return text
}

/** Milliseconds since 1970 of a time such as `2026-11-20T09:00:00.000Z`; -1 for any other text, and for times before. */
export function timeOf(text: string): number {
  if (text.length !== 24) return -1
  const day = dayAt(text)
  if (day < 0 || text[10] !== 'T' || text[13] !== ':' || text[16] !== ':' || text[19] !== '.' || text[23] !== 'Z')
    return -1
  const [hour, minute, second] = [digitsAt(text, 11, 2), digitsAt(text, 14, 2), digitsAt(text, 17, 2)]
  const millisecond = digitsAt(text, 20, 3)
  if (!(hour < 24 && minute < 60 && second < 60 && millisecond >= 0)) return -1
  return day * dayMilliseconds + ((hour * 60 + minute) * 60 + second) * 1000 + millisecond
}

const scratch = Buffer.alloc(24)

/** The time so many milliseconds after 1970 began. @throws {RangeError} as `dayText`. */
export function timeText(milliseconds: number): string {
  const day = Math.floor(milliseconds / dayMilliseconds)
  const ofDay = milliseconds - day * dayMilliseconds
  const minute = Math.floor(ofDay / minuteMilliseconds)
  const ofMinute = ofDay - minute * minuteMilliseconds
  const second = Math.floor(ofMinute / 1000)
  // Put together as bytes: texts joined to one another would each be kept for as long as the whole.
  put(0, dayText(day))
  put(10, minutes[minute] ?? '')
  put(17, two[second] ?? '')
  put(19, '.')
  put(20, three[ofMinute - second * 1000] ?? '')
  put(23, 'Z')
  return scratch.toString('latin1')
}

function put(place: number, text: string): void {
  for (let index = 0; index < text.length; index += 1) scratch[place + index] = text.charCodeAt(index)
}

function dayAt(text: string): number {
  if (text[4] !== '-' || text[7] !== '-') return -1
  const [year, month, day] = [digitsAt(text, 0, 4), digitsAt(text, 5, 2), digitsAt(text, 8, 2)]
  if (!(year >= 1970 && month >= 1 && month <= 12 && day >= 1)) return -1
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  if (day > (monthDays[month - 1] ?? 0) + (leap && month === 2 ? 1 : 0)) return -1
  return Date.UTC(year, month - 1, day) / dayMilliseconds
}

/** The digits at a place of a text as a number; NaN when one is no digit. */
function digitsAt(text: string, place: number, count: number): number {
  let number = 0
  for (let index = place; index < place + count; index += 1) {
    const digit = text.charCodeAt(index) - 0x30
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    number = number * 10 + digit
  }
  return number
}
