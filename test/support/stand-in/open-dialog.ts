import { mkdir, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { StandInWindow } from './browser-window.ts'
import { Names } from './honest.ts'
import { NotImitated } from './known.ts'

interface OpenDialogOptions {
  readonly title?: string
  readonly defaultPath?: string
  readonly buttonLabel?: string
  readonly properties?: readonly string[]
}

interface Chosen {
  readonly canceled: boolean
  readonly filePaths: readonly string[]
}

/** What the person did in the dialog: chose what is typed, or wants it made first. `null` = cancelled. */
type Said = { readonly path: string; readonly make: boolean } | null

const dialogOptions = new Names('dialog.showOpenDialog options', ['title', 'defaultPath', 'buttonLabel', 'properties'])
const dialogProperties = new Names('dialog.showOpenDialog properties', ['openDirectory', 'createDirectory'])

/**
 * A dialog that lets the person choose a folder, drawn as a browser window of its own because there is no desktop
 * to draw it: the path of the folder is typed. As in the dialogs of systems, only a folder that is there can be
 * chosen, and a new one can be made. Escape cancels, closing the window too.
 * https://www.electronjs.org/docs/latest/api/dialog#dialogshowopendialogwindow-options
 * Limits: it chooses folders only; it lies beside the window it belongs to, which can still be used meanwhile.
 */
export async function showOpenDialog(...given: [OpenDialogOptions] | [object, OpenDialogOptions]): Promise<Chosen> {
  const options = given[1] ?? (given[0] as OpenDialogOptions)
  dialogOptions.takeAll(options)
  const { properties = [] } = options
  for (const each of properties) dialogProperties.take(each)
  if (!properties.includes('openDirectory')) throw new NotImitated('dialog.showOpenDialog without openDirectory')
  const page = await StandInWindow.newPage()
  const path = await chosenIn(page, options).catch(() => null)
  await page.close().catch(() => {})
  return path === null ? { canceled: true, filePaths: [] } : { canceled: false, filePaths: [path] }
}

/** Asks until a folder that is there is chosen; `null` = cancelled. Rejects when the dialog is closed first. */
async function chosenIn(page: Page, options: OpenDialogOptions): Promise<string | null> {
  const { title = 'Open', buttonLabel = 'Open', properties = [] } = options
  const mayMake = properties.includes('createDirectory')
  let path = options.defaultPath ?? homedir()
  let fault = ''
  await page.bringToFront()
  for (;;) {
    const said = await ask(page, { title, buttonLabel, mayMake, path, fault })
    if (said === null) return null
    path = resolve(said.path)
    fault = said.make ? await make(path) : (await isFolder(path)) ? '' : 'There is no such folder.'
    if (fault === '' && !said.make) return path
  }
}

interface Box {
  readonly title: string
  readonly buttonLabel: string
  readonly mayMake: boolean
  readonly path: string
  readonly fault: string
}

function ask(page: Page, box: Box): Promise<Said> {
  return page.evaluate(
    ({ title, buttonLabel, mayMake, path, fault }) =>
      new Promise<Said>((say) => {
        const add = <Name extends keyof HTMLElementTagNameMap>(parent: Element, name: Name, text: string) => {
          const element = document.createElement(name)
          element.textContent = text
          return parent.appendChild(element)
        }
        document.title = title
        document.head.replaceChildren()
        document.body.replaceChildren()
        add(document.head, 'style', ':root { color-scheme: light dark; font: 14px system-ui } body { margin: 24px }')
        const form = add(document.body, 'form', '')
        form.setAttribute('role', 'dialog')
        form.setAttribute('aria-label', title)
        add(form, 'h1', title)
        const field = add(add(form, 'label', 'Folder '), 'input', '')
        field.value = path
        field.size = 60
        add(form, 'p', fault).setAttribute('role', 'alert')
        const button = (label: string, act: () => void) => {
          const made = add(form, 'button', label)
          made.type = 'button'
          made.addEventListener('click', act)
        }
        button('Cancel', () => say(null))
        if (mayMake) button('New folder', () => say({ path: field.value, make: true }))
        add(form, 'button', buttonLabel)
        form.addEventListener('submit', (event) => {
          event.preventDefault()
          say({ path: field.value, make: false })
        })
        document.addEventListener('keydown', ({ key }) => {
          if (key === 'Escape') say(null)
        })
        field.select()
      }),
    box,
  )
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false
}

/** Makes a folder; answers why it could not be made, empty when it could. */
async function make(path: string): Promise<string> {
  return mkdir(path).then(
    () => '',
    (error: NodeJS.ErrnoException) => `The folder cannot be made: ${error.code}.`,
  )
}
