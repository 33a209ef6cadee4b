import { fold } from './fold'

/** A word of the search text; the pieces between its `*` must follow each other within one field. */
export type Word = readonly string[]

/** What was typed into the search field, ready to be compared. */
export interface Words {
  /** True when the text asks for nothing, so that everything matches. */
  readonly empty: boolean
  readonly words: readonly Word[]
  /** True when half a surrogate pair is in it, which has no bytes of its own. */
  readonly unusual: boolean
  /** `fields` are folded texts joined by line ends, as `haystack` makes them. */
  match(fields: string): boolean
}

/**
 * Reads a search text: words are substrings, all must match, `*` is the only wildcard and stands for
 * any run of characters within a field. Every other character stands for itself.
 */
export function readWords(text: string): Words {
  // Split before folding: a full-width asterisk folds to `*` but is an ordinary character.
  const words: Word[] = text
    .split(/\s+/)
    .map((word) =>
      word
        .split('*')
        .map(fold)
        .filter((piece) => piece !== ''),
    )
    .filter((pieces) => pieces.length > 0)
  const simple = words.filter((pieces) => pieces.length === 1).map((pieces) => pieces[0] ?? '')
  const patterns = words.filter((pieces) => pieces.length > 1)
  return {
    empty: words.length === 0,
    words,
    unusual: words.some((pieces) => pieces.some((piece) => !piece.isWellFormed())),
    match(fields) {
      for (const word of simple) if (!fields.includes(word)) return false
      return patterns.length === 0 || matchPatterns(patterns, fields)
    },
  }
}

function matchPatterns(patterns: readonly Word[], fields: string): boolean {
  const each = fields.split('\n')
  return patterns.every((pieces) => each.some((field) => inOrder(pieces, field)))
}

function inOrder(pieces: Word, field: string): boolean {
  let from = 0
  for (const piece of pieces) {
    const at = field.indexOf(piece, from)
    if (at < 0) return false
    from = at + piece.length
  }
  return true
}

/** The folded fields as one text to search in; a line end keeps a word from running into the next field. */
export function haystack(fields: readonly string[]): string {
  return fields.map(searched).join('\n')
}

/** A field as it is searched: folded, in one line. */
export function searched(field: string): string {
  const folded = fold(field)
  return folded.includes('\n') ? folded.replaceAll('\n', ' ') : folded
}
