import { IconInfoCircle } from '@tabler/icons-react'
import type { DataStatus } from '../../../../shared/contract'
import { t } from '../../../../shared/texts'
import { type Fact, Facts } from '../../../components/facts'
import { FolderPath } from '../../../components/folder-path'
import { Moment } from '../../../components/moment'
import { Panel } from '../../../components/panel'
import editors from '../editors.module.css'
import classes from './data.module.css'
import { formatBytes } from './data-words'
import { Fingerprint } from './fingerprint'
import { OpenFolder } from './open-folder'

interface Held {
  readonly bytes: number
  readonly files: number
}

const filesText = ({ bytes, files }: Held) =>
  t('dataPage.there.filesIs', { bytes: formatBytes(bytes), files: t('dataPage.there.files', { count: files }) })

/** Where the data is, how much there is of it, and its fingerprint. */
export function TherePanel({ status }: { readonly status: DataStatus }) {
  return (
    <Panel title={t('dataPage.there.title')}>
      <div className={classes.parts}>
        {status.tornTail === null ? null : (
          <p className={classes.note}>
            <IconInfoCircle size={16} aria-hidden="true" />
            <span>{t('dataPage.there.torn', { path: status.tornTail })}</span>
          </p>
        )}
        <div className={classes.facts}>
          <Facts facts={factsOf(status)} />
        </div>
        <Fingerprint sequence={status.sequence} hash={status.hash} />
      </div>
    </Panel>
  )
}

function factsOf(status: DataStatus): readonly Fact[] {
  const { folder, sequence, journal, cards, persons, putAside, logs, crashDumps } = status
  return [
    {
      label: t('dataPage.there.folder'),
      value: (
        <OpenFolder which="data" label={t('dataPage.there.openData')}>
          <FolderPath value={folder} />
        </OpenFolder>
      ),
    },
    {
      label: t('dataPage.there.history'),
      value: t('dataPage.there.historyIs', {
        records: t('dataPage.there.records', { count: sequence }),
        bytes: formatBytes(journal.bytes),
        files: t('dataPage.there.files', { count: journal.files }),
      }),
    },
    {
      label: t('dataPage.there.holds'),
      value: t('dataPage.there.holdsIs', {
        cards: t('dataPage.there.cards', { count: cards }),
        persons: t('dataPage.there.persons', { count: persons }),
      }),
    },
    { label: t('dataPage.there.checkpoint'), value: <Checkpoint snapshot={status.snapshot} /> },
    {
      label: t('dataPage.there.putAside'),
      value:
        putAside.files === 0 ? (
          t('dataPage.there.nothingAside')
        ) : (
          <>
            {filesText(putAside)}
            <span className={editors.does}>{t('dataPage.there.putAsideNote')}</span>
          </>
        ),
    },
    {
      label: t('dataPage.there.logs'),
      value:
        logs.files === 0 ? (
          t('dataPage.there.noLogs')
        ) : (
          <OpenFolder which="logs" label={t('dataPage.there.openLogs')}>
            {filesText(logs)}
          </OpenFolder>
        ),
    },
    ...(crashDumps === null ? [] : [crashDumpsFact(crashDumps)]),
  ]
}

function crashDumpsFact(path: string): Fact {
  return {
    label: t('dataPage.there.crashDumps'),
    value: (
      <>
        <OpenFolder which="crash-dumps" label={t('dataPage.there.openCrashDumps')}>
          <FolderPath value={path} />
        </OpenFolder>
        <span className={editors.does}>{t('dataPage.there.crashDumpsNote')}</span>
      </>
    ),
  }
}

function Checkpoint({ snapshot: { at, sequence, bytes } }: Pick<DataStatus, 'snapshot'>) {
  if (sequence === 0) return t('dataPage.there.noCheckpoint')
  return (
    <>
      {at === null ? null : (
        <>
          <Moment at={at} />{' '}
        </>
      )}
      <span className={editors.unit}>{t('dataPage.there.checkpointIs', { sequence, bytes: formatBytes(bytes) })}</span>
    </>
  )
}
