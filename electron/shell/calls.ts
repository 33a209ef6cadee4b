import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron'
import { channelNames, noticeChannel } from '../../shared/contract/channels'
import type { Notice } from '../../shared/contract/responses'
import type { Connection } from '../compose'
import type { Caller } from '../ipc/caller'

/** As much of the desk as windows need. */
interface Switchboard {
  connect(announce: (notice: Notice) => void): Connection
}

/**
 * Carries every call of the contract from windows to the desk's door, and notices back. Decides
 * nothing: it only adds the evidence of who called. Each window has a connection of its own, which
 * ends with it.
 */
export function carryCalls(ipcMain: Pick<IpcMain, 'handle'>, desk: Switchboard): void {
  const connections = new Map<number, Connection>()

  function connectionOf(contents: WebContents): Connection {
    const known = connections.get(contents.id)
    if (known) return known
    const { id } = contents
    const connection = desk.connect((notice) => {
      if (!contents.isDestroyed()) contents.send(noticeChannel, notice)
    })
    connections.set(id, connection)
    contents.once('destroyed', () => {
      connections.delete(id)
      connection.close()
    })
    return connection
  }

  for (const channel of channelNames) {
    ipcMain.handle(channel, (event, payload: unknown) => {
      return connectionOf(event.sender).call(callerOf(event), channel, payload)
    })
  }
}

/**
 * Who sent a message, as the runtime tells it. A frame that is gone by now has no origin any more and
 * counts as nobody's.
 * https://www.electronjs.org/docs/latest/tutorial/security#17-validate-the-sender-of-all-ipc-messages
 */
export function callerOf(event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>): Caller {
  const frame = event.senderFrame
  if (!frame) return { kind: 'frame', origin: 'null', mainFrame: false }
  const main = event.sender.mainFrame
  const mainFrame = frame.parent === null && frame.frameToken === main.frameToken
  return { kind: 'frame', origin: frame.origin, mainFrame }
}
