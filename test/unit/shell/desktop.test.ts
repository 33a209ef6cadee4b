import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserWindow, OpenDialogOptions, Session } from 'electron'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { electronDesktop } from '../../../electron/shell/desktop'
import { denyPermissions } from '../../../electron/shell/permissions'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'desktop-'))
})
afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }))

/** A desktop whose person chooses these paths, and that answers this when a folder is opened. */
function desktopWhere({ chosen = [], refusal = '' }: { chosen?: readonly string[]; refusal?: string }, owner = true) {
  const asked: { window: unknown; options: OpenDialogOptions }[] = []
  const opened: string[] = []
  const window = { id: 1 } as BrowserWindow
  const desktop = electronDesktop({
    dialog: {
      showOpenDialog: async (...given: unknown[]) => {
        asked.push({ window: given.length > 1 ? given[0] : null, options: given.at(-1) as OpenDialogOptions })
        return { canceled: chosen.length === 0, filePaths: [...chosen] }
      },
    },
    shell: {
      openPath: async (path) => {
        opened.push(path)
        return refusal
      },
    },
    window: () => (owner ? window : null),
    crashDumps: null,
  })
  return { desktop, asked, opened, window }
}

describe('Choosing a folder', () => {
  it('asks for one folder, before the window, where the desk says', async () => {
    const { desktop, asked, window } = desktopWhere({ chosen: ['/backups/a'] })
    expect(await desktop.chooseFolder('/backups')).toBe('/backups/a')
    expect(asked).toHaveLength(1)
    expect(asked[0]?.window).toBe(window)
    expect(asked[0]?.options).toMatchObject({
      defaultPath: '/backups',
      properties: ['openDirectory', 'createDirectory'],
    })
  })

  it('answers null when the person chose none', async () => {
    expect(await desktopWhere({}).desktop.chooseFolder('/backups')).toBeNull()
  })

  it('begins wherever the system does for what is no full path, and works without a window', async () => {
    const { desktop, asked } = desktopWhere({ chosen: ['/x'] }, false)
    for (const start of ['', 'backups']) expect(await desktop.chooseFolder(start)).toBe('/x')
    for (const { window, options } of asked) {
      expect(window).toBeNull()
      expect(options).not.toHaveProperty('defaultPath')
    }
  })
})

describe('Opening a folder', () => {
  it('hands it to the system', async () => {
    const { desktop, opened } = desktopWhere({})
    await desktop.openFolder(folder)
    expect(opened).toEqual([folder])
  })

  it('says in a sentence which folder the system did not open, and why', async () => {
    const { desktop } = desktopWhere({ refusal: 'Failed to open path' })
    await expect(desktop.openFolder(folder)).rejects.toThrow(`The system did not open ${folder}: Failed to open path.`)
  })

  it('opens nothing that is no folder: a file would be run', async () => {
    const { desktop, opened } = desktopWhere({})
    const file = join(folder, 'program')
    await writeFile(file, '')
    for (const path of [file, join(folder, 'gone')]) {
      await expect(desktop.openFolder(path)).rejects.toThrow(`${path} is not there, or is not a folder.`)
    }
    expect(opened).toEqual([])
  })
})

describe('Permissions', () => {
  type Asked = NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>
  type Checked = NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>
  type Device = NonNullable<Parameters<Session['setDevicePermissionHandler']>[0]>
  const handlers = {} as { asked: Asked; checked: Checked; device: Device }
  denyPermissions({
    setPermissionRequestHandler: (handler: Asked) => Object.assign(handlers, { asked: handler }),
    setPermissionCheckHandler: (handler: Checked) => Object.assign(handlers, { checked: handler }),
    setDevicePermissionHandler: (handler: Device) => Object.assign(handlers, { device: handler }),
  } as unknown as Session)
  /** Whether both ways of asking grant it. */
  const granted = (permission: string, origin: string) => {
    let answer = false
    handlers.asked({} as never, permission as never, (given) => (answer = given), { requestingUrl: origin } as never)
    return [answer, handlers.checked(null, permission as never, origin, {} as never)]
  }

  it('let our own page put text on the clipboard, and nobody else', () => {
    expect(granted('clipboard-sanitized-write', 'app://card-desk/')).toEqual([true, true])
    for (const origin of ['https://card-desk.example/', 'app://card-desk.evil/', '', 'null']) {
      expect(granted('clipboard-sanitized-write', origin)).toEqual([false, false])
    }
  })

  it('are denied otherwise, to our own page, too', () => {
    for (const permission of ['clipboard-read', 'deprecated-sync-clipboard-read', 'geolocation', 'media', 'unknown']) {
      expect(granted(permission, 'app://card-desk/')).toEqual([false, false])
    }
    expect(handlers.device({} as never)).toBe(false)
  })
})
