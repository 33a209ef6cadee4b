import fc from 'fast-check'
import { expect, test } from 'vitest'
import { millisecondsOf } from '../../electron/services/search/times'

test('times are read as Date.parse reads them', () => {
  const times = fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
  const edges = [
    '1970-01-01T00:00:00.000Z',
    '2000-02-29T23:59:59.999Z',
    '2026-03-01T00:00:00.000Z',
    '2100-02-28T12:00:00.000Z',
  ]
  for (const edge of edges) expect(millisecondsOf(edge), edge).toBe(Date.parse(edge))
  fc.assert(fc.property(times, (time) => millisecondsOf(time.toISOString()) === time.getTime()))
})
