import { useState } from 'react'
import { useMay } from '../../../../components/features/session.ts'
import type { Cents } from '../../../../invoicing/money/money.ts'

/** Why somebody goes over a credit limit, as it is being typed. */
export interface Override {
  reason: string
  setReason: (reason: string) => void
  /** What is sent of it: nothing until a reason was given. */
  given: { reason: string } | undefined
}

export function overrideOf(reason: string, setReason: (reason: string) => void): Override {
  const line = reason.trim().replaceAll(/\s+/g, ' ')
  return { reason, setReason, given: line ? { reason: line } : undefined }
}

export function useOverride(): Override {
  const [reason, setReason] = useState('')
  return overrideOf(reason, setReason)
}

/** Why somebody cannot save or send what goes over a limit; undefined for those who may with a reason, and below it. */
export function useWhyOver(leftCents: Cents | null): string | undefined {
  const mayOverride = useMay('accounting.invoices.override_credit')
  if (mayOverride || leftCents === null || leftCents >= 0) return undefined
  return 'It goes over the credit limit: an owner or admin may do that, with a reason.'
}
