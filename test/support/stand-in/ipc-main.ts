import { honest } from './honest.ts'

type Handler = (event: object, ...values: unknown[]) => unknown

const handlers = new Map<string, Handler>()

/** https://www.electronjs.org/docs/latest/api/ipc-main#ipcmainhandlechannel-listener */
export const ipcMain = honest('ipcMain', {
  handle(channel: string, handler: Handler): void {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    handlers.set(channel, handler)
  },
})

/** Answers one `ipcRenderer.invoke`. Rejects as Electron does when nobody handles the channel. */
export async function answer(event: object, channel: string, values: readonly unknown[]): Promise<unknown> {
  const handler = handlers.get(channel)
  if (!handler)
    throw new Error(`Error invoking remote method '${channel}': Error: No handler registered for '${channel}'`)
  try {
    return await handler(event, ...values)
  } catch (error) {
    throw new Error(`Error invoking remote method '${channel}': ${String(error)}`)
  }
}
