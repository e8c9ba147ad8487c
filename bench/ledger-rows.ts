import { dueDateFor } from '../invoicing/calendar/calendar.ts'
import { contentChecksum } from '../invoicing/invoices/content-checksum.ts'
import { decimalText } from '../invoicing/money/money.ts'
import { documentNumber } from '../invoicing/numbers/document-number.ts'
import { benchToday, customerOf, type GeneratedStatus, idOf, type Ledger, statusOf } from './plan.ts'

const firstWords = words(
  'Harbor Maple Summit Cedar Union River Granite Copper Meadow Lantern Falcon Juniper Canyon Willow Anchor Ember Prairie Orchard Beacon Timber Saddle Cobalt Marble Quarry Sparrow Thistle Velvet Walnut Zephyr Aspen',
)
const secondWords = words(
  'Bakery Brewing Cycles Dental Electric Florists Grocers Hardware Insurance Joinery Kitchens Laundry Motors Nursery Optics Plumbing Quilting Roofing Stables Tailors Upholstery Veterinary Windows Yoga Archery Books Ceramics Design Events Fitness',
)

export interface GeneratedCustomer {
  id: string
  number: string
  name: string
  email: string
}

export function customerAt(ledger: Ledger, n: number): GeneratedCustomer {
  const name = `${searchedName(n)} ${n}`
  return {
    id: idOf(ledger.tag, 'customer', n),
    number: documentNumber('CUST-', n),
    name,
    email: `office${n}@${name.toLowerCase().replaceAll(' ', '-')}.example`,
  }
}

/** The part of a customer's name that searches ask for: 900 of them, shared by some customers each. */
export function searchedName(n: number): string {
  return `${firstWords[n % 30]} ${secondWords[Math.floor(n / 30) % 30]}`
}

/** The n-th customer's phone, where customers have one. */
export function phoneAt(n: number): string {
  return `+1607${2_000_000 + n * 61}`
}

interface GeneratedLine {
  description: string
  quantity: number
  unitPriceCents: number
}

export interface GeneratedInvoice {
  n: number
  id: string
  number: string
  status: GeneratedStatus
  customer: GeneratedCustomer
  customerPlace: number
  lines: GeneratedLine[]
  subtotalCents: number
  taxCents: number
  totalCents: number
  paidCents: number
  issueDate: string
  dueDate: string
  paymentDate: string
  createdAt: string
}

export const benchTaxRate = '8.25'

/** The n-th invoice of a ledger: over three years up to the run's day, in the order of their numbers. */
export function invoiceAt(ledger: Ledger, n: number): GeneratedInvoice {
  const customerPlace = customerOf(ledger, n)
  const daysAgo = Math.floor((1 - n / Math.max(ledger.invoices, 1)) * 1_095)
  const issueDate = daysBefore(benchToday, daysAgo)
  const lines = Array.from({ length: 1 + (n % 3) }, (_, index) => ({
    description: `${secondWords[(n + index) % 30]} print, ${(n % 4) + 1} colours`,
    quantity: 12 + ((n * 31 + index * 7) % 60),
    unitPriceCents: 450 + ((n * 97 + index * 131) % 2_500),
  }))
  const subtotalCents = lines.reduce((sum, line) => sum + line.quantity * line.unitPriceCents, 0)
  const taxCents = Math.floor((subtotalCents * 825 + 5_000) / 10_000)
  const totalCents = subtotalCents + taxCents
  const status = statusOf(n)
  return {
    n,
    id: idOf(ledger.tag, 'invoice', n),
    number: documentNumber('INV-', n),
    status,
    customer: customerAt(ledger, customerPlace),
    customerPlace,
    lines,
    subtotalCents,
    taxCents,
    totalCents,
    paidCents: status === 'paid' ? totalCents : status === 'partial' ? Math.floor(totalCents / 2) : 0,
    issueDate,
    dueDate: dueDateFor(issueDate, 'net_30'),
    paymentDate: daysBefore(benchToday, Math.max(0, daysAgo - (n % 45))),
    createdAt: `${issueDate}T${String(8 + (n % 9)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}:00Z`,
  }
}

export function taxesOf(invoice: Pick<GeneratedInvoice, 'subtotalCents' | 'taxCents'>) {
  return [
    { rate: benchTaxRate, base: decimalText(invoice.subtotalCents), amount: decimalText(invoice.taxCents) },
  ]
}

type Sealed = Pick<
  GeneratedInvoice,
  'number' | 'lines' | 'subtotalCents' | 'taxCents' | 'totalCents' | 'issueDate' | 'dueDate'
> & { customer: { name: string } }

/** The checksum that sending it would have given. */
export function checksumOf(invoice: Sealed): string {
  return contentChecksum({
    invoiceNumber: invoice.number,
    customerName: invoice.customer.name,
    billingAddress: null,
    currency: 'USD',
    issueDate: invoice.issueDate,
    dueDate: invoice.dueDate,
    paymentTerms: 'net_30',
    itemizationMode: 'itemized',
    lineItems: invoice.lines.map((line) => ({
      kind: 'item',
      group: null,
      description: line.description,
      quantity: String(line.quantity),
      unitPrice: decimalText(line.unitPriceCents),
      taxable: true,
      taxRate: null,
      sizes: [],
      imprints: [],
      furnished: false,
      percentOfItems: null,
      lineTotal: decimalText(line.quantity * line.unitPriceCents),
    })),
    discounts: [],
    shipping: '0.00',
    shippingTaxable: false,
    taxRate: benchTaxRate,
    taxes: taxesOf(invoice),
    taxExemptionReason: null,
    subtotal: decimalText(invoice.subtotalCents),
    discountTotal: '0.00',
    taxAmount: decimalText(invoice.taxCents),
    total: decimalText(invoice.totalCents),
    customerNotes: null,
  })
}

function daysBefore(date: string, days: number): string {
  return new Date(Date.parse(date) - days * 86_400_000).toISOString().slice(0, 10)
}

function words(text: string): string[] {
  return text.split(' ')
}
