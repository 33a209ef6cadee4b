import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyLeft, expire, putOnHold, revive, revoke } from '../../electron/processes/certificates'
import type { Certificate, CertificateHold, CertificateStatus } from '../../shared/model'

/** Domain 3.1, 3.2 and rule 5.7: what becomes of certificates when their card changes. */
function certificate(status: CertificateStatus, heldBy: CertificateHold | null = null): Certificate {
  return {
    serial: '0A1B2C',
    purpose: 'authentication',
    validFrom: '2026-01-01',
    validThrough: '2027-01-01',
    status,
    heldBy,
  }
}

const valid = certificate('valid')
const held = certificate('on-hold', 'deactivation')
const heldByAuthority = certificate('on-hold', 'authority')
const revoked = certificate('revoked')
const expired = certificate('expired')
const all = [valid, held, heldByAuthority, revoked, expired]

describe('Certificates of a card', () => {
  test('that is suspended: valid ones are put on hold by the deactivation, others stay', () => {
    expect(putOnHold(all)).toEqual([held, held, heldByAuthority, revoked, expired])
  })

  test('that is in use again: exactly those the deactivation held are valid', () => {
    expect(revive(all)).toEqual([valid, valid, heldByAuthority, revoked, expired])
  })

  test('that is locked or taken back: whatever has not ended is revoked', () => {
    expect(revoke(all)).toEqual([revoked, revoked, revoked, revoked, expired])
  })

  test('that is over: whatever has not ended expires, and none is left on hold', () => {
    expect(expire(all)).toEqual([expired, expired, expired, revoked, expired])
  })

  test('some are left while one is valid or on hold', () => {
    expect(all.map((each) => anyLeft([each]))).toEqual([true, true, true, false, false])
    expect(anyLeft([])).toBe(false)
  })

  test('in any order of changes: what has ended never changes, and what is on hold says by whom', () => {
    const changes = { putOnHold, revive, revoke, expire }
    const anything = fc.array(fc.constantFrom(...all), { maxLength: 5 })
    const order = fc.array(fc.constantFrom(...(Object.keys(changes) as (keyof typeof changes)[])), { maxLength: 12 })
    fc.assert(
      fc.property(anything, order, (start, names) => {
        let before: readonly Certificate[] = start
        for (const name of names) {
          const after = changes[name](before)
          expect(after).toHaveLength(before.length)
          for (const [place, each] of after.entries()) {
            if (before[place]?.status === 'revoked' || before[place]?.status === 'expired') {
              expect(each).toEqual(before[place])
            }
            expect(each.heldBy === null).toBe(each.status !== 'on-hold')
          }
          before = after
        }
      }),
    )
  })
})
