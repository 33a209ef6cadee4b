import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
mkdirSync(join(root, 'out'), { recursive: true })
// Inside the project, where the types of packages are found.
const place = mkdtempSync(join(root, 'out/sides-'))
afterAll(() => rmSync(place, { recursive: true }))

let counter = 0

/** What the compiler says of a line of code on one side of the program. */
function compile(side: string, code: string): string {
  const name = `${side}-${counter++}`
  writeFileSync(join(place, `${name}.ts`), `${code}\n`)
  const settings = { extends: join(root, side, 'tsconfig.json'), include: [], files: [`${name}.ts`] }
  writeFileSync(join(place, `${name}.json`), JSON.stringify(settings))
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  return spawnSync(process.execPath, [tsc, '-p', join(place, `${name}.json`)], { encoding: 'utf8' }).stdout
}

const dom = 'export const title = document.title'
const node = 'export const folder = process.cwd()'
const files = "export { readFileSync } from 'node:fs'"

describe('the sides of the program', () => {
  it.each([
    ['shared', dom, "'document'"],
    ['shared', node, "'process'"],
    ['shared', files, "'node:fs'"],
    ['electron', dom, "'document'"],
    ['renderer', node, "'process'"],
    ['renderer', files, "'node:fs'"],
  ])('%s does not know: %s', (side, code, name) => {
    expect(compile(side, code)).toContain(name)
  })

  it.each([
    ['electron', node],
    ['electron', files],
    ['renderer', dom],
  ])('%s knows: %s', (side, code) => {
    expect(compile(side, code)).toBe('')
  })
})
