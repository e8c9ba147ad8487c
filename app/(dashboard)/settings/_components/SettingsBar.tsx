import { Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'

/** One line of explanation, with the page's button at its right. */
export function SettingsBar({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <Group justify="space-between" gap="sm">
      <Text c="dimmed">{text}</Text>
      {children}
    </Group>
  )
}
