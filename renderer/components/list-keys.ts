/** Where the keyboard is in a list. */
interface ListPlace {
  /** The row it is at; -1 = none. */
  readonly at: number
  /** The row to go down from, where its own row left the list and the next one moved up to its place. */
  readonly above?: number
  /** The last row. */
  readonly end: number
  /** Rows that Page Up and Page Down walk. */
  readonly screen: number
}

/** The row a key leads to; `undefined` for a key that walks no list. */
export function walkTarget(key: string, { at, above = at, end, screen }: ListPlace): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return Math.min(end, above + 1)
    case 'ArrowUp':
      return Math.max(0, at - 1)
    case 'PageDown':
      return Math.min(end, above + screen)
    case 'PageUp':
      return Math.max(0, at - screen)
    case 'Home':
      return 0
    case 'End':
      return end
    default:
      return undefined
  }
}

/** How many rows Page Up and Page Down walk: a screen but one row, so that one sees where one was. */
export function rowsOnScreen(frame: HTMLElement | null, rowHeight: number): number {
  // The header takes the place of another.
  return Math.max(1, Math.floor((frame?.clientHeight ?? 0) / rowHeight) - 2)
}
