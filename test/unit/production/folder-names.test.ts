import { describe, expect, it } from 'vitest'
import { Names } from '../../../electron/production/folder/names'

describe('The name of a file that is put away', () => {
  it('is its own when nobody has it', () => {
    expect(new Names(['other.json']).free('status.json')).toBe('status.json')
  })

  it('gets a number before its ending when it is taken, whatever the case', () => {
    const names = new Names(['Status.JSON', 'status-2.json'])
    expect(names.free('status.json')).toBe('status-3.json')
    names.add('status-3.json')
    expect(names.free('status.json')).toBe('status-4.json')
    expect(new Names(['a.b.csv']).free('a.b.csv')).toBe('a.b-2.csv')
  })

  it('is taken when what goes beside it is', () => {
    expect(new Names(['a.json.reason.txt']).free('a.json', '.reason.txt')).toBe('a-2.json')
  })

  it('is cut between characters when it would be too long for a file system', () => {
    const long = `${'ä'.repeat(125)}.json`
    const names = new Names([])
    const kept = names.free(long, '.reason.txt')
    expect(kept).toBe(`${'ä'.repeat(119)}.json`)
    names.add(kept)
    expect(names.free(long, '.reason.txt')).toBe(`${'ä'.repeat(118)}-2.json`)
    expect(new Names([]).free(long)).toBe(long)
  })
})
