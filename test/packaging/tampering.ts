import { isUtf8 } from 'node:buffer'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createPackage, extractAll, getRawHeader, uncache } from '@electron/asar'
import { ensureBuild } from '../../electron/launch/building.mjs'
import { type Finding, inspectArchive } from '../../electron/packaging/inspect.ts'
import { packStub, type StubProgram } from './stub-programs.ts'

/** Milliseconds that a start may take when the programs have to be built first. */
export const longestStart = 180_000

/**
 * A program that is packed once and then tampered with, each time in a copy. Long files in the copies are cut, so that
 * they are packed and looked through in no time.
 */
export class Tampering {
  readonly program: StubProgram
  readonly folder: string
  readonly #contents: string

  private constructor(program: StubProgram, folder: string) {
    this.program = program
    this.folder = folder
    this.#contents = join(folder, 'contents')
    extractAll(program.archive, this.#contents)
  }

  /** Packs the built programs for Linux; builds them first when they are not current. */
  static async start(): Promise<Tampering> {
    await ensureBuild()
    const folder = await mkdtemp(join(tmpdir(), 'card-desk-tampering-'))
    const tampering = new Tampering(await packStub(join(folder, 'packed'), 'linux', 'x64'), folder)
    await cutLongFiles(tampering.#contents)
    return tampering
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }

  /** Packs the contents anew after they were changed; answers where the archive is. */
  async pack(change: (contents: string) => Promise<void>): Promise<string> {
    const place = await mkdtemp(join(this.folder, 'tampered-'))
    const contents = join(place, 'contents')
    await cp(this.#contents, contents, { recursive: true })
    await change(contents)
    const archive = join(place, 'app.asar')
    await createPackage(contents, archive)
    await rm(contents, { recursive: true })
    return archive
  }

  /** What is found after a file was put in, or put in the place of another one. */
  async withFile(path: string, content: string | Buffer): Promise<readonly Finding[]> {
    return inspectArchive(await this.pack((contents) => put(join(contents, path), content)))
  }

  /** What is found after something was written at the end of the main program. */
  async withinMain(text: string): Promise<readonly Finding[]> {
    return inspectArchive(
      await this.pack(async (contents) => {
        const main = join(contents, 'out/main/main.js')
        await writeFile(main, `${await readFile(main, 'utf8')}\n${text}\n`)
      }),
    )
  }

  /** What is found after the list of files in the archive was changed, and nothing else. */
  async withHeader(change: (files: Record<string, unknown>) => void): Promise<readonly Finding[]> {
    const archive = await this.pack(async () => {})
    const { header, headerSize } = getRawHeader(archive)
    const body = (await readFile(archive)).subarray(sizeField + headerSize)
    change(header.files as Record<string, unknown>)
    await writeFile(archive, Buffer.concat([pickled(JSON.stringify(header)), body]))
    uncache(archive)
    return inspectArchive(archive)
  }
}

/** The names of files that stand in what is cut off stay: a file that nobody names would be noticed. */
async function cutLongFiles(folder: string): Promise<void> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  for (const { parentPath, name } of files) {
    const path = join(parentPath, name)
    const content = await readFile(path)
    if (content.length <= longest) continue
    if (!isUtf8(content)) await truncate(path, longest)
    else {
      const named = files.map((file) => file.name).filter((each) => content.includes(each))
      await writeFile(path, [content.toString('utf8').slice(0, longest), ...named].join('\n'))
    }
  }
}

const longest = 20_000

async function put(path: string, content: string | Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
}

const sizeField = 8

/** The start of an archive: the size of the header, then the header, each as Chromium's pickles have it. */
function pickled(header: string): Buffer {
  const text = Buffer.from(header)
  const padding = Buffer.alloc((4 - (text.length % 4)) % 4)
  const pickle = Buffer.concat([lengths(4 + text.length + padding.length, text.length), text, padding])
  return Buffer.concat([lengths(4, pickle.length), pickle])
}

function lengths(...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 4)
  for (const [index, value] of values.entries()) buffer.writeUInt32LE(value, index * 4)
  return buffer
}

/** The names and problems of what was found wrong. */
export function wrong(findings: readonly Finding[]): Record<string, readonly string[]> {
  const failed = findings.filter(({ problems }) => problems.length > 0)
  return Object.fromEntries(failed.map(({ name, problems }) => [name, problems]))
}
