import type { Answer } from '../../shared/errors'
import { hushed } from './secrets'

/** Something that must never be, with everything needed to understand it. Holds no secret. */
export class Fault extends Error {
  override name = 'Fault'

  constructor(what: string, circumstances: readonly string[] = []) {
    super(hushed([what, ...circumstances].join('\n  ')))
  }
}

const longest = 1500

/** A payload or an answer as one line of a report. Long texts are cut, cycles and classes named. */
export function described(value: unknown): string {
  const seen = new Set<unknown>()
  const text = JSON.stringify(value, (_name, each: unknown) => {
    if (typeof each === 'bigint') return `${each}n`
    if (typeof each === 'number' && !Number.isFinite(each)) return String(each)
    if (typeof each === 'string' && each.length > 120) return `${each.slice(0, 60)}… (${each.length} characters)`
    if (typeof each !== 'object' || each === null) return each
    if (seen.has(each)) return 'seen above'
    seen.add(each)
    if (Array.isArray(each) && each.length > 20) return [...each.slice(0, 3), `… (${each.length} members)`]
    return each
  })
  return hushed((text ?? 'undefined').slice(0, longest))
}

export function saidOf(answer: Answer): string {
  return answer.ok ? `value ${described(answer.value)}` : `${answer.error.code}: ${answer.error.message}`
}
