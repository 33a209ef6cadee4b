import { appendFileSync } from 'node:fs'
import { documentation, nameOf, ownerOf, type Part, partOf, parts } from './parts.ts'

// What the stand-in knows of its list: which parts it implements, and which of them were used.

const rows: ReadonlyMap<string, Part> = new Map(parts.map((row) => [row.part, row]))
const byOwner = Map.groupBy(parts, ({ part }) => ownerOf(part))
const implementedParts = new Set<string>()
const used = new Set<string>()
/** A file for the parts that the application uses, a line each; see test/support/used-parts.ts. */
const report = process.env.CARD_DESK_PARTS

/** Thrown when the application uses a part of Electron that is not on the list. */
export class NotImitated extends Error {
  constructor(part: string) {
    super(notImitated(part, documentation(part)[0]))
    this.name = 'NotImitated'
  }
}

/** The sentence for a part that is not on the list. */
export function notImitated(part: string, page: string): string {
  return (
    `The stand-in for Electron does not imitate ${part}. Add it in test/support/stand-in, with a row in its list, ` +
    `parts.ts, after Electron's documentation: ${page}`
  )
}

/** The row of a part; `undefined` when it is not on the list. */
export function listed(part: string): Part | undefined {
  return rows.get(part)
}

/** The names that the list has of an owner: of `app`, `whenReady` and others. */
export function namesOf(owner: string): readonly string[] {
  return (byOwner.get(owner) ?? []).map(({ part }) => nameOf(part))
}

/**
 * Takes note of what the stand-in implements of an owner. Must be called with all of it.
 * @throws {Error} when that is not what the list says.
 */
export function implement(owner: string, own: readonly string[]): void {
  const wanted = namesOf(owner)
  const missing = wanted.find((name) => !own.includes(name))
  if (missing !== undefined) throw new Error(`${ofList} ${partOf(owner, missing)}, which is not implemented.`)
  const surplus = own.find((name) => !wanted.includes(name))
  if (surplus !== undefined) throw new Error(`${ofList} no ${partOf(owner, surplus)}, which is implemented.`)
  for (const name of own) implementedParts.add(partOf(owner, name))
}
const ofList = 'The list of the stand-in for Electron, test/support/stand-in/parts.ts, has'

/** Everything that was implemented so far. */
export function implemented(): ReadonlySet<string> {
  return implementedParts
}

/**
 * Takes note that the application uses a part.
 * @throws {NotImitated} when it is not on the list.
 */
export function use(part: string): void {
  if (used.has(part)) return
  if (!rows.has(part)) throw new NotImitated(part)
  used.add(part)
  if (report) appendFileSync(report, `${part}\n`)
}

/** Everything that was used so far. */
export function usedParts(): ReadonlySet<string> {
  return used
}
