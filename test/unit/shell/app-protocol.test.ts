import { resolve } from 'node:path'
import { describe, expect, it, vi } from 'vitest'

vi.mock('electron', () => ({ net: {}, protocol: {} }))
const { fileFor } = await import('../../../electron/shell/app-protocol')

const folder = resolve('/desk/renderer')

describe('the file of a page', () => {
  it.each([
    ['/', 'index.html'],
    ['/index.html', 'index.html'],
    ['/assets/index-1.js', 'assets/index-1.js'],
    ['/a%20name.css', 'a name.css'],
    ['/assets/../index.html', 'index.html'],
    ['/..name.js', '..name.js'],
  ])('%s is %s', (path, file) => {
    expect(fileFor(folder, path)).toBe(resolve(folder, file))
  })

  it.each([
    '/..',
    '/../secret',
    '/%2e%2e/secret',
    '/..%2fsecret',
    '/..%2F..%2Fsecret',
    '/assets/..%2f..%2fsecret',
    '/..%5csecret',
    '/%5c%5chost%5cshare',
    '/index.html%00.js',
    '/%zz',
    '/.',
  ])('%s leads nowhere', (path) => {
    expect(fileFor(folder, path)).toBeNull()
  })

  it('stays in its folder when the name of another begins alike', () => {
    expect(fileFor(folder, '/..%2frenderer-secret/file')).toBeNull()
  })
})
