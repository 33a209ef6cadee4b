import { type ParsedRequestOf, type PersonColumn, personColumns, type ResponseOf } from '../../../shared/contract'
import type { Person } from '../../../shared/model'
import { numberOfId } from '../../engine/view'
import { foldOnce, text } from './columns'
import { type PersonEntry, personEntry } from './entries'
import { inSlices, SortedOrder } from './sorted-order'
import { readWords } from './words'

type Compare = (one: PersonEntry, other: PersonEntry) => number

const comparisons: Record<PersonColumn, Compare> = {
  name: (one, other) => text(one.order.holderName, other.order.holderName),
  employeeNumber: (one, other) => text(one.order.employeeNumber, other.order.employeeNumber),
  email: (one, other) => text(one.order.email, other.order.email),
  upn: (one, other) => text(one.order.upn, other.order.upn),
  organisationalUnit: ({ person: one }, { person: other }) =>
    text(foldOnce(one.organisationalUnit), foldOnce(other.organisationalUnit)),
}

const byNumber: Compare = (one, other) => numberOfId('person', one.person.id) - numberOfId('person', other.person.id)

/** Everybody on record, as searches compare them. */
export class PersonIndex {
  private readonly entries = new Map<string, PersonEntry>()
  private readonly orders: Readonly<Record<PersonColumn, SortedOrder<PersonEntry>>>

  constructor(persons: Iterable<Person>) {
    for (const person of persons) this.entries.set(person.id, personEntry(person))
    const order = (column: PersonColumn) => {
      const compare = comparisons[column]
      // Persons alike in the column are ordered by when they came on record.
      return new SortedOrder(
        () => this.entries.values(),
        (one, other) => compare(one, other) || byNumber(one, other),
      )
    }
    this.orders = Object.fromEntries(personColumns.map((column) => [column, order(column)])) as typeof this.orders
  }

  /** Makes ready the order that lists start with. */
  async warmUp(): Promise<void> {
    await this.orders.name.read()
  }

  /** The person as searches know them; `null` for nobody. */
  entry(person: string | null): PersonEntry | null {
    return (person && this.entries.get(person)) || null
  }

  /** Takes a new or changed person in; the entry stays the same one, so that cards may share it. */
  put(person: Person): PersonEntry {
    const entry = Object.assign(this.entries.get(person.id) ?? {}, personEntry(person))
    this.entries.set(person.id, entry)
    for (const order of Object.values(this.orders)) order.touched(entry)
    return entry
  }

  /**
   * A page of the persons that match, with their exact number, looked for in slices beside other work.
   * `sequence` tells the desk's when it begins: what changes later is not certain to show.
   */
  async search(
    { text: typed, sort, offset, limit }: ParsedRequestOf<'persons.search'>,
    sequence: () => number,
  ): Promise<ResponseOf<'persons.search'>> {
    const words = readWords(typed)
    const sorted = await this.orders[sort.column].read()
    const asOf = sequence()
    const found: PersonEntry[] = []
    await inSlices(sorted, (entry) => {
      if (words.empty || words.match(entry.haystack)) found.push(entry)
    })
    if (sort.direction === 'descending') found.reverse()
    const rows = found.slice(offset, offset + limit).map(({ person }) => person)
    return { total: found.length, rows, sequence: asOf }
  }
}
