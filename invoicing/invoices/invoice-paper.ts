import type { Invoice } from '../../contract/invoices.ts'
import type { Paper } from '../../contract/paper.ts'
import { addressLines } from '../addresses/envelope.ts'
import { centsOf, formatMoney } from '../money/money.ts'
import { linesOfLetterhead, sizeIn } from '../papers/paper.ts'
import { bareMoney, invoiceFacts, paperDeposit, paperTotals } from './paper-figures.ts'
import { type PaperDetail, paperRows, pricedInWords } from './paper-rows.ts'

interface Issuer {
  name: string
  letterhead: string | null
  country: string
}

/** An invoice as the paper that the customer gets; what was paid and credited since stands under its total. */
export function invoicePaper(invoice: Invoice, issuer: Issuer): Paper {
  const { currency, billingAddress, status } = invoice
  const isOpen = status === 'sent' || status === 'partial'
  const amount = isOpen ? invoice.balanceDue : invoice.total
  return {
    title: 'Invoice',
    subtitle: invoice.invoiceNumber,
    size: sizeIn(issuer.country),
    issuer: { name: issuer.name, lines: linesOfLetterhead(issuer.letterhead) },
    recipient: {
      heading: 'Bill to',
      name: invoice.customerName,
      lines: billingAddress ? addressLines(billingAddress, issuer.country) : [],
    },
    facts: invoiceFacts(invoice),
    headline: { label: isOpen ? 'Balance due' : 'Total', value: formatMoney(centsOf(amount), currency) },
    remarks: invoice.voidReason === null ? [] : ['This invoice is void.'],
    summary: [],
    table: tableOf(invoice),
    totals: paperTotals({ ...invoice, deposit: paperDeposit(invoice) }),
    closing: null,
    notes: invoice.customerNotes,
    stamp: status === 'void' ? 'Void' : status === 'draft' ? 'Draft' : null,
    seal: invoice.contentChecksum && `SHA-256 of the invoice as issued ${invoice.contentChecksum}`,
    datedAt: invoice.issueDate === null ? invoice.createdAt : `${invoice.issueDate}T00:00:00.000Z`,
  }
}

function tableOf({ lineItems, itemizationMode, currency }: Invoice): Paper['table'] {
  const isItemized = itemizationMode === 'itemized'
  const rows = paperRows(lineItems, itemizationMode, currency)
  const bare = (amount: string) => bareMoney(amount, currency)
  return {
    columns: [
      { heading: 'Description', width: isItemized ? 52 : 80 },
      ...(isItemized
        ? [
            { heading: 'Qty', width: 12, isAmount: true },
            { heading: 'Unit price', width: 16, isAmount: true },
          ]
        : []),
      { heading: `Amount, ${currency}`, width: 20, isAmount: true },
    ],
    rows: rows.map(({ description, quantity, unitPrice, amount, details }) => ({
      cells: [
        description,
        ...(isItemized ? [quantity ?? '', unitPrice === null ? '' : bare(unitPrice)] : []),
        bare(amount),
      ],
      ...(details.length === 0
        ? {}
        : { note: details.map((detail) => inWords(detail, currency)).join('\n') }),
    })),
  }
}

/** "2XL 4: 4 × 10.50 = 42.00" */
function inWords({ words, priced }: PaperDetail, currency: string): string {
  return priced ? `${words}: ${pricedInWords(priced, currency)}` : words
}

/** The name of the file that an invoice is saved as; an imported number may hold what no file is named by. */
export function invoiceFileName({ invoiceNumber }: Invoice): string {
  return `invoice-${invoiceNumber.replace(/[^\p{L}\p{N}.-]+/gu, '-')}.pdf`
}
