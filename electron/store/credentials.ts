import type { Files } from '../files'
import type { Formats } from './formats'
import { type NamedKind, NamedThings } from './named-things'
import { credentialsFile, previousCredentialsFile } from './names'
import type { Credential } from './port'
import { credentialSchema } from './schemas'

/** The password hashes, in a file of their own: they never get into the journal or into an export. */
export type Credentials = NamedThings<Credential>

const credentials: NamedKind<Credential> = {
  kind: 'credentials',
  file: credentialsFile,
  previous: previousCredentialsFile,
  schema: credentialSchema,
}

/** @throws {DataFault} when the file is there but cannot be read. */
export function openCredentials(files: Files, folder: string, formats: Formats): Promise<Credentials> {
  return NamedThings.open(files, folder, formats, credentials)
}
