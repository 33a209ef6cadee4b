import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../../..')
const examples = resolve(root, 'test/fixtures/exchange')

const asShown = (text: string) => text.replaceAll('\r\n', '\n').trimEnd()

it.each(readdirSync(examples).filter((name) => !name.startsWith('.')))(
  'the documentation shows %s as it is',
  (name) => {
    const readme = asShown(readFileSync(resolve(root, 'README.md'), 'utf8'))
    const example = asShown(readFileSync(resolve(examples, name), 'utf8'))
    // As a message this is shorter than two whole files.
    expect(readme.includes(example), `README.md does not hold ${name} as it is`).toBe(true)
  },
)
