import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checksumOf, readChecksums, verifyChecksums, writeChecksums } from '../../electron/packaging/checksums.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'checksums-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const put = (name: string, content: string | Buffer) => writeFileSync(join(folder, name), content)
const list = () => readFileSync(join(folder, 'SHA256SUMS'), 'utf8')

/** From FIPS 180-4, and of no byte at all. */
const ofAbc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
const ofNothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

/** What each system brings to compare a folder with its list. */
const tools: Readonly<Record<string, readonly string[]>> = {
  linux: ['sha256sum', '--check', '--strict', '--quiet', 'SHA256SUMS'],
  darwin: ['shasum', '-a', '256', '--check', '--strict', '--quiet', 'SHA256SUMS'],
  win32: [
    'powershell',
    '-NoProfile',
    '-Command',
    "foreach ($line in Get-Content SHA256SUMS) { $sum, $name = $line -split '  ', 2; " +
      'if ((Get-FileHash -LiteralPath $name).Hash -ne $sum) { exit 1 } }',
  ],
}

/** True when the system's own tool finds every file as it is listed. */
function systemAgrees(): boolean {
  const [command = '', ...values] = tools[process.platform] ?? []
  const { status, error } = spawnSync(command, values, { cwd: folder })
  if (error) throw error
  return status === 0
}

describe('the checksums beside the installers', () => {
  it('are one line a file, in the order of the names, without the list itself and without folders', async () => {
    put('card-desk-b.deb', 'abc')
    put('Card Desk a.AppImage', '')
    mkdirSync(join(folder, 'linux-unpacked'))
    put('SHA256SUMS', 'of an earlier build')
    expect(await writeChecksums(folder)).toEqual(['Card Desk a.AppImage', 'card-desk-b.deb'])
    expect(list()).toBe(`${ofNothing}  Card Desk a.AppImage\n${ofAbc}  card-desk-b.deb\n`)
  })

  it('are what the system itself finds', async () => {
    // Several times what is read at once, and not a multiple of it.
    put('long.tar.gz', Buffer.alloc(5_000_003, 'a card '))
    put('of Zoë.dmg', 'abc')
    await writeChecksums(folder)
    expect(systemAgrees()).toBe(true)
    expect(await verifyChecksums(folder)).toEqual([])
    appendFileSync(join(folder, 'long.tar.gz'), 'x')
    expect(systemAgrees()).toBe(false)
    expect(await verifyChecksums(folder)).toEqual(['long.tar.gz is not what was listed.'])
  })

  it('show what is missing and what nobody vouches for', async () => {
    put('a.deb', 'abc')
    put('b.deb', 'abc')
    await writeChecksums(folder)
    rmSync(join(folder, 'a.deb'))
    put('c.deb', 'abc')
    expect(await verifyChecksums(folder)).toEqual(['a.deb is listed and missing.', 'c.deb is not listed.'])
  })

  it('are not made of an empty folder, nor of a name that the format cannot hold', async () => {
    await expect(writeChecksums(folder)).rejects.toThrow('There is no file in')
    if (process.platform === 'win32') return
    put('two\nlines', 'abc')
    await expect(writeChecksums(folder)).rejects.toThrow('"two\\nlines"')
  })

  it('are read as they are written, and nothing else is taken for a list', () => {
    expect([...readChecksums(`${ofAbc}  a b.dmg\n${ofNothing} *c.exe\n`)]).toEqual([
      ['a b.dmg', ofAbc],
      ['c.exe', ofNothing],
    ])
    expect(() => readChecksums(`${ofAbc}  a\n${ofAbc.slice(1)}  b\n`)).toThrow('Line 2 of SHA256SUMS is no checksum.')
    expect(() => readChecksums(`${ofAbc}  ../a\n`)).toThrow('Line 1')
    expect(() => readChecksums(`${ofAbc}  a\n${ofNothing}  a\n`)).toThrow('SHA256SUMS has a twice.')
  })

  it('name a file that cannot be read', async () => {
    await expect(checksumOf(join(folder, 'none.deb'))).rejects.toThrow(/none\.deb/)
  })
})
