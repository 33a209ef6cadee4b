/**
 * Control characters, half characters, ends of lines, and the marks that turn the direction of writing: they
 * would make a line of text look like several, or like another one.
 */
const unshown = /[\p{Cc}\p{Cs}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu

/** How much of a name or path of somebody else's making people are shown. */
const longest = 160

/** Text in one line without control characters: whatever they stood for becomes one space. */
export function oneLine(text: string): string {
  return text.replace(unshown, ' ').trim()
}

/** A name or path as people may see it: in one line and bounded, its end kept. */
export function shown(name: string): string {
  const plain = name.replace(unshown, '\u{fffd}')
  const characters = [...plain]
  if (characters.length <= longest) return plain
  return `${characters.slice(0, longest - 41).join('')}…${characters.slice(-40).join('')}`
}
