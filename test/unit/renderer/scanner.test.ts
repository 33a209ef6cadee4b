import { describe, expect, it } from 'vitest'
import { createScanner } from '../../../renderer/features/shell/scanner'

/** Types a text key by key with the same pause between any two, then Enter. */
function type(scan: ReturnType<typeof createScanner>, text: string, pause: number, start = 0) {
  const keys = [...text, 'Enter']
  return keys.map((key, index) => scan({ key, at: start + index * pause })).at(-1)
}

describe('telling a scanned number from typing', () => {
  it('takes fast characters that end in Enter', () => {
    expect(type(createScanner(), 'TC-000481', 8)).toBe('TC-000481')
  })

  it('leaves what people type alone', () => {
    expect(type(createScanner(), 'TC-000481', 120)).toBeNull()
  })

  it('leaves Enter alone, and a short burst before it', () => {
    const scan = createScanner()
    expect(scan({ key: 'Enter', at: 0 })).toBeNull()
    expect(type(scan, 'ok', 8, 100)).toBeNull()
  })

  it('forgets what was typed before a pause', () => {
    const scan = createScanner()
    scan({ key: 'x', at: 0 })
    expect(type(scan, '70000481', 5, 1000)).toBe('70000481')
  })

  it('takes capitals, which come with the Shift key', () => {
    const scan = createScanner()
    let last: string | null = null
    for (const [index, key] of ['Shift', 'T', 'Shift', 'C', '1', '2', 'Enter'].entries())
      last = scan({ key, at: index * 4 })
    expect(last).toBe('TC12')
  })

  it('takes no keys that walk about for a number, however fast they come', () => {
    const scan = createScanner()
    const keys = ['/', 'ArrowDown', ' ', 'ArrowDown', ' ', ' ', 'x', 'y', 'Tab', 'Enter']
    expect(keys.map((key, index) => scan({ key, at: index * 3 }))).toEqual(keys.map(() => null))
    expect(type(scan, '70000481', 5, 40)).toBe('70000481')
  })

  it('gives every number once', () => {
    const scan = createScanner()
    type(scan, '70000481', 5)
    expect(scan({ key: 'Enter', at: 41 })).toBeNull()
  })
})
