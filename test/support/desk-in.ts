import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type Desk, type DeskOptions, openDesk } from '../../electron/compose'
import { createClient, type DeskClient } from '../../shared/contract/client'
import type { Answer } from '../../shared/errors'
import type { Advance } from '../../shared/model'
import { must, ourWindow, outcome, password, type Somebody, switchOn, TestClock, TestLog } from './test-desk'

const program = fileURLToPath(new URL('../../out/main/cli.js', import.meta.url))
const order = 'TempCardsAddonExtProdProcOrder'
const cheap = { cost: 16, blockSize: 1, parallelization: 1 }

/** A desk in a folder that a test chose, with `ada` signed in, who may do everything. */
export interface DeskIn {
  readonly desk: Desk
  readonly ada: DeskClient
  readonly log: TestLog
  /** Orders one temporary card through its wizard: the answer of the last Next. */
  order(): Promise<Answer<Advance>>
  /** The temporary cards that are waiting to be made. */
  waiting(): Promise<readonly string[]>
}

/** Opens a folder; the first time, it is set up. @throws {StoreRefusal} as `openDesk`. */
export async function deskIn(folder: string, options: Partial<DeskOptions> = {}): Promise<DeskIn> {
  const log = new TestLog()
  const all = { clock: new TestClock(), log, passwordCost: cheap, retryMilliseconds: 3_600_000, ...options }
  const desk = await openDesk({ folder, ...all })
  const connection = desk.connect(() => {})
  const raw: Somebody['raw'] = (channel, payload) => connection.call(ourWindow, channel, payload)
  const ada = createClient((channel, payload) => raw(channel, payload))
  if (must(await ada.session.state()).phase === 'first-start') {
    const administrator = {
      userName: 'ada',
      name: 'Ada Brandt',
      roles: ['administrator', 'operator'] as const,
      password,
    }
    must(
      await ada.session.foundDesk({
        administrator: { ...administrator, roles: [...administrator.roles] },
        sampleData: null,
      }),
    )
    await switchOn({ desk: ada, connection, notices: [], raw }, 'temporary-card', 'general', order)
  } else must(await ada.session.signIn({ userName: 'ada', password }))
  return {
    desk,
    ada,
    log,
    async order() {
      const run = must(await ada.processes.open({ process: order, card: null, person: null }))
      const answers = { amount: 1, layout: 'Blue', deliveryAddress: 'Main Street 1' }
      const page = must(await ada.processes.next({ run: run.run, step: run.step.id, answers }))
      if (page.kind !== 'step') throw new Error('the wizard has a page to confirm')
      return ada.processes.next({ run: run.run, step: page.view.step.id, answers: {} })
    },
    async waiting() {
      const sort = { column: 'id', direction: 'ascending' } as const
      const page = { states: ['processing' as const], text: '', sort, offset: 0, limit: 500 }
      return must(await ada.search.cards({ cardType: 'temporary-card', ...page })).rows.map(({ id }) => id)
    },
  }
}

/** The card that an order made. */
export function cardOf(answer: Answer<Advance>): string {
  return outcome(answer).cards[0]?.id ?? ''
}

export interface Said {
  readonly code: number
  readonly output: string
  readonly complaint: string
}

/** Runs `desk` with these parameters and an empty input, as a person at a terminal does. Needs the build in `out/`. */
export function command(...parameters: readonly string[]): Promise<Said> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [program, ...parameters],
      { timeout: 60_000 },
      (error, output, complaint) => {
        resolve({ code: error ? Number(error.code ?? -1) : 0, output, complaint: complaint.trim() })
      },
    )
    child.stdin?.end()
  })
}
