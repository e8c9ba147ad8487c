import { Button, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'

const mistyped = 'The address may be mistyped, or it belongs to another company of yours.'

/** Shown for an address that leads nowhere, and for a thing that is not there (or belongs to somebody else). */
export function NotFound({ detail = mistyped }: { detail?: string }) {
  return (
    <Stack align="flex-start" gap="xs" p="lg" maw={520}>
      <title>Not found · Platen</title>
      <Title order={1}>There is no such thing here</Title>
      <Text c="dimmed">{detail}</Text>
      <Button component={Link} to="/" variant="default" mt="xs">
        Go to the dashboard
      </Button>
    </Stack>
  )
}
