import { generateKeyPairSync } from 'node:crypto'
import { appendFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { createPackageWithOptions } from '@electron/asar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../../electron/launch/project.mjs'
import { inspectArchive } from '../../electron/packaging/inspect.ts'
import { packStub } from './stub-programs.ts'
import { longestStart, Tampering, wrong } from './tampering.ts'

// What must never get into an archive is put into one, and has to be named.

let tampering: Tampering

beforeAll(async () => {
  tampering = await Tampering.start()
}, longestStart)
afterAll(() => tampering.remove())

it('finds nothing wrong with what the configuration packs', () => {
  expect(wrong(inspectArchive(tampering.program.archive))).toEqual({})
})

it('finds nothing wrong with the same files packed anew', async () => {
  expect(wrong(inspectArchive(await tampering.pack(async () => {})))).toEqual({})
})

describe('files that are not on the list', () => {
  it.each([
    ['a test file', 'out/main/desk.test.js', 'no test file', 'is a test file'],
    ['a part of the stand-in', 'test/support/stand-in/electron.js', 'no test file', 'is a test file'],
    ['a source file', 'out/main/main.ts', 'no source file', 'is a source file'],
    ['a source file of the page', 'out/renderer/app.tsx', 'no source file', 'is a source file'],
    ['a source map', 'out/main/main.js.map', 'no source file', 'is a source file'],
    ['settings of an environment', '.env', 'no secret', 'has the name of a secret'],
    ['settings of npm', '.npmrc', 'no secret', 'has the name of a secret'],
    ['a key', 'out/main/signing.p12', 'no secret', 'has the name of a secret'],
    ['an addon of Node', 'out/main/addon.node', 'no native file', 'has the name of a native file'],
    ['a library of Windows', 'out/main/helper.dll', 'no native file', 'has the name of a native file'],
    ['a library of Linux', 'out/main/libhelper.so.1', 'no native file', 'has the name of a native file'],
    ['a library of macOS', 'out/main/libhelper.dylib', 'no native file', 'has the name of a native file'],
  ])('names %s', async (_, path, rule, problem) => {
    const found = wrong(await tampering.withFile(path, 'anything'))
    expect(found['archive: only allowed files']).toEqual([`${path} is not on the list of allowed files`])
    expect(found[`archive: ${rule}`]).toEqual([expect.stringContaining(`${path} ${problem}`)])
  })

  it('names what only looks like something on the list', async () => {
    const paths = [
      'other/package.json',
      'out/main/main.js.orig',
      'out/main/chunks/plain.js',
      'out/main/chunks/below/part-a1b2c3d4.js',
      'out/renderer/below/index.html',
      'out/renderer/assets/.part-a1b2c3d4.js',
    ]
    const archive = await tampering.pack(async (contents) => {
      for (const path of paths) {
        await mkdir(join(contents, dirname(path)), { recursive: true })
        await writeFile(join(contents, path), 'anything')
      }
    })
    const found = wrong(inspectArchive(archive))['archive: only allowed files']
    expect(found?.toSorted()).toEqual(paths.map((path) => `${path} is not on the list of allowed files`).toSorted())
  })

  it('names a package of the project', async () => {
    const found = wrong(await tampering.withFile('node_modules/left/index.js', 'module.exports = 1'))
    expect(found).toEqual({
      'archive: only allowed files': ['node_modules/left/index.js is not on the list of allowed files'],
    })
  })

  it('names what a wider configuration lets in', async () => {
    const place = await mkdtemp(join(tampering.folder, 'wider-'))
    const program = await packStub(place, 'linux', 'x64', (usual) => ({
      ...usual,
      files: [...(usual.files as []), { from: join(root, 'test/unit'), to: 'test/unit', filter: ['engine.test.ts'] }],
    }))
    const found = wrong(inspectArchive(program.archive))
    expect(Object.keys(found)).toEqual([
      'archive: only allowed files',
      'archive: no test file',
      'archive: no source file',
    ])
    expect(Object.values(found).flat().join()).toContain('test/unit/engine.test.ts')
  })
})

it('names a row of the list that no file needs', async () => {
  const archive = await tampering.pack((contents) => rm(join(contents, 'out/main/cli.js')))
  expect(wrong(inspectArchive(archive))).toEqual({
    'archive: no row of the list without a file': [expect.stringContaining('"command line" matches nothing')],
  })
})

describe('what is forbidden inside files that are on the list', () => {
  const secret = (problem: string) => ({
    'archive: no secret': [expect.stringContaining(`out/main/main.js ${problem}`)],
  })
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const der = privateKey.export({ type: 'pkcs8', format: 'der' })
  const locked = privateKey
    .export({ type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'a phrase' })
    .toString()

  it.each([
    ['a private key', key],
    ['a private key in a text of the program', `const key = ${JSON.stringify(key)}`],
    ['a private key that is locked', locked],
  ])('names %s', async (_, text) => {
    expect(wrong(await tampering.withinMain(text))).toEqual(secret('holds a private key'))
  })

  it('takes no program for a key that only reads keys', async () => {
    const program = 'const isKey = (text) => text.startsWith("-----BEGIN PRIVATE KEY-----") && text.length > 100'
    expect(wrong(await tampering.withinMain(program))).toEqual({})
  })

  // Put together here, so that nothing in the repository looks like a real one.
  it.each([
    ['GitHub', `ghp${'_'}${'a1B2'.repeat(9)}`, 'holds a token of GitHub'],
    ['GitLab', `glpat${'-'}${'a1B2c3D4e5'.repeat(2)}`, 'holds a token of GitLab'],
    ['npm', `npm${'_'}${'a1B2'.repeat(9)}`, 'holds a token of npm'],
    ['Amazon', `AKIA${'A1B2'.repeat(4)}`, 'holds a key of Amazon'],
    ['Google', `AIza${'a1B2c3D'.repeat(5)}`, 'holds a key of Google'],
    ['Slack', `xoxb${'-'}${'1234567890'.repeat(2)}`, 'holds a token of Slack'],
    ['a shop', `sk${'_'}live_${'a1B2'.repeat(8)}`, 'holds a secret key of a service'],
    ['the web', `eyJ${'a1B2'.repeat(3)}.eyJ${'a1B2'.repeat(3)}.${'a1B2'.repeat(8)}`, 'holds a signed web token'],
  ])('names a token of %s', async (_, token, problem) => {
    expect(wrong(await tampering.withinMain(`const token = '${token}'`))).toEqual(secret(problem))
  })

  it.each([
    ['a private key without its marks', `const key = '${der.toString('base64')}'`, 'holds a key or a certificate'],
    ['a private key written twice', `const key = '${Buffer.from(key).toString('base64')}'`, 'holds a private key'],
    ['a private key of the web', JSON.stringify(privateKey.export({ format: 'jwk' })), 'holds a private key'],
    [
      'a certificate',
      `-----BEGIN CERTIFICATE-----\n${'a1B2'.repeat(16)}\n-----END CERTIFICATE-----`,
      'holds a key or a certificate',
    ],
    ['a password in an address', "fetch('https://ada:secret@bureau.example/')", 'holds a password in an address'],
    ['what stands in .env', 'BUREAU_SECRET=a1B2c3D4', 'holds settings of an environment'],
  ])('names %s', async (_, text, problem) => {
    expect(wrong(await tampering.withinMain(text))).toEqual(secret(problem))
  })

  it.each([
    ['on a line of its own', '//# sourceMappingURL=main.js.map'],
    ['behind the program', 'const last = 1 //# sourceMappingURL=main.js.map'],
    ['that is the map itself', '//# sourceMappingURL=data:application/json;base64,eyJ2ZXJzaW9uIjozfQ=='],
    ['that is no pointer but the sources', '{"version":3,"sourcesContent":["const last: number = 1"]}'],
  ])('names a pointer to a source map, %s', async (_, text) => {
    expect(wrong(await tampering.withinMain(text))).toEqual({
      'archive: no source file': [expect.stringContaining('out/main/main.js points to a source map')],
    })
  })

  it.each([
    ['a test', "import { it } from 'vitest'\nit('is a test', () => {})\n"],
    ['a source', 'export const number: number = 1\n'],
  ])('names %s under the name of a part of the program', async (_, content) => {
    expect(wrong(await tampering.withFile('out/main/chunks/harmless-a1b2c3d4.js', content))).toEqual({
      'archive: no file that nothing loads': [
        'out/main/chunks/harmless-a1b2c3d4.js is named by no other file: nothing loads it',
      ],
    })
  })

  it.each([
    ['a key', 'out/main/cli.js', der, 'is no text'],
    ['an archive', 'out/main/cli.js', Buffer.from('504b03040a0000000000', 'hex'), 'is no text'],
    ['a module of WebAssembly', 'out/preload/preload.js', Buffer.from('0061736d01000000', 'hex'), 'is no text'],
  ])('names %s that has the name of a script', async (_, path, content, problem) => {
    expect(wrong(await tampering.withFile(path, content))).toEqual({
      'archive: no file of another kind than its name says': [expect.stringContaining(`${path} ${problem}`)],
    })
  })

  it.each(['out/main/chunks/other-a1b2c3d4.png', 'out/renderer/assets/other-a1b2c3d4.woff2'])(
    'names a text that is called %s',
    async (path) => {
      const found = wrong(await tampering.withFile(path, 'const harmless = 1'))
      expect(found['archive: no file of another kind than its name says']).toEqual([
        expect.stringContaining(`${path} does not begin as such files do`),
      ])
    },
  )

  it.each([
    ['Linux', '7f454c46020101'],
    ['Windows', '4d5a90000300'],
    ['macOS', 'cffaedfe0c000001'],
    ['macOS, for two processors', 'cafebabe00000002'],
    ['macOS, for two processors and long', 'cafebabf00000002'],
  ])('names a program of %s under a harmless name', async (_, start) => {
    const found = wrong(await tampering.withFile('out/main/chunks/harmless-a1b2c3d4.js', Buffer.from(start, 'hex')))
    expect(found['archive: no native file']).toEqual([
      expect.stringContaining('out/main/chunks/harmless-a1b2c3d4.js is a native program or library'),
    ])
  })

  it.each([
    ['the project', `${root}/electron/main.ts`],
    ['the project on Windows, in a text of a program', JSON.stringify(`${root.replaceAll('/', '\\')}\\renderer`)],
    ['the project as an address', `file://${root}`],
    ['what tools keep in a home', join(homedir(), '.npmrc')],
  ])('names a path of %s', async (_, path) => {
    expect(wrong(await tampering.withinMain(`const from = '${path}'`))).toEqual({
      'archive: no path of the machine that built it': [expect.stringContaining('out/main/main.js names')],
    })
  })
})

describe('what is not a file in the archive', () => {
  it.each(['..', '../../outside.js', '/etc/passwd', 'out/../../outside.js', 'C:\\Windows\\outside.js'])(
    'names a link that leads out, to %s',
    async (link) => {
      const found = wrong(
        await tampering.withHeader((files) => {
          files.linked = { link }
        }),
      )
      expect(found['archive: no link']).toEqual([
        expect.stringContaining(`linked is a link that leads out of the archive, to ${link}`),
      ])
    },
  )

  it('names a link that stays inside', async () => {
    const found = wrong(
      await tampering.withHeader((files) => {
        files.linked = { link: 'out/main/main.js' }
      }),
    )
    expect(found['archive: no link']).toEqual([expect.stringContaining('linked is a link to out/main/main.js')])
  })

  it('names a file that lies beside the archive, and the folder it is in', async () => {
    const place = await mkdtemp(join(tampering.folder, 'unpacked-'))
    const contents = join(place, 'contents')
    await tampering.pack((unpacked) => cp(unpacked, contents, { recursive: true }))
    const archive = join(place, 'app.asar')
    await createPackageWithOptions(contents, archive, { unpack: 'cli.js' })
    expect(wrong(inspectArchive(archive))).toEqual({
      archive: [expect.stringContaining('app.asar.unpacked lies beside the archive')],
      'archive: no unpacked file': [expect.stringContaining('out/main/cli.js lies beside the archive')],
    })
  })

  it.each(['app', 'APP', 'default_app.asar', 'app.asar.unpacked', 'node_modules', 'addon.node'])(
    'names %s beside the archive',
    async (name) => {
      const archive = await tampering.pack(async () => {})
      await mkdir(join(archive, '..', name))
      expect(wrong(inspectArchive(archive))).toEqual({
        archive: [expect.stringContaining(`${name} lies beside the archive`)],
      })
    },
  )
})

it('names a file without a checksum', async () => {
  const found = await tampering.withHeader((files) => {
    Object.assign(files['package.json'] as object, { integrity: undefined })
  })
  expect(wrong(found)).toEqual({
    'archive: every file with its checksum': [expect.stringMatching(/^package\.json has no checksum/)],
  })
})

it('names bytes that belong to no file', async () => {
  const archive = await tampering.pack(async () => {})
  await appendFile(archive, 'a secret')
  expect(wrong(inspectArchive(archive))).toEqual({ archive: ['has 8 bytes that belong to none of its files'] })
})

it('says when there is less in it than its list of files says', async () => {
  const found = await tampering.withHeader((files) => {
    files['other.json'] = { size: 1e9, offset: '0' }
  })
  expect(wrong(found)).toEqual({ archive: ['is 1000000000 bytes shorter than the files in it'] })
})

it('names a file that was changed after it was packed', async () => {
  const archive = await tampering.pack(async () => {})
  const bytes = await readFile(archive)
  const last = bytes.length - 1
  bytes[last] = (bytes[last] ?? 0) ^ 1
  await writeFile(archive, bytes)
  expect(Object.keys(wrong(inspectArchive(archive)))).toEqual(['archive: every file with its checksum'])
})

it('says that it cannot read what is no archive', async () => {
  const archive = join(tampering.folder, 'no-archive.asar')
  await writeFile(archive, 'anything')
  expect(wrong(inspectArchive(archive))).toEqual({ archive: [expect.stringContaining('cannot be read')] })
})

describe('budget', () => {
  const mebibyte = 1024 * 1024

  it('names the part that became too heavy, and the whole', async () => {
    const found = wrong(await tampering.withinMain(' '.repeat(8 * mebibyte)))
    expect(found).toEqual({
      'size: main program and command line': [expect.stringMatching(/^\d+ KiB are more than the budget of \d+ KiB$/)],
      'size: everything': [expect.stringMatching(/^\d+ KiB are more than the budget of \d+ KiB$/)],
    })
  })

  // What the page and the list weigh today leaves less room than this.
  it.each([
    ['scripts and styles of the page', 'out/renderer/index.html', 3 * mebibyte],
    ['fonts and pictures of the page', 'out/renderer/assets/heavy-a1b2c3d4.svg', mebibyte / 2],
    ['list of licences', 'out/licences.json', mebibyte / 2],
  ])('names the %s', async (name, path, bytes) => {
    const found = wrong(await tampering.withFile(path, Buffer.alloc(bytes, ' ')))
    expect(Object.keys(found).filter((each) => each.startsWith('size: '))).toEqual([`size: ${name}`])
  })

  it('names the preload script when it takes in what it should not', async () => {
    const found = wrong(await tampering.withFile('out/preload/preload.js', Buffer.alloc(mebibyte / 8, ' ')))
    expect(Object.keys(found)).toEqual(['size: preload script'])
  })
})
