import type { App } from 'electron'

/** Chromium's, which root needs and starters of Linux desktops add wherever they please. */
const notOurs = '--no-sandbox'

/**
 * What follows `desk` where that is the first word the program was started with: it is then the command line and no
 * window. `null` otherwise. From the source, the folder of the application comes before what is ours. `program` is the
 * path of what runs.
 */
export function deskWords(argv: readonly string[], isPackaged: boolean, program: string): readonly string[] | null {
  const words = isPackaged ? withoutRestOf(program, argv.slice(1)) : argv.slice(2)
  const [first, ...rest] = words.filter((word) => word !== notOurs)
  return first === 'desk' ? rest : null
}

/**
 * A portable program for Windows is started by its path without quotes: where that has a space, what follows the space
 * arrives as words of its own. How much of it depends on which of its folders go by their short names there.
 * `ExecWait` in https://github.com/electron-userland/electron-builder/blob/master/packages/app-builder-lib/templates/nsis/portable.nsi
 */
function withoutRestOf(program: string, words: readonly string[]): readonly string[] {
  const [, ...tail] = program.split(' ')
  for (let from = 0; from < tail.length; from += 1) {
    const rest = tail.slice(from)
    if (rest.every((word, index) => word === words[index])) return words.slice(rest.length)
  }
  return words
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
