import { chance } from './chance.ts'
import { type Status, statusJson } from './status-file.ts'

/** A file that no desk must take in, or that has nothing to say to it. */
export interface RubbishFile {
  readonly ending: 'json' | 'csv'
  readonly content: string
}

const kinds: readonly ((statuses: readonly Status[], created: string) => RubbishFile)[] = [
  // Cut off in the middle.
  (statuses, created) => {
    const whole = statusJson(statuses, created)
    return { ending: 'json', content: whole.slice(0, Math.floor(whole.length / 2)) }
  },
  // Says that everything failed, under the checksum of something else.
  (statuses, created) => {
    const content = statusJson(statuses, created).replaceAll(/"(RECEIVED|IN_PRODUCTION|PRODUCED)"/g, '"FAILED"')
    return { ending: 'json', content: content.replace(/sha256:.{8}/, 'sha256:00000000') }
  },
  () => ({ ending: 'json', content: '<html><body>502 Bad Gateway</body></html>' }),
  () => ({ ending: 'json', content: '' }),
  (_, created) => ({ ending: 'json', content: statusJson([], created).replace('"version": 1', '"version": 99') }),
  (_, created) => ({ ending: 'json', content: statusJson('none' as unknown as readonly Status[], created) }),
  ([first], created) => {
    const status = { order: { id: first?.order }, status: ['PRODUCED'] } as unknown as Status
    return { ending: 'json', content: statusJson([status], created) }
  },
  // Readable, but about orders nobody sent, under names that lead out of the folder, in words nobody knows.
  (_, created) => {
    const foreign = { order: '../../../../etc/passwd', status: 'PRODUCED', note: '=1+1' } as const
    const unknown = { order: '00000000-O-000001', status: 'ON_ITS_WAY' } as unknown as Status
    return { ending: 'json', content: statusJson([foreign, unknown], created) }
  },
  () => ({ ending: 'csv', content: 'order,status\r\n00000000-O-000001,PRODUCED\r\n' }),
  () => ({ ending: 'csv', content: '\u0000\u0001\uFFFD,"never closed\r\n#checksum,sha256:0\r\n' }),
]

/** Some rubbish made of what the bureau has to say; the same seed and name give the same. */
export function rubbishFile(statuses: readonly Status[], created: string, seed: number, name: string): RubbishFile {
  const make = kinds[Math.floor(chance(seed, 'kind of rubbish', name) * kinds.length)] ?? kinds[0]
  if (!make) throw new Error('there is no rubbish')
  return make(statuses, created)
}

const answers: readonly ((answer: Readonly<Record<string, unknown>>) => string)[] = [
  () => '<html><body>OK</body></html>',
  () => '',
  () => 'null',
  (answer) => JSON.stringify(answer).slice(0, -9),
  // About another order.
  (answer) => JSON.stringify({ ...answer, orderId: `${answer.orderId}9`, status: 'FAILED' }),
  (answer) => JSON.stringify({ ...answer, status: { word: 'FAILED' }, chips: 'none' }),
  // Past 256 kB.
  (answer) => JSON.stringify({ ...answer, status: 'FAILED', note: 'x'.repeat(300_000) }),
  (answer) => JSON.stringify([answer]),
]

/** A body in place of an answer that no desk must take for one. */
export function rubbishAnswer(answer: Readonly<Record<string, unknown>>, seed: number, name: string): string {
  const make = answers[Math.floor(chance(seed, 'kind of answer', name) * answers.length)]
  return make?.(answer) ?? ''
}
