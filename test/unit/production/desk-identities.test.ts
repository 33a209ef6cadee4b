import { describe, expect, it } from 'vitest'
import { bureauOrderId, deskOf, deskOrderNumber, orderBatch } from '../../../electron/production/orders'

// A desk that restored two backups: the first when it had numbered 120 orders, the second when it had numbered 300.
const desks = [
  { desk: '3f2a91c0-first', ordersAfter: 0, sequence: 1 },
  { desk: 'aaaa0000-second', ordersAfter: 120, sequence: 900 },
  { desk: 'bbbb1111-third', ordersAfter: 300, sequence: 2000 },
]
const order = (number: number) => ({ id: `O-${String(number).padStart(6, '0')}` })

describe('Orders of a desk that restored a backup', () => {
  it.each([
    [1, '3f2a91c0-O-000001'],
    [120, '3f2a91c0-O-000120'],
    [121, 'aaaa0000-O-000121'],
    [300, 'aaaa0000-O-000300'],
    [301, 'bbbb1111-O-000301'],
  ])('keep the mark they were numbered under: %i', (number, id) => {
    expect(bureauOrderId(desks, order(number))).toBe(id)
    expect(deskOrderNumber(desks, id)).toBe(order(number).id)
  })

  it('are told from those that the restored backup knows nothing of', () => {
    // Numbered 121 before the backup was restored, and given out anew since.
    expect(deskOrderNumber(desks, '3f2a91c0-O-000121')).toBeNull()
    expect(deskOrderNumber(desks, 'bbbb1111-O-000120')).toBeNull()
    expect(deskOrderNumber(desks, 'cccc2222-O-000120')).toBeNull()
  })

  it('leave as a batch of the desk that numbered the newest of them', () => {
    const batch = (...numbers: number[]) =>
      orderBatch(
        desks,
        'B-000007',
        numbers.map((number) => ({ order: order(number) })),
        [],
      ).desk
    expect(batch(3, 119)).toBe('3f2a91c0-first')
    expect(batch(119, 121)).toBe('aaaa0000-second')
  })

  it('are none of a desk without a record', () => {
    expect(() => deskOf([], order(1))).toThrow('no desk gave out O-000001')
  })
})
