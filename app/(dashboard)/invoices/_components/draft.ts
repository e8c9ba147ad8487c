import type { Customer } from '../../../../contract/customers.ts'
import type { Invoice, itemizationModes } from '../../../../contract/invoices.ts'
import type { PaymentTerms } from '../../../../contract/payment-terms.ts'
import { usualTax } from '../../../../invoicing/customers/usual-tax.ts'

/*
 * An invoice as it is being typed: texts as they stand in the fields, right or wrong. What is saved is made from it by
 * `checkDraft`; nothing here knows the screen.
 */

export type ItemizationMode = (typeof itemizationModes)[number]

export interface DraftLine {
  /** Names the row on the screen while rows come, go and move. */
  key: string
  kind: 'item' | 'fee'
  group: string
  description: string
  quantity: string
  unitPrice: string
  taxable: boolean
  /** A rate of its own; empty = the invoice's. */
  taxRate: string
}

export interface DraftDiscount {
  key: string
  description: string
  kind: 'percent' | 'amount'
  value: string
}

export interface Draft {
  customerId: string | null
  lines: DraftLine[]
  discounts: DraftDiscount[]
  shipping: string
  shippingTaxable: boolean
  taxRate: string
  taxExemptionReason: string
  paymentTerms: PaymentTerms
  /** Set by hand; empty = issue date + terms. */
  dueDate: string
  itemizationMode: ItemizationMode
  internalNotes: string
  customerNotes: string
}

export type LineField = 'group' | 'description' | 'quantity' | 'unitPrice' | 'taxRate'

let made = 0

/** A name for a row, unique in this tab. */
export function rowKey(): string {
  made += 1
  return `row-${made}`
}

export function emptyLine(kind: DraftLine['kind'], description = ''): DraftLine {
  return {
    key: rowKey(),
    kind,
    group: '',
    description,
    quantity: kind === 'fee' ? '1' : '',
    unitPrice: '',
    taxable: true,
    taxRate: '',
  }
}

export function emptyDiscount(): DraftDiscount {
  return { key: rowKey(), description: 'Discount', kind: 'percent', value: '' }
}

/** A new invoice: one empty line, the company's tax rate, due on receipt until a customer says otherwise. */
export function emptyDraft(taxRate: string, customerId: string | null = null): Draft {
  return {
    customerId,
    lines: [emptyLine('item')],
    discounts: [],
    shipping: '',
    shippingTaxable: false,
    taxRate,
    taxExemptionReason: '',
    paymentTerms: 'due_on_receipt',
    dueDate: '',
    itemizationMode: 'itemized',
    internalNotes: '',
    customerNotes: '',
  }
}

/** What a customer brings to a new invoice: their terms, and no tax while an exemption of theirs holds. */
export function customerDefaults(customer: Customer, company: { taxRate: string; today: string }) {
  const { taxRate, taxExemptionReason } = usualTax(customer, company.taxRate, company.today)
  return {
    customerId: customer.id,
    paymentTerms: customer.paymentTerms ?? ('due_on_receipt' as const),
    taxRate,
    taxExemptionReason: taxExemptionReason ?? '',
  }
}

/** A saved draft, ready to be changed. */
export function draftOf(invoice: Invoice): Draft {
  return {
    customerId: invoice.customerId,
    lines: invoice.lineItems.map((line) => ({
      key: rowKey(),
      kind: line.kind,
      group: line.group ?? '',
      description: line.description,
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      taxable: line.taxable,
      taxRate: line.taxRate ?? '',
    })),
    discounts: invoice.discounts.map(({ description, kind, value }) => ({
      key: rowKey(),
      description,
      kind,
      value,
    })),
    shipping: /[1-9]/.test(invoice.shipping) ? invoice.shipping : '',
    shippingTaxable: invoice.shippingTaxable,
    taxRate: invoice.taxRate,
    taxExemptionReason: invoice.taxExemptionReason ?? '',
    paymentTerms: invoice.paymentTerms,
    // A draft has a due date only when somebody set it.
    dueDate: invoice.status === 'draft' ? (invoice.dueDate ?? '') : '',
    itemizationMode: invoice.itemizationMode,
    internalNotes: invoice.internalNotes ?? '',
    customerNotes: invoice.customerNotes ?? '',
  }
}

/** The same work once more (C: N11): everything but the dates and what the shop noted about the old one. */
export function duplicateOf(invoice: Invoice): Draft {
  return { ...draftOf(invoice), dueDate: '', internalNotes: '' }
}

