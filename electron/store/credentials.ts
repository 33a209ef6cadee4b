import { join } from 'node:path'
import type { Low } from 'lowdb'
import { z } from 'zod'
import { openDocument, SealedDocument, writeDocument } from './document'
import { StorageFailed } from './faults'
import type { Files } from '../files'
import { type Formats, upgraded } from './formats'
import { storageFailed } from './messages'
import { credentialsFile, previousCredentialsFile } from './names'
import type { Credential, CredentialStore } from './port'
import { credentialSchema } from './schemas'

const schema = z.strictObject({ format: z.int(), credentials: z.record(z.string().min(1), credentialSchema) })
type Content = z.infer<typeof schema>

/** The password hashes, in a file of their own: they never get into the journal or into an export. */
export class Credentials implements CredentialStore {
  #underWay: Promise<void> = Promise.resolve()

  private constructor(
    private readonly files: Files,
    private readonly folder: string,
    private readonly format: number,
    private readonly document: SealedDocument<Content>,
    private content: Readonly<Record<string, Credential>>,
  ) {}

  /** @throws {DataFault} when the file is there but cannot be read. */
  static async open(files: Files, folder: string, formats: Formats): Promise<Credentials> {
    const document = new SealedDocument<Content>({
      files,
      folder,
      file: credentialsFile,
      previous: previousCredentialsFile,
      parse: (value) =>
        schema.parse(upgraded(value, 'credentials', formats, { file: credentialsFile, line: null, sequence: null })),
    })
    const { data }: Low<Content | null> = await openDocument(document)
    return new Credentials(files, folder, formats.current, document, data?.credentials ?? {})
  }

  get(id: string): Credential | undefined {
    return Object.hasOwn(this.content, id) ? this.content[id] : undefined
  }

  put(id: string, credential: Credential): Promise<void> {
    return this.#change(() => ({ ...this.content, [id]: credential }))
  }

  keepOnly(ids: readonly string[]): Promise<void> {
    return this.#change(() => {
      const kept = Object.entries(this.content).filter(([id]) => ids.includes(id))
      return kept.length === Object.keys(this.content).length ? null : Object.fromEntries(kept)
    })
  }

  /** Writes the file anew even when nothing changed: after it was read in an older format. */
  rewrite(): Promise<void> {
    return this.#change(() => this.content)
  }

  /** Waits for writes under way. */
  async idle(): Promise<void> {
    await this.#underWay
  }

  #change(next: () => Readonly<Record<string, Credential>> | null): Promise<void> {
    const done = this.#underWay.then(async () => {
      const content = next()
      if (content === null) return
      const forgotten = Object.keys(this.content).some((id) => !Object.hasOwn(content, id))
      try {
        await writeDocument(this.document, { format: this.format, credentials: content })
        this.content = content
        // A forgotten hash must not live on in the file kept from before.
        if (forgotten) await this.files.remove(join(this.folder, previousCredentialsFile))
      } catch (error) {
        throw new StorageFailed(storageFailed(error), error)
      }
    })
    this.#underWay = done.catch(() => {})
    return done
  }
}
