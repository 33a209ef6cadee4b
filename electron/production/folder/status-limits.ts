/** How big a status file may be in its parts. The bureau is no friend or enemy here, only somebody who can be mistaken. */
export const limits = {
  /** Bytes of the file: 4 MB. */
  file: 4 * 1024 * 1024,
  entries: 20_000,
  /** Characters of a text, and of a note. */
  text: 500,
  note: 2000,
  /**
   * Characters of one entry, and of everything beside the list, as they stand in the file; levels of
   * nesting; columns. Beyond what any status needs: they keep the work on one piece short, so that nothing
   * else on the workstation waits for it.
   */
  piece: 64 * 1024,
  depth: 16,
  columns: 100,
} as const
