import { useEffect } from 'react'
import { t } from '../../shared/texts'
import { useLeaving } from '../state/leaving'
import { LossQuestion } from './loss-question'

/** Without a return value the runtime closes the window; with one it asks the main process, which asks the person. */
const holdWindow = (event: BeforeUnloadEvent) => event.preventDefault()

/** Keeps the window while something in it would be lost. */
function useWindowHeld(): void {
  const unsaved = useLeaving((state) => state.unsaved.size > 0)
  useEffect(() => {
    if (!unsaved) return
    window.addEventListener('beforeunload', holdWindow)
    return () => window.removeEventListener('beforeunload', holdWindow)
  }, [unsaved])
}

/** The question whether unsaved changes may be lost. Drawn once, in the shell; closing the window is asked by main. */
export function ConfirmLeave() {
  const asked = useLeaving((state) => state.destination !== null)
  const { stay, leave } = useLeaving.getState()
  useWindowHeld()
  return (
    <LossQuestion
      asked={asked}
      title={t('shell.leave.title')}
      text={t('shell.leave.text')}
      lose={{ label: t('shell.leave.leave'), act: leave }}
      keep={{ label: t('shell.leave.stay'), act: stay }}
    />
  )
}
