import { contract } from '../../shared/contract'
import type { SessionState } from '../../shared/contract/responses'
import type { Answer } from '../../shared/errors'
import type { TestLog } from '../support/test-desk'
import { answered } from './answered'
import { described, Fault, saidOf } from './fault'
import { faultOfAnswer } from './rules'
import type { Tally } from './tally'
import type { Watchdog } from './watchdog'
import type { Post } from './windows'

/** Calls that are told when something goes wrong: the last ones before it. */
const toldCalls = 12

export interface Needs {
  readonly tally: Tally
  readonly watchdog: Pick<Watchdog, 'note'>
}

/** A call that was made, with everything its answer is held against. */
export interface Made {
  readonly post: Post
  readonly channel: string
  readonly payload: unknown
  /** Who sat at the window before the call. */
  readonly state: SessionState
  readonly answer: Answer
}

/** Makes calls, counts them, and remembers the last ones. */
export class Calls {
  readonly lately: string[] = []

  constructor(
    private readonly needs: Needs,
    private readonly log: TestLog,
  ) {}

  /** @throws {Fault} when no answer comes, or none that a call may ever give. */
  async make(call: Omit<Made, 'answer'>): Promise<Made> {
    const { post, channel, payload } = call
    const { tally, watchdog } = this.needs
    const line = `${post.name}: ${channel.slice(0, 60)} ${described(payload)}`
    watchdog.note(line)
    const answer = await answered(post.somebody.raw(channel, payload, post.caller), line)
    tally.count(Object.hasOwn(contract, channel) ? channel : 'a name no call has', answer)
    this.lately.push(`${line} → ${saidOf(answer).slice(0, 300)}`)
    if (this.lately.length > toldCalls) this.lately.shift()
    const wrong = faultOfAnswer(answer)
    if (wrong) throw new Fault(wrong, this.log.lines.slice(-2))
    return { ...call, answer }
  }
}
