import { randomUUID } from 'node:crypto'
import type { ReceivableRow } from '../../contract/import.ts'
import { postingDateFor } from '../calendar/calendar.ts'
import { contentChecksum } from '../invoices/content-checksum.ts'
import { type PricedContent, priced, storedContent } from '../invoices/invoice-content.ts'
import {
  allocationEntries,
  allocationPostingDate,
  type Entry,
  invoiceEntries,
  paymentEntries,
} from '../ledger/ledger.ts'
import { type Cents, moneyText } from '../money/money.ts'
import { sortValueOf } from '../numbers/document-number.ts'
import { type ImportCustomer, paidCentsOf, type StandingInvoice, termsBetween } from './receivable.ts'

/** Everything that one imported row puts into the books. */
export interface Booking {
  row: ReceivableRow
  customer: ImportCustomer
  invoice: { id: string; numberValue: number; postingDate: string; checksum: string; content: PricedContent }
  payment: {
    id: string
    allocationId: string
    amountCents: Cents
    allocatedCents: Cents
    date: string
    postingDate: string
    allocationPostingDate: string
  } | null
  entries: Entry[]
  standing: StandingInvoice
}

/** Books a row: the invoice as issued with one line, and what was paid on it; more than its total stays unapplied. */
export function bookingOf(row: ReceivableRow, customer: ImportCustomer): Booking {
  const { currency, closedThrough } = customer
  const content = priced(contentOfRow(row), currency)
  const { totalCents } = content.totals
  const id = randomUUID()
  const postingDate = postingDateFor(row.issueDate, closedThrough)
  const account = { customerId: customer.id, currency }
  const issued = invoiceEntries({
    ...account,
    invoiceId: id,
    totalCents,
    documentDate: row.issueDate,
    postingDate,
  })
  const payment = paymentOf(row, totalCents, postingDate, closedThrough)
  const paid = payment
    ? [
        ...paymentEntries({
          ...account,
          paymentId: payment.id,
          amountCents: payment.amountCents,
          documentDate: payment.date,
          postingDate: payment.postingDate,
        }),
        ...allocationEntries({
          ...account,
          invoiceId: id,
          paymentId: payment.id,
          allocationId: payment.allocationId,
          amountCents: payment.allocatedCents,
          documentDate: payment.date,
          postingDate: payment.allocationPostingDate,
        }),
      ]
    : []
  return {
    row,
    customer,
    invoice: {
      id,
      numberValue: sortValueOf(row.invoiceNumber),
      postingDate,
      checksum: checksumOf(row, customer, content),
      content,
    },
    payment,
    entries: [...issued, ...paid],
    standing: {
      imported: true,
      customerId: customer.id,
      totalCents,
      amountPaidCents: payment?.allocatedCents ?? 0,
      issueDate: row.issueDate,
      dueDate: row.dueDate,
    },
  }
}

function contentOfRow(row: ReceivableRow) {
  return {
    lineItems: [
      {
        kind: 'item' as const,
        group: null,
        description: `Invoice ${row.invoiceNumber}, imported`,
        quantity: '1',
        unitPrice: row.amount,
        taxable: false,
        taxRate: null,
        sizes: [],
        imprints: [],
        furnished: false,
        percentOfItems: null,
      },
    ],
    discounts: [],
    shipping: '0',
    shippingTaxable: false,
    taxRate: '0',
    taxExemptionReason: null,
    paymentTerms: termsBetween(row.issueDate, row.dueDate),
    dueDate: row.dueDate,
    itemizationMode: 'itemized' as const,
    internalNotes: null,
    customerNotes: null,
  }
}

function paymentOf(
  row: ReceivableRow,
  totalCents: Cents,
  invoicePostingDate: string,
  closedThrough: string | null,
): Booking['payment'] {
  const amountCents = paidCentsOf(row)
  if (row.paidDate === null || amountCents === 0) return null
  const postingDate = postingDateFor(row.paidDate, closedThrough)
  return {
    id: randomUUID(),
    allocationId: randomUUID(),
    amountCents,
    allocatedCents: Math.min(amountCents, totalCents),
    date: row.paidDate,
    postingDate,
    allocationPostingDate: allocationPostingDate(postingDate, invoicePostingDate, closedThrough),
  }
}

function checksumOf(row: ReceivableRow, customer: ImportCustomer, content: PricedContent): string {
  const { currency } = customer
  const stored = storedContent(content)
  const amount = (cents: Cents) => moneyText(cents, currency)
  return contentChecksum({
    ...content,
    invoiceNumber: row.invoiceNumber,
    customerName: customer.name,
    billingAddress: null,
    issueDate: row.issueDate,
    dueDate: row.dueDate,
    shipping: amount(0),
    lineItems: content.lineItems.map((line) => ({ ...line, unitPrice: row.amount, lineTotal: row.amount })),
    discounts: stored.discounts,
    taxes: stored.taxes,
    subtotal: amount(content.totals.subtotalCents),
    discountTotal: amount(0),
    taxAmount: amount(0),
    total: amount(content.totals.totalCents),
  })
}
