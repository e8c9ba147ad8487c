import type { Payment } from '../../../../contract/payments.ts'
import { centsOf, formatMoney } from '../../../../invoicing/money/money.ts'

/** Where a payment went, in one line. */
export function PaymentState({ payment }: { payment: Payment }) {
  return <>{stateOf(payment)}</>
}

function stateOf({ isReversed, allocations, unappliedAmount, refundedAmount, currency }: Payment): string {
  if (isReversed) return 'Reversed'
  const [first, second] = allocations
  const where =
    allocations.length > 2
      ? `${allocations.length} invoices`
      : [first?.invoiceNumber, second?.invoiceNumber].filter(Boolean).join(', ')
  const money = (amount: string, what: string) =>
    centsOf(amount) > 0 ? `${formatMoney(centsOf(amount), currency)} ${what}` : ''
  return [where, money(unappliedAmount, 'unapplied'), money(refundedAmount, 'refunded')]
    .filter(Boolean)
    .join(' · ')
}
