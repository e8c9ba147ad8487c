import { Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'

/** One line that says what a tab keeps, with what can be added at its right. */
export function TabHead({ children, actions }: { children: ReactNode; actions?: ReactNode }) {
  return (
    <Group justify="space-between" gap="sm" mb="sm">
      <Text c="dimmed" maw={640}>
        {children}
      </Text>
      {actions && <Group gap="xs">{actions}</Group>}
    </Group>
  )
}
