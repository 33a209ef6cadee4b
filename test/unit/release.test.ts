import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import packageFile from '../../package.json' with { type: 'json' }
import { ownNode, root } from '../../electron/launch/project.mjs'
import { gather } from '../../electron/packaging/release/gathering.ts'
import { complaintAbout } from '../../electron/packaging/release/tag.ts'

describe('The tag of a release', () => {
  it('is the version of package.json with a v before it', () => {
    expect(complaintAbout('v1.2.3', '1.2.3')).toBeNull()
  })

  it.each(['1.2.3', 'v1.2.4', 'v1.2.3-beta', 'V1.2.3', 'v1.2.3 ', ''])('is not "%s"', (tag) => {
    expect(complaintAbout(tag, '1.2.3')).toBe(
      `The tag is "${tag}", and package.json has version 1.2.3: the tag is to be "v1.2.3".`,
    )
  })

  it('is compared by a program that needs no package', () => {
    const program = join(root, 'electron/packaging/release/version.ts')
    expect(execFileSync(ownNode, [program, `v${packageFile.version}`], { encoding: 'utf8' })).toContain(
      'is the version',
    )
    expect(() => execFileSync(ownNode, [program, 'v0.0.0'], { stdio: 'pipe' })).toThrow()
  })
})

describe('Gathering the installers of all systems', () => {
  // Checksums as `printf one | sha256sum` has them.
  const one = '7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed'
  const two = '3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3'
  let place = ''
  let from = ''
  let to = ''

  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), 'card-desk-release-'))
    from = join(place, 'systems')
    to = join(place, 'release')
    put('installers-Linux', { 'b.deb': 'one' }, `${one}  b.deb\n`)
    put('installers-Windows', { 'a.exe': 'two' }, `${two} *a.exe\n`)
  })
  afterEach(() => rmSync(place, { recursive: true, force: true }))

  function put(system: string, files: Readonly<Record<string, string>>, sums: string): void {
    const folder = join(from, system)
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    writeFileSync(join(folder, 'SHA256SUMS'), sums)
  }

  it('puts them into one folder, with one list of checksums', async () => {
    expect(await gather(from, to)).toEqual(['a.exe', 'b.deb'])
    expect(readdirSync(to).sort()).toEqual(['SHA256SUMS', 'a.exe', 'b.deb'])
    expect(readFileSync(join(to, 'SHA256SUMS'), 'utf8')).toBe(`${two}  a.exe\n${one}  b.deb\n`)
    expect(readFileSync(join(to, 'b.deb'), 'utf8')).toBe('one')
  })

  it('refuses a file that is not what was built', async () => {
    put('installers-Linux', { 'b.deb': 'three' }, `${one}  b.deb\n`)
    await expect(gather(from, to)).rejects.toThrow('b.deb is not what was listed.')
  })

  it('refuses a file that is in no list', async () => {
    put('installers-Linux', { 'b.deb': 'one', 'c.deb': 'one' }, `${one}  b.deb\n`)
    await expect(gather(from, to)).rejects.toThrow('c.deb is not listed.')
  })

  it('misses a file', async () => {
    put('installers-Linux', { 'b.deb': 'one' }, `${one}  b.deb\n${one}  c.deb\n`)
    await expect(gather(from, to)).rejects.toThrow('c.deb is listed and missing.')
  })

  it('refuses a name that two systems have, and one with a folder in it', async () => {
    put('installers-macOS', { 'b.deb': 'one' }, `${one}  b.deb\n`)
    await expect(gather(from, to)).rejects.toThrow('Two systems have a file b.deb.')
    put('installers-macOS', {}, `${one}  ../b.deb\n`)
    await expect(gather(from, to)).rejects.toThrow('Line 1 of SHA256SUMS is no checksum')
  })

  it('refuses a list that is none, no list, and nothing at all', async () => {
    put('installers-macOS', {}, 'nothing\n')
    await expect(gather(from, to)).rejects.toThrow('Line 1 of SHA256SUMS is no checksum')
    rmSync(join(from, 'installers-macOS/SHA256SUMS'))
    await expect(gather(from, to)).rejects.toThrow('ENOENT')
    mkdirSync(join(place, 'empty'))
    await expect(gather(join(place, 'empty'), to)).rejects.toThrow('There are no installers')
  })
})
