import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Shelf } from '../../../electron/store/packed/shelf'
import { type PersonRow, personPacking } from '../../../electron/store/packed/things'
import { personOf } from '../../support/store-desk'

const shelf = () => new Shelf<PersonRow>(personPacking, (text) => text)
const row = (number: number, version: number): PersonRow => ({
  person: personOf(number, { version, familyName: `Name ${version}` }),
  saves: [version],
})
const ascending = (things: ReadonlyMap<number, PersonRow>) =>
  [...things].sort(([one], [other]) => one - other).map(([, thing]) => thing)
const atOnce = () => undefined

describe('A shelf', () => {
  const number = fc.integer({ min: 0, max: 5200 })
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ does: fc.constant('put' as const), number }) },
    { weight: 4, arbitrary: fc.record({ does: fc.constant('get' as const), number }) },
    fc.record({ does: fc.constant('write' as const), number }),
    fc.record({ does: fc.constant('move' as const), number }),
  )

  it('has what was put, whatever is written, read and looked at in between', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        let here = shelf()
        const model = new Map<number, PersonRow>()
        for (const [index, { does, number }] of steps.entries()) {
          const shard = Math.floor(number / 1000)
          if (does === 'put') {
            model.set(number, row(number, index + 1))
            here.put(number, row(number, index + 1))
          } else if (does === 'get') expect(here.get(number)).toEqual(model.get(number))
          else if (does === 'write') {
            const written = here.packed(shard)
            expect(await here.shows(shard, written, atOnce)).toBe(true)
          } else {
            const next = shelf()
            for (let each = 0; each <= 5; each += 1) next.take(each, here.packed(each), () => {})
            here = next
          }
        }
        expect(here.size).toBe(model.size)
        expect([...here.all()]).toEqual(ascending(model))
      }),
    )
  })

  it('has what was put when so much was changed that it was packed meanwhile', () => {
    const here = shelf()
    const model = new Map<number, PersonRow>()
    for (let index = 0; index < 12_000; index += 1) {
      const number = (index * 7919) % 9000
      here.put(number, row(number, index + 1))
      model.set(number, row(number, index + 1))
    }
    expect(here.size).toBe(9000)
    expect([...here.all()]).toEqual(ascending(model))
  })

  it('shows what was put last, also of a thing that was looked at before and is packed again since', () => {
    const here = shelf()
    here.put(7, row(7, 1))
    here.packed(0)
    expect(here.get(7)).toEqual(row(7, 1))
    here.put(7, row(7, 2))
    here.packed(0)
    expect(here.get(7)).toEqual(row(7, 2))
  })

  it('tells a document that shows something else', async () => {
    const [one, other] = [shelf(), shelf()]
    for (const each of [3, 500, 999]) for (const here of [one, other]) here.put(each, row(each, 1))
    expect(await one.shows(0, other.packed(0), atOnce)).toBe(true)
    other.put(500, row(500, 2))
    expect(await one.shows(0, other.packed(0), atOnce)).toBe(false)
    one.put(500, row(500, 2))
    expect(await one.shows(0, other.packed(0), atOnce)).toBe(true)
    one.put(501, row(501, 1))
    expect(await one.shows(0, other.packed(0), atOnce)).toBe(false)
    expect(await other.shows(0, one.packed(0), atOnce)).toBe(false)
    expect(await one.shows(0, { texts: [], values: 'AAAA' }, atOnce)).toBe(false)
  })

  it('shows the first values of each thing it takes over, and takes nothing over twice', () => {
    const [from, to] = [shelf(), shelf()]
    for (const each of [2003, 2999]) from.put(each, row(each, 1))
    const seen: [number, string][] = []
    to.take(2, from.packed(2), (_, number, start) => seen.push([number, start.text()]))
    expect(seen).toEqual([
      [2003, 'E-2003'],
      [2999, 'E-2999'],
    ])
    expect(() => to.take(2, from.packed(2), () => {})).toThrow()
  })
})
