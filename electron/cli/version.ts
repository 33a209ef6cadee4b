import { aboutText } from '../../shared/texts/about'
import { silentLog } from '../ports'
import { AboutService } from '../services/about'
import { readOptions, type Surroundings } from './usage'

/** Prints what Help → About shows: the version, what runs it, the system and the format of the data. */
export async function version(parameters: readonly string[], { program }: Surroundings): Promise<number> {
  const { json } = readOptions(parameters, { json: { type: 'boolean' } })
  const about = await new AboutService({ program, log: silentLog }).read()
  process.stdout.write(`${json ? JSON.stringify(about) : aboutText(about)}\n`)
  return 0
}
