import type { CustomerTier } from '../../contract/customers.ts'
import type { Invoice } from '../../contract/invoices.ts'
import { refuseField } from '../../contract/refusals.ts'
import { centsInCurrency } from '../money/currency-amount.ts'
import { type Cents, formatMoney, percentHalfUp } from '../money/money.ts'

/** A deposit as it is asked for. In percent it follows the total; due on the issue date when no day is given. */
export interface DepositRequest {
  kind: 'percent' | 'amount'
  value: string
  dueDate: string | null
}

/** What a request says about the deposit: what is left out stays, null says nothing. */
export interface DepositChange {
  depositRequested?: boolean | undefined
  depositPercent?: string | null | undefined
  depositAmount?: string | null | undefined
  depositDueDate?: string | null | undefined
}

/** A deposit with what it comes to. */
export interface StoredDeposit extends DepositRequest {
  amountCents: Cents
}

/** Parts what a request says about the deposit from the rest of the content. */
export function withoutDeposit<Given extends DepositChange>(
  given: Given,
): { change: Omit<Given, keyof DepositChange>; deposit: DepositChange } {
  const { depositRequested, depositPercent, depositAmount, depositDueDate, ...change } = given
  return { change, deposit: { depositRequested, depositPercent, depositAmount, depositDueDate } }
}

/** The deposit that an invoice asks for as it stands; null when none. A draft is due on its own day only if one was given. */
export function depositOf(
  invoice: Pick<Invoice, 'depositRequested' | 'depositPercent' | 'depositAmount' | 'depositDueDate'>,
): DepositRequest | null {
  const { depositRequested, depositPercent, depositAmount, depositDueDate } = invoice
  if (!depositRequested) return null
  return depositPercent === null
    ? { kind: 'amount', value: depositAmount ?? '0', dueDate: depositDueDate }
    : { kind: 'percent', value: depositPercent, dueDate: depositDueDate }
}

/** Which deposit is usual for a customer, in percent of the total (C: N34): by tier, or as agreed in a contract. */
export function usualDepositPercent(customer: {
  tier: CustomerTier
  contractDepositPercent: string | null
}): string {
  if (customer.tier === 'contract') return customer.contractDepositPercent ?? '0'
  return customer.tier === 'wholesale' ? '100' : '50'
}

/** The deposit after a change of what stands; null when none is asked for. A deposit of nothing is none. */
export function depositAfter(
  standing: DepositRequest | null,
  change: DepositChange,
  usualPercent: string,
): DepositRequest | null {
  const percent = change.depositPercent ?? null
  const amount = change.depositAmount ?? null
  if (change.depositRequested === false) {
    if (percent === null && amount === null && !change.depositDueDate) return null
    throw refuseField(
      'invalid_input',
      'depositRequested',
      'says that no deposit is asked for, and one is given. Leave one of the two out.',
    )
  }
  if (percent !== null && amount !== null) {
    throw refuseField(
      'invalid_input',
      'depositAmount',
      'A deposit is a percentage or an amount: give one of the two.',
    )
  }
  const asked =
    askedFor(percent, amount) ?? standing ?? (change.depositRequested ? usual(usualPercent) : null)
  if (asked === null && change.depositDueDate) {
    throw refuseField('invalid_input', 'depositDueDate', 'No deposit is asked for that could be due.')
  }
  if (asked === null || !/[1-9]/.test(asked.value)) return null
  const { depositDueDate = standing?.dueDate ?? null } = change
  return { kind: asked.kind, value: asked.value, dueDate: depositDueDate }
}

function askedFor(percent: string | null, amount: string | null): DepositRequest | null {
  if (percent !== null) return { kind: 'percent', value: percent, dueDate: null }
  return amount === null ? null : { kind: 'amount', value: amount, dueDate: null }
}

function usual(percent: string): DepositRequest {
  return { kind: 'percent', value: percent, dueDate: null }
}

/** A deposit with what it comes to on priced content. */
export function storedDeposit(
  deposit: DepositRequest | null,
  { totals, currency }: { totals: { totalCents: Cents }; currency: string },
): StoredDeposit | null {
  return deposit && { ...deposit, amountCents: depositCents(deposit, totals.totalCents, currency) }
}

/** What a deposit comes to; more than the total is refused (INV-8). */
export function depositCents(deposit: DepositRequest, totalCents: Cents, currency: string): Cents {
  if (deposit.kind === 'percent') return percentHalfUp(totalCents, deposit.value, currency)
  const cents = centsInCurrency(deposit.value, currency, 'depositAmount')
  if (cents > totalCents) {
    throw refuseField(
      'deposit_exceeds_total',
      'depositAmount',
      `The total is ${formatMoney(totalCents, currency)}. Ask for a deposit of at most that, or for a percentage.`,
    )
  }
  return cents
}

/** What of a deposit has come: the first money that an invoice gets is its deposit. */
export function depositReceived(depositCents: Cents, paidCents: Cents): Cents {
  return Math.min(depositCents, paidCents)
}
