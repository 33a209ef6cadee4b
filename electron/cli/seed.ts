import { text } from 'node:stream/consumers'
import { openDesk } from '../compose'
import { openLog } from '../logging'
import { parse, UsageError } from './usage'

/** Fills a folder with sample data. With `--password-stdin` the sample colleagues can sign in. */
export async function seed(parameters: readonly string[]): Promise<number> {
  const { data, cards, seed: number, passwordFromInput } = parse(parameters)
  const password = passwordFromInput ? (await text(process.stdin)).replace(/\r?\n$/, '') : null
  if (password === '') throw new UsageError('--password-stdin was given, but standard input is empty')
  const desk = await openDesk({ folder: data, log: openLog(data) })
  try {
    const onProgress = (made: number) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${made} of ${cards} cards`)
    }
    const seeded = await desk.seeder.seed({ cards, seed: number, password, by: null, onProgress })
    if (!seeded.ok) throw new Error(seeded.error.message)
    process.stdout.write(`${JSON.stringify({ ok: true, cards: seeded.value, folder: data })}\n`)
    return 0
  } finally {
    await desk.close()
  }
}
