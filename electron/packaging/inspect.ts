import { readdirSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { type Archive, readArchive } from './archive.ts'
import { kibibytes, weigh } from './budget.ts'
import { judgeContents } from './contents.ts'
import { compareFuses } from './fuses.ts'
import type { Places } from './places.ts'

/** What a check found. */
export interface Finding {
  readonly name: string
  /** Empty when the check passed. */
  readonly problems: readonly string[]
  /** What was measured, where something was. */
  readonly figures?: string
}

/** Looks at the archive of a packaged program: what is in it, what lies beside it, what it weighs. */
export function inspectArchive(path: string): readonly Finding[] {
  const archive = open(path)
  if (typeof archive === 'string') return [{ name: 'archive', problems: [archive] }]
  const { entries, surplus } = archive
  if (surplus < 0) return [{ name: 'archive', problems: [`is ${-surplus} bytes shorter than the files in it`] }]
  const more = surplus === 0 ? [] : [`has ${surplus} bytes that belong to none of its files`]
  return [
    { name: 'archive', problems: [...more, ...besides(path)], figures: `${entries.length} files` },
    ...[...judgeContents(archive)].map(([name, problems]) => ({ name: `archive: ${name}`, problems })),
    ...weigh(entries).map(({ name, bytes, most }) => ({
      name: `size: ${name}`,
      problems: bytes > most ? [`${kibibytes(bytes)} are more than the budget of ${kibibytes(most)}`] : [],
      figures: `${kibibytes(bytes)} of ${kibibytes(most)}`,
    })),
  ]
}

/** Reads the fuses back from a packaged program; one finding for each. */
export async function inspectFuses(program: string): Promise<readonly Finding[]> {
  const compared = await compareFuses(program)
  return [...compared].map(([name, problem]) => ({
    name: `fuse: ${name}`,
    problems: problem === null ? [] : [`${name} ${problem}`],
  }))
}

/** Everything that can be seen of a packaged program without starting it. */
export async function inspectProgram({ archive, program }: Places): Promise<readonly Finding[]> {
  return [...inspectArchive(archive), ...(await inspectFuses(program))]
}

function open(path: string): Archive | string {
  try {
    return readArchive(path)
  } catch (error) {
    return `cannot be read: ${error instanceof Error ? error.message : String(error)}`
  }
}

/** What could be run beside the archive or in its place; some systems take large letters for small ones. */
const runnable = /^(app|node_modules|.+\.(asar|asar\.unpacked|node))$/i

function besides(archive: string): readonly string[] {
  return readdirSync(dirname(archive))
    .filter((name) => name !== basename(archive) && runnable.test(name))
    .map((name) => `${name} lies beside the archive, and nothing compares what is in it with a checksum`)
}
