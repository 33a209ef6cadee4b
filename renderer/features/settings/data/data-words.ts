import type { BackupFacts, DataTaskEnd, DataTaskProgress } from '../../../../shared/model'
import { t } from '../../../../shared/texts'
import { formatMoment, formatNumber, locale } from '../../../format'

const units = ['kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

const unitFormat = (unit: string, unitDisplay: 'short' | 'long') =>
  new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay, maximumSignificantDigits: 3 })
const byteFormat = unitFormat('byte', 'long')
const unitFormats = units.map((unit) => unitFormat(unit, 'short'))

/** A size as people read it, in units of a thousand: `341 MB`, `1.28 GB`, `0 bytes`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return byteFormat.format(bytes)
  // What would be rounded up to a thousand is one of the next unit.
  const power = Math.min(units.length, Math.max(1, Math.floor(Math.log10(bytes * 1.0005) / 3)))
  return unitFormats[power - 1]?.format(bytes / 1000 ** power) ?? formatNumber(bytes)
}

/** How long something took, milliseconds, in the units that matter: `less than a second`, `13 seconds`, `3 minutes 20 seconds`. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000)
  if (seconds < 1) return t('dataPage.duration.moment')
  const rest = t('dataPage.duration.seconds', { count: seconds % 60 })
  if (seconds < 60) return rest
  const minutes = t('dataPage.duration.minutes', { count: Math.floor(seconds / 60) })
  return seconds % 60 === 0 ? minutes : t('dataPage.duration.minutesAndSeconds', { minutes, seconds: rest })
}

/** How far a task is: `12 MB of 341 MB`; empty as long as that is not known. */
export function progressText({ done, total }: Pick<DataTaskProgress, 'done' | 'total'>): string {
  return total > 0 ? t('dataPage.task.count', { done: formatBytes(done), total: formatBytes(total) }) : ''
}

/** How a task ended, and when. */
export function endText({ at, text }: DataTaskEnd): string {
  return t('dataPage.task.ended', { at: formatMoment(at), text })
}

/** What is noted of a task comes this close to its end, milliseconds: the note is written between them. */
const noteMilliseconds = 10_000

/** Whether something was noted, then, as a task ended. */
export function isNoteOf(noted: { readonly at: string }, end: DataTaskEnd): boolean {
  return Math.abs(Date.parse(end.at) - Date.parse(noted.at)) < noteMilliseconds
}

/** Who had a backup made, and what for. */
export function backupMaker({ kind, made }: BackupFacts): string {
  const words = t(`dataPage.list.kinds.${kind}`)
  return made.user === null ? words : t('dataPage.list.by', { kind: words, name: made.name })
}

/** What a backup holds. */
export function backupHolds({ sequence, cards, bytes }: BackupFacts): string {
  return t('dataPage.list.holds', {
    records: t('dataPage.there.records', { count: sequence }),
    cards: t('dataPage.there.cards', { count: cards }),
    bytes: formatBytes(bytes),
  })
}
