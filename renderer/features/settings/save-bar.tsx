import { Button } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { t } from '../../../shared/texts'
import { ErrorNotice } from '../../components/error-notice'
import { useHasRole } from '../../state/mirror'
import classes from './settings.module.css'
import type { Editor } from './use-editor'

interface SaveBarProps {
  readonly editor: Pick<Editor<unknown>, 'changed' | 'busy' | 'error' | 'justSaved' | 'discard' | 'submit'>
  /** False while a field above holds something that cannot be saved. */
  readonly valid?: boolean
}

// Not `disabled`, nor Mantine's `loading`: after a save the button would lose the focus of who pressed it.
const blocked = (is: boolean) => ({ 'aria-disabled': is, 'data-disabled': is })

function told({ changed, justSaved }: SaveBarProps['editor'], valid: boolean): string {
  if (changed) return valid ? t('settings.save.changed') : t('settings.save.invalid')
  return justSaved ? t('settings.save.saved') : ''
}

/** Save, or discard, always at the same place; what came of it stands beside. Nothing for readers. */
export function SaveBar({ editor, valid = true }: SaveBarProps) {
  const mayChange = useHasRole('administrator')
  if (!mayChange) return null
  const nothingToDo = !editor.changed || editor.busy
  return (
    <div className={classes.saveBar}>
      <div className={classes.saveContent}>
        <div className={classes.saveTold}>
          <ErrorNotice error={editor.error} />
          <p role="status" data-saved={editor.justSaved && !editor.changed}>
            {editor.justSaved && !editor.changed ? <IconCheck size={16} aria-hidden="true" /> : null}
            {told(editor, valid)}
          </p>
        </div>
        <Button variant="default" {...blocked(nothingToDo)} onClick={() => nothingToDo || editor.discard()}>
          {t('settings.save.discard')}
        </Button>
        <Button {...blocked(nothingToDo || !valid)} onClick={() => nothingToDo || !valid || void editor.submit()}>
          {t('settings.save.save')}
        </Button>
      </div>
    </div>
  )
}
