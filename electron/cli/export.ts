import { resolve } from 'node:path'
import { exportFormats } from '../../shared/model'
import { systemStamp } from '../engine/events'
import { systemClock, timestamp } from '../ports'
import { dataRefused, DataFault, exportHistory } from '../store'
import { expectData } from './data-folder'
import { longWork } from './long-work'
import { needed, readOptions, type Surroundings, UsageError } from './usage'

/** Writes the whole history of a folder as a new file with its proof; the folder may be in use. */
export async function exportCommand(parameters: readonly string[], { data }: Surroundings): Promise<number> {
  const values = readOptions(parameters, {
    data: { type: 'string' },
    into: { type: 'string' },
    format: { type: 'string' },
  })
  const folder = resolve(needed(values.data ?? data, 'the data folder: --data DIR'))
  const into = resolve(needed(values.into, 'the folder for the file: --into DIR'))
  const format = exportFormats.find((each) => each === (values.format ?? 'json'))
  if (!format) throw new UsageError(`--format takes ${exportFormats.join(' or ')}`)
  await expectData(folder)
  const made = systemStamp(timestamp(systemClock))
  try {
    const exported = await longWork('The export', (...under) => exportHistory(folder, { format, into, made }, ...under))
    process.stdout.write(`${JSON.stringify({ ok: true, ...exported })}\n`)
    return 0
  } catch (error) {
    throw error instanceof DataFault ? dataRefused(folder, error) : error
  }
}
