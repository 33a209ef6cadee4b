import { refusing, answerLost, notSent, orderLost, sayingOf, taken } from '../support/told-bureau'
import type { FuzzDesk } from './desk'

const minute = 60_000
const day = 86_400_000

const replies = [
  taken(),
  taken('taken in'),
  refusing('this layout is not made any more'),
  notSent(),
  answerLost(),
  orderLost(),
]
const words = ['produced', 'in-production', 'ordered', 'failed', 'produced'] as const
const failures = [null, null, null, 'no-chip', 'chip', 'pin'] as const

/** What can change around a desk while people work at it; `restart` is done by whoever plays the story. */
const changes: readonly ((desk: FuzzDesk, mood: number) => void | Promise<void> | 'restart')[] = [
  ({ partners: { bureau } }, mood) => {
    bureau.silent = mood % 6 === 0
    bureau.toOrder = replies[mood % replies.length] ?? taken()
    bureau.toQuestion = sayingOf(words[mood % words.length] ?? 'produced')
  },
  ({ partners: { encoder, authority } }, mood) => {
    encoder.inner.fails = failures[mood % failures.length] ?? null
    encoder.milliseconds = mood % 2 === 0 ? 10 : 0
    authority.fails = mood % 5 === 0
  },
  ({ partners: { vault } }, mood) => {
    vault.closed = mood % 2 === 0 ? 'The keyring is locked.' : null
  },
  ({ test }, mood) => test.clock.pass(1 + (mood % 40) * minute),
  async ({ test }, mood) => {
    test.clock.pass((1 + (mood % 20)) * day)
    await test.expire()
  },
  // Somebody sets the clock right, or wrong.
  ({ test }, mood) => test.clock.pass(-(mood % 300) * minute),
  () => 'restart',
]

/** Changes something around the desk. Answers whether the desk is to be closed and opened again. */
export async function changeWorld(desk: FuzzDesk, which: number, mood: number): Promise<boolean> {
  return (await changes[which % changes.length]?.(desk, mood)) === 'restart'
}

/** Everything answers and does its work again. */
export function calm({ partners: { bureau, encoder, authority, vault } }: FuzzDesk): void {
  bureau.silent = false
  bureau.toOrder = taken()
  bureau.toQuestion = sayingOf('produced')
  encoder.inner.fails = null
  encoder.milliseconds = 0
  authority.fails = false
  vault.closed = null
}
