import { contextBridge, ipcRenderer } from 'electron'
import { channelNames, noticeChannel } from '../shared/contract/channels'

const known: ReadonlySet<string> = new Set(channelNames)

/**
 * All that a page can reach of the main process: the calls of the contract and the notices. Main checks
 * every call again; the names are checked here so that a page cannot even send anything else.
 * https://www.electronjs.org/docs/latest/tutorial/context-isolation
 */
contextBridge.exposeInMainWorld('deskBridge', {
  call(channel: string, payload: unknown): Promise<unknown> {
    if (!known.has(channel)) return Promise.reject(new Error('The desk has no such call.'))
    return ipcRenderer.invoke(channel, payload)
  },
  onNotice(listener: (notice: unknown) => void): () => void {
    const forward = (_event: unknown, notice: unknown) => listener(notice)
    ipcRenderer.on(noticeChannel, forward)
    return () => {
      ipcRenderer.off(noticeChannel, forward)
    }
  },
})
