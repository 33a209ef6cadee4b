import { describe, expect, test } from 'vitest'
import { documentedProcesses, documentedStates, documentedTransitions } from '../unit/documented-lifecycle'
import { casts, combinationsOf, expectedOf } from './combinations'
import { ends, movesOf, throughOf } from './documented'

// The tables of the matrix against the other table written down by hand: neither may lack what the other has.

describe('The tables of the matrix', () => {
  test.each(documentedProcesses.map((each) => [each.symbolicName, each] as const))('%s', (symbolicName, documented) => {
    if (documented.role === 'system') return
    const rows = ends.filter((row) => row.processes.includes(symbolicName))
    const froms = new Set(rows.flatMap((row) => (row.from === 'any' ? [] : row.from)))
    expect([...froms].toSorted()).toEqual(documented.from.toSorted())
    const tos = new Set(rows.map(({ to }) => to).filter((to) => to !== 'same'))
    expect([...tos].toSorted()).toEqual(documented.to.toSorted())
  })

  test.each(['card', 'temporary-card'] as const)('%s: all moves together are the documented ones', (cardType) => {
    const moves = documentedProcesses
      .filter((each) => each.cardType === cardType)
      .flatMap(({ symbolicName }) => movesOf(symbolicName))
    expect([...new Set(moves)].toSorted()).toEqual(documentedTransitions[cardType].toSorted())
  })

  test('what is passed through is never where a run ends', () => {
    for (const [process, through] of Object.entries(throughOf)) {
      expect(ends.some((row) => row.processes.includes(process) && row.to === through)).toBe(false)
    }
  })

  test.each(['card', 'temporary-card'] as const)('%s: every state, process and cast is in it', (cardType) => {
    const all = [...combinationsOf(cardType)]
    const tried = new Set(all.map(({ state, process, cast, offer }) => `${state} ${process} ${cast} ${offer}`))
    const ofType = documentedProcesses.filter((each) => each.cardType === cardType).length
    const states = documentedStates[cardType].length
    // On a card every process is tried, of either type; a card that is not made yet has processes of its own type.
    expect(tried.size).toBe((states * documentedProcesses.length + ofType) * Object.keys(casts).length * 4)
    for (const combination of all) expect(() => expectedOf(combination)).not.toThrow()
  })
})
