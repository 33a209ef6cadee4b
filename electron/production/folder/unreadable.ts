/** A status file cannot be taken in. The message is a finished sentence that says why, and repeats nothing of it. */
export class Unreadable extends Error {
  override name = 'Unreadable'
}
