import { t } from '../../shared/texts'
import { useLeaving } from '../state/leaving'
import { LossQuestion } from './loss-question'

/** The question whether unsaved changes may be lost. Drawn once, in the shell. */
export function ConfirmLeave() {
  const asked = useLeaving((state) => state.destination !== null)
  const { stay, leave } = useLeaving.getState()
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
