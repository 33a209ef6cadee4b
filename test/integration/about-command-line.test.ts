import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'

// `desk version`, as a person at a terminal has it.
const program = new URL('../../out/main/cli.js', import.meta.url).pathname

function desk(...parameters: readonly string[]): Promise<{ code: number; output: string; complaint: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...parameters], (error, output, complaint) => {
      resolve({ code: error ? Number(error.code) : 0, output, complaint })
    })
  })
}

// Starting the program takes its time on a busy machine.
describe('desk version', { timeout: 60_000 }, () => {
  it('says in words which version this is and what runs it', async () => {
    const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'))
    const said = await desk('version')
    expect(said).toMatchObject({ code: 0, complaint: '' })
    const lines = said.output.trimEnd().split('\n')
    expect(lines.slice(0, 2)).toEqual([`Card Desk: ${version}`, `Node: ${process.versions.node}`])
    expect(lines[2]).toMatch(new RegExp(`^System: .+, ${process.arch}$`))
    expect(lines.slice(3)).toEqual(['Data format: 4'])
    expect(await desk('--version')).toEqual(said)
  })

  it('says the same as JSON, and takes nothing else', async () => {
    const json = JSON.parse((await desk('version', '--json')).output)
    expect(json).toMatchObject({ runtime: { kind: 'node', node: process.versions.node }, dataFormat: 4 })
    expect(Object.keys(json).sort()).toEqual(['dataFormat', 'runtime', 'system', 'version'])
    expect(await desk('version', '--data', '/tmp')).toMatchObject({ code: 2, output: '' })
  })
})
