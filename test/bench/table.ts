import type { Finding, Subject } from './figures.ts'
import { type Goal, judge, partOf, type Verdict } from './goals.ts'
import { type Group, groups, type Row } from './rows.ts'

/** A cell of the table: what was found at one size, and what became of the goals. */
export interface Cell {
  readonly cards: number
  readonly findings: readonly Finding[]
  /** What became of the group's goal; `null` without one, or without a figure. */
  readonly verdict: Verdict | null
  /** What became of the row's own goals. */
  readonly verdicts: readonly (Verdict | null)[]
}

export interface FilledRow extends Row {
  /** The group's name. */
  readonly group: string
  /** The goal of all rows of the group. */
  readonly shared: Goal | null
  readonly cells: readonly Cell[]
}

/** What was found at each size of desk. */
export type Findings = ReadonlyMap<number, readonly Finding[]>

/** Every row with its cells, one for each size. */
export function fill(findings: Findings): readonly FilledRow[] {
  return groups.flatMap((group) => group.rows.map((row) => filled(group, row, findings)))
}

function filled({ name, goal }: Group, row: Row, findings: Findings): FilledRow {
  const sizes = [...findings.keys()]
  const find = (cards: number, of: Subject) =>
    findings.get(cards)?.find((finding) => finding.row === row.id && finding.of === of)
  const cells = sizes.map((cards): Cell => {
    const judged = (each: Goal) =>
      judge(each, find(cards, 'desk'), {
        cards,
        of: (subject, part) => partOf(find(cards, subject), part),
        ofSmallest: (part) => partOf(find(sizes[0] ?? 0, 'desk'), part),
      })
    const known = subjectsOf(row).flatMap((subject) => find(cards, subject) ?? [])
    return { cards, findings: known, verdict: goal ? judged(goal) : null, verdicts: row.goals.map(judged) }
  })
  return { ...row, group: name, shared: goal ?? null, cells }
}

/** What a row has figures of. */
export function subjectsOf({ beside }: Row): readonly Subject[] {
  return ['desk', ...beside]
}

/** Rows every figure of which was found or is known not to be there; and sentences about what is missing. */
export function complete(rows: readonly FilledRow[]): { rows: number; gaps: readonly string[] } {
  const gapsOf = (row: FilledRow) =>
    row.cells.flatMap(({ cards, findings }) =>
      subjectsOf(row)
        .filter((subject) => !findings.some(({ of }) => of === subject))
        .map((subject) => `${cards} cards, ${row.id}: nothing was found of ${subject}`),
    )
  const gaps = rows.map(gapsOf)
  return { rows: gaps.filter(({ length }) => length === 0).length, gaps: gaps.flat() }
}
