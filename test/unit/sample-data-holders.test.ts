import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Card, fullName, newPersonSchema } from '../../shared/model'
import { anyOptions, commitsOf, often, replay, type Step, sampleOptions } from './sample-desk'

const desk = replay(commitsOf(sampleOptions({ cards: 1000 })))
const scripts = ['Latin', 'Cyrillic', 'Greek', 'Arabic', 'Hebrew', 'Han', 'Hangul', 'Devanagari']

describe('holders', () => {
  const busy: Readonly<Record<Card['cardType'], readonly Card['state'][]>> = {
    card: ['requested', 'processing', 'ordered', 'in-production', 'produced', 'active', 'inactive'],
    'temporary-card': ['assigned'],
  }

  function expectOneAtATime(steps: readonly Step[], cardType: Card['cardType']): void {
    const has = new Map<string, string>()
    const ofType = steps.filter(({ event }) => event.cardType === cardType)
    const inOrder = ofType.toSorted((one, other) => (one.as.at < other.as.at ? -1 : one.as.at > other.as.at ? 1 : 0))
    for (const { before, after } of inOrder) {
      if (before?.holder && busy[cardType].includes(before.state)) has.delete(before.holder)
      if (!after.holder || !busy[cardType].includes(after.state)) continue
      expect(has.get(after.holder), `${after.holder} already has a card besides ${after.id}`).toBeUndefined()
      has.set(after.holder, after.id)
    }
  }

  test('nobody ever has two open orders or usable cards, or two temporary cards', () => {
    fc.assert(
      fc.property(anyOptions, (options) => {
        const { steps } = replay(commitsOf(options))
        expectOneAtATime(steps, 'card')
        expectOneAtATime(steps, 'temporary-card')
      }),
      often,
    )
    expectOneAtATime(desk.steps, 'card')
    expectOneAtATime(desk.steps, 'temporary-card')
  })

  test('some people have had a card before the one they have now', () => {
    const perPerson = Map.groupBy(
      [...desk.cards.values()].filter((card) => card.cardType === 'card'),
      (card) => card.holder,
    )
    expect([...perPerson.values()].filter((cards) => cards.length > 1).length).toBeGreaterThan(10)
    expect(perPerson.size).toBeLessThan(desk.persons.size)
  })

  test('persons are what the desk accepts, with ASCII addresses in reserved domains', () => {
    for (const { id: _, version, ...person } of desk.persons.values()) {
      expect(newPersonSchema.parse(person)).toEqual(person)
      expect(version).toBe(1)
      expect(`${person.email}${person.upn}`).toMatch(/^[\x21-\x7e]+$/)
      expect(person.email).toMatch(/example\.org$/)
      expect(person.upn).toMatch(/\.example$/)
    }
  })

  test('names come in many scripts, long and short, alike and the same', () => {
    const names = [...desk.persons.values()].map(fullName)
    for (const script of scripts) {
      expect(
        names.filter((name) => new RegExp(`\\p{Script=${script}}`, 'u').test(name)).length,
        script,
      ).toBeGreaterThan(5)
    }
    for (const pattern of [/[łńśźć]/, /[ðþ]/i, /[ğışİ]/, /[ếễươđ]/, /['’]/, /-/, /^\p{L} /u]) {
      expect(
        names.some((name) => pattern.test(name)),
        String(pattern),
      ).toBe(true)
    }
    expect(Math.max(...names.map((name) => name.length))).toBeGreaterThan(80)
    expect(Math.min(...names.map((name) => name.length))).toBeLessThanOrEqual(4)
    expect(new Set(names).size).toBeLessThan(names.length)
  })

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('a desk of 30 cards has several scripts already, seed %i', (seed) => {
    const names = [...replay(commitsOf(sampleOptions({ cards: 30, seed }))).persons.values()].map(fullName).join(' ')
    expect(scripts.filter((script) => new RegExp(`\\p{Script=${script}}`, 'u').test(names)).length).toBeGreaterThan(3)
  })

  test('the organisation is a tree', () => {
    const units = new Set([...desk.persons.values()].map((person) => person.organisationalUnit))
    expect(units.size).toBeGreaterThan(20)
    expect([...units].some((unit) => unit.split(' / ').length === 3)).toBe(true)
  })
})
