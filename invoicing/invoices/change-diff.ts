import type { Invoice } from '../../contract/invoices.ts'
import type { InvoiceChanges, PricingSnapshot } from '../../contract/pricing.ts'
import { type Cents, centsOf, moneyText, sumCents } from '../money/money.ts'

type Change = InvoiceChanges['changes'][number]
type Line = PricingSnapshot['lineItems'][number]
type Discount = PricingSnapshot['discounts'][number]

/** What the diff reads of an invoice. */
export type Compared = Pick<
  Invoice,
  'currency' | 'discounts' | 'shipping' | 'shippingTaxable' | 'taxAmount' | 'total'
> & {
  lineItems: Line[]
}

/**
 * What an invoice changed of the quote it was made of (C: N13): lines, discounts and shipping, each with what it does to
 * the total before tax. Tax is recalculated from the customer, so it is told apart and counts as no change. All effects
 * add up to the difference of the totals.
 */
export function computeChangeDiff(snapshot: PricingSnapshot | null, invoice: Compared): InvoiceChanges {
  const { currency } = invoice
  const money = (cents: Cents) => moneyText(cents, currency)
  if (snapshot === null) {
    return {
      ...{ quoteId: null, quoteNumber: null, revision: null, count: 0, changes: [], taxEffect: money(0) },
      ...{ quotedTotal: null, total: invoice.total, difference: money(0) },
    }
  }
  const changes = [
    ...lineChanges(snapshot.lineItems, invoice.lineItems, currency),
    ...discountChanges(snapshot.discounts, invoice.discounts, currency),
    ...shippingChanges(snapshot, invoice),
  ]
  return {
    quoteId: snapshot.quoteId,
    quoteNumber: snapshot.quoteNumber,
    revision: snapshot.revision,
    count: changes.filter(({ change }) => change !== 'followed').length,
    changes,
    taxEffect: money(centsOf(invoice.taxAmount) - centsOf(snapshot.taxAmount)),
    quotedTotal: snapshot.total,
    total: invoice.total,
    difference: money(centsOf(invoice.total) - centsOf(snapshot.total)),
  }
}

function lineChanges(quoted: readonly Line[], invoiced: readonly Line[], currency: string): Change[] {
  return paired(quoted, invoiced, [
    (one, other) => fieldsChanged(one, other, lineFields).length === 0,
    (one, other) => one.description === other.description && one.kind === other.kind,
    // The same place, and the same pieces or price: a line whose wording was changed.
    (one, other, samePlace) =>
      samePlace &&
      one.kind === other.kind &&
      (one.quantity === other.quantity || one.unitPrice === other.unitPrice),
  ]).flatMap(({ from, to }) =>
    change('line', from, to, lineFields, (line) => centsOf(line.lineTotal), currency),
  )
}

const lineFields = [
  ...(['kind', 'group', 'description', 'quantity', 'unitPrice', 'taxable', 'taxRate'] as const),
  ...(['sizes', 'imprints', 'furnished'] as const),
] as const
const discountFields = ['description', 'kind', 'value'] as const

function discountChanges(
  quoted: readonly Discount[],
  invoiced: readonly Discount[],
  currency: string,
): Change[] {
  return paired(quoted, invoiced, [
    (one, other) => fieldsChanged(one, other, discountFields).length === 0,
    (one, other) => one.description === other.description,
    (_one, _other, samePlace) => samePlace,
  ]).flatMap(({ from, to }) => {
    const changed = change('discount', from, to, discountFields, (one) => -centsOf(one.amount), currency)
    return changed.length > 0 ? changed : followedSubtotal(from, to, currency)
  })
}

/** A percentage stays as quoted and still takes off another amount when the lines change. */
function followedSubtotal(from: Discount | null, to: Discount | null, currency: string): Change[] {
  if (!from || !to || from.amount === to.amount) return []
  const effect = moneyText(centsOf(from.amount) - centsOf(to.amount), currency)
  const fields = [{ field: 'amount', from: from.amount, to: to.amount }]
  return [{ on: 'discount', change: 'followed', description: to.description, fields, effect }]
}

function shippingChanges(quoted: PricingSnapshot, invoice: Compared): Change[] {
  const fields = fieldsChanged(quoted, invoice, ['shipping', 'shippingTaxable'])
  if (fields.length === 0) return []
  const effect = moneyText(centsOf(invoice.shipping) - centsOf(quoted.shipping), invoice.currency)
  return [{ on: 'shipping', change: 'changed', description: 'Shipping', fields, effect }]
}

function change<Item extends { description: string } & Readonly<Record<Name, unknown>>, Name extends string>(
  on: 'line' | 'discount',
  from: Item | null,
  to: Item | null,
  names: readonly Name[],
  amountOf: (item: Item) => Cents,
  currency: string,
): Change[] {
  const effect = moneyText(sumCents([to ? amountOf(to) : 0, from ? -amountOf(from) : 0]), currency)
  if (from && to) {
    const fields = fieldsChanged(from, to, names)
    return fields.length === 0 ? [] : [{ on, change: 'changed', description: to.description, fields, effect }]
  }
  const only = from ?? to
  if (!only) return []
  return [{ on, change: from ? 'removed' : 'added', description: only.description, fields: [], effect }]
}

function fieldsChanged<Name extends string>(
  from: Readonly<Record<Name, unknown>>,
  to: Readonly<Record<Name, unknown>>,
  names: readonly Name[],
): Change['fields'] {
  return names
    .map((name) => ({ field: name, from: textOf(from[name]), to: textOf(to[name]) }))
    .filter((field) => field.from !== field.to)
}

/** A value as people read it; of a size run or imprints each part, such as "M 24 +2.00, L 12". */
function textOf(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  if (Array.isArray(value)) return value.length === 0 ? null : value.map(textOf).join(', ')
  if (typeof value !== 'object') return String(value)
  const parts: Readonly<Record<string, unknown>> = { ...value }
  return partNames
    .filter(
      (name) => (parts[name] ?? null) !== null && (name !== 'upcharge' || /[1-9]/.test(String(parts[name]))),
    )
    .map((name) => `${name === 'upcharge' ? '+' : ''}${parts[name]}${name === 'colors' ? ' colors' : ''}`)
    .join(' ')
}

/** In the order in which they are read; the database keeps another. */
const partNames = ['size', 'quantity', 'upcharge', 'location', 'technique', 'colors', 'price'] as const

/** Whether two items are one and the same; `samePlace` when they stand at the same place of both lists. */
type Alike<Item> = (one: Item, other: Item, samePlace: boolean) => boolean

/**
 * Pairs the items of two lists: first those that every earlier rule knows for certain, then by weaker ones; each item
 * once, in order. What is left was removed or added. In the order of the second list, the removed ones at the end.
 */
function paired<Item>(
  before: readonly Item[],
  after: readonly Item[],
  rules: readonly Alike<Item>[],
): { from: Item | null; to: Item | null }[] {
  const partner = new Map<number, number>()
  const taken = new Set<number>()
  for (const alike of rules) {
    for (const [place, item] of after.entries()) {
      if (partner.has(place)) continue
      const found = before.findIndex(
        (candidate, index) => !taken.has(index) && alike(candidate, item, index === place),
      )
      if (found < 0) continue
      partner.set(place, found)
      taken.add(found)
    }
  }
  return [
    ...after.map((to, place) => ({ from: before[partner.get(place) ?? -1] ?? null, to })),
    ...before.filter((_, index) => !taken.has(index)).map((from) => ({ from, to: null })),
  ]
}
