import type { Answer } from '../../shared/errors'

interface Counts {
  calls: number
  ok: number
  readonly refused: Map<string, number>
}

/** How often each channel was called, and how it answered. */
export class Tally {
  calls = 0
  deeds = 0
  stories = 0
  records = 0
  private readonly channels = new Map<string, Counts>()

  count(channel: string, answer: Answer): void {
    const counts = this.channels.get(channel) ?? { calls: 0, ok: 0, refused: new Map<string, number>() }
    this.channels.set(channel, counts)
    this.calls += 1
    counts.calls += 1
    if (answer.ok) counts.ok += 1
    else counts.refused.set(answer.error.code, (counts.refused.get(answer.error.code) ?? 0) + 1)
  }

  get ok(): number {
    return [...this.channels.values()].reduce((sum, { ok }) => sum + ok, 0)
  }

  /** Every code that was answered. */
  get codes(): ReadonlySet<string> {
    return new Set([...this.channels.values()].flatMap(({ refused }) => [...refused.keys()]))
  }

  callsOf(channel: string): number {
    return this.channels.get(channel)?.calls ?? 0
  }

  /** One line a channel: how often it was called, how often it answered with a value, and each refusal. */
  lines(): readonly string[] {
    const width = Math.max(...[...this.channels.keys()].map((each) => each.length))
    return [...this.channels].toSorted().map(([channel, { calls, ok, refused }]) => {
      const codes = [...refused].toSorted((one, other) => other[1] - one[1]).map(([code, times]) => `${code} ${times}`)
      return `${channel.padEnd(width)} ${String(calls).padStart(6)} calls ${String(ok).padStart(6)} ok  ${codes.join(', ')}`
    })
  }
}
