import type { App } from 'electron'

/** Chromium's, which root needs and starters of Linux desktops add wherever they please. */
const notOurs = '--no-sandbox'

/**
 * What follows `desk` where that is the first word the program was started with: it is then the command line and no
 * window. `null` otherwise. From the source, the folder of the application comes before what is ours.
 */
export function deskWords(argv: readonly string[], isPackaged: boolean): readonly string[] | null {
  const [first, ...rest] = argv.slice(isPackaged ? 1 : 2).filter((word) => word !== notOurs)
  return first === 'desk' ? rest : null
}

/**
 * How a person calls `desk` of the installed program: by its full path, for no system has all of its forms among its
 * commands. An AppImage and a portable program run from a place that is gone afterwards; they say where they are.
 * - https://docs.appimage.org/packaging-guide/environment-variables.html
 * - https://www.electron.build/nsis.html#portable
 */
export function installedDesk(app: Pick<App, 'getPath'>, environment: NodeJS.ProcessEnv): string {
  const program = environment.APPIMAGE || environment.PORTABLE_EXECUTABLE_FILE || app.getPath('exe')
  return `${/\s/.test(program) ? `"${program}"` : program} desk`
}
