import { dirname, join } from 'node:path'
import type { DataStatus, ParsedRequestOf, ResponseOf, SessionUser } from '../../../shared/contract'
import { type Answer, type Refusal, refusal } from '../../../shared/errors'
import type { BackupFacts, Settings, Stamp } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { notPermitted } from '../../engine/actor'
import type { Files } from '../../files'
import { type Clock, type Desktop, type Log, timestamp } from '../../ports'
import {
  DataFault,
  exportHistory,
  type Fault,
  FolderUnfit,
  folderUsage,
  listBackups,
  stageRestore,
  StorageFailed,
  type Store,
  type Upkeep,
  verifyFolder,
} from '../../store'
import { saveBackupSettings } from './backup-settings'
import type { DataTasks, Outcome } from './tasks'

interface Needs {
  readonly store: Store
  readonly tasks: DataTasks
  readonly upkeep: Upkeep
  readonly clock: Clock
  readonly log: Log
  readonly files: Files
  /** A person's desktop; none where the desk runs without a window. */
  readonly desktop?: Desktop
  /** Opens the desk anew once a restore is ready to take its place. */
  readonly reopen: () => void
}

const started: Answer<null> = { ok: true, value: null }

/** Where the data is and how it is kept: what administrators and auditors see and start. */
export class DataService {
  /** Where the last export went since the start; `null` before the first. */
  private exportedTo: string | null = null

  constructor(private readonly needs: Needs) {}

  async read(): Promise<DataStatus> {
    const { store, tasks, upkeep, files, desktop } = this.needs
    const { folder, desk, newest, cards, persons, journalBytes, segments, ...status } = store.status()
    const { snapshot, logs, putAside } = await folderUsage(folder, files)
    const { verification, verified, backup, problem } = upkeep.notes
    return {
      ...{ folder, desk, cards, persons, ...newest },
      formerDesks: store.view
        .desks()
        .slice(0, -1)
        .map((each) => each.desk),
      journal: { bytes: journalBytes, files: segments },
      snapshot: { ...snapshot, sequence: status.checkpointSequence },
      logs,
      putAside,
      tornTail: status.tornTail,
      // What was found in data that a restore replaced says nothing of the data that came.
      verification: verified === desk ? verification : null,
      lastBackup: backup,
      backupProblem: problem,
      backup: store.view.settings().backup,
      task: tasks.progress,
      lastTask: tasks.lastEnd,
      desktop: desktop !== undefined,
      crashDumps: desktop?.crashDumps ?? null,
    }
  }

  /** Saves how backups are made. */
  saveSettings(request: ParsedRequestOf<'settings.saveBackup'>, by: SessionUser): Promise<Answer<Settings>> {
    return saveBackupSettings(this.needs, request, by)
  }

  /** Checks the data folder from its first record to its newest one, beside the work at the desk. */
  verify(): Answer<null> {
    const { store, tasks, upkeep, clock, files } = this.needs
    const begun = tasks.start('verification', async (report, signal) => {
      const from = performance.now()
      const found = await verifyFolder(store.status().folder, report, signal, { files })
      const { ok, records, cards, hash, checked } = found
      const fault = found.fault && `${faultText(found.fault)}. ${found.advice ?? ''}`.trim()
      const milliseconds = Math.round(performance.now() - from)
      const verification = { at: timestamp(clock), milliseconds, ok, records, cards, hash, checked, fault }
      const unnoted = await this.noted(() => upkeep.note({ verification, verified: store.status().desk }))
      const text = fault === null ? t('data.verified', { records, cards }) : t('data.fault', { fault })
      return { end: ok ? 'done' : 'failed', text: sentences(text, unnoted), path: null }
    })
    return begun.ok ? started : begun
  }

  /** Makes a backup by hand. */
  backup(user: SessionUser): Answer<null> {
    const { store, tasks } = this.needs
    const { folder: into } = store.view.settings().backup.values
    if (into === '') return refusal('folder-unfit', t('data.noFolder'), { folder: into })
    const by = this.stamp(user, 'administrator')
    const begun = tasks.start('backup', async (onProgress, signal) => {
      const made = await store.backup({ into, kind: 'by-hand', by, onProgress, signal })
      return this.backedUp(made)
    })
    return begun.ok ? started : begun
  }

  /** Notes a finished backup and says so. */
  async backedUp(
    made: BackupFacts,
    more: string | null = null,
    notes: { readonly daily?: string } = {},
  ): Promise<Outcome> {
    const unnoted = await this.noted(() => this.needs.upkeep.note({ backup: made, problem: null, ...notes }))
    const { name, sequence, cards, path } = made
    return { end: 'done', text: sentences(t('data.backedUp', { name, sequence, cards }), more, unnoted), path }
  }

