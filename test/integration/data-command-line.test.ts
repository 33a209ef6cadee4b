import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { committed, open, orderedCard, temporaryFolder, write } from '../support/store-desk'

// `desk verify` and `desk export`, as a person at a terminal has them.
const program = fileURLToPath(new URL('../../out/main/cli.js', import.meta.url))

interface Said {
  readonly code: number
  readonly output: string
  readonly complaint: string
}

function desk(...parameters: readonly string[]): Promise<Said> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...parameters], (error, output, complaint) => {
      resolve({ code: error ? Number(error.code) : 0, output, complaint })
    })
  })
}

/** A closed desk with so many orders, and a folder beside it. */
async function folders(orders = 3) {
  const folder = await temporaryFolder('desk')
  const store = await open({ folder })
  for (let number = 1; number <= orders; number += 1) committed(await write(store, ...orderedCard(number)))
  await store.close()
  const into = join(folder, '../exports')
  await mkdir(into)
  return { folder, into }
}

// Starting the program takes its time on a busy machine.
describe('desk verify', { timeout: 60_000 }, () => {
  it('answers as JSON, and in words', async () => {
    const { folder } = await folders()
    const json = await desk('verify', '--data', folder)
    expect(json).toMatchObject({ code: 0, complaint: '' })
    const report = JSON.parse(json.output)
    expect(report).toMatchObject({ ok: true, records: 3, cards: 3, fault: null, advice: null })
    const words = await desk('verify', '--data', folder, '--words')
    expect(words.code).toBe(0)
    expect(words.output).toContain('The data is whole.')
    expect(words.output).toContain(`3 records and 3 cards are right; the fingerprint of record 3 is ${report.hash}.`)
  })

  it('names the first fault and what to do', async () => {
    const { folder } = await folders()
    const path = join(folder, 'journal/000000000001.ndjson')
    await writeFile(path, (await readFile(path, 'utf8')).replace('TC-000002', 'TC-000009'))
    const words = await desk('verify', '--data', folder, '--words')
    expect(words.code).toBe(1)
    expect(words.output).toContain('The first fault: journal/000000000001.ndjson, line 2: record 2 is damaged')
    expect(words.output).toMatch(/What to do: .*backup/)
    expect(JSON.parse((await desk('verify', '--data', folder)).output)).toMatchObject({
      ok: false,
      records: 1,
      fault: { file: 'journal/000000000001.ndjson', line: 2, sequence: 2 },
      advice: expect.stringContaining('backup'),
    })
  })

  it('compares a folder with a proof that was kept elsewhere', async () => {
    const { folder, into } = await folders()
    const { path } = JSON.parse((await desk('export', '--data', folder, '--into', into, '--format', 'csv')).output)
    expect(await desk('verify', '--data', folder, '--proof', path, '--words')).toMatchObject({
      code: 0,
      output: expect.stringContaining('goes on from the history of the proof: record 3 is the same'),
    })
    // Another desk with as many records: its own chain is whole, and it is another one all the same.
    const store = await open({ folder: join(folder, '../other') })
    for (const number of [3, 1, 2]) committed(await write(store, ...orderedCard(number)))
    await store.close()
    const other = await desk('verify', '--data', join(folder, '../other'), '--proof', path, '--words')
    expect(other).toMatchObject({ code: 1, output: expect.stringContaining('the history before it was replaced') })
  })

  it('says how it is used when it is asked', async () => {
    for (const parameters of [['--help'], ['help'], ['verify', '--help']]) {
      const { code, output, complaint } = await desk(...parameters)
      expect({ code, complaint }, parameters.join(' ')).toEqual({ code: 0, complaint: '' })
      expect(output).toMatch(/^Usage:/)
    }
  })

  it('says what it cannot read', async () => {
    const { folder, into } = await folders(1)
    const unreadable = [
      [['--data', join(into, 'nowhere')], /there is no data in this folder/],
      [['--data', join(folder, 'journal/000000000001.ndjson')], /is a file\. Name the data folder/],
      [['--data', folder, '--proof', join(into, 'nowhere')], /cannot be read/],
      [['--data', folder, '--proof', join(folder, 'journal/000000000001.ndjson')], /This is no proof/],
      [['--export', into], /cannot be read/],
    ] as const
    const misspelt = [[], ['--data', folder, '--export', into], ['--nonsense']]
    await Promise.all([
      ...unreadable.map(async ([parameters, words]) => {
        const { code, output, complaint } = await desk('verify', ...parameters)
        expect(code, parameters.join(' ')).toBe(1)
        expect(output + complaint).toMatch(words)
        expect(complaint).not.toMatch(/\n\s+at /)
      }),
      ...misspelt.map(async (parameters) => {
        const said = await desk('verify', ...parameters)
        expect(said).toMatchObject({ code: 2, complaint: expect.stringContaining('Usage') })
      }),
    ])
  })
})

describe('desk export', { timeout: 60_000 }, () => {
  it('writes a file that proves itself, also from a folder in use', async () => {
    const { folder, into } = await folders()
    await open({ folder })
    for (const format of ['json', 'csv']) {
      const { code, output } = await desk('export', '--data', folder, '--into', into, '--format', format)
      expect(code).toBe(0)
      const exported = JSON.parse(output)
      expect(exported).toMatchObject({ ok: true, records: 3, sequence: 3 })
      const checked = await desk('verify', '--export', exported.path, '--words')
      expect(checked).toMatchObject({ code: 0, output: expect.stringContaining(exported.hash) })
    }
    expect(await readdir(into)).toHaveLength(2)
  })

  it('refuses what it cannot do, in a sentence', async () => {
    const { folder, into } = await folders()
    const path = join(folder, 'journal/000000000001.ndjson')
    expect(await desk('export', '--data', folder, '--into', join(into, 'nowhere'))).toMatchObject({
      code: 1,
      complaint: expect.stringContaining('There is no folder'),
    })
    // A name misspelt is not taken for a desk without a history.
    expect(await desk('export', '--data', `${folder}s`, '--into', into)).toMatchObject({
      code: 1,
      complaint: expect.stringContaining(`There is no data in ${folder}s.`),
    })
    expect(await desk('export', '--data', folder, '--into', into, '--format', 'xml')).toMatchObject({ code: 2 })
    await writeFile(path, (await readFile(path, 'utf8')).replace('TC-000002', 'TC-000009'))
    expect(await desk('export', '--data', folder, '--into', into)).toMatchObject({
      code: 1,
      complaint: expect.stringContaining('record 2 is damaged'),
    })
    expect(await readdir(into)).toEqual([])
  })
})
