import { Button, Group, Modal, Text } from '@mantine/core'
import { t } from '../../shared/texts'
import { useLeaving } from '../state/leaving'

/** The question whether unsaved changes may be lost. Drawn once, in the shell; Escape stays. */
export function ConfirmLeave() {
  const asked = useLeaving((state) => state.destination !== null)
  const { stay, leave } = useLeaving.getState()
  return (
    <Modal opened={asked} onClose={stay} title={t('shell.leave.title')} size={420}>
      <Text size="sm">{t('shell.leave.text')}</Text>
      <Group justify="space-between" mt="lg">
        <Button variant="default" onClick={leave}>
          {t('shell.leave.leave')}
        </Button>
        <Button onClick={stay} data-autofocus>
          {t('shell.leave.stay')}
        </Button>
      </Group>
    </Modal>
  )
}
