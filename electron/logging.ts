import { join } from 'node:path'
import electronLog from 'electron-log/node'
import type { Log } from './ports'

const megabyte = 1024 * 1024

let complained = false

/** electron-log prints whatever keeps it from writing, stack trace and all, each time: once, in a sentence, will do. */
electronLog.transports.console.writeFn = () => {
  if (complained) return
  complained = true
  process.stderr.write('The log cannot be written. Card Desk works on without it.\n')
}

/**
 * The desk's log: one JSON line an event in `logs/card-desk.log` of the data folder, rotated once at
 * 5 MB. Written by electron-log, which needs no Electron in this form.
 */
export function openLog(folder: string): Log {
  const logger = electronLog.create({ logId: folder })
  logger.transports.console.level = false
  logger.transports.file.resolvePathFn = () => join(folder, 'logs', 'card-desk.log')
  logger.transports.file.maxSize = 5 * megabyte
  logger.transports.file.format = '{text}'
  const write =
    (level: 'info' | 'warn' | 'error') =>
    (event: string, facts: Readonly<Record<string, unknown>> = {}) => {
      logger[level](JSON.stringify({ at: new Date().toISOString(), level, event, ...facts }))
    }
  return { info: write('info'), warn: write('warn'), error: write('error') }
}
