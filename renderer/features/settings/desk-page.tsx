import { NumberInput } from '@mantine/core'
import type { Settings } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { Panel } from '../../components/panel'
import { desk } from '../../desk'
import { useHasRole } from '../../state/mirror'
import { SaveBar } from './save-bar'
import classes from './settings.module.css'
import { useEditor } from './use-editor'

const longestIdle = 240

/** Settings of this workstation as a whole. */
export function DeskPage({ settings }: { readonly settings: Settings }) {
  const mayChange = useHasRole('administrator')
  const editor = useEditor<number | ''>(settings, {
    pick: ({ desk: { version, values } }) => ({ version, value: values.idleLockMinutes }),
    save: (minutes, { version }) =>
      desk.settings.saveDesk({ version, values: { idleLockMinutes: minutes === '' ? 0 : minutes } }),
  })
  const { draft, setDraft } = editor
  const valid = draft !== '' && Number.isInteger(draft) && draft >= 0 && draft <= longestIdle
  return (
    <div className={classes.single}>
      <div className={classes.editor}>
        <Panel title={t('settings.pages.desk.title')} text={t('settings.pages.desk.text')}>
          <NumberInput
            label={t('settings.desk.idleLock')}
            description={t('settings.desk.idleLockHint')}
            maw={400}
            min={0}
            max={longestIdle}
            allowDecimal={false}
            clampBehavior="none"
            value={draft}
            disabled={!mayChange}
            error={valid ? null : t('settings.options.range', { min: 0, max: longestIdle })}
            onChange={(next) => setDraft(typeof next === 'number' ? next : '')}
          />
        </Panel>
      </div>
      <SaveBar editor={editor} valid={valid} />
    </div>
  )
}
