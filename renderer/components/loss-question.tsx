import { Button, Group, Modal, Text } from '@mantine/core'

interface LossQuestionProps {
  readonly asked: boolean
  readonly title: string
  /** What would be lost. */
  readonly text: string
  readonly lose: { readonly label: string; readonly act: () => void }
  readonly keep: { readonly label: string; readonly act: () => void }
  /** Puts the focus where work goes on; without it the focus goes back to where it was. */
  readonly onClosed?: () => void
}

/** Asks before something typed is lost. Keeping it is the easy answer: it has the focus, and Escape means it. */
export function LossQuestion({ asked, title, text, lose, keep, onClosed }: LossQuestionProps) {
  return (
    <Modal
      opened={asked}
      onClose={keep.act}
      title={title}
      size={420}
      returnFocus={!onClosed}
      {...(onClosed && { onExitTransitionEnd: onClosed })}
    >
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
