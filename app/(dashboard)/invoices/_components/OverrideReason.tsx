import { TextInput } from '@mantine/core'
import type { Override } from './use-override.ts'

interface OverrideReasonProps {
  override: Override
  onEnter?: () => void
}

/** Why somebody goes over a credit limit. */
export function OverrideReason({ override, onEnter }: OverrideReasonProps) {
  return (
    <TextInput
      label="Reason to go over the limit"
      description="Kept in the audit log, with the limit and what will be owed."
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      maxLength={500}
      value={override.reason}
      onChange={(event) => override.setReason(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
        event.preventDefault()
        onEnter?.()
      }}
    />
  )
}
