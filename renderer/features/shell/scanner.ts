/** Scanners type like a very fast person: this many milliseconds between two characters at most. */
const longestPause = 50
const shortestNumber = 4

interface KeyPress {
  readonly key: string
  /** Milliseconds on any clock that goes forward. */
  readonly at: number
}

/**
 * Tells a scanned number from typing: fast characters ending in Enter. Feed it every key press
 * outside fields; it answers the number when one is complete, otherwise `null`.
 */
export function createScanner(): (press: KeyPress) => string | null {
  let typed = ''
  let last = Number.NEGATIVE_INFINITY
  return ({ key, at }) => {
    const fast = at - last <= longestPause
    last = at
    if (key === 'Enter') {
      const scanned = fast && typed.length >= shortestNumber ? typed : null
      typed = ''
      return scanned
    }
    // Shift comes along with capitals and is no character of its own.
    if (key === 'Shift') return null
    // No scanner walks: whoever presses Tab or an arrow is a person, however fast the keys come.
    if (key.length !== 1) {
      typed = ''
      return null
    }
    typed = fast ? typed + key : key
    return null
  }
}
