import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, vi } from 'vitest'
import { ensureBuild } from '../../electron/launch/building.mjs'
import { ownNode, root } from '../../electron/launch/project.mjs'
import { itUnlessWindows } from '../support/platforms'

const building = 180_000

let place: string
beforeEach(async () => {
  await ensureBuild()
  place = await mkdtemp(join(tmpdir(), 'tour-'))
}, building)
afterEach(() => rm(place, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }))

itUnlessWindows('A program there is ended without being told.')(
  'a tour that is ended in the middle leaves no application and no folder behind',
  async () => {
    const values = [join(root, 'test/tour/tour.ts'), '--out', join(place, 'out'), '--steps', 'use-case']
    const environment = { ...process.env, TMPDIR: place, CARD_DESK_RUNTIME: 'stand-in' }
    const tour = spawn(ownNode, values, { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'ignore'] })
    const ended = once(tour, 'exit')
    await once(tour.stdout, 'data')
    expect(await readdir(place)).toEqual(expect.arrayContaining([expect.stringMatching(/^card-desk-tour-/)]))
    tour.kill('SIGTERM')
    expect(await ended).toEqual([1, null])
    // Whatever of it still runs holds a file there, or makes one anew.
    await vi.waitFor(async () => expect(await readdir(place)).toEqual(['out']), { timeout: 20_000 })
  },
)
