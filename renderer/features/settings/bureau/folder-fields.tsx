import { Radio, TextInput } from '@mantine/core'
import { type BureauSettings, type OrderFileFormat, orderFileFormats } from '../../../../shared/model'
import { t } from '../../../../shared/texts'
import classes from './bureau.module.css'
import { limits } from './bureau-draft'
import { FolderParts } from './folder-parts'
import type { Faults } from './refused'

type Folder = BureauSettings['folder']

interface FolderFieldsProps {
  readonly folder: Folder
  readonly faults: Faults
  readonly onChange: (folder: Folder) => void
}

const isFormat = (value: string): value is OrderFileFormat => orderFileFormats.some((each) => each === value)

/** The exchange folder: where it is, in which form orders are written, and what becomes of it. */
export function FolderFields({ folder, faults, onChange }: FolderFieldsProps) {
  return (
    <>
      <TextInput
        label={t('bureauSettings.folder.path')}
        description={t('bureauSettings.folder.pathHint')}
        descriptionProps={{ className: classes.hint }}
        errorProps={{ className: classes.fault }}
        value={folder.path}
        maxLength={limits.path}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        error={faults.fields['folder.path']}
        onChange={(event) => onChange({ ...folder, path: event.currentTarget.value })}
      />
      <FolderParts />
      <Radio.Group
        label={t('bureauSettings.folder.format')}
        description={t('bureauSettings.folder.formatHint')}
        descriptionProps={{ className: classes.hint }}
        value={folder.format}
        onChange={(format) => isFormat(format) && onChange({ ...folder, format })}
      >
        <div className={classes.inline}>
          {orderFileFormats.map((format) => (
            <Radio key={format} size="xs" value={format} label={t(`bureauSettings.folder.${format}`)} />
          ))}
        </div>
      </Radio.Group>
    </>
  )
}
