import { type Answer, type Refusal, refusal } from '../../shared/errors'
import { t } from '../../shared/texts'
import { errorFacts, type Ids, type Log, type Vault } from '../ports'
import type { SecretStore } from '../store/port'

interface Needs {
  readonly kept: SecretStore
  readonly ids: Ids
  readonly log: Log
  /** Without one this workstation cannot keep secrets. */
  readonly vault?: Vault
  /** Serves in place of whatever is kept: the command line has no vault. */
  readonly given?: string
}

/**
 * Secrets the desk needs again. At rest they are sealed by the operating system, under random names that
 * settings refer to; in the open they are in memory only.
 */
export class Secrets {
  /** Those that were opened or set since the start, by name. */
  private readonly open = new Map<string, string>()

  constructor(private readonly needs: Needs) {}

  /**
   * Keeps a secret under a new name, durably; of no effect until settings name it.
   * @throws {StorageFailed} when the disk refused.
   */
  async keep(secret: string): Promise<Answer<string>> {
    const { kept, ids } = this.needs
    const sealed = this.seal(secret)
    if (!(sealed instanceof Uint8Array)) return sealed
    const name = ids.random()
    await kept.put(name, sealed)
    this.open.set(name, secret)
    return { ok: true, value: name }
  }

  /** The secret of that name; `null` when there is none, or when it cannot be opened here. */
  read(name: string | null): string | null {
    const { given, kept, vault, log } = this.needs
    if (given !== undefined) return given
    if (name === null) return null
    const known = this.open.get(name)
    if (known !== undefined) return known
    const sealed = kept.get(name)
    if (!sealed || !vault || vault.unavailable() !== null) return null
    try {
      const secret = vault.open(sealed)
      this.open.set(name, secret)
      return secret
    } catch (error) {
      log.warn('secret not opened', { name, ...errorFacts(error) })
      return null
    }
  }

  /** Forgets every secret that settings do not name; one that cannot be forgotten now goes the next time. */
  async keepOnly(names: readonly string[]): Promise<void> {
    const { kept, log } = this.needs
    for (const name of this.open.keys()) if (!names.includes(name)) this.open.delete(name)
    try {
      await kept.keepOnly(names)
    } catch (error) {
      log.warn('unused secrets not removed', errorFacts(error))
    }
  }

  private seal(secret: string): Uint8Array | Refusal {
    const { vault, log } = this.needs
    const reason = vault ? vault.unavailable() : t('webService.vault.none')
    if (!vault || reason !== null) return unavailable(reason ?? '')
    try {
      return vault.seal(secret)
    } catch (error) {
      log.error('secret not sealed', errorFacts(error))
      return unavailable(t('webService.vault.failed'))
    }
  }
}

function unavailable(reason: string): Refusal {
  return refusal('secrets-unavailable', t('errors.secrets-unavailable', { reason }))
}
