const dayMilliseconds = 86_400_000

/**
 * Milliseconds since 1970 of a time as the journal writes it, `2026-11-20T09:00:00.000Z`, the same as `Date.parse`
 * answers: three for each card at every start make it worth not asking that.
 */
export function millisecondsOf(time: string): number {
  const year = digits(time, 0, 4)
  const month = digits(time, 5, 2)
  // Years that begin in March have their leap day at the end.
  const shifted = month > 2 ? year : year - 1
  const monthFromMarch = month > 2 ? month - 3 : month + 9
  const leapDays = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400)
  const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5) + digits(time, 8, 2) - 1
  // The first of March of the year 0 was so many days before 1970.
  const days = shifted * 365 + leapDays + dayOfYear - 719_468
  const seconds = (digits(time, 11, 2) * 60 + digits(time, 14, 2)) * 60 + digits(time, 17, 2)
  return days * dayMilliseconds + seconds * 1000 + digits(time, 20, 3)
}

function digits(text: string, from: number, count: number): number {
  let number = 0
  for (let at = from; at < from + count; at += 1) number = number * 10 + text.charCodeAt(at) - 48
  return number
}
