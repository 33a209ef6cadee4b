import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  cardTypes,
  defaultOptions,
  endsIn,
  faultsOf,
  isFinal,
  isSymbolicName,
  type LifecycleTables,
  options,
  type ProcessDefinition,
  processes,
  processOf,
  roles,
  stateOf,
  states,
} from '../../shared/lifecycle'
import { processDoes, processName, stateLabel, stateMeaning, t } from '../../shared/texts'
import { documentedOptions, documentedProcesses, documentedStates, documentedTransitions } from './documented-lifecycle'

const sources = { S: 'documentation', V: 'vendor', O: 'own' } as const
const written = (state: string | null) => state ?? 'new'

describe('the tables are the documented life cycle', () => {
  test('a card has 14 states and a temporary card 11', () => {
    expect(cardTypes).toEqual(['card', 'temporary-card'])
    expect(states.card).toHaveLength(14)
    expect(states['temporary-card']).toHaveLength(11)
  })

  test.each(cardTypes)('%s: the states, their labels and which begin and end', (cardType) => {
    const found = states[cardType].map(({ id }) => [id, stateLabel(cardType, id)])
    expect(found).toEqual(documentedStates[cardType].map(([id, label]) => [id, label]))
    for (const [id, , kind] of documentedStates[cardType]) {
      const found = stateOf(cardType, id)?.kind
      if (kind === 'between') expect(['passing', 'resting'], id).toContain(found)
      else expect(found, id).toBe(kind)
      expect(isFinal(cardType, id), id).toBe(kind === 'final')
    }
  })

  test('every state has a meaning of its own', () => {
    for (const cardType of cardTypes) {
      const meanings = states[cardType].map(({ id }) => stateMeaning(cardType, id))
      for (const meaning of meanings) expect(meaning).toMatch(/^[A-Z].*\.$/)
      expect(new Set(meanings).size).toBe(meanings.length)
    }
  })

  test('the label Aborted stands for two states of a card and for one of a temporary card', () => {
    const aborted = (cardType: 'card' | 'temporary-card') =>
      states[cardType].filter(({ id }) => stateLabel(cardType, id) === 'Aborted').map(({ id }) => id)
    expect(aborted('card')).toEqual(['request-aborted', 'order-aborted'])
    expect(aborted('temporary-card')).toEqual(['aborted'])
  })

  test('there is no process besides the documented ones, in the documented order', () => {
    expect(processes.map((each) => each.symbolicName)).toEqual(documentedProcesses.map((each) => each.symbolicName))
  })

  test.each(documentedProcesses.map((each) => [each.symbolicName, each] as const))('%s', (symbolicName, documented) => {
    const process = processOf(symbolicName)
    if (!process) throw new Error(`${symbolicName} is missing`)
    expect(processName(process.symbolicName)).toBe(documented.name)
    expect(processDoes(process.symbolicName)).toMatch(/^[A-Z].*\.$/)
    expect(process.cardType).toBe(documented.cardType)
    expect(process.startsIn.map(written).toSorted()).toEqual(documented.from.toSorted())
    expect([...endsIn(process)].toSorted()).toEqual(documented.to.toSorted())
    expect(process.by).toBe(documented.role)
    expect(process.enabledByDefault).toBe(documented.on)
    expect(process.source).toBe(sources[documented.source])
  })

  test.each(cardTypes)('%s: these changes of state are possible, and no other', (cardType) => {
    const moves = processes
      .filter((process) => process.cardType === cardType)
      .flatMap((process) => process.moves.map(([from, to]) => `${written(from)} > ${to}`))
    expect([...new Set(moves)].toSorted()).toEqual(documentedTransitions[cardType].toSorted())
  })

  test('batch sync and the expiry run are the only ones the system does by itself', () => {
    const bySystem = processes.filter((process) => process.by === 'system').map((process) => process.symbolicName)
    expect(bySystem).toEqual(bySystem.filter((name) => /Batch(Send|Status)$|ExpiryRun$/.test(name)))
    expect(bySystem).toHaveLength(6)
  })

  test('aborting an order starts in Processing alone, ends in Aborted, and is off', () => {
    const abort = processOf('TempCardsAddonExtProdProcAbort')
    expect(abort).toMatchObject({
      startsIn: ['processing'],
      moves: [['processing', 'aborted']],
      enabledByDefault: false,
    })
  })

  test('options with their defaults', () => {
    expect(options.map((option) => [option.name, option.cardType, option.default])).toEqual(documentedOptions)
    expect(defaultOptions).toEqual(Object.fromEntries(documentedOptions.map(([name, , value]) => [name, value])))
    for (const option of options) {
      expect(option.kind).toBe(typeof option.default === 'boolean' ? 'switch' : 'number')
      expect(t(`lifecycle.options.${option.name}.meaning`)).toMatch(/\.$/)
      if (option.kind !== 'number') continue
      expect(option.default).toBeGreaterThanOrEqual(option.min)
      expect(option.default).toBeLessThanOrEqual(option.max)
    }
    expect(options.find((option) => option.name === 'BatchSyncMinutes')).toMatchObject({ min: 0 })
  })

  test('the four roles', () => {
    expect(roles).toEqual(['operator', 'approver', 'administrator', 'auditor'])
  })

  test('a name that is none names nothing', () => {
    expect(processOf('CardsProcNothing')).toBeUndefined()
    expect(isSymbolicName('constructor')).toBe(false)
    expect(stateOf('temporary-card', 'registered')).toBeUndefined()
    expect(stateOf('card', 'unassigned')).toBeUndefined()
  })

  test('walking the tables at will never gets stuck outside a state that may last, nor leaves a final one', () => {
    fc.assert(
      fc.property(fc.constantFrom(...cardTypes), fc.array(fc.nat(), { maxLength: 40 }), (cardType, choices) => {
        const moves = processes.filter((process) => process.cardType === cardType).flatMap((process) => process.moves)
        let here: string | null = null
        for (const choice of choices) {
          const onward: ProcessDefinition['moves'] = moves.filter(([from]) => from === here)
          if (here !== null && stateOf(cardType, here)?.kind === 'final') expect(onward).toEqual([])
          else expect(onward.length).toBeGreaterThan(0)
          here = onward[choice % onward.length]?.[1] ?? here
          expect(stateOf(cardType, here ?? '')).toBeDefined()
        }
      }),
    )
  })
})

