import type { Invoice } from '../../contract/invoices.ts'
import type { PaperFigure } from '../../contract/paper.ts'
import { paymentTermsLabels } from '../../contract/payment-terms.ts'
import { formatDate } from '../calendar/calendar.ts'
import { trimDecimals } from '../money/decimal.ts'
import { addCents, type Cents, centsOf, formatMoney, moneyText } from '../money/money.ts'
import { depositReceived } from './deposit.ts'

/** A deposit as a paper asks for it; a day is known once the invoice is issued, or when somebody chose one. */
export interface PaperDeposit {
  amount: string
  dueDate: string | null
}

/** What a paper needs to tell what its lines come to, saved or still being typed. */
export interface PaperAmounts
  extends Pick<
    Invoice,
    'currency' | 'subtotal' | 'discounts' | 'shipping' | 'taxExemptionReason' | 'total' | 'balanceDue'
  > {
  taxes: readonly { rate: string; base: string; amount: string }[]
  amountPaid: string
  /** Write-offs in it. */
  creditedTotal: string
  writeOffs: readonly { amount: string }[]
  deposit: PaperDeposit | null
}

/** The deposit that an invoice asks for; null when none. */
export function paperDeposit(
  invoice: Pick<Invoice, 'depositRequested' | 'depositAmount' | 'depositDueDate'>,
): PaperDeposit | null {
  const { depositRequested, depositAmount, depositDueDate } = invoice
  return depositRequested && depositAmount !== null
    ? { amount: depositAmount, dueDate: depositDueDate }
    : null
}

/** When an invoice was issued and is due, in words. */
export function invoiceFacts({
  issueDate,
  paymentTerms,
  dueDate,
}: Pick<Invoice, 'issueDate' | 'paymentTerms' | 'dueDate'>): PaperFigure[] {
  return [
    { label: 'Issued', value: issueDate ? formatDate(issueDate) : 'When sent' },
    { label: 'Terms', value: paymentTermsLabels[paymentTerms] },
    { label: 'Due', value: dueDate ? formatDate(dueDate) : 'Follows when sent' },
  ]
}

/** A column says its currency once, in its heading; the rows are bare figures. */
export function bareMoney(amount: string, currency: string): string {
  return formatMoney(centsOf(amount), currency, { display: 'none' })
}

/**
 * What the lines come to, figure by figure, as every paper says it: down to the total; then what was paid and credited
 * since, and what is left; last the deposit, which is a part of the total and lowers nothing.
 */
export function paperTotals(paper: PaperAmounts): PaperFigure[] {
  const { currency } = paper
  const bare = (amount: string) => bareMoney(amount, currency)
  const less = (amount: string) => formatMoney(0 - centsOf(amount), currency, { display: 'none' })
  const whole = (amount: string) => formatMoney(centsOf(amount), currency)
  const writtenOffCents = paper.writeOffs.reduce((sum, { amount }) => addCents(sum, centsOf(amount)), 0)
  const text = (cents: Cents) => moneyText(cents, currency)
  const moved = [
    { label: 'Paid', amount: paper.amountPaid },
    { label: 'Credited', amount: text(addCents(centsOf(paper.creditedTotal), -writtenOffCents)) },
    { label: 'Written off', amount: text(writtenOffCents) },
  ].filter(({ amount }) => isSome(amount))
  return [
    { label: 'Subtotal', value: bare(paper.subtotal) },
    ...paper.discounts.map(({ description, kind, value, amount }) => ({
      label: kind === 'percent' ? `${description} (${percent(value)})` : description,
      value: less(amount),
    })),
    ...(isSome(paper.shipping) ? [{ label: 'Shipping', value: bare(paper.shipping) }] : []),
    ...taxFigures(paper),
    { label: 'Total', value: whole(paper.total), isStrong: true },
    ...moved.map(({ label, amount }) => ({ label, value: less(amount) })),
    ...(moved.length > 0 ? [{ label: 'Balance due', value: whole(paper.balanceDue), isStrong: true }] : []),
    ...depositFigures(paper),
  ]
}

function isSome(amount: string): boolean {
  return centsOf(amount) !== 0
}

function taxFigures({ taxes, taxExemptionReason, currency }: PaperAmounts): PaperFigure[] {
  if (taxes.length === 0)
    return [{ label: taxExemptionReason ? `Tax exempt: ${taxExemptionReason}` : 'Tax', value: '–' }]
  return taxes.map(({ rate, base, amount }) => ({
    label: `Tax ${percent(rate)} of ${bareMoney(base, currency)}`,
    value: bareMoney(amount, currency),
  }))
}

function depositFigures({ deposit, amountPaid, currency }: PaperAmounts): PaperFigure[] {
  if (deposit === null) return []
  const received = depositReceived(centsOf(deposit.amount), centsOf(amountPaid))
  return [
    {
      label: `Deposit, due ${deposit.dueDate ? formatDate(deposit.dueDate) : 'when sent'}`,
      value: bareMoney(deposit.amount, currency),
    },
    ...(received > 0
      ? [{ label: 'Deposit received', value: bareMoney(moneyText(received, currency), currency) }]
      : []),
  ]
}

/** "8.2500" is written "8.25%". */
function percent(rate: string): string {
  return `${trimDecimals(rate)}%`
}
