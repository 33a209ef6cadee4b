/** Something that is read again when asked for, but not more often than its pace. */
export interface Paced {
  /** Reads at once, or as soon as the pace allows; asking several times meanwhile is asking once. */
  ask(): void
  /** Forgets what was asked for and not begun. */
  stop(): void
}

/** Paces a reading: never two at a time, and at most one begins in so many milliseconds. */
export function paced(read: () => Promise<void>, milliseconds = 1000): Paced {
  let asked = false
  let busy = false
  async function work(): Promise<void> {
    busy = true
    while (asked) {
      asked = false
      const pause = new Promise((resolve) => setTimeout(resolve, milliseconds))
      await read()
      await pause
    }
    busy = false
  }
  return {
    ask() {
      asked = true
      if (!busy) void work()
    },
    stop() {
      asked = false
    },
  }
}
