import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { origin } from '../../electron/services/sample-data/story'
import { verifyFolder } from '../../electron/store'
import { Audit } from '../support/audit'
import type { FuzzDesk } from './desk'
import { Fault } from './fault'
import type { Ledger } from './ledger'
import { tells } from './secrets'

/**
 * Passwords and secrets have files of their own, beside the history: what accounts and settings name must be there,
 * and nothing else. What came with a backup may be more, and goes with the next save.
 */
async function proveNamed(folder: string, kind: 'credentials' | 'secrets', named: readonly (string | null)[]) {
  const text = await readFile(join(folder, `${kind}.json`), 'utf8').catch(() => '{}')
  const kept = Object.keys((JSON.parse(text) as Partial<Record<string, object>>)[kind] ?? {})
  const missing = named.filter((name) => name !== null && !kept.includes(name))
  const unused = kept.filter((name) => !named.includes(name))
  if (missing.length > 0) throw new Fault(`${kind} are missing`, [missing.join()])
  if (unused.length > 0) throw new Fault(`${kind} are kept that nothing names`, [unused.join()])
}

/**
 * Looks at the folder of a desk that is closed: it verifies, no file in it or among the backups and exports has a
 * secret in it, and an auditor who reads the journal from its first line finds every entry within the rules.
 * With `removed`, the snapshot goes afterwards, so that the next start has the journal alone.
 * @throws {Fault} for the first thing that is not so.
 */
export async function proveFolder(
  { test, other }: FuzzDesk,
  { accounts, settings }: Ledger,
  snapshot: 'kept' | 'removed',
): Promise<void> {
  const { ok, fault } = await verifyFolder(test.folder)
  if (!ok) throw new Fault('the folder does not verify', [JSON.stringify(fault)])
  for (const folder of [test.folder, other]) {
    for (const file of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue
      const path = join(file.parentPath, file.name)
      if (tells(await readFile(path, 'utf8'))) throw new Fault('a file has a secret in it', [path.slice(folder.length)])
    }
  }
  const journal = await test.journal()
  if (!journal.includes('"type":"desk-restored"')) {
    const credentials = [...accounts.values()].map(({ credential }) => credential)
    await proveNamed(test.folder, 'credentials', credentials)
    await proveNamed(test.folder, 'secrets', [settings.bureau.values.rest.secret])
  }
  // Sample cards come with a past that was never lived through at this desk.
  const { faults } = journal.includes(`"origin":${JSON.stringify(origin)}`) ? { faults: [] } : Audit.of(journal)
  if (faults.length > 0) throw new Fault('the history breaks the rules', faults.slice(0, 5))
  if (snapshot === 'removed') await rm(join(test.folder, 'snapshot'), { recursive: true, force: true, maxRetries: 3 })
}
