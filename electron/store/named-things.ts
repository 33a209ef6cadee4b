import { join } from 'node:path'
import { z } from 'zod'
import type { Files } from '../files'
import { openDocument, sealedDocument, SealedDocument, writeDocument } from './document'
import { StorageFailed } from './faults'
import { type Formats, upgraded } from './formats'
import { storageFailed } from './messages'

/** What a file of named things holds, and where it is. */
export interface NamedKind<Thing> {
  /** The member of the file that holds them; also which migrations bring an older file up to date. */
  readonly kind: 'credentials' | 'secrets'
  /** Path inside the data folder. */
  readonly file: string
  /** Path inside the data folder for the file before. */
  readonly previous: string
  readonly schema: z.ZodType<Thing>
}

type Things<Thing> = Readonly<Record<string, Thing>>

/** The file, and the one before it. */
interface Disk<Thing> {
  /** `null` when there is no such file. @throws {DataFault} when it cannot be read. */
  read(): Promise<Things<Thing> | null>
  write(content: Readonly<Record<string, unknown>>): Promise<void>
  removePrevious(): Promise<void>
}

/** Things by name in one sealed file of their own, written whole with each change: what the journal must not hold. */
export class NamedThings<Thing> {
  #underWay: Promise<void> = Promise.resolve()
  #previousHoldsForgotten = false

  private constructor(
    private readonly contentOf: (things: Things<Thing>) => Readonly<Record<string, unknown>>,
    private readonly disk: Disk<Thing>,
    private things: Things<Thing>,
  ) {}

  /** @throws {DataFault} when the file is there but cannot be read. */
  static async open<Thing>(
    files: Files,
    folder: string,
    formats: Formats,
    { kind, file, previous, schema }: NamedKind<Thing>,
  ): Promise<NamedThings<Thing>> {
    const named = z.record(z.string().min(1), schema)
    const document = new SealedDocument<Readonly<Record<string, unknown>>>({
      files,
      folder,
      file,
      previous,
      parse: (value) =>
        z
          .strictObject({ format: z.int(), [kind]: named })
          .parse(upgraded(value, kind, formats, { file, line: null, sequence: null })),
    })
    const disk: Disk<Thing> = {
      async read() {
        const { data } = await openDocument(document)
        return data && named.parse(data[kind])
      },
      write: (content) => writeDocument(document, content),
      async removePrevious() {
        // Without the file itself, the one before it is all there is.
        if ((await files.size(join(folder, file))) !== null) await files.remove(join(folder, previous))
      },
    }
    return new NamedThings<Thing>(
      (things) => ({ format: formats.current, [kind]: things }),
      disk,
      (await disk.read()) ?? {},
    )
  }

  get(name: string): Thing | undefined {
    return Object.hasOwn(this.things, name) ? this.things[name] : undefined
  }

  /** Durable when it resolves. @throws {StorageFailed} with the refusal to answer, when the disk refused. */
  put(name: string, thing: Thing): Promise<void> {
    return this.#change(() => ({ ...this.things, [name]: thing }))
  }

  /** Forgets every thing whose name is not in the list. @throws {StorageFailed} as `put`. */
  keepOnly(names: readonly string[]): Promise<void> {
    return this.#change(() => {
      const kept = Object.entries(this.things).filter(([name]) => names.includes(name))
      return kept.length === Object.keys(this.things).length ? null : Object.fromEntries(kept)
    })
  }

  /** Writes the file anew even when nothing changed: after it was read in an older format. */
  rewrite(): Promise<void> {
    return this.#change(() => this.things)
  }

  /** The file as it would be written now: exactly what is durable at this moment. */
  bytes(): Buffer {
    return sealedDocument(this.contentOf(this.things)).bytes
  }

  /** Waits for writes under way. */
  async idle(): Promise<void> {
    await this.#underWay
  }

  #change(next: () => Things<Thing> | null): Promise<void> {
    const done = this.#underWay.then(async () => {
      const things = next()
      try {
        if (things !== null) await this.#replace(things)
        if (this.#previousHoldsForgotten) await this.disk.removePrevious()
        this.#previousHoldsForgotten = false
      } catch (error) {
        throw new StorageFailed(storageFailed(error), error)
      }
    })
    this.#underWay = done.catch(() => {})
    return done
  }

  async #replace(things: Things<Thing>): Promise<void> {
    const forgets = Object.entries(this.things).some(([name, thing]) => things[name] !== thing)
    try {
      await this.disk.write(this.contentOf(things))
      this.things = things
    } catch (error) {
      // It may have failed after the new file was put in place: what counts is what a start would find.
      this.things = (await this.disk.read().catch(() => null)) ?? this.things
      throw error
    }
    // What was forgotten or replaced must not live on in the file kept from before.
    if (forgets) this.#previousHoldsForgotten = true
  }
}
