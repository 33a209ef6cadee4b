import { isDeepStrictEqual } from 'node:util'
import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonical } from '../../../electron/store/journal/canonical'

/** Names that sort otherwise than they were given, that look like places in a list, and that objects treat in their own way. */
const names = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 5 }),
  fc.constantFrom('10', '9', '007', 'a', 'B', '__proto__', 'constructor', 'toJSON', '', '€', '\u{1f600}', '\\ud800'),
)
const { value: values } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, false, 0, -0, 1e21, 1e-7, '\\ud83d', 'ab\\c', '\u2028', '\u0000', '"'),
    fc.string({ unit: 'grapheme' }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(names, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
}))

describe('Canonical JSON', () => {
  it('is what RFC 8785 says, with the copy that reading it gives', () => {
    fc.assert(
      fc.property(values, (value) => {
        const { text, value: copy } = canonical(value)
        expect(text).toBe(canonicalize(value))
        expect(isDeepStrictEqual(copy, JSON.parse(text))).toBe(true)
        if (typeof value === 'object' && value !== null) expect(copy).not.toBe(value)
      }),
      { numRuns: 2000 },
    )
  })

  it('leaves out members without a value, as JSON does', () => {
    expect(canonical({ b: undefined, a: [{ d: 1, c: undefined }] })).toEqual({
      text: '{"a":[{"d":1}]}',
      value: { a: [{ d: 1 }] },
    })
  })

  it('orders members by UTF-16 code units, numbers in their names too', () => {
    expect(canonical({ '\ufb33': 1, '\u{1f600}': 2, 10: 3, 9: 4, '\r': 5 }).text).toBe(
      '{"\\r":5,"10":3,"9":4,"\u{1f600}":2,"\ufb33":1}',
    )
  })

  it.each<[string, unknown]>([
    ['half a surrogate pair', { a: '\ud800' }],
    ['half a surrogate pair in a name', { '\udc00': 1 }],
    ['a number that is none', [Number.NaN]],
    ['a number without an end', { a: Number.POSITIVE_INFINITY }],
    ['nothing', undefined],
  ])('is refused for %s', (_, value) => {
    expect(() => canonical(value)).toThrow()
  })
})
