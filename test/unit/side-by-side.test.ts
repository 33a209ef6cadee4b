import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runSideBySide } from '../support/side-by-side.mjs'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'card-desk-steps-'))
})
afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }))

const journal = () => join(folder, 'journal')

/** A step that notes its beginning and its end, and in between says something and waits until `until` has been noted. */
function step(name: string, { beside = true, until = '', code = 0 } = {}) {
  const program = `
    const { appendFileSync, readFileSync } = require('node:fs')
    const [path, name, until, code] = process.argv.slice(1)
    appendFileSync(path, name + ' begins;')
    console.log(name + ' one')
    const look = () => {
      if (!readFileSync(path, 'utf8').includes(until)) return setTimeout(look, 10)
      console.error(name + ' two')
      appendFileSync(path, name + ' ends;')
      process.exitCode = Number(code)
    }
    look()`
  return { name, beside, values: ['-e', program, journal(), name, until, String(code)] }
}

/** Runs them; answers everything that was printed, and what happened when. */
async function run(steps: readonly ReturnType<typeof step>[]) {
  await appendFile(journal(), '')
  let said = ''
  await runSideBySide(
    steps,
    {},
    async (each, ended) => {
      said += `(${(each as { name: string }).name})\n`
      const ok = await ended()
      said += `(${ok})\n`
    },
    (part) => {
      said += String(part)
    },
  )
  return { said, happened: await readFile(journal(), 'utf8') }
}

describe('Steps side by side', () => {
  it('run two at a time, and what the second says comes after the first has ended', async () => {
    // The first can only end when the second has.
    const { said } = await run([step('a', { until: 'b ends' }), step('b')])
    expect(said).toBe('(a)\na one\na two\n(true)\n(b)\nb one\nb two\n(true)\n')
  })

  it('are never three: the third begins when one of two has ended', async () => {
    const { happened } = await run([step('a', { until: 'c ends' }), step('b'), step('c')])
    expect(happened.indexOf('c begins')).toBeGreaterThan(happened.indexOf('b ends'))
    expect(happened.indexOf('a ends')).toBeGreaterThan(happened.indexOf('c ends'))
  })

  it('leave a step alone that leaves no core to another', async () => {
    const { happened } = await run([step('a'), step('alone', { beside: false }), step('b'), step('c', { until: 'b' })])
    expect(happened).toMatch(/^a begins;a ends;alone begins;alone ends;[bc] begins;/)
  })

  it('tell which of them went wrong', async () => {
    const { said } = await run([step('a', { until: 'b ends' }), step('b', { code: 3 }), step('c')])
    expect(said).toBe('(a)\na one\na two\n(true)\n(b)\nb one\nb two\n(false)\n(c)\nc one\nc two\n(true)\n')
  })
})
