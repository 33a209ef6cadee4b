import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')

/** A project with our rules and nothing else. */
const project = mkdtempSync(join(tmpdir(), 'boundaries-'))
beforeAll(() => copyFileSync(join(root, 'biome.json'), join(project, 'biome.json')))
afterAll(() => rmSync(project, { recursive: true }))

/** What the linter says of a file with this content at this place. */
function lint(path: string, content: string): { ok: boolean; said: string } {
  const file = join(project, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
  const values = [biome, 'lint', '--colors=off', '--error-on-warnings', path]
  const { status, stdout, stderr } = spawnSync(process.execPath, values, { cwd: project, encoding: 'utf8' })
  // Messages are wrapped to the width of a terminal.
  return { ok: status === 0, said: `${stdout}${stderr}`.replace(/\s+/g, ' ') }
}

const using = (module: string) => `import { thing } from '${module}'\n\nexport const used = thing\n`

const asking = (global: string) => `export const used = ${global}\n`

const spoilt: readonly (readonly [path: string, content: string, door: string])[] = [
  ['electron/engine/spoilt.ts', using('node:fs'), 'Rules are pure'],
  ['electron/engine/spoilt.ts', using('node:crypto'), 'Rules are pure'],
  ['electron/engine/spoilt.ts', using('electron'), 'Rules are pure'],
  ['electron/engine/spoilt.ts', using('../store/port'), 'know nobody'],
  ['electron/processes/spoilt/index.ts', using('node:fs/promises'), 'Rules are pure'],
  ['electron/processes/spoilt/index.ts', using('../../services/cards'), 'know nobody'],
  ['electron/services/spoilt.ts', using('node:fs'), 'Only electron/store touches the data folder'],
  ['electron/services/spoilt.ts', using('node:fs/promises'), 'Only electron/store touches the data folder'],
  ['electron/services/spoilt.ts', using('lowdb'), 'Only electron/store touches the data folder'],
  ['electron/services/spoilt.ts', using('lowdb/node'), 'Only electron/store touches the data folder'],
  ['electron/services/spoilt.ts', using('electron'), 'Electron stays at the rim'],
  ['electron/compose.ts', using('electron'), 'Electron stays at the rim'],
  ['electron/compose.ts', using('./shell/window'), 'Only electron/main.ts knows the shell'],
  ['electron/store/spoilt.ts', using('electron'), 'Electron stays at the rim'],
  ['electron/cli.ts', using('electron/main'), 'Electron stays at the rim'],
  ['electron/shell/spoilt.ts', using('lowdb'), 'Only electron/store touches the data folder'],
  ['electron/shell/spoilt.ts', using('../store/journal'), 'knows the desk only as compose.ts opens it'],
  ['electron/main.ts', using('./services/cards'), 'knows the desk only as compose.ts opens it'],
  ['shared/spoilt.ts', using('node:path'), 'nothing with input or output'],
  ['shared/model/spoilt.ts', using('electron'), 'nothing with input or output'],
  ['shared/model/spoilt.ts', using('../../electron/ports'), 'imports neither'],
  ['renderer/features/spoilt.tsx', using('electron'), 'neither Electron nor Node'],
  ['renderer/features/spoilt.tsx', using('node:fs'), 'neither Electron nor Node'],
  ['renderer/features/spoilt.tsx', using('../../electron/engine/decide'), 'is another program'],
  ['electron/services/spoilt.ts', using('node:https'), 'Only electron/production/rest speaks to a host'],
  ['electron/services/spoilt.ts', using('ky'), 'Only electron/production/rest speaks to a host'],
  ['electron/services/spoilt.ts', asking('fetch'), 'Only electron/production/rest speaks to a host'],
  [
    'electron/production/folder/spoilt.ts',
    using('node:dns/promises'),
    'Only electron/production/rest speaks to a host',
  ],
  ['electron/store/spoilt.ts', using('node:net'), 'Only electron/production/rest speaks to a host'],
  ['electron/cli/spoilt.ts', asking('WebSocket'), 'Only electron/production/rest speaks to a host'],
  ['electron/shell/spoilt.ts', using('undici'), 'Only electron/production/rest speaks to a host'],
  ['electron/shell/spoilt.ts', asking('globalThis.fetch'), 'Only electron/production/rest speaks to a host'],
  ['electron/store/spoilt.ts', using('node:child_process'), 'Only electron/production/rest speaks to a host'],
  ['electron/shell/spoilt.ts', using('node:inspector'), 'Only electron/production/rest speaks to a host'],
  ['electron/main.ts', asking('fetch'), 'Only electron/production/rest speaks to a host'],
  ['electron/production/rest/spoilt.ts', using('electron'), 'Electron stays at the rim'],
  ['shared/spoilt.ts', asking('fetch'), 'Only electron/production/rest speaks to a host'],
  ['renderer/features/spoilt.tsx', asking('fetch'), 'The window has no network'],
  ['renderer/features/spoilt.tsx', asking('RTCPeerConnection'), 'The window has no network'],
  ['renderer/features/spoilt.tsx', asking('window.fetch'), 'The window has no network'],
  [
    'renderer/features/spoilt.tsx',
    'export const bridge = window.deskBridge\n',
    'Only renderer/desk.ts reads the bridge',
  ],
  ['renderer/features/spoilt.tsx', 'export const bridge = deskBridge\n', 'Only renderer/desk.ts reads the bridge'],
]

const sound: readonly (readonly [path: string, content: string])[] = [
  ['electron/main.ts', using('electron')],
  ['electron/shell/sound.ts', using('electron')],
  ['electron/preload.ts', using('electron')],
  ['electron/store/sound.ts', using('node:fs/promises')],
  ['electron/store/sound.ts', using('lowdb')],
  ['electron/services/sound.ts', using('node:crypto')],
  ['electron/production/rest/sound.ts', using('ky')],
  ['electron/production/rest/sound.ts', using('node:tls')],
  ['electron/production/rest/sound.ts', asking('fetch')],
  ['electron/engine/sound.ts', using('../../shared/lifecycle')],
  ['shared/model/sound.ts', using('../lifecycle')],
  ['renderer/features/sound.tsx', using('../../shared/contract')],
  ['renderer/desk.ts', 'export const bridge = window.deskBridge\n'],
]

describe('boundaries', () => {
  it.each(spoilt)('%s may not contain: %s', (path, content, door) => {
    const { ok, said } = lint(path, content)
    expect(said).toContain(door)
    expect(ok).toBe(false)
  })

  it.each(sound)('%s may contain: %s', (path, content) => {
    expect(lint(path, content)).toMatchObject({ ok: true })
  })
})
