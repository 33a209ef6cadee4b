import { mkdirSync } from 'node:fs'
import { running } from './app.ts'
import { honest, Names } from './honest.ts'
import { NotImitated } from './known.ts'

const startOptions = new Names('crashReporter.start options', ['uploadToServer'])

/**
 * Makes the folder of crash dumps, as Crashpad does.
 * Limits: no dump is ever written to it; reports that would be sent are not imitated.
 * https://www.electronjs.org/docs/latest/api/crash-reporter
 */
export const crashReporter = honest('crashReporter', {
  start(options: { uploadToServer?: boolean }): void {
    startOptions.takeAll(options)
    if (options.uploadToServer !== false) throw new NotImitated('crashReporter.start with uploadToServer')
    mkdirSync(running.pathOf('crashDumps'), { recursive: true })
  },
})
