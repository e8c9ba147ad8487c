import { Alert, Stack, Text } from '@mantine/core'
import { useMay } from '../../../../components/features/session.ts'
import { ClosedButton } from '../../../../components/ui/ClosedButton.tsx'
import { RefusalAlert } from '../../../../components/ui/RefusalAlert.tsx'
import { refusalOf } from '../../../api.ts'
import { OverrideReason } from './OverrideReason.tsx'
import type { Override } from './use-override.ts'

interface InvoiceRefusalProps {
  error: unknown
  override: Override
  /** What is done over the limit: "Send over the limit". */
  label: string
  onOverride: () => void
  isPending: boolean
  /** Whether the reason is asked for beside the credit already: then what was refused is pressed again. */
  isReasonAsked?: boolean
}

/** Why an invoice was refused; where it is the credit limit, the way over it for those who may, with a reason. */
export function InvoiceRefusal({
  error,
  override,
  label,
  onOverride,
  isPending,
  isReasonAsked = false,
}: InvoiceRefusalProps) {
  const mayOverride = useMay('accounting.invoices.override_credit')
  const code = error ? refusalOf(error).code : null
  if (code === 'stale_version') return <ChangedMeanwhile />
  if (code !== 'credit_limit_exceeded' || isReasonAsked) return <RefusalAlert error={error} />
  const why = override.given ? undefined : 'Say why first. The audit log keeps it.'
  return (
    <Stack gap="xs">
      <RefusalAlert error={error} />
      {mayOverride ? (
        <>
          <OverrideReason override={override} isWanted onEnter={() => !why && !isPending && onOverride()} />
          <ClosedButton color="red" variant="light" why={why} loading={isPending} onClick={onOverride}>
            {label}
          </ClosedButton>
        </>
      ) : (
        <Text size="sm" c="dimmed">
          An owner or admin may go over the limit with a reason.
        </Text>
      )}
    </Stack>
  )
}

/** The paper under it was read again in the meantime. */
function ChangedMeanwhile() {
  return (
    <Alert color="amber" variant="light" role="alert" p="sm" title="Somebody else changed it meanwhile">
      Nothing was sent. Below stands what it says now: look once more, then send.
    </Alert>
  )
}
