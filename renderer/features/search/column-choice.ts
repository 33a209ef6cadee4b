import { create } from 'zustand'
import { alwaysShown, type ColumnVisibility, columnsOf, usualVisibility } from './columns'
import { type SearchObject, searchObjects } from './query'

const place = 'card-desk.columns'

type Choices = Readonly<Record<SearchObject, ColumnVisibility>>

interface ColumnChoice {
  readonly choices: Choices
  choose(object: SearchObject, visibility: Readonly<Record<string, boolean>>): void
  reset(object: SearchObject): void
}

/** Which columns each list shows; kept on this workstation. */
export const useColumnChoice = create<ColumnChoice>((set, get) => {
  const keep = (object: SearchObject, visibility: ColumnVisibility) => {
    const choices = { ...get().choices, [object]: visibility }
    set({ choices })
    localStorage.setItem(place, JSON.stringify(choices))
  }
  return {
    choices: readChoices(localStorage.getItem(place)),
    choose: (object, visibility) => keep(object, complete(object, visibility)),
    reset: (object) => keep(object, usualVisibility(object)),
  }
})

/** What was kept, as far as it can be read; the usual columns for the rest. */
export function readChoices(kept: string | null): Choices {
  const read = (object: SearchObject): ColumnVisibility => {
    try {
      const value: unknown = JSON.parse(kept ?? '{}')
      return complete(object, (value as Record<SearchObject, Record<string, unknown>>)[object] ?? {})
    } catch {
      return usualVisibility(object)
    }
  }
  return Object.fromEntries(searchObjects.map((object) => [object, read(object)])) as Choices
}

/** Names every column; a list always shows what tells its rows apart. */
function complete(object: SearchObject, given: Readonly<Record<string, unknown>>): ColumnVisibility {
  const start = usualVisibility(object)
  const choose = (id: string) => (typeof given[id] === 'boolean' ? given[id] : (start[id] ?? false))
  return Object.fromEntries(columnsOf(object).map(({ id }) => [id, id === alwaysShown(object) || choose(id)]))
}
