import type { Customer } from '../../../../contract/customers.ts'
import type { LineItem } from '../../../../contract/line-items.ts'
import type { AppliedDiscount, itemizationModes } from '../../../../contract/pricing.ts'
import { usualTax } from '../../../../invoicing/customers/usual-tax.ts'
import { type DraftLine, draftLineOf, emptyLine, rowKey } from './draft-line.ts'

/*
 * What quotes and invoices share while they are being typed: texts as they stand in the fields, right or wrong. What is
 * saved is made from it by `checkDocument`; nothing here knows the screen.
 */

export type ItemizationMode = (typeof itemizationModes)[number]

export interface DraftDiscount {
  key: string
  description: string
  kind: 'percent' | 'amount'
  value: string
}

export interface DocumentDraft {
  customerId: string | null
  lines: DraftLine[]
  discounts: DraftDiscount[]
  shipping: string
  shippingTaxable: boolean
  taxRate: string
  taxExemptionReason: string
  itemizationMode: ItemizationMode
  internalNotes: string
  customerNotes: string
}

export function emptyDiscount(): DraftDiscount {
  return { key: rowKey(), description: 'Discount', kind: 'percent', value: '' }
}

/** A new document: one empty line, and the company's tax rate until a customer says otherwise. */
export function emptyDocument(taxRate: string, customerId: string | null = null): DocumentDraft {
  return {
    customerId,
    lines: [emptyLine('item')],
    discounts: [],
    shipping: '',
    shippingTaxable: false,
    taxRate,
    taxExemptionReason: '',
    itemizationMode: 'itemized',
    internalNotes: '',
    customerNotes: '',
  }
}

/** What a customer brings to a new document: no tax while an exemption of theirs holds. */
export function customerTax(customer: Customer, company: { taxRate: string; today: string }) {
  const { taxRate, taxExemptionReason } = usualTax(customer, company.taxRate, company.today)
  return { customerId: customer.id, taxRate, taxExemptionReason: taxExemptionReason ?? '' }
}

interface SavedDocument {
  customerId: string
  lineItems: LineItem[]
  discounts: AppliedDiscount[]
  shipping: string
  shippingTaxable: boolean
  taxRate: string
  taxExemptionReason: string | null
  itemizationMode: ItemizationMode
  internalNotes: string | null
  customerNotes: string | null
}

/** A saved quote or invoice, ready to be changed. */
export function documentDraftOf(saved: SavedDocument): DocumentDraft {
  return {
    customerId: saved.customerId,
    lines: saved.lineItems.map(draftLineOf),
    discounts: saved.discounts.map(({ description, kind, value }) => ({
      key: rowKey(),
      description,
      kind,
      value,
    })),
    shipping: /[1-9]/.test(saved.shipping) ? saved.shipping : '',
    shippingTaxable: saved.shippingTaxable,
    taxRate: saved.taxRate,
    taxExemptionReason: saved.taxExemptionReason ?? '',
    itemizationMode: saved.itemizationMode,
    internalNotes: saved.internalNotes ?? '',
    customerNotes: saved.customerNotes ?? '',
  }
}

/** Two drafts that would be saved alike are equal, whatever their rows are called on the screen. */
export function sameDraft<Draft extends DocumentDraft>(one: Draft, other: Draft): boolean {
  return comparable(one) === comparable(other)
}

/** What the parts of every document are called. */
export const documentParts: Record<keyof DocumentDraft, string> = {
  customerId: 'customer',
  lines: 'line items',
  discounts: 'discounts',
  shipping: 'shipping',
  shippingTaxable: 'tax on shipping',
  taxRate: 'tax rate',
  taxExemptionReason: 'reason for no tax',
  itemizationMode: 'itemization',
  internalNotes: 'internal notes',
  customerNotes: 'customer notes',
}

function comparable(value: unknown): string {
  return JSON.stringify(value, (name, inner) => (name === 'key' ? undefined : inner))
}
