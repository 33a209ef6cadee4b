import { writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { channelNames } from '../../shared/contract'
import { patience } from './answered'
import { type Story, storyOf } from './deeds'
import { type Options, readOptions } from './options'
import { play } from './play'
import { Tally } from './tally'
import { Watchdog } from './watchdog'

// Plays one story after another until enough calls were made. Story number n of seed s is story 0 of seed s + n, so
// that the one which found a fault can be played alone.

/** A fault that a story met, and how to meet it again. */
interface Found {
  readonly seed: number
  readonly message: string
}

async function tell(
  stories: fc.Arbitrary<Story>,
  seed: number,
  tally: Tally,
  watchdog: Watchdog,
): Promise<string | null> {
  const property = fc.asyncProperty(stories, (story) => play(story, seed, { tally, watchdog }))
  const { failed, errorInstance } = await fc.check(property, { seed, numRuns: 1, endOnFailure: true })
  return failed ? messageOf(errorInstance) : null
}

/** The shortest story found within some seconds that still meets a fault. */
async function shorten(
  stories: fc.Arbitrary<Story>,
  seed: number,
  seconds: number,
  watchdog: Watchdog,
): Promise<string> {
  let last = 'nothing shorter was found'
  const property = fc.asyncProperty(stories, async (story) => {
    try {
      await play(story, seed, { tally: new Tally(), watchdog })
    } catch (error) {
      last = `${story.deeds.length} deeds at a ${story.desk} desk:\n${messageOf(error)}`
      throw error
    }
  })
  await fc.check(property, { seed, numRuns: 1, interruptAfterTimeLimit: seconds * 1000 })
  return last
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

async function run({ calls, seed, longest, shrink, report }: Options): Promise<boolean> {
  const stories = storyOf(longest)
  const watchdog = new Watchdog(2 * patience)
  const tally = new Tally()
  const began = performance.now()
  let found: Found | null = null
  console.log(`Seed ${seed}: at least ${calls} calls in stories of up to ${longest} deeds.`)
  for (let number = 0; tally.calls < calls && !found; number += 1) {
    watchdog.note(`the beginning of the story of seed ${seed + number}`)
    const message = await tell(stories, seed + number, tally, watchdog)
    if (message !== null) found = { seed: seed + number, message }
    else if (number % 5 === 4 || tally.calls >= calls)
      console.log(`${tally.calls} calls in ${tally.stories} stories, ${secondsSince(began)} s`)
  }
  if (found) {
    console.log(
      `\nA fault:\n${found.message}\n\nAgain: npm run test:fuzz -- --calls 1 --longest ${longest} --seed ${found.seed}`,
    )
    if (shrink > 0)
      console.log(`\nThe shortest way to it found: ${await shorten(stories, found.seed, shrink, watchdog)}`)
  }
  await watchdog.close()
  console.log(`\n${tally.lines().join('\n')}`)
  const silent = channelNames.filter((channel) => tally.callsOf(channel) === 0)
  if (silent.length > 0) console.log(`Never called: ${silent.join(', ')}`)
  if (report !== null) writeFileSync(report, JSON.stringify({ right: tally.stories, wrong: found ? 1 : 0 }))
  console.log(
    `\n${tally.calls} calls of ${channelNames.length - silent.length} channels in ${tally.stories} stories ` +
      `(${tally.ok} answered, ${tally.calls - tally.ok} refused with ${tally.codes.size} codes, ${tally.records} records), ` +
      `seed ${seed}, ${secondsSince(began)} s, ${found ? 1 : 0} faults`,
  )
  return found === null
}

function secondsSince(began: number): string {
  return ((performance.now() - began) / 1000).toFixed(0)
}

process.exitCode = (await run(readOptions(process.argv.slice(2)))) ? 0 : 1
