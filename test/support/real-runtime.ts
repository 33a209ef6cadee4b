import { test } from './fixtures'
import { notRun } from './not-run'

/** What a test needs that the stand-in has not: the Electron runtime, or a packaged application with its own. */
type Need = 'runtime' | 'package'

const here: Readonly<Record<Need, boolean>> = {
  runtime: process.env.CARD_DESK_RUNTIME === 'electron' && !process.env.CARD_DESK_APP,
  package: process.env.CARD_DESK_RUNTIME === 'electron' && Boolean(process.env.CARD_DESK_APP),
}

/**
 * A test of what only the real runtime can show. Where that is not there, it is no test at all, but is told of with
 * the reason at the end of `npm test`, so that nobody takes it for proven.
 * @param why what the stand-in cannot show, as a sentence.
 */
export function realRuntimeTest(
  name: string,
  why: string,
  body: Parameters<typeof test>[2],
  need: Need = 'runtime',
): void {
  if (here[need]) test(name, body)
  else notRun(name, need === 'runtime' ? why : `${why} It needs a packaged application, see CARD_DESK_APP.`)
}
