import type { InvoiceChanges } from '../../../../contract/pricing.ts'
import { centsOf, formatMoney } from '../../../../invoicing/money/money.ts'

export type Change = InvoiceChanges['changes'][number]

export const changeLabels: Record<Change['change'], string> = {
  added: 'Added',
  removed: 'Removed',
  changed: 'Changed',
  followed: 'Follows',
}

const fieldLabels: Readonly<Record<string, string>> = {
  kind: 'Kind',
  group: 'Group',
  description: 'Description',
  quantity: 'Quantity',
  unitPrice: 'Unit price',
  taxable: 'Taxable',
  taxRate: 'Tax rate',
  sizes: 'Sizes',
  imprints: 'Imprints',
  furnished: 'Customer’s goods',
  value: 'Value',
  amount: 'Amount',
  shipping: 'Shipping',
  shippingTaxable: 'Taxable',
}

const kindLabels: Readonly<Record<string, string>> = {
  item: 'Item',
  fee: 'Charge',
  percent: 'Percent',
  amount: 'Amount',
}

/** "3 changes from QUO-0009"; what only followed a change is none of its own. */
export function changesInWords({
  count,
  quoteNumber,
}: Pick<InvoiceChanges, 'count' | 'quoteNumber'>): string {
  if (count === 0) return `As quoted in ${quoteNumber}`
  return `${count} ${count === 1 ? 'change' : 'changes'} from ${quoteNumber}`
}

/** What is different about a line, a discount or the shipping, as people say it. */
export function fieldInWords(field: Change['fields'][number], currency: string) {
  const words = (value: string | null) => valueInWords(field.field, value, currency)
  return { label: fieldLabels[field.field] ?? field.field, from: words(field.from), to: words(field.to) }
}

function valueInWords(field: string, value: string | null, currency: string): string {
  if (value === null) return '–'
  if (value === 'true') return 'Yes'
  if (value === 'false') return 'No'
  if (field === 'kind') return kindLabels[value] ?? value
  if (field === 'taxRate') return `${value}%`
  if (field === 'unitPrice' || field === 'amount' || field === 'shipping')
    return formatMoney(centsOf(value), currency, { display: 'none' })
  return value
}
