import { Text } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { ConfirmDialog } from '../../../../../components/ui/ConfirmDialog.tsx'
import type { ImportState } from './use-customer-import.ts'

/** Asks before a file is left behind that was looked at and not brought in, or not to its end. */
export function LeaveImportDialog({ state: { step, halted } }: { state: ImportState }) {
  const isHalfWay = step === 'running' || halted === 'running'
  const wouldLose = step === 'looking' || step === 'ready' || isHalfWay
  const blocker = useBlocker({
    shouldBlockFn: ({ next }) => wouldLose && next.pathname !== '/sign-in',
    enableBeforeUnload: () => wouldLose,
    withResolver: true,
  })
  return (
    <ConfirmDialog
      opened={blocker.status === 'blocked'}
      onClose={() => blocker.reset?.()}
      title={isHalfWay ? 'Leave before it is done?' : 'Leave without importing?'}
      cancelLabel="Stay here"
      confirmLabel="Leave"
      onConfirm={() => blocker.proceed?.()}
    >
      <Text size="sm">
        {isHalfWay
          ? 'What was brought in stays. Choose the same file again for the rest: nobody is brought in twice.'
          : 'Nothing of the file was kept yet.'}
      </Text>
    </ConfirmDialog>
  )
}
