import { Button, Group, Text } from '@mantine/core'

interface UndoMessageProps {
  message: string
  onUndo: () => void
}

/** What was done, and the way back while the toast stands. */
export function UndoMessage({ message, onUndo }: UndoMessageProps) {
  return (
    <Group justify="space-between" wrap="nowrap" gap="md">
      <Text span size="sm">
        {message}
      </Text>
      <Button variant="default" size="compact-xs" onClick={onUndo}>
        Undo
      </Button>
    </Group>
  )
}
