import type { ArchiveEntry } from './archive.ts'

/** A part of the archive and the most that it may weigh, in bytes. */
export interface Budget {
  readonly name: string
  readonly pattern: RegExp
  readonly most: number
}

const kibibyte = 1024

/**
 * What the parts of the archive may weigh: some room above what they weigh today, so that a package which came in by
 * accident, or for little, is noticed.
 */
export const budgets: readonly Budget[] = [
  { name: 'main program and command line', pattern: /^out\/main\//, most: 5_500 * kibibyte },
  { name: 'preload script', pattern: /^out\/preload\//, most: 20 * kibibyte },
  { name: 'scripts and styles of the page', pattern: /^out\/renderer\/.*\.(js|css|html)$/, most: 2_300 * kibibyte },
  { name: 'fonts and pictures of the page', pattern: /^out\/renderer\/.*\.(woff2|svg)$/, most: 280 * kibibyte },
  { name: 'list of licences', pattern: /^out\/licences\.json$/, most: 400 * kibibyte },
  { name: 'everything', pattern: /^/, most: 8_000 * kibibyte },
]

/** What a part of the archive weighs. */
export interface Weight {
  readonly name: string
  /** Bytes. */
  readonly bytes: number
  readonly most: number
}

/** Weighs the parts of an archive. */
export function weigh(entries: readonly ArchiveEntry[]): readonly Weight[] {
  return budgets.map(({ name, pattern, most }) => {
    const bytes = entries.filter(({ path }) => pattern.test(path)).reduce((sum, { size }) => sum + size, 0)
    return { name, bytes, most }
  })
}

/** Bytes as a person reads them: KiB without decimals. */
export function kibibytes(bytes: number): string {
  return `${Math.ceil(bytes / kibibyte)} KiB`
}
