import { describe, expect, it } from 'vitest'
import { earlierWords, type Fate, fateOf, makeCard, nextWord } from '../bureau/production-line'

const orders = Array.from({ length: 4000 }, (_, place) => `3f2a91c0-O-${String(place + 1).padStart(6, '0')}`)

/** All words on the way to a fate. */
function way(fate: Fate): string[] {
  const words: string[] = []
  for (let word = nextWord(fate, null); word !== null; word = nextWord(fate, word)) words.push(word)
  return words
}

describe('The production line', () => {
  it('goes from word to word to the end that was decided', () => {
    expect(way('made')).toEqual(['RECEIVED', 'IN_PRODUCTION', 'PRODUCED'])
    expect(way('fails')).toEqual(['RECEIVED', 'IN_PRODUCTION', 'FAILED'])
    expect(way('refused')).toEqual(['FAILED'])
    expect(earlierWords('made', 'PRODUCED')).toEqual(['RECEIVED', 'IN_PRODUCTION'])
    expect(earlierWords('refused', 'FAILED')).toEqual([])
  })

  it('refuses and fails the shares it is told, the same orders each time', () => {
    const manners = { seed: 7, refuse: 0.2, fail: 0.5 }
    const fates = orders.map((order) => fateOf(order, manners))
    const share = (fate: Fate) => fates.filter((each) => each === fate).length / orders.length
    expect(share('refused')).toBeCloseTo(0.2, 1)
    expect(share('fails')).toBeCloseTo(0.8 * 0.5, 1)
    expect(orders.map((order) => fateOf(order, manners))).toEqual(fates)
    expect(orders.map((order) => fateOf(order, { ...manners, seed: 8 }))).not.toEqual(fates)
  })

  it('refuses nothing and fails nothing when it is not told to, and everything when it is', () => {
    expect(new Set(orders.map((order) => fateOf(order, { seed: 1, refuse: 0, fail: 0 })))).toEqual(new Set(['made']))
    expect(new Set(orders.map((order) => fateOf(order, { seed: 1, refuse: 0, fail: 1 })))).toEqual(new Set(['fails']))
    expect(new Set(orders.map((order) => fateOf(order, { seed: 1, refuse: 1, fail: 1 })))).toEqual(new Set(['refused']))
  })

  it('gives each card a number and a chip of its own', () => {
    const cards = orders.map((order) => makeCard(order, 1, '2026-11-21'))
    expect(new Set(cards.map(({ chip }) => chip.uid)).size).toBe(orders.length)
    for (const { cardNumber, productionDate, chip } of cards) {
      expect(cardNumber).toMatch(/^7700 \d{4} \d{4}$/)
      expect(chip.uid).toMatch(/^04[0-9A-F]{12}$/)
      expect(productionDate).toBe('2026-11-21')
    }
  })
})
