import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { chosenApplication } from '../../../electron/launch/application.mjs'
import { root } from '../../../electron/launch/project.mjs'

const place = mkdtempSync(join(tmpdir(), 'application-'))
afterAll(() => rmSync(place, { recursive: true }))
afterEach(() => vi.unstubAllEnvs())

/** Writes a file below the place; answers its path. */
function file(path: string, content: string, mode = 0o644): string {
  const full = join(place, path)
  mkdirSync(dirname(full), { recursive: true })
  writeFileSync(full, content)
  chmodSync(full, mode)
  return full
}

function chosen(path: string) {
  vi.stubEnv('CARD_DESK_APP', path)
  return chosenApplication()
}

describe('the application that is started', () => {
  it('is the built one, when none is named', () => {
    expect(chosen('')).toEqual({ kind: 'built', folder: root })
  })

  it('is a folder with what a package holds', () => {
    file('folder/package.json', '{"main":"out/main/main.js"}')
    file('folder/out/main/main.js', '')
    expect(chosen(join(place, 'folder'))).toEqual({ kind: 'unpacked', folder: join(place, 'folder') })
  })

  it('is a program', () => {
    const program = file('program.exe', '#!/bin/sh\n', 0o755)
    expect(chosen(program)).toEqual({ kind: 'packaged', program })
  })

  it('is nothing else, and a sentence says why', () => {
    expect(() => chosen('folder')).toThrow(/absolute path/)
    expect(() => chosen(join(place, 'missing'))).toThrow(/where nothing is/)
    mkdirSync(join(place, 'empty'))
    expect(() => chosen(join(place, 'empty'))).toThrow(/no package\.json/)
    file('mainless/package.json', '{}')
    expect(() => chosen(join(place, 'mainless'))).toThrow(/names no main program/)
    file('torn/package.json', '{"main":"out/main/main.js"}')
    expect(() => chosen(join(place, 'torn'))).toThrow(/out\/main\/main\.js.* is not there/)
    mkdirSync(join(place, 'Card Desk.app'))
    expect(() => chosen(join(place, 'Card Desk.app'))).toThrow(/Contents\/MacOS/)
    expect(() => chosen(file('app.asar', ''))).toThrow(/archive/)
    expect(() => chosen(file('notes.txt', ''))).toThrow(/not a program/)
  })
})
