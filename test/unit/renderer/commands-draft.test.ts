import { describe, expect, it } from 'vitest'
import {
  addable,
  moved,
  withAdded,
  withDefault,
  withoutAdded,
} from '../../../renderer/features/settings/commands-draft'
import { cardTypes, processOf, states } from '../../../shared/lifecycle'

const nothing = { defaults: [], additional: [] }

describe('the Process list of a settings tab', () => {
  it('offers exactly what a person can start in that state', () => {
    const names = addable('temporary-card', 'processing', nothing).map((each) => each.symbolicName)
    expect(names).toEqual(['TempCardsAddonExtProdProcAbort'])
  })

  it('offers under General what makes a new card', () => {
    const names = addable('temporary-card', 'general', nothing).map((each) => each.symbolicName)
    expect(names).toEqual(['TempCardsAddonExtProdProcOrder'])
  })

  it('offers nothing that is there already, and nothing the program itself does', () => {
    for (const cardType of cardTypes)
      for (const tab of ['general', ...states[cardType].map((state) => state.id)] as const) {
        const all = addable(cardType, tab, nothing).map((each) => each.symbolicName)
        expect(all.filter((name) => processOf(name)?.by === 'system')).toEqual([])
        const filled = all.reduce(withAdded, nothing)
        expect(addable(cardType, tab, filled)).toEqual([])
      }
  })
})

describe('editing a draft', () => {
  const abort = 'CardsAddonExtProdProcAbort'

  it('adds and removes', () => {
    const added = withAdded(nothing, abort)
    expect(added.additional).toEqual([abort])
    expect(withoutAdded(added, abort)).toEqual(nothing)
  })

  it('switches a default off and leaves the others', () => {
    const draft = {
      defaults: [
        { process: 'CardsProcDeactivate', enabled: true },
        { process: 'CardsProcLock', enabled: true },
      ],
      additional: [],
    } as const
    expect(withDefault(draft, 'CardsProcLock', false).defaults).toEqual([
      { process: 'CardsProcDeactivate', enabled: true },
      { process: 'CardsProcLock', enabled: false },
    ])
  })

  it('moves within the list and no further', () => {
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b'])
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c'])
    expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c'])
    expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'b', 'c'])
  })
})
