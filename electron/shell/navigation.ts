import type { App } from 'electron'
import { isOwnAddress } from './address'

/**
 * Keeps every window on our own pages: no navigation elsewhere in any frame, no redirect out, no new
 * window, no embedded view. Applies to whatever contents the application ever makes.
 * https://www.electronjs.org/docs/latest/tutorial/security#13-disable-or-limit-navigation
 */
export function denyNavigation(app: App): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-frame-navigate', (event) => {
      // A frame inside the page is never ours: the pages embed none.
      if (!event.isMainFrame || !isOwnAddress(event.url)) event.preventDefault()
    })
    contents.on('will-redirect', (event) => {
      if (!isOwnAddress(event.url)) event.preventDefault()
    })
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}
