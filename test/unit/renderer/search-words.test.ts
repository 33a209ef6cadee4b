import { describe, expect, test } from 'vitest'
import { lookingFor } from '../../../renderer/features/search/query'
import { emptyText, fieldsText, foundText } from '../../../renderer/features/search/search-words'

describe('what was found, in words', () => {
  test.each([
    [lookingFor('temporary-card', ''), 48, '48 temporary cards'],
    [{ object: 'temporary-card', label: 'Processing', text: ' ' }, 1, '1 temporary card in the state Processing'],
    [{ object: 'card', label: 'Aborted', text: 'ann' }, 2, '2 cards in the state Aborted with “ann”'],
    [lookingFor('person', ''), 1, '1 person'],
    [lookingFor('person', ' ann '), 1200, '1,200 persons with “ann”'],
  ] as const)('%j, %d', (query, total, expected) => {
    expect(foundText(query, total)).toBe(expected)
  })
})

const quickSearch = { card: ['number', 'order'], 'temporary-card': ['number'] } as const

test('what text is looked for in: the quick-search fields of a card type, always the same of persons', () => {
  expect(fieldsText(lookingFor('card', ''), quickSearch)).toBe('number or order')
  expect(fieldsText(lookingFor('person', ''), quickSearch)).toBe('name, employee number, e-mail, or UPN')
})

test('nothing found says what was looked for', () => {
  expect(emptyText({ object: 'card', label: 'Active', text: '' }, quickSearch)).toContain('state Active')
  expect(emptyText(lookingFor('person', 'zzz'), quickSearch)).toContain('Nobody has “zzz”')
  expect(emptyText(lookingFor('person', ''), quickSearch)).toBe('Nobody is on record on this desk yet.')
})