  /** The backups in the folder of the settings, newest first, whichever desk they are of. */
  async backups(): Promise<Answer<ResponseOf<'data.backups'>>> {
    const { store, files } = this.needs
    const { folder } = store.view.settings().backup.values
    if (folder === '') return { ok: true, value: { backups: [], unreadable: [] } }
    try {
      return { ok: true, value: await listBackups(folder, { files }) }
    } catch (error) {
      if (error instanceof FolderUnfit) return refusal('folder-unfit', error.message, { folder })
      throw error
    }
  }

  /** Writes the whole history with its proof. */
  export({ format, folder: into }: ParsedRequestOf<'data.export'>, user: SessionUser): Answer<null> {
    const { store, tasks, files } = this.needs
    const made = this.stamp(user, user.roles.includes('auditor') ? 'auditor' : 'administrator')
    const begun = tasks.start('export', async (report, signal) => {
      const { folder } = store.status()
      try {
        const { path, records } = await exportHistory(folder, { format, into, made }, report, signal, { files })
        this.exportedTo = dirname(path)
        return { end: 'done', text: t('data.exported', { records }), path }
      } catch (error) {
        if (!(error instanceof DataFault)) throw error
        const fault = `${error.message}. ${t('data.checkFirst')}`
        return { end: 'failed', text: t('data.fault', { fault }), path: null }
      }
    })
    return begun.ok ? started : begun
  }

  /** Restores a backup: copied and checked beside the work at the desk, put in place when the desk opens anew. */
  async restore({ backup }: ParsedRequestOf<'data.restore'>, user: SessionUser): Promise<Answer<null>> {
    const known = await this.backups()
    if (!known.ok) return known
    const chosen = known.value.backups.find(({ name }) => name === backup)
    const { store, tasks, files, reopen } = this.needs
    const { folder } = store.view.settings().backup.values
    if (!chosen) return refusal('folder-unfit', t('data.noBackup', { name: backup }), { folder })
    const by = this.stamp(user, 'administrator')
    const begun = tasks.start('restore', async (report, signal) => {
      const { name } = await stageRestore(store.status().folder, chosen.path, by, report, signal, { files })
      return { end: 'done', text: t('data.restored', { name }), path: null }
    })
    if (!begun.ok) return begun
    void begun.value.then(({ end }) => end === 'done' && reopen())
    return started
  }

  /** Asks the task under way to stop. What only administrators begin, only they end. */
  stop(user: SessionUser): Answer<null> {
    const { tasks } = this.needs
    const kind = tasks.progress?.kind
    if ((kind === 'backup' || kind === 'restore') && !user.roles.includes('administrator')) {
      return notPermitted(['administrator'], user.roles)
    }
    tasks.stop()
    return started
  }

  /** Lets the person choose a folder; `null` when they chose none. */
  async chooseFolder({ start }: ParsedRequestOf<'data.chooseFolder'>): Promise<Answer<string | null>> {
    const { desktop } = this.needs
    return desktop ? { ok: true, value: await desktop.chooseFolder(start) } : noDesktop(t('data.noWindow'))
  }

  /** Shows a folder of the desk on the person's desktop. */
  async openFolder({ which }: ParsedRequestOf<'data.openFolder'>): Promise<Answer<null>> {
    const { desktop, store, log } = this.needs
    if (!desktop) return noDesktop(t('data.noWindow'))
    const { folder } = store.status()
    const backups = store.view.settings().backup.values.folder
    if (which === 'backups' && backups === '') return refusal('folder-unfit', t('data.noFolder'), { folder: backups })
    if (which === 'export' && this.exportedTo === null) {
      return refusal('folder-unfit', t('data.noExport'), { folder: '' })
    }
    const { crashDumps } = desktop
    if (which === 'crash-dumps' && crashDumps === undefined) return noDesktop(t('data.noCrashDumps'))
    const paths = {
      data: folder,
      logs: join(folder, 'logs'),
      backups,
      export: this.exportedTo ?? '',
      'crash-dumps': crashDumps ?? '',
    }
    try {
      await desktop.openFolder(paths[which])
      return started
    } catch (error) {
      // Not why: the path is told, and may have a name in it.
      log.warn('folder not shown', { which })
      return noDesktop(error instanceof Error ? error.message : '')
    }
  }

  private stamp(user: SessionUser, role: 'administrator' | 'auditor'): Stamp {
    return { at: timestamp(this.needs.clock), user: user.id, name: user.name, role }
  }

  /** What was done is done, even when the note of it could not be written: then says why. */
  private async noted(note: () => Promise<void>): Promise<string | null> {
    try {
      await note()
      return null
    } catch (error) {
      if (!(error instanceof StorageFailed)) throw error
      return t('data.notNoted', { reason: error.refusal.error.message })
    }
  }
}

function faultText({ file, line, what }: Fault): string {
  return `${file}${line === null ? '' : `, line ${line}`}: ${what}`
}

function noDesktop(reason: string): Refusal {
  return refusal('no-desktop', t('errors.no-desktop', { reason }))
}

function sentences(...texts: readonly (string | null)[]): string {
  return texts.filter((text) => text !== null).join(' ')
}
