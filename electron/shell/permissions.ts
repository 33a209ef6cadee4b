import type { Session } from 'electron'
import { isOwnAddress } from './address'

/** What a page of ours may do: put text on the clipboard when somebody presses Copy. It cannot read what is there. */
const granted = 'clipboard-sanitized-write'

/**
 * Denies every permission a page can ask for but one: the desk needs no camera, no place, no notifications, and
 * reads no clipboard. A permission that is ever needed becomes a condition here, with its reason.
 * https://www.electronjs.org/docs/latest/tutorial/security#5-handle-session-permission-requests-from-remote-content
 */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) => {
    answer(permission === granted && isOwnAddress(requestingUrl))
  })
  session.setPermissionCheckHandler((_contents, permission, origin) => permission === granted && isOwnAddress(origin))
  session.setDevicePermissionHandler(() => false)
}

/**
 * Cancels every request of a page that does not go to our own scheme: a second fence behind the content
 * policy. Requests of the main process itself carry no `webContentsId` and pass.
 * https://www.electronjs.org/docs/latest/api/web-request#webrequestonbeforerequestfilter-listener
 */
export function denyForeignRequests(session: Session, isAlsoAllowed: (address: string) => boolean): void {
  session.webRequest.onBeforeRequest((details, answer) => {
    const fromPage = details.webContentsId !== undefined
    answer({ cancel: fromPage && !isOwnAddress(details.url) && !isAlsoAllowed(details.url) })
  })
}
