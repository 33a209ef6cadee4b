import { Menu, type MenuItemConstructorOptions } from 'electron'

/** The menu bar: standard roles, whose labels and keys the runtime knows. Tools for developers only while developing. */
export function setMenu(forDevelopers: boolean): void {
  const developing: MenuItemConstructorOptions[] = [
    { role: 'reload' },
    { role: 'toggleDevTools' },
    { type: 'separator' },
  ]
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
  ]
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { role: 'fileMenu' },
      { role: 'editMenu' },
      { role: 'viewMenu', submenu: forDevelopers ? [...developing, ...view] : view },
      { role: 'windowMenu' },
    ]),
  )
}
