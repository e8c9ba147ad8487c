import type { CreditLimitStatus } from '../../contract/credit-limits.ts'
import { Refused } from '../../contract/refusals.ts'
import { type Cents, formatMoney } from '../money/money.ts'

/** Which status may follow which (B: Credit Limit Status). */
const following: Record<CreditLimitStatus, readonly CreditLimitStatus[]> = {
  pending: ['approved', 'revoked'],
  approved: ['revoked'],
  revoked: ['pending'],
}

/** Refuses a transition that B does not draw; a pending limit is approved with a reference only. */
export function requireCreditTransition(
  from: CreditLimitStatus,
  to: CreditLimitStatus,
  approvalReference: string | null,
): void {
  if (!following[from].includes(to)) {
    const allowed = following[from].join(' or ')
    throw new Refused('transition_not_allowed', `A limit that is ${from} can become ${allowed}, not ${to}.`)
  }
  if (to === 'approved' && !approvalReference) {
    const message = 'Name the ticket or document that approves the limit.'
    throw new Refused('approval_required', message, [{ path: 'approvalReference', message }])
  }
}

/** Where a customer stands: the limit in force, or null, and the balance with unapplied credit counted. */
export interface CreditPosition {
  limitCents: Cents | null
  balanceCents: Cents
}

/** What is left of a limit; negative when over it, null without one. */
export function availableCents({ limitCents, balanceCents }: CreditPosition): Cents | null {
  return limitCents === null ? null : limitCents - balanceCents
}

/** An override that was used, as the audit log tells it. */
export interface CreditOverride {
  reason: string
  exposureCents: Cents
  limitCents: Cents
}

/**
 * Judges whether an invoice fits: balance + total <= limit (B: credit limit enforcement). A limit of zero means prepay
 * only. Gives the refusal of one that does not, null when it fits.
 */
export function overLimit(
  customer: { name: string; currency: string },
  { limitCents, balanceCents }: CreditPosition,
  totalCents: Cents,
): Refused | null {
  const exposureCents = balanceCents + totalCents
  if (limitCents === null || exposureCents <= limitCents) return null
  const money = (cents: Cents) => formatMoney(cents, customer.currency)
  return new Refused(
    'credit_limit_exceeded',
    `${customer.name} may owe ${money(limitCents)} and owes ${money(balanceCents)}; this invoice of ${money(totalCents)} would make it ${money(exposureCents)}. Take a payment first, raise the limit, or have it overridden.`,
  )
}

/** Returns the override that an invoice over its limit needed, or null when it fits as it is; refuses it without one. */
export function requireWithinLimit(
  customer: { name: string; currency: string },
  position: CreditPosition,
  totalCents: Cents,
  override: { reason: string } | undefined,
  mayOverride: boolean,
): CreditOverride | null {
  const { limitCents, balanceCents } = position
  const refused = overLimit(customer, position, totalCents)
  if (!refused || limitCents === null) return null
  if (override && mayOverride)
    return { reason: override.reason, exposureCents: balanceCents + totalCents, limitCents }
  if (override) {
    throw new Refused(
      'forbidden',
      'Going over a credit limit needs the permission accounting.invoices.override_credit. Ask an owner or admin.',
    )
  }
  throw refused
}
