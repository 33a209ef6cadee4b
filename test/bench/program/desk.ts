import { randomUUID } from 'node:crypto'
import { type Desk, openDesk } from '../../../electron/compose'
import { openLog } from '../../../electron/logging'
import { silentLog, systemClock } from '../../../electron/ports'
import { type OpenOptions, openStore, type Store } from '../../../electron/store'
import { createClient, type DeskClient } from '../../../shared/contract/client'
import type { Answer } from '../../../shared/errors'

/** Hashed cheaply, for every start signs in: how dear a guess is made is no matter of the desk's size. */
export const passwordCost = { cost: 16, blockSize: 1, parallelization: 1 }
export const administrator = { userName: 'ada', name: 'Ada Brandt', password: 'kettle-orbit-93-walnut' }

/** The value of an answer that must be one. @throws {Error} for a refusal. */
export function must<Value>(answer: Answer<Value>): Value {
  if (answer.ok) return answer.value
  throw new Error(`${answer.error.code}: ${answer.error.message}`)
}

/** The desk as the application has it, without a window, and somebody at it who may do everything. */
export class AtTheDesk {
  private constructor(
    readonly desk: Desk,
    readonly client: DeskClient,
  ) {}

  static async open(folder: string): Promise<AtTheDesk> {
    const desk = await openDesk({ folder, log: openLog(folder), passwordCost })
    const { call } = desk.connect(() => {})
    return new AtTheDesk(
      desk,
      createClient((channel, payload) => call({ kind: 'command-line' }, channel, payload)),
    )
  }

  /** Opens a desk that has its administrator, and signs in. */
  static async signedIn(folder: string): Promise<AtTheDesk> {
    const ada = await AtTheDesk.open(folder)
    const { userName, password } = administrator
    must(await ada.client.session.signIn({ userName, password }))
    return ada
  }

  close(): Promise<void> {
    return this.desk.close()
  }
}

/** The store of a desk alone. */
export function storeIn(folder: string, more: Pick<OpenOptions, 'checkpointEvery' | 'files'> = {}): Promise<Store> {
  return openStore({ folder, clock: systemClock, log: silentLog, ids: { random: () => randomUUID() }, ...more })
}
