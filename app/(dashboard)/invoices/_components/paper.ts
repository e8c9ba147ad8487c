import type { Invoice } from '../../../../contract/invoices.ts'
import type { PaymentTerms } from '../../../../contract/payment-terms.ts'
import { dueDateFor, latest } from '../../../../invoicing/calendar/calendar.ts'
import { piecesOf } from '../../../../invoicing/invoices/line-total.ts'
import {
  type PaperAmounts,
  type PaperDeposit,
  paperDeposit,
} from '../../../../invoicing/invoices/paper-figures.ts'
import type { PaperLine } from '../../../../invoicing/invoices/paper-rows.ts'
import { invoiceTotals } from '../../../../invoicing/invoices/totals.ts'
import { type Cents, moneyText, percentHalfUp } from '../../../../invoicing/money/money.ts'
import type { DraftContent } from './check-draft.ts'
import type { ItemizationMode } from './document-draft.ts'

/** What stands on every paper, whether the document is saved already or still being typed. */
interface PaperBody extends Omit<PaperAmounts, 'deposit'> {
  number: string | null
  customer: { name: string }
  billingAddress: Invoice['billingAddress']
  lines: PaperLine[]
  itemizationMode: ItemizationMode
  notes: string | null
  isVoid: boolean
}

/** The paper of an invoice. */
export interface Paper extends PaperBody {
  kind: 'invoice'
  /** Said across a draft that somebody prints; not where one looks at what it will become. */
  isDraft: boolean
  issueDate: string | null
  dueDate: string | null
  paymentTerms: PaymentTerms
  deposit: PaperDeposit | null
}

/** The paper of a quote: nothing is owed on it. */
export interface QuotePaper extends PaperBody {
  kind: 'quote'
  title: string | null
  sentOn: string | null
  validUntil: string | null
}

/** The paper of a saved invoice. */
export function paperOf(invoice: Invoice): Paper {
  return {
    ...invoice,
    kind: 'invoice',
    number: invoice.invoiceNumber,
    isDraft: invoice.status === 'draft',
    customer: { name: invoice.customerName },
    lines: invoice.lineItems,
    deposit: paperDeposit(invoice),
    notes: invoice.customerNotes,
  }
}

interface PaperDetails {
  currency: string
  number: string | null
  customer: Paper['customer']
  billingAddress: Paper['billingAddress']
  issueDate: string
}

/** The paper that a form would become if it were sent on `issueDate` (C: P3.1). */
export function paperOfContent(content: DraftContent, details: PaperDetails): Paper {
  const totals = invoiceTotals({ ...content, currency: details.currency })
  const text = (cents: number) => moneyText(cents, details.currency)
  return {
    ...details,
    kind: 'invoice',
    isDraft: false,
    dueDate: content.dueDate ?? dueDateFor(details.issueDate, content.paymentTerms),
    paymentTerms: content.paymentTerms,
    lines: content.lineItems.map((line, index) => ({
      ...line,
      quantity: line.quantity ?? piecesOf(line.sizes),
      lineTotal: text(totals.lineTotalsCents[index] ?? 0),
    })),
    itemizationMode: content.itemizationMode,
    subtotal: text(totals.subtotalCents),
    discounts: content.discounts.map((discount, index) => ({
      ...discount,
      amount: text(totals.discountCents[index] ?? 0),
    })),
    shipping: content.shipping,
    taxes: totals.taxes.map(({ rate, baseCents, taxCents }) => ({
      rate,
      base: text(baseCents),
      amount: text(taxCents),
    })),
    taxExemptionReason: content.taxExemptionReason,
    total: text(totals.totalCents),
    deposit: depositOfContent(content, totals.totalCents, details),
    amountPaid: '0',
    creditedTotal: '0',
    writeOffs: [],
    balanceDue: text(totals.totalCents),
    notes: content.customerNotes,
    isVoid: false,
  }
}

function depositOfContent(
  content: DraftContent,
  totalCents: Cents,
  { currency, issueDate }: PaperDetails,
): PaperDeposit | null {
  const { depositRequested, depositPercent, depositAmount, depositDueDate } = content
  if (!depositRequested) return null
  const amount = depositPercent
    ? moneyText(percentHalfUp(totalCents, depositPercent, currency), currency)
    : (depositAmount ?? '0')
  return { amount, dueDate: latest(issueDate, depositDueDate ?? issueDate) }
}
