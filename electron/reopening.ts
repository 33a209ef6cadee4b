import type { Notice } from '../shared/contract/responses'
import { type Answer, refusal } from '../shared/errors'
import { t } from '../shared/texts'
import { type Connection, type Desk, type DeskOptions, openDesk } from './compose'
import type { Caller } from './ipc/caller'
import { errorFacts, silentLog } from './ports'

/** A desk that opens anew by itself once a restored backup is ready to take the place of its data. */
export interface ReopeningDesk extends Pick<Desk, 'connect'> {
  close(): Promise<void>
}

/**
 * Opens a desk as `openDesk` does. After a restore it is closed and opened anew with everybody signed out; windows
 * and programs keep their connections, and their calls wait meanwhile. `onLost` is called when it cannot be opened
 * then: nothing can be done any more but to say so and to end.
 * @throws {StoreRefusal} as `openDesk`.
 */
export async function openReopeningDesk(
  options: Omit<DeskOptions, 'onRestored'>,
  onLost: (error: unknown) => void,
): Promise<ReopeningDesk> {
  const { log = silentLog } = options
  const connections = new Set<LastingConnection>()
  let closing = false
  const open = () => openDesk({ ...options, onRestored: reopen })
  let current = open()

  function reopen(): void {
    if (closing) return
    const before = current
    current = before.then(async (desk) => {
      await desk.close('data-restored')
      for (const connection of connections) connection.drop()
      return open()
    })
    current.catch((error: unknown) => {
      log.error('desk not opened anew', errorFacts(error))
      onLost(error)
    })
  }

  await current
  return {
    connect(announce) {
      const connection = new LastingConnection(() => current, announce)
      connections.add(connection)
      return {
        call: (caller, channel, payload) => connection.call(caller, channel, payload),
        close() {
          connections.delete(connection)
          connection.close()
        },
      }
    },
    async close() {
      closing = true
      const desk = await current.catch(() => null)
      await desk?.close()
    },
  }
}

/** A connection to whichever desk is open now. */
class LastingConnection {
  private known: { readonly desk: Desk; readonly connection: Connection } | undefined
  private closed = false

  constructor(
    private readonly current: () => Promise<Desk>,
    private readonly announce: (notice: Notice) => void,
  ) {}

  async call(caller: Caller, channel: string, payload: unknown): Promise<Answer> {
    const desk = await this.current().catch(() => null)
    if (!desk || this.closed) {
      return refusal('storage-failed', t('errors.storage-failed', { reason: t('data.reopening') }), { cause: 'closed' })
    }
    if (this.known?.desk !== desk) this.known = { desk, connection: desk.connect(this.announce) }
    return this.known.connection.call(caller, channel, payload)
  }

  /** The desk it led to is closed. */
  drop(): void {
    this.known?.connection.close()
    this.known = undefined
  }

  close(): void {
    this.closed = true
    this.drop()
  }
}
