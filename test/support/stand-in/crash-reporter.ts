import { mkdirSync } from 'node:fs'
import { app } from './app.ts'
import { honest, NotImitated, onlyKnown } from './honest.ts'

/**
 * Makes the folder of crash dumps, as Crashpad does.
 * Limits: no dump is ever written to it; reports that would be sent are not imitated.
 * https://www.electronjs.org/docs/latest/api/crash-reporter
 */
export const crashReporter = honest('crashReporter', {
  start(options: { uploadToServer?: boolean }): void {
    onlyKnown('crashReporter.start', options, ['uploadToServer'])
    if (options.uploadToServer !== false) throw new NotImitated('a crash reporter that sends')
    mkdirSync(app.getPath('crashDumps'), { recursive: true })
  },
})
