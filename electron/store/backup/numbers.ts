import { join } from 'node:path'
import { z } from 'zod'
import type { DeskRestored } from '../../engine/events'
import { counters } from '../../engine/view'
import type { Files } from '../../files'
import { breather } from '../../breathe'
import { type Log, whyOf } from '../../ports'
import { type Formats, upgraded } from '../formats'
import { segmentFile, segmentsThere } from '../journal/segments'
import { numbersIn } from '../memory'
import { journalFolder, manifestFile, previousManifestFile } from '../names'
import { eventSchema } from '../schemas'
import { checkSeal } from '../seal'
import { readManifest } from '../snapshot/load'

/** Highest numbers given out. */
export type Numbers = DeskRestored['numbers']

interface NumbersOptions {
  readonly files: Files
  readonly folder: string
  readonly formats: Formats
  readonly log: Log
}

const lineFeed = 0x0a
const recordEvents = z.object({ events: z.array(eventSchema) })

/**
 * The highest numbers that the data in a folder has given out, as far as they can be read: those the snapshot counted,
 * and those in every whole record after it. Damaged data is what backups are restored for, so nothing that is wrong
 * with it stops this: a record that cannot be read counts for nothing.
 */
export async function highestNumbers({ files, folder, formats, log }: NumbersOptions): Promise<Numbers> {
  const breathe = breather()
  /** What could be read, or what to take for it. */
  const orElse = <Value>(value: Value, what: string, reading: Promise<Value>) =>
    reading.catch((error: unknown) => {
      log.warn('replaced data not readable', { what, why: whyOf(error) })
      return value
    })
  const source = { files, folder, formats }
  const manifest =
    (await orElse(null, manifestFile, readManifest(source, 'current'))) ??
    (await orElse(null, previousManifestFile, readManifest(source, 'previous')))
  let numbers: Numbers = higher({}, manifest?.counts ?? {})
  for (const first of await orElse([], journalFolder, segmentsThere(files, folder))) {
    if (first < (manifest?.segment ?? 0)) continue
    const bytes = await orElse(null, segmentFile(first), files.readWhole(join(folder, segmentFile(first))))
    let start = first === manifest?.segment ? manifest.offset : 0
    while (bytes && start < bytes.length) {
      const feed = bytes.indexOf(lineFeed, start)
      const stop = feed < 0 ? bytes.length : feed
      numbers = higher(numbers, numbersOf(bytes.subarray(start, stop), formats))
      start = stop + 1
      await breathe()
    }
  }
  return numbers
}

/** The higher of two numbers of each kind. */
export function higher(one: Numbers, other: Numbers): Numbers {
  const found = counters.flatMap((counter) => {
    const number = Math.max(one[counter] ?? 0, other[counter] ?? 0)
    return number > 0 ? [[counter, number] as const] : []
  })
  return Object.fromEntries(found)
}

/** The numbers a line of the journal used up; none when it is no whole record of a format known here. */
function numbersOf(line: Buffer, formats: Formats): Numbers {
  if (checkSeal(line, 'hash') === null) return {}
  try {
    const value = upgraded(JSON.parse(line.toString('utf8')), 'record', formats, nowhere)
    const { events } = recordEvents.parse(value)
    return events.flatMap(numbersIn).reduce<Numbers>((sum, [counter, number]) => higher(sum, { [counter]: number }), {})
  } catch {
    return {}
  }
}

const nowhere = { file: '', line: null, sequence: null }
