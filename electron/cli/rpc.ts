import { createInterface } from 'node:readline'
import { z } from 'zod'
import { refusal } from '../../shared/errors'
import { t } from '../../shared/texts'
import type { Connection } from '../compose'
import { openLog } from '../logging'
import { openReopeningDesk, type ReopeningDesk } from '../reopening'
import { parse, type Surroundings } from './usage'

const requestSchema = z.object({
  id: z.union([z.string(), z.number(), z.null()]).optional(),
  channel: z.string(),
  payload: z.unknown().optional(),
  /** Requests under one name share a session and are answered in order; several names are several windows. */
  session: z.string().default(''),
})

/** Environment variable with the secret of the bureau's web service. */
const secretVariable = 'CARD_DESK_BUREAU_SECRET'

/**
 * The desk's door for programs: one JSON request a line, one answer a line, and notices as `event`
 * lines. The answer to a commit is written only after it is durable.
 */
export async function rpc(parameters: readonly string[], { program }: Surroundings): Promise<number> {
  const { data } = parse(parameters)
  // The operating system's vault is there for a window only.
  const bureauSecret = process.env[secretVariable]
  let lost: unknown
  const options = { folder: data, log: openLog(data), program, ...(bureauSecret && { bureauSecret }) }
  const desk = await openReopeningDesk(options, (error) => {
    lost = error
    lines.close()
  })
  const sessions = new Sessions(desk)
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })
  // Nobody reads any more: end as if the input had ended.
  process.stdout.on('error', () => lines.close())
  process.once('SIGTERM', () => lines.close())
  process.once('SIGINT', () => lines.close())
  for await (const line of lines) if (line.trim() !== '') sessions.take(line)
  await sessions.settled()
  await desk.close()
  if (lost) throw lost
  return 0
}

class Sessions {
  private readonly open = new Map<string, { connection: Connection; last: Promise<void> }>()

  constructor(private readonly desk: ReopeningDesk) {}

  take(line: string): void {
    const request = readRequest(line)
    if (!request) {
      write({ id: null, ...refusal('bad-request', t('errors.bad-request', { faults: 'the line is not a request' })) })
      return
    }
    const session = this.session(request.session)
    session.last = session.last.then(async () => {
      const answer = await session.connection.call({ kind: 'command-line' }, request.channel, request.payload)
      write({ id: request.id ?? null, ...answer })
    })
  }

  /** Resolves when everything taken so far is answered. */
  async settled(): Promise<void> {
    await Promise.all([...this.open.values()].map((session) => session.last))
  }

  private session(name: string) {
    const known = this.open.get(name)
    if (known) return known
    const connection = this.desk.connect((event) => write(name === '' ? { event } : { event, session: name }))
    const made = { connection, last: Promise.resolve() }
    this.open.set(name, made)
    return made
  }
}

function readRequest(line: string): z.infer<typeof requestSchema> | null {
  try {
    return requestSchema.safeParse(JSON.parse(line)).data ?? null
  } catch {
    return null
  }
}

function write(message: unknown): void {
  process.stdout.write(`${JSON.stringify(message)}\n`)
}
