import { type Counter, formatId, numberOfId } from '../../engine/view'
import { grown } from './bits'
import { fold } from './fold'

/** A number far above how many there are is kept as a text: the table is as long as its highest number. */
const sparse = 8

/** The slots of things of one kind by their ids, such as `C-000123`. */
export class IdTable {
  /** By number: the slot and one more. */
  private slotByNumber = new Uint32Array(64)
  /** Those whose number is far above the others', or whose id is not written as this program does. */
  private readonly others = new Map<string, number>()
  private count = 0

  constructor(private readonly counter: Counter) {}

  slot(id: string): number | undefined {
    const number = usualNumber(this.counter, id)
    const slot = number !== null && number < this.slotByNumber.length ? (this.slotByNumber[number] as number) : 0
    return slot === 0 ? this.others.get(id) : slot - 1
  }

  set(id: string, slot: number): void {
    const number = usualNumber(this.counter, id)
    this.count += 1
    if (number === null || number > (this.count + 1000) * sparse) {
      this.others.set(id, slot)
      return
    }
    this.others.delete(id)
    this.slotByNumber = grown(this.slotByNumber, number + 1)
    this.slotByNumber[number] = slot + 1
  }

  /** The slots of ids that are this text when folded. */
  slotsOfFolded(text: string): readonly number[] {
    const usual = this.slot(text.toUpperCase())
    const others = [...this.others].filter(([id]) => fold(id) === text).map(([, slot]) => slot)
    return usual === undefined ? others : [usual, ...others]
  }
}

const prefixes = new Map<Counter, string>()

/** The number in an id if it is written as `formatId` does, else `null`. Asked for every card: makes nothing. */
export function usualNumber(counter: Counter, id: string): number | null {
  let prefix = prefixes.get(counter)
  if (prefix === undefined) {
    prefix = formatId(counter, 0).replace(/0+$/, '')
    prefixes.set(counter, prefix)
  }
  const digits = id.length - prefix.length
  if (digits < 6 || digits > 15 || !id.startsWith(prefix)) return null
  let number = 0
  for (let at = prefix.length; at < id.length; at += 1) {
    const digit = id.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) return null
    // Zeros fill up to six digits and no further.
    if (digits > 6 && number === 0 && digit === 0) return null
    number = number * 10 + digit
  }
  return number
}

/** The number in an id however it is written; 0 when there is none. */
export function numberIn(counter: Counter, id: string): number {
  return usualNumber(counter, id) ?? numberOfId(counter, id)
}
