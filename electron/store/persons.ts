import type { Person } from '../../shared/model'
import { Employees } from './employees'
import type { Interner } from './interner'
import { exactNumberOf } from './packed/ids'
import type { PackedThings } from './packed/shard'
import { type Breathe, Shelf } from './packed/shelf'
import { type PersonRow, peekEmployeeNumber, personPacking } from './packed/things'

/** The persons on record, and in which records of the journal each of them was saved. */
export class Persons {
  readonly #shelf: Shelf<PersonRow>
  readonly #employees = new Employees()

  constructor(interner: Interner) {
    this.#shelf = new Shelf(personPacking, (text) => interner.text(text))
  }

  get size(): number {
    return this.#shelf.size
  }

  get(id: string): Person | undefined {
    return this.#row(id)?.person
  }

  /** The sequences of the records that saved a person, oldest first. */
  savesOf(id: string): readonly number[] {
    return this.#row(id)?.saves ?? []
  }

  /** Whoever has that number now; should several have it, the one who came on record last. */
  withEmployeeNumber(employeeNumber: string): Person | undefined {
    const numbers = this.#employees.find(employeeNumber).toSorted((one, other) => other - one)
    for (const number of numbers) {
      const person = this.#shelf.get(number)?.person
      if (person?.employeeNumber === employeeNumber) return person
    }
    return undefined
  }

  /** One after another, by number; see `Shelf.all`. */
  *all(): Iterable<Person> {
    for (const { person } of this.#shelf.all()) yield person
  }

  /**
   * Puts a person in as a record saved them.
   * @throws {Error} when their id is none of the desk's: the number in it decides where they are kept.
   */
  put(person: Person, sequence: number): void {
    const number = exactNumberOf('person', person.id)
    if (number < 0) throw new Error(`${person.id} is no id of a person`)
    const before = this.#shelf.get(number)
    const saves = before?.saves ?? []
    this.#shelf.put(number, { person, saves: saves.at(-1) === sequence ? saves : [...saves, sequence] })
    if (before?.person.employeeNumber === person.employeeNumber) return
    if (before) this.#employees.remove(before.person.employeeNumber, number)
    this.#employees.add(person.employeeNumber, number)
  }

  /** The persons of one document, as bytes. */
  packed(shard: number): PackedThings {
    return this.#shelf.packed(shard)
  }

  /** See `Shelf.shows`. */
  shows(shard: number, things: PackedThings, breathe: Breathe): Promise<boolean> {
    return this.#shelf.shows(shard, things, breathe)
  }

  /** Takes over a document of persons who are not here yet. @throws {Error} when it does not hang together. */
  take(shard: number, things: PackedThings): void {
    this.#shelf.take(shard, things, (_, number, start) => this.#employees.add(peekEmployeeNumber(start), number))
  }

  #row(id: string): PersonRow | undefined {
    const number = exactNumberOf('person', id)
    return number < 0 ? undefined : this.#shelf.get(number)
  }
}
