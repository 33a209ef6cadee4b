import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { ownNode, root } from '../../electron/launch/project.mjs'
import { missingDownload, withSteps } from '../../electron/packaging/missing-download.ts'
import { Checks } from './checks.ts'

describe('a wrong command line', () => {
  const run = promisify(execFile)

  it.each([['--wrong'], ['--check', '--wrong'], ['--dir', '--check'], ['--report', 'FILE'], ['--check', '--report']])(
    'ends npm run package with 2 and how it is used, before anything is built: %s %s',
    async (...values) => {
      const ended = run(ownNode, [join(root, 'electron/launch/package.mjs'), ...values], { cwd: root })
      await expect(ended).rejects.toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/^(?!.*Building).*npm run package -- --check/s),
      })
    },
  )

  it('ends the check with 2 where that is run by itself', async () => {
    const ended = run(ownNode, [join(root, 'test/packaging/main.ts'), '--wrong'], { cwd: root })
    await expect(ended).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('npm run package') })
  })

  it('is told for who asks', async () => {
    const { stdout } = await run(ownNode, [join(root, 'electron/launch/package.mjs'), '--help'], { cwd: root })
    expect(stdout).toContain('npm run package -- --dir')
  })
})

describe('a download that fails', () => {
  const noAddress = Object.assign(new Error('getaddrinfo ENOTFOUND github.com'), { code: 'ENOTFOUND' })

  it('is told with what was to be had, and what can be proven without it', async () => {
    const { artifactBuildStarted } = withSteps({})
    if (typeof artifactBuildStarted !== 'function') throw new Error('There is nobody to tell.')
    await artifactBuildStarted({ targetPresentableName: 'AppImage', file: 'card-desk.AppImage', arch: null })
    const told = missingDownload(noAddress)
    expect(told).toContain('the tool that makes AppImage installers could not be had here')
    expect(told).toContain('npm run package -- --check')
  })

  it('is told when a server refuses it, too', () => {
    const refused = Object.assign(new Error('Response code 403 (Forbidden)'), { name: 'HTTPError' })
    expect(missingDownload(refused)).toContain('could not be had here (Response code 403 (Forbidden))')
  })

  it('is told from everything else that can go wrong', () => {
    expect(missingDownload(Object.assign(new Error('no space left'), { code: 'ENOSPC' }))).toBeNull()
    expect(missingDownload('a text')).toBeNull()
  })
})

describe('checks', () => {
  it('are told one by one, with the reason of each that failed', async () => {
    const lines: string[] = []
    const checks = new Checks((line) => lines.push(line))
    checks.add('linux', [
      { name: 'size', problems: [], figures: '1 KiB' },
      { name: 'fuse', problems: ['is on', 'is odd'] },
    ])
    const work = checks.attempt('linux', 'packed', () => Promise.reject(new Error('no space left')))
    await expect(work).resolves.toBeNull()
    expect(lines).toEqual([
      'ok      linux: size (1 KiB)',
      'FAILED  linux: fuse: is on; is odd',
      'FAILED  linux: packed: no space left',
    ])
    expect([checks.passed, checks.failed]).toEqual([1, 2])
  })
})
