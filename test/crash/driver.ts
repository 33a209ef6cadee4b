import { join } from 'node:path'
import { killInPlace, type PlaceResult } from './place'

interface DriveOptions {
  /** Where the desks' folders go. */
  readonly folder: string
  /** How `desk` is run: Node and the built program. */
  readonly command: readonly [node: string, program: string]
  readonly kills: number
  readonly seed: number
  readonly say: (line: string) => void
}

/** What came of it: folders that were right to the end, those that were not, and the lines that sum it up. */
export interface Driven {
  readonly right: number
  readonly wrong: number
  readonly lines: readonly string[]
}

/** Folders side by side: while one waits for a process to start, the other works. */
const lanes = 2
/** A folder grows with every life, and a start takes longer; after so many kills it is left for a new one. */
const killsPerFolder = 125
/** Sample data that nearly fills the journal's first file, so that the second is begun while the desk is killed. */
const pastCards = 4600
const mostSentences = 20

/** Kills desks at work, each folder with a share of the kills. */
export async function drive({ folder, command, kills, seed, say }: DriveOptions): Promise<Driven> {
  const places = Math.min(kills, Math.max(lanes, Math.ceil(kills / killsPerFolder)))
  const left = Array.from({ length: places }, (_, index) => index)
  const results: PlaceResult[] = []
  let killed = 0
  const onKill = () => {
    killed += 1
    if (killed % 25 === 0) say(`${killed} of ${kills} kills`)
  }
  const lane = async () => {
    for (let index = left.shift(); index !== undefined; index = left.shift()) {
      const name = `desk ${index + 1}`
      const share = Math.floor(((index + 1) * kills) / places) - Math.floor((index * kills) / places)
      const place = join(folder, `desk-${index + 1}`)
      const sampleCards = index % 2 === 1 ? pastCards : 0
      const result = await killInPlace({ command, folder: place, name, seed, kills: share, sampleCards, onKill })
      for (const sentence of sentencesOf(result).slice(0, mostSentences)) say(`${name}: ${sentence}`)
      results.push(result)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  const wrong = results.filter((result) => sentencesOf(result).length > 0).length
  return { right: results.length - wrong, wrong, lines: summary(results) }
}

function sentencesOf({ lost, halfApplied, wrong, broken, differs }: PlaceResult): readonly string[] {
  return [...lost, ...halfApplied, ...wrong, ...broken, ...differs]
}

function summary(results: readonly PlaceResult[]): readonly string[] {
  const sum = (of: (result: PlaceResult) => number) => results.reduce((total, result) => total + of(result), 0)
  const count = (of: (result: PlaceResult) => readonly string[]) => sum((result) => of(result).length)
  return [
    `killed ${sum((each) => each.starting)} times while starting, ${sum((each) => each.working)} at work, ` +
      `${sum((each) => each.closing)} while closing; ${sum((each) => each.halfCheckpoints)} kills left a checkpoint ` +
      `half written, ${sum((each) => each.tornRecords)} a record; ${results.length} folders with ` +
      `${sum((each) => each.segments)} journal files, ${sum((each) => each.wholeChecks)} times looked at as a whole`,
    `${sum((each) => each.unanswered)} changes were cut off before their answer, ${sum((each) => each.happened)} of them had happened, as a whole`,
    `${sum((each) => each.kills)} kills, ${sum((each) => each.acknowledged)} acknowledged changes, ` +
      `${count((each) => each.lost)} lost, ${count((each) => each.halfApplied)} half-applied, ` +
      `${count((each) => each.wrong)} wrong, ${count((each) => each.broken)} broken chains, ` +
      `${count((each) => each.differs)} snapshots that differ from the journal`,
  ]
}
