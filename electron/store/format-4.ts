import type { Migration } from './formats'

/** Format 3 knew neither restored backups nor settings of backups; what it did know reads as it stands. */
export const toFormat4: Migration = {
  to: 4,
  what: 'restored backups and the settings of backups are recorded',
  record: (record) => record,
  credentials: (content) => content,
  secrets: (content) => content,
}
