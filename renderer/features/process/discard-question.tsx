import { Button, Group, Modal, Text } from '@mantine/core'
import { t } from '../../../shared/texts'
import { useProcess } from './process-store'

/** The question whether what was typed may be lost. Escape keeps going. */
export function DiscardQuestion() {
  const asked = useProcess((state) => state.asked !== null)
  const { keep, discard } = useProcess.getState()
  return (
    <Modal opened={asked} onClose={keep} title={t('process.discard.title')} size={420}>
      <Text size="sm">{t('process.discard.text')}</Text>
      <Group justify="space-between" mt="lg">
        <Button variant="default" onClick={discard}>
          {t('process.discard.discard')}
        </Button>
        <Button onClick={keep} data-autofocus>
          {t('process.discard.keep')}
        </Button>
      </Group>
    </Modal>
  )
}
