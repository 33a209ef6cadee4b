import type { KeyboardEvent } from 'react'

/** Enter on a closed drop-down would open it; in the search form it searches, and the arrow keys open. */
export const searchOnEnter = (onSearch: () => void) => (event: KeyboardEvent<HTMLInputElement>) => {
  if (event.key !== 'Enter' || event.currentTarget.ariaExpanded === 'true') return
  event.preventDefault()
  event.stopPropagation()
  onSearch()
}
