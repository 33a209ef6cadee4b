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
    const number = numberOfId(this.counter, id)
    const slot = number < this.slotByNumber.length ? (this.slotByNumber[number] as number) : 0
    if (slot === 0 || formatId(this.counter, number) !== id) return this.others.get(id)
    return slot - 1
  }

  set(id: string, slot: number): void {
    const number = numberOfId(this.counter, id)
    this.count += 1
    if (formatId(this.counter, number) !== id || number > (this.count + 1000) * sparse) {
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
