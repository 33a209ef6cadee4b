import { type Desk, openDesk } from '../../../electron/compose'
import { openLog } from '../../../electron/logging'
import { createClient, type DeskClient } from '../../../shared/contract/client'
import type { Answer } from '../../../shared/errors'
import type { DeskMessage } from './messages'

/** Strong enough for the rules; hashed cheaply, for every start of the desk signs in. */
const password = 'kettle-orbit-93-walnut'
const passwordCost = { cost: 16, blockSize: 1, parallelization: 1 }

/** Tells the test, in one line. */
export function tell(message: DeskMessage): void {
  process.stdout.write(`${JSON.stringify(message)}\n`)
}

/** The value of an answer that must be one. */
export function must<Value>(answer: Answer<Value>): Value {
  if (answer.ok) return answer.value
  throw new Error(`${answer.error.code}: ${answer.error.message}`)
}

/** A desk with somebody at it who may do everything. */
export class AtTheDesk {
  private constructor(
    private readonly desk: Desk,
    readonly client: DeskClient,
  ) {}

  static async open(folder: string): Promise<AtTheDesk> {
    const bureauSecret = process.env.CARD_DESK_BUREAU_SECRET
    const desk = await openDesk({
      folder,
      log: openLog(folder),
      passwordCost,
      ...(bureauSecret !== undefined && { bureauSecret }),
    })
    const { call } = desk.connect(() => {})
    return new AtTheDesk(
      desk,
      createClient((channel, payload) => call({ kind: 'command-line' }, channel, payload)),
    )
  }

  async found(): Promise<void> {
    const administrator = {
      userName: 'ada',
      name: 'Ada Brandt',
      roles: ['administrator' as const, 'operator' as const],
    }
    must(await this.client.session.foundDesk({ administrator: { ...administrator, password }, sampleData: null }))
  }

  async signIn(): Promise<void> {
    must(await this.client.session.signIn({ userName: 'ada', password }))
  }

  close(): Promise<void> {
    return this.desk.close()
  }
}
