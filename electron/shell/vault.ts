import type { SafeStorage } from 'electron'
import { t } from '../../shared/texts'
import type { Log, Vault } from '../ports'

/** As much of Electron's safe storage as the vault needs. The backend is told on Linux only. */
type Storage = Pick<
  SafeStorage,
  'isEncryptionAvailable' | 'encryptString' | 'decryptString' | 'setUsePlainTextEncryption'
> & { readonly getSelectedStorageBackend?: SafeStorage['getSelectedStorageBackend'] }

/**
 * Protects secrets with the operating system's own means: Keychain on macOS, the user's data protection on
 * Windows, the keyring (libsecret or KWallet) on Linux. A Linux desktop without a keyring has `basic_text`
 * instead, whose key stands in Chromium's source: a secret is kept there too, but anybody who can read the
 * data folder can read it, as the log says each time. Made after the application is ready.
 *
 * Asks the system when a secret is first needed, and may wait then for the person to unlock the keyring.
 * Electron 45 calls these functions deprecated in favour of ones that wait without blocking, which read what
 * these have written. https://www.electronjs.org/docs/latest/api/safe-storage
 */
export function electronVault(storage: Storage, log: Log): Vault {
  // Without this, Electron seals nothing where there is no keyring; it means nothing everywhere else.
  storage.setUsePlainTextEncryption(true)
  return {
    unavailable: () => (storage.isEncryptionAvailable() ? null : t('webService.vault.locked')),
    seal(secret) {
      const sealed = storage.encryptString(secret)
      if (storage.getSelectedStorageBackend?.() === 'basic_text') log.warn('secret kept without a keyring')
      return sealed
    },
    open: (sealed) => storage.decryptString(Buffer.from(sealed)),
  }
}
