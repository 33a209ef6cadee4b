import { useEffect, useRef } from 'react'
import type { Settings } from '../../../../shared/model'
import { t } from '../../../../shared/texts'
import { LossQuestion } from '../../../components/loss-question'
import { useHasRole } from '../../../state/mirror'
import editors from '../editors.module.css'
import { SaveBar } from '../save-bar'
import frame from '../settings.module.css'
import { BatchesPanel } from './batches-panel'
import classes from './bureau.module.css'
import { isSavable } from './bureau-draft'
import { ConnectionPanel } from './connection-panel'
import { ConnectionRead } from './connection-read'
import { StatusWordsPanel } from './status-words-panel'
import { type BureauEditor, useBureauEditor } from './use-bureau-editor'

/** What main refused is marked at its fields; whoever saved goes on in the first of them. */
function useFirstFault(refused: BureauEditor['refused']) {
  const page = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (refused) page.current?.querySelector<HTMLElement>('input[aria-invalid="true"]')?.focus()
  }, [refused])
  return page
}

/** How the desk reaches its bureau, in which steps it sends, and what the bureau's words mean. */
export function BureauPage({ settings }: { readonly settings: Settings }) {
  const mayChange = useHasRole('administrator')
  const editor = useBureauEditor(settings)
  const { draft, setDraft, faults, question } = editor
  const page = useFirstFault(editor.refused)
  return (
    <div className={frame.single}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and whoever may only read has nothing else in it to focus */}
      <div ref={page} className={frame.editor} tabIndex={0}>
        <div className={editors.pair}>
          <div className={classes.column}>
            {mayChange ? (
              <ConnectionPanel saved={settings.bureau} editor={editor} />
            ) : (
              <ConnectionRead settings={settings.bureau.values} />
            )}
            <BatchesPanel
              size={draft.ordersPerBatch}
              onChange={(ordersPerBatch) => setDraft({ ...draft, ordersPerBatch })}
            />
          </div>
          <StatusWordsPanel
            words={draft.statusWords}
            refused={faults}
            onChange={(statusWords) => setDraft({ ...draft, statusWords })}
          />
        </div>
      </div>
      <SaveBar editor={editor} valid={isSavable(draft)} />
      <LossQuestion
        asked={question.asked}
        title={t('bureauSettings.elsewhere.title')}
        text={`${question.text} ${t('bureauSettings.elsewhere.safe')}`}
        lose={{ label: t('bureauSettings.elsewhere.saveEvenSo'), act: question.saveEvenSo }}
        keep={{ label: t('shell.cancel'), act: question.cancel }}
      />
    </div>
  )
}
