import { appOrigin } from '../ipc/caller'

/** The scheme of the pages that come with the program. A scheme of our own has no server, no port and no cookies. */
export const appScheme = new URL(appOrigin).protocol.slice(0, -1)
const host = new URL(appOrigin).host

/** The page that a window shows. */
export const startAddress = `${appOrigin}/index.html`

/**
 * True for an address of our own pages. Compares the parsed parts: an address such as
 * `https://evil.example/?next=app://card-desk/` only contains ours.
 */
export function isOwnAddress(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, host: asked, username, password } = new URL(address)
  return protocol === `${appScheme}:` && asked === host && username === '' && password === ''
}
