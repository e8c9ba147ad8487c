import type { Invoice } from '../../../../contract/invoices.ts'

/** What is said when an invoice was sent; without an address it was issued, and nobody was mailed. */
export function sentText({ invoiceNumber, delivery }: Pick<Invoice, 'invoiceNumber' | 'delivery'>): string {
  return delivery === 'none' ? `${invoiceNumber} sent. Nobody was mailed.` : `${invoiceNumber} sent`
}