/** Adds a line behind the last one of its kind. */
export function addLine(lines: DraftLine[], line: DraftLine): DraftLine[] {
  const last = lines.findLastIndex(({ kind }) => kind === line.kind)
  const at = last >= 0 ? last + 1 : line.kind === 'fee' ? lines.length : 0
  return lines.toSpliced(at, 0, line)
}

/** Removes a line; the last item is emptied instead, so that there is always one to type in (C: U73). */
export function removeLine(lines: DraftLine[], key: string): DraftLine[] {
  const left = lines.filter((line) => line.key !== key)
  return left.some(({ kind }) => kind === 'item') ? left : addLine(left, emptyLine('item'))
}

/** Moves a line up (-1) or down (1) among the lines of its kind; at the edge it stays. */
export function moveLine(lines: DraftLine[], key: string, by: -1 | 1): DraftLine[] {
  const from = lines.findIndex((line) => line.key === key)
  const line = lines[from]
  if (!line) return lines
  let to = from + by
  while (lines[to] && lines[to]?.kind !== line.kind) to += by
  const other = lines[to]
  return other ? lines.with(from, other).with(to, line) : lines
}

export function changeLine(lines: DraftLine[], key: string, change: Partial<DraftLine>): DraftLine[] {
  return lines.map((line) => (line.key === key ? { ...line, ...change } : line))
}

/** Whether nobody typed anything into a line; such lines are left out when saving. */
export function isBlank(line: DraftLine): boolean {
  const quantity = line.kind === 'fee' && line.quantity.trim() === '1' ? '' : line.quantity
  return [line.description, quantity, line.unitPrice].every((text) => text.trim() === '')
}

/**
 * Rows copied from a spreadsheet: description, quantity, unit price, separated by tabs. `undefined` when the text is
 * not of that shape, so that ordinary text is pasted as it is. A heading row is skipped.
 */
export function pastedLines(text: string): DraftLine[] | undefined {
  const rows = text.replaceAll('\r\n', '\n').replace(/\n+$/, '').split('\n')
  if (!rows.some((row) => row.includes('\t'))) return undefined
  const cells = rows.map((row) => row.split('\t').map((cell) => cell.trim()))
  const [heading = []] = cells
  const isHeading =
    cells.length > 1 && heading.length > 1 && !heading.slice(1).some((cell) => /\d/.test(cell))
  return cells
    .slice(isHeading ? 1 : 0)
    .filter((row) => row.some((cell) => cell !== ''))
    .map(([description = '', quantity = '', unitPrice = '']) => ({
      ...emptyLine('item', description),
      quantity,
      unitPrice,
    }))
}

/** Puts pasted lines where the cursor was: a blank line is replaced, otherwise they follow. */
export function insertPasted(lines: DraftLine[], key: string, pasted: DraftLine[]): DraftLine[] {
  const at = lines.findIndex((line) => line.key === key)
  const line = lines[at]
  if (!line) return lines
  const kind = line.kind
  const rows = pasted.map((row) => ({ ...row, kind }))
  return isBlank(line) ? lines.toSpliced(at, 1, ...rows) : lines.toSpliced(at + 1, 0, ...rows)
}

/** Two drafts that would be saved alike are equal, whatever their rows are called on the screen. */
export function sameDraft(one: Draft, other: Draft): boolean {
  return changedParts(one, other).length === 0
}

const partLabels: Record<keyof Draft, string> = {
  customerId: 'customer',
  lines: 'line items',
  discounts: 'discounts',
  shipping: 'shipping',
  shippingTaxable: 'shipping',
  taxRate: 'tax',
  taxExemptionReason: 'tax',
  paymentTerms: 'payment terms',
  dueDate: 'due date',
  itemizationMode: 'itemization',
  internalNotes: 'internal notes',
  customerNotes: 'customer notes',
}

/** In words, which parts of two drafts differ. */
export function changedParts(one: Draft, other: Draft): string[] {
  const parts = (Object.keys(partLabels) as (keyof Draft)[])
    .filter((part) => comparable(one[part]) !== comparable(other[part]))
    .map((part) => partLabels[part])
  return [...new Set(parts)]
}

function comparable(value: unknown): string {
  return JSON.stringify(value, (name, inner) => (name === 'key' ? undefined : inner))
}
