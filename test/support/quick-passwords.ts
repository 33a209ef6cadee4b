import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeCredential } from '../../electron/services/accounts/passwords'
import { credentialsFile } from '../../electron/store/names'
import { seal } from '../../electron/store/seal'

const quick = { cost: 16, blockSize: 1, parallelization: 1 }

/**
 * Makes the passwords of a desk quick to check; the desk is closed, and everybody has the same one. What a check costs
 * is part of each credential: this is for desks at which test after test signs somebody in. That new passwords are
 * dear to guess, and that one can sign in with them, has tests of its own.
 */
export async function makePasswordsQuick(folder: string, password: string): Promise<void> {
  const path = join(folder, credentialsFile)
  const { seal: _, ...document } = JSON.parse(await readFile(path, 'utf8'))
  const credentials: Record<string, unknown> = {}
  for (const id of Object.keys(document.credentials)) credentials[id] = await makeCredential(password, quick)
  await writeFile(path, `${seal(JSON.stringify({ ...document, credentials }), 'seal').text}\n`)
}
