import { Button, Group, Modal, Text } from '@mantine/core'

interface LossQuestionProps {
  readonly asked: boolean
  readonly title: string
  /** What would be lost. */
  readonly text: string
  readonly lose: { readonly label: string; readonly act: () => void }
  readonly keep: { readonly label: string; readonly act: () => void }
}

/** Asks before something typed is lost. Keeping it is the easy answer: it has the focus, and Escape means it. */
export function LossQuestion({ asked, title, text, lose, keep }: LossQuestionProps) {
  return (
    <Modal opened={asked} onClose={keep.act} title={title} size={420}>
      <Text size="sm">{text}</Text>
      <Group justify="space-between" mt="lg">
        <Button variant="default" onClick={lose.act}>
          {lose.label}
        </Button>
        <Button onClick={keep.act} data-autofocus>
          {keep.label}
        </Button>
      </Group>
    </Modal>
  )
}
