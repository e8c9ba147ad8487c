import { useState } from 'react'

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
