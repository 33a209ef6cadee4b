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
