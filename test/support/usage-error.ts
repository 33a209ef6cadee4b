/** The command line is not of the form a program of the tests takes; the message is a finished sentence. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** The whole number an option has. @throws {UsageError} naming the option when it has none within these bounds. */
export function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= least && value <= most) return value
  throw new UsageError(`--${name} takes a whole number from ${least} to ${most}, not "${text}".`)
}
