import parsePhoneNumber from 'libphonenumber-js/max'
import type { CustomerStatus } from '../../contract/customers.ts'
import { Refused, refuseField } from '../../contract/refusals.ts'

/** The E.164 form of a phone number as people write it; without a country code it is read as one of the United States. */
export function phoneInE164(text: string): string {
  const number = parsePhoneNumber(text, 'US')
  if (!number?.isValid()) {
    throw refuseField(
      'phone_not_valid',
      'phone',
      'must be a phone number that exists, with its country code outside the United States, such as +44 20 7946 0000',
    )
  }
  return number.number
}

/** A blocked or inactive customer gets nothing new; collecting from them goes on. */
export function requireOpenToBusiness(customer: { name: string; status: CustomerStatus }): void {
  if (customer.status === 'blocked') {
    throw new Refused(
      'customer_blocked',
      `${customer.name} is blocked: no new invoice, and none is sent. Have the customer unblocked first.`,
    )
  }
  if (customer.status === 'inactive') {
    throw new Refused(
      'customer_inactive',
      `${customer.name} is inactive: no new invoice, and none is sent. Make the customer active first.`,
    )
  }
}
