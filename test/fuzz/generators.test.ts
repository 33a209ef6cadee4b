import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { channelNames, contract } from '../../shared/contract'
import { ourWindow } from '../support/test-desk'
import { drawFor, storyOf } from './deeds'
import { draftOf } from './derive'
import { flawed } from './flaws'
import { Ledger } from './ledger'
import { type Moment, resolved } from './resolve'
import { passwords, tells } from './secrets'
import { hostileValues } from './values'
import type { Post } from './windows'

const post: Post = {
  name: 'ada',
  userName: 'ada',
  standing: 'signed-in',
  caller: ourWindow,
  wizards: [],
  somebody: undefined as never,
}

function momentOf(channel: string): Moment {
  const folders = { data: '/data', other: '/other' }
  const none = { passwords: new Map<string, string>(), kept: new Set<string>(), backups: [] }
  return { channel, post, posts: [post], ledger: new Ledger(), folders, ...none }
}

describe('Payloads of the fuzzing', () => {
  it.each(channelNames)('%s: what is drawn fits the form of the call', (channel) => {
    const draws = fc.sample(drawFor(channel), { numRuns: 60, seed: 1 })
    for (const { draft } of draws) {
      const payload = resolved(draft, momentOf(channel))
      expect([payload, contract[channel].request.safeParse(payload).error?.issues]).toEqual([payload, undefined])
    }
  })

  it('refuses to draw what it does not understand, and says where that is', () => {
    const schema = z.strictObject({ values: z.strictObject({ at: z.date() }) })
    expect(() => draftOf(schema, { channel: 'desk.new', path: [] })).toThrow(
      'desk.new has no generator: values.at is a date',
    )
  })

  it('knows what a version is of, or says that it does not', () => {
    const schema = z.strictObject({ version: z.int().min(0) })
    const [draft] = fc.sample(draftOf(schema, { channel: 'desk.new', path: [] }), { numRuns: 1, seed: 1 })
    expect(() => resolved(draft, momentOf('desk.new'))).toThrow('desk.new has a version')
  })

  it.each([
    ['member missing', { limit: 3 }, { text: 'a' }],
    ['one past its bound', { text: 'a', limit: 51 }, { text: 'a', limit: 0 }],
    ['doubled', { text: ['a'], limit: 3 }, { text: 'a', limit: [3] }],
  ] as const)('spoils a payload: %s', (way, ...expected) => {
    const payload = { text: 'a', limit: 3 }
    const results = [1, 2].flatMap((at) =>
      [0, 1].map((which) => flawed({ ...payload }, contract['search.find'].request, [{ way, at, which }], [])),
    )
    for (const each of expected) expect(results).toContainEqual(each)
  })

  it('has hostile values only that a window could send', () => {
    for (const { make } of hostileValues) expect(() => structuredClone(make())).not.toThrow()
  })

  it('draws the same story from the same seed', () => {
    const told = (seed: number) => JSON.stringify(fc.sample(storyOf(50), { numRuns: 1, seed }))
    expect(told(7)).toBe(told(7))
    expect(told(7)).not.toBe(told(8))
  })

  it('marks every password it types', () => {
    for (const password of passwords) expect(tells(`a ${password} b`)).toBe(true)
  })
})
