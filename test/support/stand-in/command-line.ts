/** The value of `--name=value` or `--name value` on the command line. */
export function switchValue(wanted: string): string | undefined {
  const at = process.argv.findIndex((each) => each === `--${wanted}` || each.startsWith(`--${wanted}=`))
  if (at < 0) return undefined
  const [, joined] = (process.argv[at] ?? '').split(/=(.*)/s)
  return joined ?? process.argv[at + 1]
}
