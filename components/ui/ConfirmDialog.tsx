import { Button, Group, Modal, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { RefusalAlert } from './RefusalAlert.tsx'

interface ConfirmDialogProps {
  opened: boolean
  onClose: () => void
  /** What will be done, by name: "Void INV-0042". */
  title: string
  /** What happens then, to the money first; and fields such as a reason. */
  children: ReactNode
  confirmLabel: string
  cancelLabel?: string
  /** For what cannot be taken back. */
  isDangerous?: boolean
  isPending?: boolean
  isClosed?: boolean
  error?: unknown
  onConfirm: () => void
}

/** Asks once before something is done. Submits on Enter; the refusal is shown inside, so the reason typed stays. */
export function ConfirmDialog({
  opened,
  onClose,
  title,
  children,
  confirmLabel,
  cancelLabel = 'Cancel',
  isDangerous = false,
  isPending = false,
  isClosed = false,
  error,
  onConfirm,
}: ConfirmDialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size={440}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!isPending && !isClosed) onConfirm()
        }}
      >
        <Stack gap="md">
          {children}
          <RefusalAlert error={error} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {cancelLabel}
            </Button>
            <Button
              type="submit"
              color={isDangerous ? 'red' : undefined}
              loading={isPending}
              disabled={isClosed}
              data-autofocus={isDangerous ? undefined : true}
            >
              {confirmLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
