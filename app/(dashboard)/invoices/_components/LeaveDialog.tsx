import { Text } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import type { RefObject } from 'react'
import { ConfirmDialog } from '../../../../components/ui/ConfirmDialog.tsx'

interface LeaveDialogProps {
  isDirty: boolean
  /** True from the moment the form goes away by itself, after saving. */
  isLeaving: RefObject<boolean>
  /** Throws away what is kept of the typing. */
  onDiscard: () => void
}

/** Asks before typed work is left behind. Signing in again is no leaving: the work is kept. */
export function LeaveDialog({ isDirty, isLeaving, onDiscard }: LeaveDialogProps) {
  const blocker = useBlocker({
    shouldBlockFn: ({ next }) => isDirty && !isLeaving.current && next.pathname !== '/sign-in',
    enableBeforeUnload: () => isDirty && !isLeaving.current,
    withResolver: true,
  })
  const isAsking = blocker.status === 'blocked'
  return (
    <ConfirmDialog
      opened={isAsking}
      onClose={() => blocker.reset?.()}
      title="Leave without saving?"
      cancelLabel="Keep editing"
      confirmLabel="Discard and leave"
      isDangerous
      onConfirm={() => {
        isLeaving.current = true
        onDiscard()
        blocker.proceed?.()
      }}
    >
      <Text size="sm">What you typed since it was last saved will be gone.</Text>
    </ConfirmDialog>
  )
}
