import type { Invoice } from '../../../../contract/invoices.ts'
import type { PaymentTerms } from '../../../../contract/payment-terms.ts'
import { dueDateFor } from '../../../../invoicing/calendar/calendar.ts'
import { invoiceTotals } from '../../../../invoicing/invoices/totals.ts'
import { centsOf, moneyText, sumCents } from '../../../../invoicing/money/money.ts'
import type { DraftContent } from './check-draft.ts'
import type { ItemizationMode } from './draft.ts'

/** What stands on the paper, whether the invoice is saved already or still being typed. */
export interface Paper {
  number: string | null
  customer: { name: string; legalName: string | null; email: string | null; phone: string | null }
  currency: string
  issueDate: string | null
  dueDate: string | null
  paymentTerms: PaymentTerms
  lines: PaperLine[]
  itemizationMode: ItemizationMode
  subtotal: string
  discounts: { description: string; kind: 'percent' | 'amount'; value: string; amount: string }[]
  shipping: string
  taxes: { rate: string; base: string; amount: string }[]
  taxExemptionReason: string | null
  total: string
  amountPaid: string
  creditedTotal: string
  balanceDue: string
  notes: string | null
  isVoid: boolean
}

export interface PaperLine {
  kind: 'item' | 'fee'
  group: string | null
  description: string
  quantity: string
  unitPrice: string
  lineTotal: string
}

type PaperCustomer = Paper['customer']

/** The paper of a saved invoice. */
export function paperOf(invoice: Invoice, customer: PaperCustomer): Paper {
  return {
    ...invoice,
    number: invoice.invoiceNumber,
    customer,
    lines: invoice.lineItems,
    notes: invoice.customerNotes,
  }
}

/** The paper that a form would become if it were sent on `issueDate` (C: P3.1). */
export function paperOfContent(
  content: DraftContent,
  details: { currency: string; number: string | null; customer: PaperCustomer; issueDate: string },
): Paper {
  const totals = invoiceTotals({ ...content, currency: details.currency })
  const text = (cents: number) => moneyText(cents, details.currency)
  return {
    ...details,
    dueDate: content.dueDate ?? dueDateFor(details.issueDate, content.paymentTerms),
    paymentTerms: content.paymentTerms,
    lines: content.lineItems.map((line, index) => ({
      kind: line.kind ?? 'item',
      group: line.group ?? null,
      description: line.description,
      quantity: line.quantity,
      unitPrice: line.unitPrice,
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
    amountPaid: '0',
    creditedTotal: '0',
    balanceDue: text(totals.totalCents),
    notes: content.customerNotes,
    isVoid: false,
  }
}

export interface PaperRow {
  key: string
  description: string
  /** Null on a bundle: the customer sees what it is and what it comes to (C: U34). */
  quantity: string | null
  unitPrice: string | null
  amount: string
}

/**
 * The rows as the customer reads them. Itemized shows each line. Bundled shows one row for each group, one for the
 * items without a group, and each fee by itself, in the order in which they first appear.
 */
export function paperRows(lines: readonly PaperLine[], mode: ItemizationMode, currency: string): PaperRow[] {
  if (mode === 'itemized') {
    return lines.map(({ description, quantity, unitPrice, lineTotal }, index) => ({
      key: `line-${index}`,
      description,
      quantity,
      unitPrice,
      amount: lineTotal,
    }))
  }
  const bundles = new Map<string, PaperLine[]>()
  lines.forEach((line, index) => {
    const key = line.group ? `group-${line.group}` : line.kind === 'fee' ? `fee-${index}` : 'items'
    bundles.set(key, [...(bundles.get(key) ?? []), line])
  })
  return [...bundles].map(([key, bundled]) => ({
    key,
    description: bundled[0]?.group ?? namesOf(bundled),
    quantity: null,
    unitPrice: null,
    amount: moneyText(sumCents(bundled.map((line) => centsOf(line.lineTotal))), currency),
  }))
}

/** "Tees", "Tees and hoodies", "Tees, hoodies and 2 more". */
function namesOf(lines: readonly PaperLine[]): string {
  const names = [...new Set(lines.map((line) => line.description))]
  const [first = '', second] = names
  if (second === undefined) return first
  return names.length === 2 ? `${first} and ${second}` : `${first}, ${second} and ${names.length - 2} more`
}
