import { dirname } from 'node:path'
import { Names } from './honest.ts'

/** The folder of the application: the project, or what a package holds, taken out of it. */
export const folder = process.env.CARD_DESK_ROOT ?? process.cwd()

/** True for what a package holds, which then runs as it would in the package. */
export const isPackaged = process.env.CARD_DESK_PACKAGED === '1'

const processNames = new Names('process', ['resourcesPath'])

/**
 * Gives the process what the runtime gives it. A packaged application is its own program, so its folder is not on its
 * command line.
 * https://www.electronjs.org/docs/latest/api/process#processresourcespath-readonly
 */
export function bePackaged(): void {
  process.argv.splice(1, 1)
  const resourcesPath = dirname(folder)
  Object.defineProperty(process, 'resourcesPath', {
    get() {
      processNames.take('resourcesPath')
      return resourcesPath
    },
  })
}
