import type { RefusalError } from '../../../api.ts'
import type { FieldMessages } from './check-document.ts'

/** A customer who was closed to business while the form stood open: said where the customer is chosen. */
export function customerMessage({ code, message }: RefusalError): FieldMessages {
  return code === 'customer_blocked' || code === 'customer_inactive' ? { customerId: message } : {}
}
