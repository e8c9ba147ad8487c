import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy } from '@tabler/icons-react'

interface CopyButtonProps {
  value: string
  /** What is copied, as in "Copy the key". */
  label: string
}

/** Copies a text and says so. */
export function CopyButton({ value, label }: CopyButtonProps) {
  const clipboard = useClipboard({ timeout: 2_000 })
  return (
    <Button
      variant="default"
      onClick={() => clipboard.copy(value)}
      leftSection={clipboard.copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
    >
      <span aria-live="polite">
        {clipboard.copied ? 'Copied' : clipboard.error ? 'Select it and copy by hand' : label}
      </span>
    </Button>
  )
}
