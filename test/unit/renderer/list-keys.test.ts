import { expect, test } from 'vitest'
import { walkTarget } from '../../../renderer/components/list-keys'

const walk = (key: string, at: number, above?: number) =>
  walkTarget(key, { at, end: 99, screen: 10, ...(above !== undefined && { above }) })

test('keys walk a list, and stop at its ends', () => {
  expect(['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'].map((key) => walk(key, 50))).toEqual([
    51, 49, 60, 40, 0, 99,
  ])
  expect([walk('ArrowUp', 0), walk('PageUp', 3), walk('ArrowDown', 99), walk('PageDown', 95)]).toEqual([0, 0, 99, 99])
})

test('from nowhere Arrow Down leads to the first row', () => {
  expect(walk('ArrowDown', -1)).toBe(0)
  expect(walk('ArrowUp', -1)).toBe(0)
})

test('where the row left the list, Arrow Down leads to the one that moved up to its place', () => {
  expect(walk('ArrowDown', 7, 6)).toBe(7)
  expect(walk('ArrowUp', 7, 6)).toBe(6)
})

test('other keys walk nowhere', () => {
  expect(walk('Enter', 5)).toBeUndefined()
  expect(walk('a', 5)).toBeUndefined()
})
