import type { Permitted } from '../../invoicing/invoices/invoice.ts'
import { notAllowed } from './session.ts'

/** Why an action is closed; undefined when it is open. The state's reason comes first: it would hold for an owner too. */
export function whyNot(permitted: Permitted, may: boolean): string | undefined {
  if (!permitted.allowed) return permitted.why
  return may ? undefined : notAllowed
}
