import { z } from 'zod'
import type { Files } from '../files'
import type { Formats } from './formats'
import { type NamedKind, NamedThings } from './named-things'
import { previousSecretsFile, secretsFile } from './names'
import type { SecretStore } from './port'

/** Sealed bytes in Base64: what they say is known to the operating system's user alone. */
const secrets: NamedKind<string> = {
  kind: 'secrets',
  file: secretsFile,
  previous: previousSecretsFile,
  schema: z.base64(),
}

/** The sealed secrets, in a file of their own: they never get into the journal or into an export. */
export class Secrets implements SecretStore {
  private constructor(private readonly things: NamedThings<string>) {}

  /** @throws {DataFault} when the file is there but cannot be read. */
  static async open(files: Files, folder: string, formats: Formats): Promise<Secrets> {
    return new Secrets(await NamedThings.open(files, folder, formats, secrets))
  }

  get(name: string): Uint8Array | undefined {
    const sealed = this.things.get(name)
    return sealed === undefined ? undefined : Uint8Array.from(Buffer.from(sealed, 'base64'))
  }

  put(name: string, sealed: Uint8Array): Promise<void> {
    return this.things.put(name, Buffer.from(sealed).toString('base64'))
  }

  keepOnly(names: readonly string[]): Promise<void> {
    return this.things.keepOnly(names)
  }

  /** Writes the file anew even when nothing changed: after it was read in an older format. */
  rewrite(): Promise<void> {
    return this.things.rewrite()
  }

  /** The file as it would be written now: exactly what is durable at this moment. */
  bytes(): Buffer {
    return this.things.bytes()
  }

  /** Waits for writes under way. */
  idle(): Promise<void> {
    return this.things.idle()
  }
}
