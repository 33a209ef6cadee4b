import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CardPlace, Holders, holderOf } from '../../../electron/store/holders'
import { cardTypes } from '../../../shared/lifecycle'

const holderIds = ['P-000001', 'P-000002', 'P-004097', 'P-999999999999999', 'nobody', 'P-1']
const anyCard = fc.record({
  cardType: fc.constantFrom(...cardTypes),
  number: fc.constantFrom(0, 1, 2, 999, 1024, 999_999_999_999_999),
})
const key = ({ cardType, number }: CardPlace) => `${cardType} ${number}`

describe('Who has which cards', () => {
  it('is known after any number of cards went from hand to hand', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ card: anyCard, to: fc.option(fc.constantFrom(...holderIds)) }), { maxLength: 60 }),
        (moves) => {
          const holders = new Holders()
          const model = new Map<string, { card: CardPlace; holder: string }>()
          for (const { card, to } of moves) {
            const before = model.get(key(card))
            if (before) holders.remove(holderOf(before.holder), card)
            model.delete(key(card))
            if (to === null) continue
            holders.add(holderOf(to), card)
            model.set(key(card), { card, holder: to })
          }
          for (const id of holderIds) {
            const expected = [...model.values()].filter(({ holder }) => holder === id).map(({ card }) => card)
            const found = holders.of(holderOf(id))
            expect(new Set(found.map(key))).toEqual(new Set(expected.map(key)))
            expect(found).toHaveLength(expected.length)
            const inOrder = cardTypes.flatMap((cardType) =>
              expected.filter((card) => card.cardType === cardType).sort((one, other) => one.number - other.number),
            )
            expect(found).toEqual(inOrder)
          }
        },
      ),
    )
  })
})
