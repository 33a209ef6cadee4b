import { describe, expect, test } from 'vitest'
import {
  expectSequence,
  missingRows,
  noPages,
  pageSize,
  placeOf,
  type ResultPages,
  rowAt,
  withRows,
} from '../../../renderer/features/search/result-pages'
import type { CardRow, SearchResult } from '../../../shared/contract'

const row = (id: string): CardRow => ({
  id,
  cardType: 'card',
  state: 'active',
  holder: null,
  holderName: '',
  employeeNumber: '',
  email: '',
  upn: '',
  organisationalUnit: '',
  layout: '',
  title: '',
  order: '',
  cardNumber: '',
  validThrough: '',
  created: '2026-11-20T09:00:00.000Z',
  changed: '2026-11-20T09:00:00.000Z',
})

/** What main answers for a list of `total` cards, each named by its place and the sequence it was read at. */
const answer = (total: number, offset: number, limit: number, sequence: number): SearchResult => ({
  total,
  sequence,
  rows: Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, index) =>
    row(`${offset + index}@${sequence}`),
  ),
})
const read = (pages: ResultPages, total: number, offset: number, limit: number, sequence: number) =>
  withRows(pages, offset, limit, answer(total, offset, limit, sequence))

describe('a long list', () => {
  const first = read(noPages, 100_000, 0, pageSize, 7)

  test('has its exact total at once and asks for what comes into view', () => {
    expect(first.total).toBe(100_000)
    expect(missingRows(first, 0, 40)).toBeNull()
    expect(missingRows(first, 90, 130)).toEqual({ offset: 100, limit: 100 })
    expect(missingRows(first, 50_190, 50_230)).toEqual({ offset: 50_100, limit: 200 })
  })

  test('shows a row by its place, and knows where a card is that has been read', () => {
    const later = read(first, 100_000, 50_100, 200, 7)
    expect(rowAt(later, 50_250)?.id).toBe('50250@7')
    expect(rowAt(later, 60_000)).toBeUndefined()
    expect(placeOf(later, '50250@7')).toBe(50_250)
    expect(placeOf(later, 'C-000001')).toBeNull()
  })

  test('keeps a bounded number of pages', () => {
    let pages = first
    for (let offset = 0; offset < 100_000; offset += 200) pages = read(pages, 100_000, offset, 200, 7)
    expect(pages.pages.size).toBeLessThanOrEqual(40)
    expect(rowAt(pages, 99_999)?.id).toBe('99999@7')
  })

  test('ends where it ends', () => {
    expect(missingRows(read(noPages, 150, 0, pageSize, 1), 90, 180)).toEqual({ offset: 100, limit: 100 })
    expect(missingRows(read(noPages, 40, 0, pageSize, 1), 0, 60)).toBeNull()
  })
})

describe('cards that change meanwhile', () => {
  const both = read(noPages, 1000, 0, 200, 7)

  test('old rows stay on screen until the new ones are there, and are read together', () => {
    const changed = expectSequence(both, 9)
    expect(rowAt(changed, 150)?.id).toBe('150@7')
    expect(missingRows(changed, 80, 120)).toEqual({ offset: 0, limit: 200 })
    const anew = read(changed, 999, 0, 200, 9)
    expect(missingRows(anew, 80, 120)).toBeNull()
    expect(rowAt(anew, 150)?.id).toBe('150@9')
    expect(anew.total).toBe(999)
  })

  test('an answer newer than the rest makes the rest old', () => {
    const newer = read(both, 1000, 200, 100, 8)
    expect(missingRows(newer, 150, 190)).toEqual({ offset: 100, limit: 100 })
    expect(missingRows(newer, 210, 250)).toBeNull()
  })

  test('an answer that was overtaken on its way is read anew', () => {
    const overtaken = read(expectSequence(both, 9), 1000, 0, 200, 8)
    expect(missingRows(overtaken, 0, 40)).toEqual({ offset: 0, limit: 100 })
  })

  test('reading anew always comes to an end, however much is on screen', () => {
    let pages = expectSequence(read(read(noPages, 1000, 0, 200, 7), 1000, 200, 200, 7), 9)
    let calls = 0
    for (let next = missingRows(pages, 0, 399); next && calls < 10; next = missingRows(pages, 0, 399), calls += 1) {
      pages = read(pages, 1000, next.offset, next.limit, 9)
    }
    expect(calls).toBe(2)
  })

  test('a list that became empty holds nothing and asks for nothing', () => {
    const empty = read(expectSequence(both, 9), 0, 0, 200, 9)
    expect(empty.total).toBe(0)
    expect(rowAt(empty, 0)).toBeUndefined()
    expect(missingRows(empty, 0, 40)).toBeNull()
  })
})
