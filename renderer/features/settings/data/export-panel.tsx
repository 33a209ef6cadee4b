import { Radio } from '@mantine/core'
import { IconFileExport, IconInfoCircle } from '@tabler/icons-react'
import { type ExportFormat, exportFormats } from '../../../../shared/model'
import { t } from '../../../../shared/texts'
import { Panel } from '../../../components/panel'
import { desk } from '../../../desk'
import classes from './data.module.css'
import { useData } from './data-store'
import { useDataTask } from './data-task'
import { FolderField } from './folder-field'
import { OpenFolder } from './open-folder'
import { TaskPart } from './task-part'

const isFormat = (value: string): value is ExportFormat => exportFormats.some((each) => each === value)

/** Writes the whole history with its proof into a folder, and says what is in it before. */
export function ExportPanel() {
  const wanted = useData((state) => state.wanted)
  const { want } = useData.getState()
  const folder = wanted.folder.trim()
  return (
    <Panel title={t('dataPage.export.title')} text={t('dataPage.export.text')}>
      <div className={classes.parts}>
        <p className={classes.note}>
          <IconInfoCircle size={16} aria-hidden="true" />
          <span>{t('dataPage.export.personal')}</span>
        </p>
        <Radio.Group
          label={t('dataPage.export.format')}
          value={wanted.format}
          onChange={(format) => isFormat(format) && want({ ...wanted, format })}
        >
          <div className={classes.inline}>
            {exportFormats.map((format) => (
              <Radio key={format} size="xs" value={format} label={t(`dataPage.export.${format}`)} />
            ))}
          </div>
        </Radio.Group>
        <FolderField
          label={t('dataPage.export.folder')}
          hint={t('dataPage.export.folderHint')}
          value={wanted.folder}
          onChange={(chosen) => want({ ...useData.getState().wanted, folder: chosen })}
        />
        <TaskPart
          kind="export"
          start={{
            icon: <IconFileExport size={16} aria-hidden="true" />,
            label: t('dataPage.export.now'),
            missing: folder === '' ? t('dataPage.export.folderFirst') : '',
            begin: () => desk.data.export({ format: wanted.format, folder }),
          }}
        >
          <Written />
        </TaskPart>
      </div>
    </Panel>
  )
}

/** Where the last export is. */
function Written() {
  const path = useDataTask((state) => state.ends.export?.path ?? null)
  if (path === null) return null
  return (
    <OpenFolder which="export" label={t('dataPage.export.open')}>
      <span className={classes.path} data-copyable>
        {path}
      </span>
    </OpenFolder>
  )
}
