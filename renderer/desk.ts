import { createClient, type DeskClient } from '../shared/contract/client'
import type { Channel, MenuChoice, Notice } from '../shared/contract'
import { refusal } from '../shared/errors'
import { t } from '../shared/texts'

/** What the preload script puts on the window. Nothing but this file reads it. */
interface DeskBridge {
  call(channel: Channel, payload: unknown): Promise<unknown>
  onNotice(listener: (notice: Notice) => void): () => void
  onMenu(listener: (choice: MenuChoice) => void): () => void
}

declare global {
  interface Window {
    readonly deskBridge?: DeskBridge
  }
}

/** A carrier that breaks is told as a refusal, so that screens know one kind of failure only. */
async function carry(channel: Channel, payload: unknown): Promise<unknown> {
  try {
    if (!window.deskBridge) return refusal('internal', t('shell.noBridge'))
    return await window.deskBridge.call(channel, payload)
  } catch {
    return refusal('internal', t('shell.noAnswer'))
  }
}

/** Every call of the contract. Promises never reject: what goes wrong is an answer with `ok: false`. */
export const desk: DeskClient = createClient(carry)

/** Listens to what main tells this window; answers how to stop listening. */
export function onNotice(listener: (notice: Notice) => void): () => void {
  return window.deskBridge?.onNotice(listener) ?? (() => {})
}

/** Listens to what is chosen in the menu bar; answers how to stop listening. */
export function onMenu(listener: (choice: MenuChoice) => void): () => void {
  return window.deskBridge?.onMenu(listener) ?? (() => {})
}