describe('the check of the tables', () => {
  /** The tables with something changed in them. */
  function spoilt(change: (tables: Tables) => void): string[] {
    const tables: Tables = structuredClone({ states, processes }) as unknown as Tables
    change(tables)
    return faultsOf(tables as unknown as LifecycleTables)
  }
  interface Tables {
    states: Record<'card' | 'temporary-card', { id: string; kind: string }[]>
    processes: {
      symbolicName: string
      cardType: string
      startsIn: (string | null)[]
      moves: [string | null, string][]
      through?: string[]
    }[]
  }
  const named = (tables: Tables, name: string) => {
    const found = tables.processes.find((process) => process.symbolicName === name)
    if (!found) throw new Error(`${name} is missing`)
    return found
  }

  test('finds nothing in the tables as they are', () => {
    expect(faultsOf({ states, processes })).toEqual([])
    expect(spoilt(() => {})).toEqual([])
  })

  test('an unknown state, wherever it stands', () => {
    const fault = ['card: process CardsProcLock names the unknown state lost']
    expect(spoilt((tables) => named(tables, 'CardsProcLock').moves.push(['active', 'lost']))).toEqual(fault)
    const starts = spoilt((tables) => {
      named(tables, 'CardsProcLock').startsIn.push('lost')
      named(tables, 'CardsProcLock').moves.push(['lost', 'locked'])
    })
    expect(starts).toEqual(fault)
    const through = spoilt((tables) => {
      named(tables, 'CardsProcLock').through = ['lost']
    })
    expect(through).toEqual(fault)
  })

  test('a state of the other card type is unknown', () => {
    const faults = spoilt((tables) => named(tables, 'TempCardsProcLock').moves.push(['assigned', 'inactive']))
    expect(faults).toEqual(['temporary-card: process TempCardsProcLock names the unknown state inactive'])
  })

  test('a state nothing leads to', () => {
    const faults = spoilt((tables) => tables.states.card.push({ id: 'shredded', kind: 'final' }))
    expect(faults).toEqual(['card: state shredded cannot be reached'])
  })

  test('states that lead only to each other are not reached', () => {
    const faults = spoilt((tables) => {
      tables.states.card.push({ id: 'lent', kind: 'resting' }, { id: 'returned', kind: 'resting' })
      const circle: [string, string][] = [
        ['lent', 'returned'],
        ['returned', 'lent'],
      ]
      tables.processes.push({
        symbolicName: 'CardsProcLend',
        cardType: 'card',
        startsIn: ['lent', 'returned'],
        moves: circle,
      })
    })
    expect(faults).toEqual(['card: state lent cannot be reached', 'card: state returned cannot be reached'])
  })

  test('a state that cannot be left although it is not final', () => {
    const faults = spoilt((tables) => {
      named(tables, 'TempCardsProcWithdraw').startsIn = ['assigned']
      named(tables, 'TempCardsProcWithdraw').moves = [['assigned', 'unassigned']]
    })
    expect(faults).toEqual(['temporary-card: nothing leads out of state expired, which is not final'])
  })

  test('a transition out of a final state', () => {
    const faults = spoilt((tables) => {
      named(tables, 'CardsProcReactivate').startsIn.push('locked')
      named(tables, 'CardsProcReactivate').moves.push(['locked', 'active'])
    })
    expect(faults).toEqual(['card: process CardsProcReactivate leads out of the final state locked'])
  })

  test('a process without transitions must not start in a final state either', () => {
    const faults = spoilt((tables) => named(tables, 'CardsProcEdit').startsIn.push('expired'))
    expect(faults).toEqual(['card: process CardsProcEdit leads out of the final state expired'])
  })

  test('two processes with one symbolic name, also of different card types', () => {
    const faults = spoilt((tables) => {
      named(tables, 'TempCardsProcLock').symbolicName = 'CardsProcLock'
    })
    expect(faults).toEqual(['two processes have the symbolic name CardsProcLock'])
  })

  test('a start state nothing is made in, and a new card that begins elsewhere', () => {
    const moved = spoilt((tables) => {
      for (const { id, kind } of [...tables.states['temporary-card']]) {
        const state = tables.states['temporary-card'].find((each) => each.id === id)
        if (state && kind === 'start') state.kind = 'passing'
        if (state && id === 'unassigned') state.kind = 'start'
      }
    })
    expect(moved).toEqual([
      'temporary-card: no process makes a card in the start state unassigned',
      'temporary-card: a new card begins in requested, which is not a start state',
    ])
  })

  test('two states with one id', () => {
    const faults = spoilt((tables) => tables.states['temporary-card'].push({ id: 'locked', kind: 'final' }))
    expect(faults).toEqual(['temporary-card: two states have the id locked'])
  })

  test('a process that is offered in a state it leads nowhere from', () => {
    const faults = spoilt((tables) => named(tables, 'CardsProcDeactivate').startsIn.push('produced'))
    expect(faults).toEqual(['card: process CardsProcDeactivate starts in produced but moves no card from there'])
  })

  test('a transition from a state the process never starts in', () => {
    const faults = spoilt((tables) => named(tables, 'CardsProcDeactivate').moves.push(['produced', 'inactive']))
    expect(faults).toEqual(['card: process CardsProcDeactivate moves a card from produced but never starts there'])
  })

  test('several faults are all told', () => {
    const faults = spoilt((tables) => {
      tables.states.card.push({ id: 'shredded', kind: 'resting' })
      named(tables, 'CardsProcLock').moves.push(['active', 'lost'])
    })
    expect(faults).toHaveLength(3)
  })
})
