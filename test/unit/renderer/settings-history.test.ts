import { describe, expect, it } from 'vitest'
import { withNewest, withOlder } from '../../../renderer/features/settings/history-pages'
import type { ChangeEntry } from '../../../shared/model'

const entry = (number: string): ChangeEntry => ({
  number,
  at: '2026-11-20T09:00:00.000Z',
  user: 'u1',
  name: 'Ada Brandt',
  role: 'administrator',
  subject: 'Options',
  changes: [],
})
const page = (before: number | null, ...numbers: string[]) => ({ entries: numbers.map(entry), before })
const numbers = ({ entries }: { entries: readonly ChangeEntry[] }) => entries.map(({ number }) => number)

describe('the pages of the settings history', () => {
  it('begin with the first page read', () => {
    expect(withNewest(null, page(7, '9', '8'))).toEqual(page(7, '9', '8'))
  })

  it('grow downwards, and each entry is there once', () => {
    const grown = withOlder(page(7, '9', '8'), page(null, '8', '7.2', '7'))
    expect(numbers(grown)).toEqual(['9', '8', '7.2', '7'])
    expect(grown.before).toBe(null)
  })

  it('take what is new on top and keep what was read below', () => {
    const read = withOlder(page(7, '9', '8'), page(4, '7', '5'))
    const fresh = withNewest(read, page(8, '11', '10', '9'))
    expect(numbers(fresh)).toEqual(['11', '10', '9', '8', '7', '5'])
    expect(fresh.before).toBe(4)
  })

  it('begin anew where entries in between may be missing', () => {
    const fresh = withNewest(page(7, '9', '8'), page(12, '14', '13'))
    expect(numbers(fresh)).toEqual(['14', '13'])
    expect(fresh.before).toBe(12)
  })
})
