import type { EntryKind, LedgerFigure } from '../../contract/ledger-entries.ts'
import { type Cents, formatMoney, sumCents } from '../money/money.ts'

/** What the entries of a kind come to; those of credit memos by themselves. */
export interface KindSum {
  kind: EntryKind
  ofMemo: boolean
  amountCents: Cents
}

/**
 * Which entries a figure is the sum of. A positive entry raises what is owed; figures of money that came, or that is
 * there, count it the other way round.
 */
export function signOf(figure: LedgerFigure): 1 | -1 {
  return figure === 'unappliedCredit' || figure === 'totalPaid' || figure === 'paidThisMonth' ? -1 : 1
}

/** A figure as the sum of the entries that it comes from. */
export function figureCents(figure: LedgerFigure, sums: readonly KindSum[]): Cents {
  const cents = sumCents(sums.map(({ amountCents }) => amountCents))
  return cents === 0 ? 0 : signOf(figure) * cents
}

/** What happened to an account, each part positive where it is the usual way round. */
export function partsOf(sums: readonly KindSum[]) {
  const of = (ofMemo: boolean, ...kinds: EntryKind[]) =>
    sumCents(
      sums.filter((sum) => sum.ofMemo === ofMemo && kinds.includes(sum.kind)).map((sum) => sum.amountCents),
    )
  return {
    invoicedCents: of(false, 'invoice', 'late_fee', 'void'),
    receivedCents: 0 - of(false, 'payment'),
    reversedCents: of(false, 'reversal'),
    refundedCents: of(false, 'refund') + of(true, 'refund'),
    /** What was credited and written off, less what of it was voided. */
    creditedCents: 0 - of(true, 'credit_memo', 'void') - of(false, 'write_off'),
    /** What payments, and what the credit of memos, put to invoices: negative on the invoices themselves. */
    paymentsAppliedCents: of(false, 'allocation', 'release'),
    creditAppliedCents: of(true, 'allocation', 'release'),
  }
}

/** Why a figure of a customer or of the company is what it is, in a sentence. Parts of nothing are left out. */
export function whyFigure(
  figure: Exclude<LedgerFigure, 'balanceDue'>,
  sums: readonly KindSum[],
  currency: string,
): string {
  const money = (cents: Cents) => formatMoney(cents, currency)
  const parts = partsOf(sums)
  const amountCents = figureCents(figure, sums)
  const { invoicedCents, receivedCents, reversedCents, refundedCents, creditedCents } = parts
  const appliedCents = parts.paymentsAppliedCents + parts.creditAppliedCents
  const says = (cents: Cents, words: string) => (cents === 0 ? [] : [`${money(cents)} ${words}`])
  const cash = [
    ...says(receivedCents, 'was received'),
    ...says(reversedCents, 'was reversed'),
    ...says(refundedCents, 'was refunded'),
  ]
  if (figure === 'totalPaid' || figure === 'paidThisMonth')
    return sentence(cash, 'No money came.', `${money(amountCents)} is what was paid`)
  if (figure === 'unappliedCredit') {
    const said = [
      ...cash,
      ...says(creditedCents, 'was credited'),
      ...says(appliedCents, 'was applied to invoices'),
    ]
    return sentence(said, 'No money came that is not on an invoice.', `${money(amountCents)} is unapplied`)
  }
  const owed =
    amountCents < 0 ? `${money(0 - amountCents)} is the customer’s` : `${money(amountCents)} is owed`
  const said =
    figure === 'balance'
      ? [...says(invoicedCents, 'was invoiced'), ...cash, ...says(creditedCents, 'was credited')]
      : [
          ...says(invoicedCents, 'was invoiced'),
          ...says(0 - appliedCents, 'of payments and credit was applied'),
          ...says(creditedCents, 'was credited'),
        ]
  return sentence(said, 'Nothing was invoiced or paid.', owed)
}

/** "$100.00 was invoiced, $40.00 was received: $60.00 is owed." */
function sentence(parts: readonly string[], nothing: string, result: string): string {
  return parts.length === 0 ? nothing : `${parts.join(', ')}: ${result}.`
}
