import type { Page } from 'playwright-core'
import { StandInWindow } from './browser-window.ts'
import { Names } from './honest.ts'

interface MessageBoxOptions {
  readonly type?: string
  readonly title?: string
  readonly message: string
  readonly detail?: string
  readonly buttons?: readonly string[]
  readonly defaultId?: number
  readonly cancelId?: number
  readonly noLink?: boolean
}

/** `type` draws no icon here, and `noLink` concerns other systems. */
const boxOptions = new Names('dialog.showMessageBox options', [
  'type',
  'title',
  'message',
  'detail',
  'buttons',
  'defaultId',
  'cancelId',
  'noLink',
])

/**
 * A message box, drawn as a browser window of its own because there is no desktop to draw it: the same
 * words and buttons, the same meaning of Enter and Escape. Closing it is Escape.
 * https://www.electronjs.org/docs/latest/api/dialog#dialogshowmessageboxwindow-options
 * Limit: it lies beside the window it belongs to, which can still be used meanwhile.
 */
export async function showMessageBox(
  _window: object,
  options: MessageBoxOptions,
): Promise<{ response: number; checkboxChecked: boolean }> {
  boxOptions.takeAll(options)
  const { cancelId = 0 } = options
  const page = await StandInWindow.newPage()
  const response = await answerOf(page, options).catch(() => cancelId)
  await page.close().catch(() => {})
  return { response, checkboxChecked: false }
}

/** Waits for the person. Rejects when the box, or the whole browser, is closed first. */
async function answerOf(page: Page, options: MessageBoxOptions): Promise<number> {
  const { title = '', message, detail = '', buttons = ['OK'], defaultId = 0, cancelId = 0 } = options
  await page.bringToFront()
  return page.evaluate(
    (box) =>
      new Promise<number>((resolve) => {
        const add = (parent: Element, name: string, text: string) => {
          const element = document.createElement(name)
          element.textContent = text
          return parent.appendChild(element)
        }
        document.title = box.title
        add(document.head, 'style', ':root { color-scheme: light dark; font: 14px system-ui } body { margin: 24px }')
        const frame = add(document.body, 'main', '')
        frame.setAttribute('role', 'alertdialog')
        frame.setAttribute('aria-label', box.message)
        add(frame, 'h1', box.message)
        add(frame, 'p', box.detail)
        box.buttons.forEach((label, index) => {
          const button = add(frame, 'button', label) as HTMLButtonElement
          button.addEventListener('click', () => resolve(index))
          if (index === box.defaultId) button.focus()
        })
        document.addEventListener('keydown', ({ key }) => {
          if (key === 'Escape') resolve(box.cancelId)
        })
      }),
    { title, message, detail, buttons: [...buttons], defaultId, cancelId },
  )
}
