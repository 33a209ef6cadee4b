import { appendFile, mkdir, readFile, rm } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import type { TestInfo } from '@playwright/test'
import { root } from '../../electron/launch/project.mjs'
import { type Part, parts } from './stand-in/parts.ts'

// Proves of every part on the stand-in's list that the test which is named there really uses it: the stand-in tells the
// parts that the application uses, and the end of a run of tests compares.

/** What a test used: a line of JSON for each run of a test. */
const report = join(root, 'out/reports/used-parts.json')

interface Used {
  readonly test: string
  readonly parts: readonly string[]
}

/**
 * From now on, what is started notes the parts that it uses in this file.
 * @returns to be called at the end of the test.
 */
export function notingParts(file: string): (info: TestInfo) => Promise<void> {
  process.env.CARD_DESK_PARTS = file
  return async ({ file: spec, titlePath, status, expectedStatus }) => {
    delete process.env.CARD_DESK_PARTS
    const lines = await readFile(file, 'utf8').catch(() => null)
    // On the real runtime nobody notes anything; a test that failed may have used less.
    if (lines === null || status !== expectedStatus) return
    const test = [relative(root, spec).replaceAll('\\', '/'), ...titlePath.slice(1)].join(' › ')
    await mkdir(dirname(report), { recursive: true })
    await appendFile(report, `${JSON.stringify({ test, parts: lines.trim().split('\n') } satisfies Used)}\n`)
  }
}

/** Forgets what earlier runs used. */
export function forgetUsedParts(): Promise<void> {
  return rm(report, { force: true })
}

/**
 * @throws {Error} that names each part that was not used by its test, of the tests that were run.
 */
export async function provePartsUsed(): Promise<void> {
  const lines = await readFile(report, 'utf8').catch(() => '')
  const used = lines.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Used]))
  const sentences = unproven(parts, used)
  if (sentences.length > 0) throw new Error(`The list of the stand-in for Electron is wrong:\n${sentences.join('\n')}`)
}

/** A sentence for each part that the test on the list did not use. A test that was not run proves and disproves nothing. */
export function unproven(list: readonly Part[], used: readonly Used[]): readonly string[] {
  const byTest = new Map<string, Set<string>>()
  for (const { test, parts: some } of used) byTest.set(test, new Set([...(byTest.get(test) ?? []), ...some]))
  return list
    .filter(({ part, test }) => byTest.get(test)?.has(part) === false)
    .map(({ part, test }) => `${part} is not used by its test, ${test}.`)
}
