import type { Finding, Subject } from './figures.ts'
import type { Verdict } from './goals.ts'
import type { Row } from './rows.ts'
import { type FilledRow, subjectsOf } from './table.ts'

const names: Record<Subject, string> = {
  desk: '',
  sqlite: 'SQLite',
  'sqlite-together': 'SQLite, the 100 in one transaction',
  lowdb: 'plain lowdb, the whole file',
  floor: 'bare append and fdatasync',
  'event-loop': 'delay of the event loop',
  navigation: 'from the navigation on',
}

const units: Record<Row['unit'], string> = {
  milliseconds: ', ms',
  seconds: ', s',
  'a-second': ', a second',
  bytes: '',
  percent: ', %',
}

/**
 * The table as text: a line of figures for each row, below it one for each thing that is compared, and one for each
 * goal of its own. What became of a goal that a whole group has stands beside the figures.
 */
export function print(rows: readonly FilledRow[]): string {
  const lines = rows.flatMap((row, place) => [
    ...(row.group === rows[place - 1]?.group ? [] : [[], headingOf(row)]),
    ...subjectsOf(row).map((subject) => figuresOf(row, subject)),
    ...row.goals.map(({ text }, index) => [
      `    → ${text}`,
      ...row.cells.map(({ verdicts }) => verdictText(verdicts[index] ?? null)),
    ]),
  ])
  const columns = Math.max(...lines.map(({ length }) => length))
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  )
  const padded = (line: readonly string[]) => line.map((text, column) => text.padEnd(widths[column] ?? 0)).join('   ')
  return lines.map((line) => padded(line).trimEnd()).join('\n')
}

function headingOf({ group, shared, cells }: FilledRow): string[] {
  return [shared ? `${group} → ${shared.text}` : group, ...cells.map(({ cards }) => `${number(cards)} cards`)]
}

function figuresOf(row: FilledRow, subject: Subject): string[] {
  const texts = row.cells.map(({ findings, verdict }) => {
    const text = figureText(row, findings.find(({ of }) => of === subject) ?? null)
    return verdict && subject === 'desk' ? `${text}  ${verdictText(verdict)}` : text
  })
  return [subject === 'desk' ? `  ${row.name}${units[row.unit]}` : `      ${names[subject]}`, ...texts]
}

function figureText({ unit }: Row, finding: Finding | null): string {
  if (!finding) return 'FAILED'
  const { figure, note } = finding
  if (figure === null) return note ?? '–'
  const text =
    typeof figure === 'number' ? amount(figure, unit) : `${amount(figure.p50, unit)} / ${amount(figure.p99, unit)}`
  return note === null ? text : `${text} (${note})`
}

function amount(value: number, unit: Row['unit']): string {
  if (unit === 'bytes') return number(Math.round(value))
  return value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : number(Math.round(value))
}

function verdictText(verdict: Verdict | null): string {
  if (!verdict) return '–'
  if (verdict.reached) return 'reached'
  const { missedBy } = verdict
  // `2,118 %` says less than `22 times`.
  return missedBy > 100 ? `missed: ${(1 + missedBy / 100).toFixed(1)} times that` : `missed by ${Math.ceil(missedBy)} %`
}

/** A number as people read it: `100,000`. */
export function number(value: number): string {
  return value.toLocaleString('en')
}
