import { type Bits, hasBit } from './bits'

/** Which part of a list is asked for. */
export interface Page {
  readonly direction: 'ascending' | 'descending'
  readonly offset: number
  readonly limit: number
}

/** The slots of a page: those of an order whose bits are set, without the first `offset` of them. */
export function slotsOfPage(order: Uint32Array, bits: Bits, { direction, offset, limit }: Page): number[] {
  const slots: number[] = []
  const step = direction === 'ascending' ? 1 : -1
  let skip = offset
  for (let at = step > 0 ? 0 : order.length - 1; at >= 0 && at < order.length; at += step) {
    const slot = order[at] as number
    if (!hasBit(bits, slot)) continue
    if (skip > 0) {
      skip -= 1
      continue
    }
    slots.push(slot)
    if (slots.length === limit) break
  }
  return slots
}
