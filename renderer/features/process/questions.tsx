import { t } from '../../../shared/texts'
import { LossQuestion } from '../../components/loss-question'
import { useProcess } from './process-store'
import { focusWizard } from './wizard-focus'

/** The question whether what was typed in a wizard may be lost. */
export function DiscardQuestion() {
  const asked = useProcess((state) => state.asked?.kind === 'discard')
  const { keep, discard } = useProcess.getState()
  return (
    <LossQuestion
      asked={asked}
      title={t('process.discard.title')}
      text={t('process.discard.text')}
      lose={{ label: t('process.discard.discard'), act: discard }}
      keep={{ label: t('process.discard.keep'), act: keep }}
      // What asked may lie outside the wizard, such as another card of the list.
      onClosed={focusWizard}
    />
  )
}

/** The question whether work under way should stop; it goes when the work ends first. */
export function StopQuestion() {
  const asked = useProcess((state) => state.asked?.kind === 'stop')
  const { keep, stop } = useProcess.getState()
  return (
    <LossQuestion
      asked={asked}
      title={t('process.stop.title')}
      text={t('process.stop.text')}
      lose={{ label: t('process.stop.stop'), act: () => void stop() }}
      keep={{ label: t('process.stop.keep'), act: keep }}
      onClosed={focusWizard}
    />
  )
}
