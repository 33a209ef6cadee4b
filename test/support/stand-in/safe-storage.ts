import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'
import { running } from './app.ts'
import { honest } from './honest.ts'

/** What Chromium puts before what it encrypts with the key that is the same everywhere. */
const prefix = Buffer.from('v10')
const nonceLength = 12
const tagLength = 16
/** The same key in every run and everywhere, as `basic_text` has it: no protection, but not the plain text either. */
const key = scryptSync('stand-in', 'safe storage', 32, { cost: 2 })

let ready = false
let plainText = false
void running.whenReady().then(() => {
  ready = true
})

/**
 * Safe storage as on a Linux desktop without a keyring: nothing can be encrypted until the application is
 * ready and has asked for `basic_text`.
 * https://www.electronjs.org/docs/latest/api/safe-storage
 */
export const safeStorage = honest('safeStorage', {
  isEncryptionAvailable: (): boolean => ready && plainText,

  getSelectedStorageBackend: (): string => (ready ? 'basic_text' : 'unknown'),

  setUsePlainTextEncryption(usePlainText: boolean): void {
    plainText = usePlainText
  },

  encryptString(text: string): Buffer {
    refuseUnlessAvailable('Encryption')
    const nonce = randomBytes(nonceLength)
    const cipher = createCipheriv('aes-256-gcm', key, nonce)
    const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return Buffer.concat([prefix, nonce, cipher.getAuthTag(), encrypted])
  },

  decryptString(encrypted: Buffer): string {
    refuseUnlessAvailable('Decryption')
    if (!Buffer.isBuffer(encrypted)) throw new Error('Expected the first argument of decryptString() to be a buffer')
    if (!encrypted.subarray(0, prefix.length).equals(prefix)) {
      throw new Error('Error while decrypting the ciphertext. Ciphertext does not appear to be encrypted.')
    }
    const [tagStart, textStart] = [prefix.length + nonceLength, prefix.length + nonceLength + tagLength]
    const decipher = createDecipheriv('aes-256-gcm', key, encrypted.subarray(prefix.length, tagStart))
    decipher.setAuthTag(encrypted.subarray(tagStart, textStart))
    return Buffer.concat([decipher.update(encrypted.subarray(textStart)), decipher.final()]).toString('utf8')
  },
})

function refuseUnlessAvailable(what: string): void {
  if (!ready) throw new Error('safeStorage cannot be used before app is ready')
  if (!plainText) throw new Error(`Error while using safeStorage. ${what} is not available.`)
}
