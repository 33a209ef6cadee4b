import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { system } from '../../electron/services/sample-data/colleagues'
import { Borrowers, CardHolders } from '../../electron/services/sample-data/holders'
import { Plan } from '../../electron/services/sample-data/plan'
import { Random, scatter } from '../../electron/services/sample-data/random'
import { Story } from '../../electron/services/sample-data/story'
import * as time from '../../electron/services/sample-data/working-time'

const moments = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2040, 0, 1) })
const seeds = fc.integer()

describe('working time', () => {
  test('goes to the next or the last moment at which the desk is open', () => {
    fc.assert(
      fc.property(moments, seeds, (moment, seed) => {
        const next = time.workingMomentFrom(moment, new Random(seed))
        const last = time.workingMomentUntil(moment, new Random(seed))
        for (const found of [next, last]) expect(time.isWorkingMoment(found)).toBe(true)
        expect(next).toBeGreaterThanOrEqual(moment)
        expect(last).toBeLessThanOrEqual(moment)
        // Friday evening to the end of Monday is the longest way.
        expect(Math.max(next - moment, moment - last)).toBeLessThan(3.5 * time.day)
      }),
    )
  })

  test('is from Monday to Friday, seven to five', () => {
    const open = (moment: string) => time.isWorkingMoment(Date.parse(moment))
    expect(open('2026-03-13T07:00:00.000Z')).toBe(true)
    expect(open('2026-03-13T16:59:59.999Z')).toBe(true)
    expect(open('2026-03-13T06:59:59.999Z')).toBe(false)
    expect(open('2026-03-13T17:00:00.000Z')).toBe(false)
    expect(open('2026-03-14T10:00:00.000Z')).toBe(false)
    expect(open('2026-03-15T10:00:00.000Z')).toBe(false)
  })

  test('knows months of any length', () => {
    expect(time.addMonths('2024-02-29', 12)).toBe('2025-02-28')
    expect(time.addMonths('2025-08-31', 6)).toBe('2026-02-28')
    expect(time.addMonths('2026-03-29', 36)).toBe('2029-03-29')
    expect(time.addDays('2026-12-31', 1)).toBe('2027-01-01')
  })
})

describe('who gets a card', () => {
  test('borrowers are all different, and cards that must end with one always get one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(60), fc.array(fc.boolean()), (persons, wanted, spares) => {
        const needed = Math.min(wanted, persons)
        const borrowers = new Borrowers(persons, needed)
        const taken = spares.map((asked) => (asked ? borrowers.spare() : null)).filter((person) => person !== null)
        for (let count = 0; count < needed; count += 1) taken.push(borrowers.needed())
        expect(new Set(taken).size).toBe(taken.length)
        for (const person of taken) expect(person >= 0 && person < persons).toBe(true)
        expect(taken.length).toBeLessThanOrEqual(persons)
      }),
    )
  })

  test('a person is free again only after the card has ended', () => {
    const holders = new CardHolders()
    const random = new Random(1)
    expect(holders.take(0, random)).toBe(0)
    holders.free(0, 1000)
    for (let turn = 1; turn <= 50; turn += 1) expect(holders.take(1000, random)).toBe(turn)
    const later = Array.from({ length: 50 }, () => holders.take(1001, random))
    expect(later.filter((person) => person === 0)).toHaveLength(1)
  })
})

describe('the plan', () => {
  test('makes as many cards as asked for, oldest first, whatever the number', () => {
    fc.assert(
      fc.property(fc.nat(400), seeds, (total, seed) => {
        const now = Date.UTC(2026, 2, 12)
        const plan = new Plan(total, seed, now)
        const cards = [...plan.oldestFirst()]
        expect(cards).toHaveLength(total)
        expect(cards.filter((card) => card.cardType === 'card')).toHaveLength(plan.cards)
        expect(cards.every((card, index) => index === 0 || (cards[index - 1]?.began ?? 0) <= card.began)).toBe(true)
        expect(cards.every((card) => card.began < now)).toBe(true)
      }),
    )
  })
})

describe('a story', () => {
  test('never reaches now and never goes back, however much is still told', () => {
    fc.assert(
      fc.property(
        moments,
        seeds,
        fc.array(fc.constantFrom('later', 'lately', 'before', 'batch'), { maxLength: 20 }),
        (now, seed, steps) => {
          const random = new Random(seed)
          const began = time.workingMomentUntil(now - 3 * time.day, random)
          const story = new Story('card', 1, began, now, time.dayOf(now), random)
          let last = story.time
          for (const step of steps) {
            if (step === 'later') story.later(0, 10)
            if (step === 'lately') story.lately(10)
            if (step === 'before') story.before(now)
            if (step === 'batch') story.batch(0, 10)
            expect(story.time).toBeGreaterThanOrEqual(last)
            expect(story.time).toBeLessThan(now)
            last = story.time
          }
        },
      ),
    )
  })

  test('a card is made before it is edited or its order changed', () => {
    const story = new Story('card', 1, 0, 1, '1970-01-01', new Random(1))
    expect(() => story.edit('CardsProcEdit', system, {})).toThrow('C-000001')
    expect(() => story.changedOrder({ attempt: 2 })).toThrow('C-000001')
  })
})

describe('chance', () => {
  test('follows from its keys alone and stays within its bounds', () => {
    fc.assert(
      fc.property(seeds, seeds, fc.integer({ min: -50, max: 50 }), fc.nat(50), (one, other, least, span) => {
        const numbers = () => {
          const random = new Random(one, other)
          return Array.from({ length: 20 }, () => random.whole(least, least + span))
        }
        expect(numbers()).toEqual(numbers())
        for (const number of numbers()) expect(number >= least && number <= least + span).toBe(true)
      }),
    )
  })

  test('neighbouring keys have little in common', () => {
    const first = Array.from({ length: 1000 }, (_, key) => new Random(1, 2, key).fraction())
    const mean = first.reduce((sum, each) => sum + each, 0) / first.length
    expect(mean).toBeGreaterThan(0.45)
    expect(mean).toBeLessThan(0.55)
    expect(new Set(first).size).toBe(1000)
  })

  test('scattering keeps numbers apart', () => {
    expect(new Set(Array.from({ length: 20_000 }, (_, number) => scatter(number))).size).toBe(20_000)
  })

  test('nothing can be picked from nothing', () => {
    expect(() => new Random(1).pick([])).toThrow()
  })
})
