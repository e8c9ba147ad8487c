import { Code, Group, Stack, Text } from '@mantine/core'
import { CopyButton } from '../../../../components/ui/CopyButton.tsx'

interface ShownOnceProps {
  /** What to do with it, and that it will not be shown again. */
  text: string
  secret: string
  copyLabel: string
}

/** A secret that only this reply carries. */
export function ShownOnce({ text, secret, copyLabel }: ShownOnceProps) {
  return (
    <Stack gap="sm" role="status">
      <Text>{text}</Text>
      <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {secret}
      </Code>
      <Group>
        <CopyButton value={secret} label={copyLabel} />
      </Group>
    </Stack>
  )
}
