import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type PackedThings, PackedShard } from '../../../electron/store/packed/shard'
import { cardPacking, type Packing, personPacking, runPacking } from '../../../electron/store/packed/things'
import { shardSize } from '../../../electron/store/snapshot/documents'
import { anyCard, anyPersonRow, anyRunRow } from '../../support/any-things'

const throughJson = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value
const asItIs = (text: string) => text

/** Things with numbers of one document, each number once. */
function placed<Thing>(things: readonly Thing[], numberOf: (thing: Thing) => number): Map<number, Thing> {
  return new Map(things.map((thing) => [numberOf(thing) % shardSize, thing]))
}

const numberIn = (id: string) => Number(id.split('-')[1])
const kinds = [
  { kind: 'card', any: anyCard(7), packing: cardPacking('card'), numberOf: ({ id }) => numberIn(id) },
  { kind: 'person', any: anyPersonRow(7), packing: personPacking, numberOf: ({ person }) => numberIn(person.id) },
  { kind: 'run', any: anyRunRow(7), packing: runPacking, numberOf: ({ run }) => numberIn(run.id) },
] as {
  kind: string
  any: fc.Arbitrary<object>
  packing: Packing<object>
  // biome-ignore lint/suspicious/noExplicitAny: each kind of thing has its number elsewhere
  numberOf: (thing: any) => number
}[]

describe.each(kinds)('A packed $kind', ({ any, packing, numberOf }) => {
  const first = 7 * shardSize
  const empty = () => PackedShard.empty(packing, first)
  const opened = (packed: PackedThings) => PackedShard.of(packing, first, throughJson(packed), asItIs)

  it('comes back as it was, from memory and from a document', () => {
    fc.assert(
      fc.property(fc.array(any, { maxLength: 20 }), (things) => {
        const here = placed(things, numberOf)
        const shard = empty().with(here)
        for (const each of [shard, opened(shard.packed())]) {
          expect(new Map([...each.places()].map((place) => [place, each.get(place)]))).toEqual(here)
          expect([...each.all()]).toEqual([...here].sort(([one], [other]) => one - other).map(([, thing]) => thing))
        }
      }),
    )
  })

  it('comes back as it was last, whatever was changed how often in between', () => {
    fc.assert(
      fc.property(fc.array(fc.array(any, { minLength: 1, maxLength: 8 }), { maxLength: 8 }), (rounds) => {
        let shard = empty()
        const here = new Map<number, object>()
        for (const [index, things] of rounds.entries()) {
          const changed = placed(things, numberOf)
          for (const [place, thing] of changed) here.set(place, thing)
          shard = shard.with(changed)
          if (index % 2 === 1) shard = opened(shard.packed())
        }
        expect(new Map([...shard.places()].map((place) => [place, shard.get(place)]))).toEqual(
          new Map([...here].sort(([one], [other]) => one - other)),
        )
      }),
      { numRuns: 25 },
    )
  })

  it('is never made of a document that does not hang together', () => {
    fc.assert(
      fc.property(any, fc.nat(), fc.integer({ min: 1, max: 255 }), (thing, where, change) => {
        const { texts, values } = empty()
          .with(placed([thing], numberOf))
          .packed()
        const bytes = Buffer.from(values, 'base64')
        const spoilt = Buffer.from(bytes)
        const at = where % bytes.length
        spoilt[at] = (spoilt[at] ?? 0) ^ change
        let shard: ReturnType<typeof opened> | undefined
        try {
          shard = opened({ texts, values: spoilt.toString('base64') })
        } catch (error) {
          expect(error).toBeInstanceOf(Error)
        }
        // Another number or another letter still hangs together: then every thing can be taken.
        if (shard) expect([...shard.all()]).toHaveLength([...shard.places()].length)
        expect(() => opened({ texts, values: bytes.subarray(0, -1).toString('base64') })).toThrow()
        expect(() => opened({ texts, values: Buffer.concat([bytes, Buffer.of(0)]).toString('base64') })).toThrow()
        expect(() => opened({ texts, values: `%${values.slice(1)}` })).toThrow()
        if (texts.length > 0) expect(() => opened({ texts: texts.slice(0, -1), values })).toThrow()
      }),
    )
  })
})

describe('A packed card', () => {
  it('of a state that its type does not know is none', () => {
    fc.assert(
      fc.property(anyCard(0), (card) => {
        const packed = PackedShard.empty(cardPacking('card'), 0).with(placed([card], ({ id }) => numberIn(id)))
        const { texts, values } = packed.packed()
        const others = texts.map((text) => (text === card.state ? 'assigned' : text))
        expect(() => PackedShard.of(cardPacking('card'), 0, { texts: others, values }, asItIs)).toThrow('assigned')
      }),
    )
  })

  it('shares texts that go with many cards, and drops them when no card has them any more', () => {
    const [card] = fc.sample(anyCard(0), 1)
    let shard = PackedShard.empty(cardPacking('card'), 0)
    for (let round = 0; round < 500; round += 1) {
      shard = shard.with(new Map([[1, { ...card, id: 'C-000001', layout: `Layout ${round}` } as never]]))
    }
    expect(shard.get(1)).toMatchObject({ layout: 'Layout 499' })
    expect(shard.packed().texts.length).toBeLessThan(150)
  })
})

describe('A packed run', () => {
  it('is the same in whatever order its outcomes were counted', () => {
    fc.assert(
      fc.property(anyRunRow(0), ({ run, records }) => {
        const counts = Object.fromEntries(Object.entries(run.counts).reverse())
        const packed = (row: { run: typeof run; records: readonly number[] }) =>
          PackedShard.empty(runPacking, 0)
            .with(new Map([[1, row]]))
            .packed()
        expect(packed({ run: { ...run, counts }, records })).toEqual(packed({ run, records }))
      }),
    )
  })
})
