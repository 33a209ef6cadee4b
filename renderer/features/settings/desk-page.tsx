import type { Settings } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { Panel } from '../../components/panel'
import { desk } from '../../desk'
import { NumberWithUnit } from './number-with-unit'
import { SaveBar } from './save-bar'
import classes from './editors.module.css'
import frame from './settings.module.css'
import { useEditor } from './use-editor'

const longestIdle = 240

/** Settings of this workstation as a whole. */
export function DeskPage({ settings }: { readonly settings: Settings }) {
  const editor = useEditor<number | ''>(settings, {
    pick: ({ desk: { version, values } }) => ({ version, value: values.idleLockMinutes }),
    save: (minutes, { version }) =>
      desk.settings.saveDesk({ version, values: { idleLockMinutes: minutes === '' ? 0 : minutes } }),
  })
  const { draft, setDraft } = editor
  const valid = draft !== '' && Number.isInteger(draft) && draft >= 0 && draft <= longestIdle
  return (
    <div className={frame.single}>
      <div className={frame.editor}>
        <Panel title={t('settings.pages.desk.title')} text={t('settings.pages.desk.text')}>
          <div className={classes.labelled}>
            <span className={classes.processName}>{t('settings.desk.idleLock')}</span>
            <span id="idle-lock-hint" className={classes.does}>
              {t('settings.desk.idleLockHint')}
            </span>
            <NumberWithUnit
              aria-label={t('settings.desk.idleLock')}
              aria-describedby="idle-lock-hint"
              unit={t('settings.options.unit.idleLockMinutes')}
              min={0}
              max={longestIdle}
              value={draft}
              valid={valid}
              onChange={setDraft}
            />
          </div>
        </Panel>
      </div>
      <SaveBar editor={editor} valid={valid} />
    </div>
  )
}
