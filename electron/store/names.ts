/** What is where in the data folder. Paths are inside it. */
export const headFile = 'head.json'
export const credentialsFile = 'credentials.json'
export const previousCredentialsFile = 'credentials.previous.json'
export const secretsFile = 'secrets.json'
export const previousSecretsFile = 'secrets.previous.json'
export const lockFile = 'lock.sqlite'
export const holderFile = 'lock.json'
export const journalFolder = 'journal'
export const snapshotFolder = 'snapshot'
export const manifestFile = `${snapshotFolder}/manifest.json`
export const previousManifestFile = `${snapshotFolder}/manifest.previous.json`
/** Torn ends of the journal, one file each. */
export const setAsideFolder = 'set-aside'
/** Copies of the folder from before a migration, one folder each. */
export const backupsFolder = 'backups'
/** What a backup says of itself; in a data folder only until the desk that came with it has another identity. */
export const backupFile = 'backup.json'
/** How far a restore is; there from when it is armed until it is done. */
export const restoreFile = 'restore.json'
/** A backup that is being restored, on its way into the folder. */
export const restoringFolder = 'restoring'
/** Data that a restore replaced, one folder each. */
export const replacedFolder = 'replaced'
/** The program's log; see `electron/logging.ts`. */
export const logsFolder = 'logs'
/** Notes about verifications and backups. */
export const upkeepFile = 'upkeep.json'
