import { Alert, Button, Group, Text } from '@mantine/core'

export function RestoredNotice({ onStartOver }: { onStartOver: () => void }) {
  return (
    <Alert color="cyan" variant="light" mb="md" p="sm" role="status">
      <Group justify="space-between" gap="xs">
        <Text size="sm">What you typed earlier was restored. It is not saved yet.</Text>
        <Button size="compact-sm" variant="default" onClick={onStartOver}>
          Start over
        </Button>
      </Group>
    </Alert>
  )
}

/** Near the buttons, so that whoever presses one and sees nothing happen knows where to look. */
export function FormProblems({ messages }: { messages: Record<string, string> }) {
  const count = Object.keys(messages).length
  if (count === 0) return null
  return (
    <Text size="sm" c="var(--mantine-color-error)" role="status">
      {count === 1 ? 'One field needs a look.' : `${count} fields need a look.`}
    </Text>
  )
}
