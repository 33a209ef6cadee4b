import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

// Safe storage as the stand-in has it: on a Linux desktop without a keyring.
const register = new URL('../support/stand-in/register.ts', import.meta.url).href

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'safe-storage-'))
})
afterEach(() => rm(home, { recursive: true, force: true, maxRetries: 3 }))

/** Runs a main script in a program of its own, as an application that has just been started; answers what it printed. */
async function program(script: string): Promise<string> {
  const text = `import { app, safeStorage } from 'electron'\n${script}\nprocess.exit(0)`
  const parameters = ['--import', register, '--input-type=module', '--eval', text]
  const { stdout } = await promisify(execFile)(process.execPath, parameters, {
    env: { ...process.env, XDG_CONFIG_HOME: home },
  })
  return stdout.trim()
}

const ready = 'await app.whenReady(); safeStorage.setUsePlainTextEncryption(true)'

describe('Safe storage of the stand-in', () => {
  it('reads in a later run what it encrypted in an earlier one', async () => {
    const sealed = await program(`${ready}; console.log(safeStorage.encryptString('Blauwal Łódź').toString('hex'))`)
    expect(Buffer.from(sealed, 'hex').toString()).not.toContain('Blauwal')
    const read = `console.log(safeStorage.decryptString(Buffer.from('${sealed}', 'hex')))`
    expect(await program(`${ready}; ${read}`)).toBe('Blauwal Łódź')
  })

  it('is not there before the application is ready, nor before it asked for plain text encryption', async () => {
    const told = `console.log(safeStorage.isEncryptionAvailable(), safeStorage.getSelectedStorageBackend())`
    expect(await program(told)).toBe('false unknown')
    expect(await program(`await app.whenReady(); ${told}`)).toBe('false basic_text')
    expect(await program(`${ready}; ${told}`)).toBe('true basic_text')
    await expect(program("safeStorage.encryptString('a')")).rejects.toThrow(/cannot be used before app is ready/)
    await expect(program("await app.whenReady(); safeStorage.encryptString('a')")).rejects.toThrow(/not available/)
  })

  it('throws on bytes it did not encrypt', async () => {
    const read = (bytes: string) => program(`${ready}; safeStorage.decryptString(${bytes})`)
    await expect(read("Buffer.from('plain')")).rejects.toThrow(/does not appear to be encrypted/)
    await expect(read("Buffer.concat([Buffer.from('v10'), Buffer.alloc(60)])")).rejects.toThrow()
    await expect(read("'v10'")).rejects.toThrow(/to be a buffer/)
  })

  it('names what it does not imitate', async () => {
    await expect(program(`${ready}; safeStorage.encryptStringAsync('a')`)).rejects.toThrow(
      /safeStorage\.encryptStringAsync/,
    )
  })
})
