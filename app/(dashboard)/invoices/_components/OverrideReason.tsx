import { TextInput } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { Override } from './use-override.ts'

interface OverrideReasonProps {
  override: Override
  /** Set when what was asked for was refused without one: the field takes the focus and says so. */
  isWanted: boolean
  onEnter?: () => void
}

/** Why somebody goes over a credit limit. */
export function OverrideReason({ override, isWanted, onEnter }: OverrideReasonProps) {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (!isWanted) return
    field.current?.focus({ preventScroll: true })
    // With the figures above it that it is about.
    field.current?.scrollIntoView({ block: 'center' })
  }, [isWanted])
  return (
    <TextInput
      ref={field}
      label="Reason to go over the limit"
      description="Kept in the audit log, with the limit and what will be owed."
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      maxLength={500}
      value={override.reason}
      error={isWanted && !override.given ? 'Say why, then try again.' : undefined}
      onChange={(event) => override.setReason(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
        event.preventDefault()
        onEnter?.()
      }}
    />
  )
}
