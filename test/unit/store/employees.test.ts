import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Employees } from '../../../electron/store/employees'
import { Interner } from '../../../electron/store/interner'
import { Persons } from '../../../electron/store/persons'
import { idOf, personOf } from '../../support/store-desk'

describe('Employee numbers', () => {
  it('lead to whoever has them now, after any changes', () => {
    const number = fc.integer({ min: 1, max: 6 })
    fc.assert(
      fc.property(
        fc.array(fc.record({ person: number, employee: fc.string({ maxLength: 2 }) }), { maxLength: 40 }),
        (saves) => {
          const persons = new Persons(new Interner())
          const model = new Map<number, string>()
          for (const [index, { person, employee }] of saves.entries()) {
            persons.put(personOf(person, { version: index + 1, employeeNumber: employee }), index + 1)
            model.set(person, employee)
          }
          for (const { employee } of saves) {
            const [newest] = [...model]
              .filter(([, has]) => has === employee)
              .map(([each]) => each)
              .sort((one, other) => other - one)
            expect(persons.withEmployeeNumber(employee)?.id).toBe(newest === undefined ? undefined : idOf('P', newest))
          }
          expect(persons.withEmployeeNumber('no such number')).toBe(undefined)
        },
      ),
    )
  })

  it('are all found among many, and none is found that was removed', () => {
    const employees = new Employees()
    const all = Array.from({ length: 20_000 }, (_, index) => index)
    for (const each of all) employees.add(`E-${each}`, each)
    for (const each of all) if (each % 3 === 0) employees.remove(`E-${each}`, each)
    for (const each of all) {
      expect(employees.find(`E-${each}`).includes(each)).toBe(each % 3 !== 0)
    }
  })

  it('are asked of the person where digests are the same', () => {
    // FNV-1a of 32 bits gives these two the same digest.
    const [one, other] = ['costarring', 'liquid']
    const persons = new Persons(new Interner())
    persons.put(personOf(1, { employeeNumber: one }), 1)
    expect(new Employees().find(one)).toEqual([])
    expect(persons.withEmployeeNumber(other)).toBe(undefined)
    persons.put(personOf(2, { employeeNumber: other }), 2)
    expect(persons.withEmployeeNumber(one)?.id).toBe('P-000001')
    expect(persons.withEmployeeNumber(other)?.id).toBe('P-000002')
  })
})

describe('The records that saved a person', () => {
  it('are kept in order, each once', () => {
    const persons = new Persons(new Interner())
    for (const sequence of [3, 3, 7, 12]) persons.put(personOf(5, { version: sequence }), sequence)
    expect(persons.savesOf('P-000005')).toEqual([3, 7, 12])
    expect(persons.savesOf('P-000006')).toEqual([])
    expect(() => persons.put(personOf(5, { id: 'P-5' }), 13)).toThrow('P-5')
  })
})
