import parsePhoneNumber, { isSupportedCountry } from 'libphonenumber-js/max'
import type { CustomerStatus, CustomerTier } from '../../contract/customers.ts'
import { Refused, refuseField } from '../../contract/refusals.ts'
import { counted } from '../../contract/words.ts'
import { countryName } from '../addresses/country.ts'

/** The E.164 form of a phone number as people write it; without a country code it is read as one of `country`. */
export function phoneInE164(text: string, country: string): string {
  const number = isSupportedCountry(country) ? parsePhoneNumber(text, country) : parsePhoneNumber(text)
  if (!number?.isValid()) {
    throw refuseField(
      'phone_not_valid',
      'phone',
      `must be a phone number that exists: one of ${countryName(country)}, or one with + and its country code, such as +44 20 7946 0000`,
    )
  }
  if (number.ext) {
    throw refuseField(
      'phone_not_valid',
      'phone',
      `must be a number alone: keep the extension ${number.ext} in the notes`,
    )
  }
  return number.number
}

/** A blocked or inactive customer gets nothing new; collecting from them goes on. */
export function requireOpenToBusiness(customer: { name: string; status: CustomerStatus }): void {
  if (customer.status === 'blocked') {
    throw new Refused(
      'customer_blocked',
      `${customer.name} is blocked: no new quote or invoice, and none is sent. Have the customer unblocked first.`,
    )
  }
  if (customer.status === 'inactive') {
    throw new Refused(
      'customer_inactive',
      `${customer.name} is inactive: no new quote or invoice, and none is sent. Make the customer active first.`,
    )
  }
}

/** Which status may follow which (B: Customer Status). */
const following: Record<CustomerStatus, readonly CustomerStatus[]> = {
  active: ['inactive', 'blocked'],
  inactive: ['active'],
  blocked: ['active'],
}

/** Refuses a change of status that B does not draw, a block without a reason, and an unblocking without approval. */
export function requireStatusChange(
  customer: { name: string; status: CustomerStatus },
  next: CustomerStatus,
  reason: string | null,
  approvalReference: string | null,
): void {
  const allowed = following[customer.status]
  if (!allowed.includes(next)) {
    throw new Refused(
      'transition_not_allowed',
      `${customer.name} is ${customer.status} and can become ${allowed.join(' or ')}, not ${next}.`,
    )
  }
  if (next === 'blocked' && !reason) {
    throw refuseField(
      'reason_required',
      'reason',
      'Say why the customer is blocked; everybody who tries to invoice them reads it.',
    )
  }
  if (customer.status === 'blocked' && !approvalReference) {
    throw refuseField(
      'approval_required',
      'approvalReference',
      'Name the ticket or document that approves unblocking the customer.',
    )
  }
}

/** What is open with a customer; each of it counts against removing them. */
export interface OpenMatters {
  openInvoices: number
  drafts: number
  openQuotes: number
  openJobs: number
  hasUnappliedCredit: boolean
}

/** Refuses to remove a customer with an open document or unapplied credit, naming each. */
export function requireNothingOpen(customer: { name: string }, open: OpenMatters): void {
  const matters = [
    ...(open.openInvoices > 0 ? [counted(open.openInvoices, 'open invoice')] : []),
    ...(open.drafts > 0 ? [counted(open.drafts, 'draft')] : []),
    ...(open.openQuotes > 0 ? [counted(open.openQuotes, 'open quote')] : []),
    ...(open.openJobs > 0 ? [counted(open.openJobs, 'open job')] : []),
    ...(open.hasUnappliedCredit ? ['unapplied credit'] : []),
  ]
  if (matters.length === 0) return
  throw new Refused(
    'customer_has_open_documents',
    `${customer.name} has ${matters.join(' and ')}. Settle, void, decline or finish these first, or make the customer inactive.`,
  )
}

/** A contract customer has an agreed deposit, and nobody else has one. */
export function requireTierAndDeposit(tier: CustomerTier, contractDepositPercent: string | null): void {
  if ((tier === 'contract') === (contractDepositPercent !== null)) return
  const message =
    tier === 'contract'
      ? 'is needed for a contract customer: the deposit agreed with them'
      : 'is for contract customers only'
  throw new Refused('invalid_input', `contractDepositPercent ${message}.`, [
    { path: 'contractDepositPercent', message },
  ])
}
