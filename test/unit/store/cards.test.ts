import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Cards } from '../../../electron/store/cards'
import { Interner } from '../../../electron/store/interner'
import { evolved } from '../../../electron/store/memory'
import { Persons } from '../../../electron/store/persons'
import { states } from '../../../shared/lifecycle'
import { anyCard } from '../../support/any-things'
import { idOf, olga, orderedCard, personOf } from '../../support/store-desk'
import { usedNow } from '../../support/used-now'

describe('Cards and persons by the ten thousand', () => {
  it('take a few hundred bytes each, and no object', () => {
    const count = 50_000
    const before = used()
    const cards = new Cards(new Interner())
    const persons = new Persons(new Interner())
    for (let number = 1; number <= count; number += 1) {
      persons.put(personOf(number), number)
      for (const [place, event] of orderedCard(number, idOf('P', number)).entries()) {
        const commit = { sequence: number * 2 + place, by: olga, events: [event] }
        cards.put(evolved(cards.get(event.card), event, commit))
      }
    }
    // As objects they took more than a thousand; the four thousand of each that changed last still are.
    expect((used() - before) / count).toBeLessThan(300)
    expect(cards.get(idOf('TC', count))).toMatchObject({ holder: idOf('P', count), state: 'processing', version: 2 })
    expect(persons.get(idOf('P', 1))).toEqual(personOf(1))
  })
})

/** Bytes in use: of the heap, and of what lies beside it. */
function used(): number {
  return usedNow() + process.memoryUsage().external
}

describe('The cards in memory', () => {
  /** The desk as a start would have it. */
  function reopened(cards: Cards): Cards {
    const others = new Cards(new Interner())
    for (const shard of [0, 1]) others.take('card', shard, cards.packed('card', shard))
    return others
  }

  it('are counted by state and by whether they are being sent, before a start and after it', () => {
    const any = fc.oneof(anyCard(0), anyCard(1))
    fc.assert(
      fc.property(fc.array(any, { maxLength: 30 }), (puts) => {
        const cards = new Cards(new Interner())
        for (const card of puts) cards.put(card)
        const last = [...new Map(puts.map((card) => [card.id, card])).values()]
        const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1)
        for (const each of [cards, reopened(cards)]) {
          expect(each.size).toBe(last.length)
          expect([...each.all()]).toEqual(last.toSorted(byId))
          for (const { id } of states.card) {
            expect(each.countIn('card', id)).toBe(last.filter(({ state }) => state === id).length)
          }
          const sent = last.filter(({ order }) => order?.sending)
          expect([...each.beingSent()].sort(byId)).toEqual(sent.toSorted(byId))
          for (const { holder } of last) {
            if (holder !== null) {
              expect(each.of(holder)).toEqual(last.filter((card) => card.holder === holder).toSorted(byId))
            }
          }
        }
      }),
    )
  })

  it('are found by the ids the desk gives, and by no others', () => {
    const cards = new Cards(new Interner())
    const [card] = fc.sample(anyCard(0), 1)
    cards.put({ ...card, id: 'C-000123' } as never)
    expect(cards.get('C-000123')).toMatchObject({ id: 'C-000123' })
    for (const id of ['C-123', 'C-0000123', 'TC-000123', 'c-000123', 'C-000123 ', 'C-', '', 'P-000123']) {
      expect(cards.get(id)).toBe(undefined)
    }
    expect(() => cards.put({ ...card, id: 'C-123' } as never)).toThrow('C-123')
  })
})
