import { posix } from 'node:path'
import type { Archive, ArchiveEntry } from './archive.ts'
import { forbidden } from './forbidden.ts'

/** Files that may be in the archive, and why they are needed there. */
export interface AllowedFiles {
  readonly name: string
  readonly pattern: RegExp
  readonly why: string
}

/** The end of the name of a file that the build names by its content. */
const hashed = '-[\\w-]{8}'

/**
 * Everything that may be in the archive. Each row has to match at least one file, or it is an opening that nobody
 * needs.
 */
export const allowedFiles: readonly AllowedFiles[] = [
  {
    name: 'package.json',
    pattern: /^package\.json$/,
    why: 'Electron reads the name, the version and the first script from it.',
  },
  {
    name: 'list of licences',
    pattern: /^out\/licences\.json$/,
    why: 'The window shows the licences of what is inside.',
  },
  { name: 'main program', pattern: /^out\/main\/main\.js$/, why: 'The first script: the desk and its window.' },
  { name: 'command line', pattern: /^out\/main\/cli\.js$/, why: 'The desk without a window.' },
  {
    name: 'parts of main and command line',
    pattern: new RegExp(`^out/main/chunks/[\\w-]+${hashed}\\.js$`),
    why: 'What both programs share, and what is loaded only when it is needed.',
  },
  {
    name: 'picture of the window',
    pattern: new RegExp(`^out/main/chunks/[\\w-]+${hashed}\\.png$`),
    why: 'On Linux a window of an AppImage has no other way to an icon.',
  },
  {
    name: 'preload script',
    pattern: /^out\/preload\/preload\.js$/,
    why: 'The bridge between the page and the main program.',
  },
  { name: 'page', pattern: /^out\/renderer\/index\.html$/, why: 'What the window loads.' },
  {
    name: 'scripts of the page',
    pattern: new RegExp(`^out/renderer/assets/[\\w-]+${hashed}\\.js$`),
    why: 'The program in the window.',
  },
  {
    name: 'styles of the page',
    pattern: new RegExp(`^out/renderer/assets/[\\w-]+${hashed}\\.css$`),
    why: 'What the window looks like.',
  },
  {
    name: 'fonts of the page',
    pattern: new RegExp(`^out/renderer/assets/[\\w-]+${hashed}\\.woff2$`),
    why: 'The desk is offline: a page cannot fetch its letters from elsewhere.',
  },
  {
    name: 'pictures of the page',
    pattern: new RegExp(`^out/renderer/assets/[\\w-]+${hashed}\\.svg$`),
    why: 'The sign of the product.',
  },
]

/** What was found wrong with an archive, by the name of the rule; an empty list where nothing is. */
export type Problems = ReadonlyMap<string, readonly string[]>

/** Compares the archive with the list of allowed files and looks for everything that is forbidden by name. */
export function judgeContents(archive: Archive): Problems {
  const { entries } = archive
  const contents = new Map(entries.filter(inArchive).map((entry) => [entry, archive.content(entry)]))
  const found = new Map<string, readonly string[]>()
  found.set(
    'only allowed files',
    entries
      .filter(({ path }) => !allowedFiles.some(({ pattern }) => pattern.test(path)))
      .map(({ path }) => `${path} is not on the list of allowed files`),
  )
  found.set(
    'no row of the list without a file',
    allowedFiles
      .filter(({ pattern }) => !entries.some(({ path }) => pattern.test(path)))
      .map(({ name, pattern }) => `"${name}" matches nothing: ${pattern}`),
  )
  found.set('no file that nothing loads', unloaded(contents))
  for (const { name, why, problem } of forbidden) {
    found.set(
      name,
      entries.flatMap((entry) => {
        const what = problem(entry, contents.get(entry) ?? null)
        return what === null ? [] : [`${entry.path} ${what}: ${why}`]
      }),
    )
  }
  return found
}

/** The end of every file that the build names by its content, so that only its full name leads to it. */
const namedByContent = new RegExp(`${hashed}\\.\\w+$`)

/** Files that no other file names: left over from an earlier build, or put there by somebody. */
function unloaded(contents: ReadonlyMap<ArchiveEntry, Buffer>): readonly string[] {
  return [...contents.keys()]
    .filter(({ path }) => namedByContent.test(path))
    .filter((entry) => {
      const name = posix.basename(entry.path)
      return ![...contents].some(([other, content]) => other !== entry && content.includes(name))
    })
    .map(({ path }) => `${path} is named by no other file: nothing loads it`)
}

function inArchive({ link, unpacked }: ArchiveEntry): boolean {
  return link === null && !unpacked
}
