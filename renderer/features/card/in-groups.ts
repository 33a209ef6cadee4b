/** A long number in groups of four, as people read it out; `null` stays `null`. */
export function inGroups(number: string): string
export function inGroups(number: string | null): string | null
export function inGroups(number: string | null): string | null {
  return number === null ? null : number.replace(/(.{4})(?=.)/g, '$1 ')
}
