import { create } from 'zustand'
import type { CardColumn } from '../../../shared/contract'
import type { CardType } from '../../../shared/lifecycle'
import { type ColumnVisibility, resultColumns, usualVisibility } from './columns'

const place = 'card-desk.columns'

type Choices = Readonly<Record<CardType, ColumnVisibility>>

interface ColumnChoice {
  readonly choices: Choices
  choose(cardType: CardType, visibility: Readonly<Record<string, boolean>>): void
  reset(cardType: CardType): void
}

/** Which columns the list shows, by card type; kept on this workstation. */
export const useColumnChoice = create<ColumnChoice>((set, get) => {
  const keep = (cardType: CardType, visibility: ColumnVisibility) => {
    const choices = { ...get().choices, [cardType]: visibility }
    set({ choices })
    localStorage.setItem(place, JSON.stringify(choices))
  }
  return {
    choices: readChoices(localStorage.getItem(place)),
    choose: (cardType, visibility) => keep(cardType, complete(cardType, visibility)),
    reset: (cardType) => keep(cardType, usualVisibility(cardType)),
  }
})

/** What was kept, as far as it can be read; the usual columns for the rest. */
export function readChoices(kept: string | null): Choices {
  const read = (cardType: CardType): ColumnVisibility => {
    try {
      const value: unknown = JSON.parse(kept ?? '{}')
      return complete(cardType, (value as Record<CardType, Record<string, unknown>>)[cardType] ?? {})
    } catch {
      return usualVisibility(cardType)
    }
  }
  return { card: read('card'), 'temporary-card': read('temporary-card') }
}

/** Names every column; a list always shows the number. */
function complete(cardType: CardType, given: Readonly<Record<string, unknown>>): ColumnVisibility {
  const start = usualVisibility(cardType)
  const choose = (id: CardColumn) => (typeof given[id] === 'boolean' ? given[id] : start[id])
  return Object.fromEntries(resultColumns.map(({ id }) => [id, id === 'id' || choose(id)])) as ColumnVisibility
}
