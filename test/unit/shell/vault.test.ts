import { describe, expect, it } from 'vitest'
import { electronVault } from '../../../electron/shell/vault'
import { TestLog } from '../../support/test-desk'

// The vault over Electron's safe storage, on desktops with and without a keyring.

/** Safe storage as Electron documents it; without a keyring it works only when asked for `basic_text`. */
class Storage {
  plainText = false
  constructor(
    private readonly keyring: boolean,
    readonly getSelectedStorageBackend: (() => 'basic_text' | 'gnome_libsecret') | undefined = () =>
      keyring ? 'gnome_libsecret' : 'basic_text',
  ) {}
  setUsePlainTextEncryption = (use: boolean) => {
    this.plainText = use
  }
  isEncryptionAvailable = () => this.keyring || (this.plainText && this.getSelectedStorageBackend?.() === 'basic_text')
  encryptString = (text: string) => {
    if (!this.isEncryptionAvailable()) throw new Error('Encryption is not available.')
    return Buffer.from(`v10${Buffer.from(text).toString('hex')}`)
  }
  decryptString = (sealed: Buffer) => {
    if (!Buffer.isBuffer(sealed)) throw new Error('Expected the first argument to be a buffer')
    if (!sealed.toString().startsWith('v10')) throw new Error('Ciphertext does not appear to be encrypted.')
    return Buffer.from(sealed.toString().slice(3), 'hex').toString()
  }
}

const vault = (storage: Storage) => {
  const log = new TestLog()
  return { vault: electronVault(storage as Parameters<typeof electronVault>[0], log), log }
}

describe('The vault', () => {
  it('opens what it sealed, from bytes of any kind', () => {
    const { vault: one, log } = vault(new Storage(true))
    const sealed = one.seal('Blauwal Łódź')
    expect(one.unavailable()).toBeNull()
    expect(one.open(new Uint8Array(sealed))).toBe('Blauwal Łódź')
    expect(log.lines).toEqual([])
  })

  it('keeps secrets on a Linux desktop without a keyring too, and logs that this is weak', () => {
    const { vault: weak, log } = vault(new Storage(false))
    expect(weak.unavailable()).toBeNull()
    expect(weak.open(weak.seal('Blauwal'))).toBe('Blauwal')
    expect(log.lines.join()).toContain('secret kept without a keyring')
    expect(log.lines.join()).not.toContain('Blauwal')
  })

  it('knows no backend to ask for on other systems', () => {
    const storage = new Storage(true, undefined)
    Object.assign(storage, { getSelectedStorageBackend: undefined })
    const { vault: one, log } = vault(storage)
    expect(one.open(one.seal('Blauwal'))).toBe('Blauwal')
    expect(log.lines).toEqual([])
  })

  it('says in a sentence that nothing can be kept where the keyring is locked', () => {
    const { vault: locked } = vault(new Storage(false, () => 'gnome_libsecret'))
    expect(locked.unavailable()).toMatch(/keyring.*\.$/)
    expect(() => locked.seal('Blauwal')).toThrow()
  })

  it('throws on bytes that were not sealed here', () => {
    expect(() => vault(new Storage(true)).vault.open(new Uint8Array([1, 2, 3]))).toThrow()
  })
})
