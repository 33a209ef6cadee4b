import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Vault } from '../../electron/ports'

/** A vault with a key of its own, as each user of a workstation has; another one cannot open what it sealed. */
export class TestVault implements Vault {
  /** Why it cannot be used; a test closes it so. */
  closed: string | null = null
  /** How often it was asked to open something. */
  opened = 0
  private readonly key = randomBytes(32)

  unavailable(): string | null {
    return this.closed
  }

  seal(secret: string): Uint8Array {
    if (this.closed !== null) throw new Error('the vault is closed')
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce)
    const sealed = [cipher.update(secret, 'utf8'), cipher.final()]
    return Buffer.concat([nonce, cipher.getAuthTag(), ...sealed])
  }

  open(sealed: Uint8Array): string {
    this.opened += 1
    if (this.closed !== null) throw new Error('the vault is closed')
    const decipher = createDecipheriv('aes-256-gcm', this.key, sealed.subarray(0, 12))
    decipher.setAuthTag(sealed.subarray(12, 28))
    return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8')
  }
}
