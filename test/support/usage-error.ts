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

/** The options of a program, or its end with 2, what is wrong with its command line, and how it is used. */
export function optionsOrUsage<Options>(read: () => Options, usage: string): Options {
  try {
    return read()
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`)
    process.exit(2)
  }
}
