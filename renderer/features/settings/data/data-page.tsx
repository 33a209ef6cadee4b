import { type ReactNode, useEffect } from 'react'
import type { DataStatus } from '../../../../shared/contract'
import type { Settings } from '../../../../shared/model'
import { ErrorNotice } from '../../../components/error-notice'
import { Loading } from '../../../components/loading'
import { useHasRole } from '../../../state/mirror'
import { SaveBar } from '../save-bar'
import frame from '../settings.module.css'
import { isKeep } from './backup-draft'
import { BackupList } from './backup-list'
import { BackupsPanel } from './backups-panel'
import classes from './data.module.css'
import { useData } from './data-store'
import { followData } from './data-task'
import { ExportPanel } from './export-panel'
import { TherePanel } from './there-panel'
import { useBackupEditor } from './use-backup-editor'
import { VerificationPanel } from './verification-panel'

/** Where the desk's data is and how it is kept: administrators see all of it, auditors what is there and how to prove it. */
export function DataPage({ settings }: { readonly settings: Settings }) {
  const status = useData((state) => state.status)
  const error = useData((state) => state.error)
  const administrator = useHasRole('administrator')
  useEffect(followData, [])
  if (!status) return error ? <ErrorNotice error={error} onRetry={() => void useData.getState().read()} /> : <Loading />
  return administrator ? (
    <ForAdministrators settings={settings} status={status} />
  ) : (
    <Frame left={<TherePanel status={status} />} right={<Proof status={status} />} />
  )
}

function ForAdministrators({ settings, status }: { readonly settings: Settings; readonly status: DataStatus }) {
  const editor = useBackupEditor(settings)
  const { folder } = settings.backup.values
  return (
    <Frame
      left={
        <>
          <TherePanel status={status} />
          <Proof status={status} />
        </>
      }
      right={
        <>
          <BackupsPanel status={status} folder={folder} editor={editor} />
          <BackupList key={folder} desk={status.desk} formerDesks={status.formerDesks} folder={folder} />
        </>
      }
      bar={<SaveBar editor={editor} valid={isKeep(editor.draft.keep)} />}
    />
  )
}

/** What shows that the history is what it was, here and to others. */
function Proof({ status }: { readonly status: DataStatus }) {
  return (
    <>
      <VerificationPanel verification={status.verification} />
      <ExportPanel />
    </>
  )
}

interface FrameProps {
  readonly left: ReactNode
  readonly right: ReactNode
  readonly bar?: ReactNode
}

function Frame({ left, right, bar }: FrameProps) {
  return (
    <div className={frame.single}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and what is in it may be out of reach otherwise */}
      <div className={frame.editor} tabIndex={0}>
        <div className={classes.pair}>
          <div className={classes.column}>{left}</div>
          <div className={classes.column}>{right}</div>
        </div>
      </div>
      {bar}
    </div>
  )
}
