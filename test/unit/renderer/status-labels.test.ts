import { expect, test } from 'vitest'
import { countOf, statesLabelled, statusLabels } from '../../../renderer/features/search/status-labels'
import { cardTypes, states } from '../../../shared/lifecycle'

const counts = { card: { 'request-aborted': 2, 'order-aborted': 3, active: 40 }, 'temporary-card': { aborted: 1 } }

test('two states with one label are one choice that stands for both and counts both', () => {
  const aborted = statusLabels('card', counts).filter(({ label }) => label === 'Aborted')
  expect(aborted).toEqual([{ label: 'Aborted', states: ['request-aborted', 'order-aborted'], tone: 'ended', count: 5 }])
  expect(statesLabelled('card', 'Aborted')).toEqual(['request-aborted', 'order-aborted'])
  expect(statesLabelled('temporary-card', 'Aborted')).toEqual(['aborted'])
})

test('every state of a type is under exactly one label, also while no card is in it', () => {
  for (const cardType of cardTypes) {
    const labelled = statusLabels(cardType, counts).flatMap((each) => each.states)
    expect(labelled.toSorted()).toEqual(states[cardType].map(({ id }) => id).toSorted())
  }
})

test('any state is no restriction, and its count is that of all cards of the type', () => {
  expect(statesLabelled('card', null)).toBeNull()
  expect(countOf('card', counts)).toBe(45)
  expect(countOf('temporary-card', counts)).toBe(1)
})
