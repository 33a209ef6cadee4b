import { createInterface } from 'node:readline'
import type { Finding, Subject } from '../figures'

/** Tells the benchmark what was found, one line each. */
export function found(row: string, figure: Finding['figure'], more: { of?: Subject; note?: string } = {}): void {
  line({ row, of: more.of ?? 'desk', figure, note: more.note ?? null } satisfies Finding)
}

/** Tells how far it is. */
export function progress(text: string): void {
  line(text)
}

export function line(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`)
}

/** Answers each line the benchmark asks with, until there are no more. */
export async function answering(answer: (question: string) => Promise<unknown>): Promise<void> {
  for await (const question of createInterface({ input: process.stdin })) line(await answer(question))
}
