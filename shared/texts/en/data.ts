/** Long work on the data folder: what came of it. */
export const data = {
  kinds: { verification: 'check of the data', backup: 'backup', export: 'export of the history', restore: 'restore' },
  verified:
    'The data is whole: {{records, number}} records and {{cards, number}} cards, from the first record to the newest one.',
  fault: 'The data has a fault: {{fault}}',
  backedUp: 'The backup {{name}} was made and checked: records 1 to {{sequence, number}}, {{cards, number}} cards.',
  removed_one: 'One older daily backup was removed.',
  removed_other: '{{count, number}} older daily backups were removed.',
  notRemoved: 'Older daily backups could not be removed: {{reason}}',
  notNoted: 'It could not be noted in the data folder: {{reason}}',
  exported: 'The history was written: {{records, number}} records.',
  restored: 'The backup {{name}} is checked and takes the place of the data now. Sign in again in a moment.',
  stopped: {
    verification: 'The check was stopped.',
    backup: 'The backup was stopped. What it had written was removed.',
    export: 'The export was stopped. What it had written was removed.',
    restore: 'The restore was stopped. The data is as it was.',
  },
  checkFirst: 'Check the data under Settings, Data: the check says what to do.',
  failedForNoKnownReason: 'Something went wrong inside Card Desk; the log says more.',
  noFolder: 'No folder for backups was chosen yet. Choose one and save it first.',
  noBackup: 'There is no backup {{name}} of a Card Desk in the folder of backups.',
  notRecorded: 'This desk has no record yet: there is nothing to back up.',
  folderNeeded: 'A daily backup needs a folder.',
  folderRelative: 'This is no full path: name the folder from the root of its disk on.',
  noWindow: 'This desk runs without a window.',
  reopening: 'the desk is opening a restored backup',
} as const
