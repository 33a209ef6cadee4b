import { contextBridge, ipcRenderer } from 'electron'
import { channelNames, menuChannel, noticeChannel } from '../shared/contract/channels'

const known: ReadonlySet<string> = new Set(channelNames)

/**
 * All that a page can reach of the main process: the calls of the contract, the notices and the menu bar. Main checks
 * every call again; the names are checked here so that a page cannot even send anything else.
 * https://www.electronjs.org/docs/latest/tutorial/context-isolation
 */
contextBridge.exposeInMainWorld('deskBridge', {
  call(channel: string, payload: unknown): Promise<unknown> {
    if (!known.has(channel)) return Promise.reject(new Error('The desk has no such call.'))
    return ipcRenderer.invoke(channel, payload)
  },
  onNotice: (listener: Listener) => listenOn(noticeChannel, listener),
  onMenu: (listener: Listener) => listenOn(menuChannel, listener),
})

type Listener = (message: unknown) => void

/** Hands on what main sends on a channel; answers how to stop. */
function listenOn(channel: string, listener: Listener): () => void {
  const forward = (_event: unknown, message: unknown) => listener(message)
  ipcRenderer.on(channel, forward)
  return () => {
    ipcRenderer.off(channel, forward)
  }
}
