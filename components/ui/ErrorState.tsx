import { Button, Stack, Text, Title } from '@mantine/core'
import { refusalOf } from '../../app/api.ts'

interface ErrorStateProps {
  error: unknown
  onRetry?: () => void
}

/** What stands where content should be when it could not be read: what happened, and a way to try again. */
export function ErrorState({ error, onRetry }: ErrorStateProps) {
  const { title, message } = refusalOf(error)
  return (
    <Stack role="alert" align="flex-start" gap="xs" p="lg" maw={520}>
      <Title order={2}>{title}</Title>
      {message !== title && <Text c="dimmed">{message}</Text>}
      {onRetry && (
        <Button variant="default" onClick={onRetry} mt="xs">
          Try again
        </Button>
      )}
    </Stack>
  )
}
