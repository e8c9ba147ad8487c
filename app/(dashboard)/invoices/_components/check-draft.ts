import type { InferContractRouterInputs } from '@orpc/contract'
import type { Contract } from '../../../../contract/contract.ts'
import type { FieldError } from '../../../../contract/refusals.ts'
import { isCivilDate } from '../../../../invoicing/calendar/calendar.ts'
import { type InvoiceTotals, invoiceTotals, TotalsError } from '../../../../invoicing/invoices/totals.ts'
import { type Draft, type DraftDiscount, type DraftLine, isBlank } from './draft.ts'
import { readAmount, readPercent, readQuantity, type Typed } from './typed-numbers.ts'

type CreateInput = InferContractRouterInputs<Contract>['invoices']['create']

/** What a draft sends when it is saved, whole; creating and updating take the same content. */
export type DraftContent = Required<Omit<CreateInput, 'origin' | 'lineItems' | 'override'>> & {
  lineItems: Required<CreateInput['lineItems'][number]>[]
}

/** Messages by field, named as the draft names it: `lines.0.quantity`, `discounts.1.value`, `customerId`. */
export type FieldMessages = Record<string, string>

export interface CheckedDraft {
  /** Undefined while a message stands. */
  content: DraftContent | undefined
  messages: FieldMessages
  /** For each line sent, its place in the draft: blank lines are not sent. */
  places: number[]
}

/** What must be right before an invoice is saved (C: N38): a customer, at least one line, valid amounts. */
export function checkDraft(draft: Draft, currency: string): CheckedDraft {
  const messages: FieldMessages = {}
  const keep = (path: string, typed: Typed): string => {
    if (!typed.ok) messages[path] = typed.message
    return typed.ok ? typed.text : '0'
  }
  const places = sentPlaces(draft.lines)
  if (!draft.customerId) messages.customerId = 'Choose a customer.'
  if (places.length === 0) messages['lines.0.description'] = 'Add at least one line.'
  const lineItems = places.map((place) => contentOfLine(draft.lines[place], `lines.${place}`, currency, keep))
  const discounts = draft.discounts.map((discount, index) =>
    contentOfDiscount(discount, `discounts.${index}`, currency, keep),
  )
  if (draft.dueDate && !isCivilDate(draft.dueDate)) messages.dueDate = 'Choose a date that exists.'
  const content: DraftContent = {
    customerId: draft.customerId ?? '',
    lineItems,
    discounts,
    shipping: keep('shipping', readAmount(draft.shipping, currency, 'zero')),
    shippingTaxable: draft.shippingTaxable,
    taxRate: keep('taxRate', readPercent(draft.taxRate)),
    taxExemptionReason: draft.taxExemptionReason.trim() || null,
    paymentTerms: draft.paymentTerms,
    dueDate: draft.dueDate || null,
    itemizationMode: draft.itemizationMode,
    internalNotes: draft.internalNotes.trim() === '' ? null : draft.internalNotes,
    customerNotes: draft.customerNotes.trim() === '' ? null : draft.customerNotes,
  }
  if (Object.keys(messages).length === 0) Object.assign(messages, totalsMessage(content, currency, places))
  return { content: Object.keys(messages).length === 0 ? content : undefined, messages, places }
}

type Keep = (path: string, typed: Typed) => string

function contentOfLine(
  line: DraftLine | undefined,
  path: string,
  currency: string,
  keep: Keep,
): DraftContent['lineItems'][number] {
  const { kind, group, description, quantity, unitPrice, taxable, taxRate } = line ?? emptyRow
  const name: Typed = description.trim()
    ? { ok: true, text: description.trim() }
    : { ok: false, message: 'Describe this line.' }
  return {
    kind,
    group: group.trim() || null,
    description: keep(`${path}.description`, name),
    quantity: keep(`${path}.quantity`, readQuantity(quantity)),
    unitPrice: keep(
      `${path}.unitPrice`,
      readAmount(unitPrice, currency, { message: 'Enter a price; 0 is allowed.' }),
    ),
    taxable,
    taxRate: taxable && taxRate.trim() !== '' ? keep(`${path}.taxRate`, readPercent(taxRate)) : null,
  }
}

const emptyRow: Omit<DraftLine, 'key'> = {
  kind: 'item',
  group: '',
  description: '',
  quantity: '',
  unitPrice: '',
  taxable: true,
  taxRate: '',
}

function contentOfDiscount(
  { description, kind, value }: DraftDiscount,
  path: string,
  currency: string,
  keep: Keep,
): DraftContent['discounts'][number] {
  const missing = { ok: false, message: 'Enter the discount, or remove it.' } as const
  const typed =
    value.trim() === ''
      ? missing
      : kind === 'percent'
        ? twoDecimals(readPercent(value))
        : readAmount(value, currency, missing)
  return { description: description.trim() || 'Discount', kind, value: keep(`${path}.value`, typed) }
}

/** Discounts are kept with two decimals, percents too. */
function twoDecimals(typed: Typed): Typed {
  return typed.ok && /\.\d{3}/.test(typed.text) ? { ok: false, message: 'At most two decimals.' } : typed
}

function sentPlaces(lines: DraftLine[]): number[] {
  return lines.flatMap((line, place) => (isBlank(line) ? [] : [place]))
}

function totalsMessage(content: DraftContent, currency: string, places: number[]): FieldMessages {
  try {
    invoiceTotals({ ...content, currency })
    return {}
  } catch (error) {
    if (!(error instanceof TotalsError)) throw error
    return messagesOf([{ path: error.path, message: error.message }], places)
  }
}

/** The server's messages by the draft's fields: its `lineItems.1.quantity` counts the lines that were sent. */
export function messagesOf(errors: readonly FieldError[], places: readonly number[]): FieldMessages {
  return Object.fromEntries(
    errors.map(({ path, message }) => {
      const [, index, field = 'description'] = /^lineItems(?:\.(\d+))?(?:\.(\w+))?/.exec(path) ?? []
      const isLine = path.startsWith('lineItems')
      const name = isLine ? `lines.${places[Number(index ?? 0)] ?? 0}.${field}` : path
      return [name, sentence(message)]
    }),
  )
}

/** "must be more than zero" -> "Must be more than zero." */
function sentence(message: string): string {
  const text = message.charAt(0).toUpperCase() + message.slice(1)
  return /[.!?]$/.test(text) ? text : `${text}.`
}

export interface LiveTotals extends InvoiceTotals {
  /** Why the figures cannot be trusted, at the field that causes it; the rest is computed without it. */
  messages: FieldMessages
}

/**
 * Totals while somebody types (C: N25): a field that is empty or not yet a number counts as nothing. The arithmetic is
 * the server's own.
 */
export function liveTotals(draft: Draft, currency: string): LiveTotals {
  const or = (typed: Typed, otherwise = '0') => (typed.ok ? typed.text : otherwise)
  const input = {
    currency,
    lineItems: draft.lines.map((line) => ({
      quantity: or(readQuantity(line.quantity)),
      unitPrice: or(readAmount(line.unitPrice, currency, 'zero')),
      taxable: line.taxable,
      taxRate: line.taxRate.trim() === '' ? null : or(readPercent(line.taxRate)),
    })),
    discounts: draft.discounts.map(({ kind, value }) => ({
      kind,
      value: or(kind === 'percent' ? readPercent(value) : readAmount(value, currency, 'zero')),
    })),
    shipping: or(readAmount(draft.shipping, currency, 'zero')),
    shippingTaxable: draft.shippingTaxable,
    taxRate: or(readPercent(draft.taxRate)),
  }
  try {
    return { ...invoiceTotals(input), messages: {} }
  } catch (error) {
    if (!(error instanceof TotalsError)) throw error
    return { ...withoutOffender(input, error), messages: { ...messageOf(error) } }
  }
}

function messageOf(error: TotalsError): FieldMessages {
  return { [error.path.replace(/^lineItems(?=\.\d)/, 'lines')]: sentence(error.message) }
}

/** Too large an amount or discount is shown at its field; the other figures stay on the screen. */
function withoutOffender(input: Parameters<typeof invoiceTotals>[0], error: TotalsError): InvoiceTotals {
  const noDiscounts = input.discounts.map((discount) => ({ ...discount, value: '0' }))
  try {
    if (error.path.startsWith('discounts')) return invoiceTotals({ ...input, discounts: noDiscounts })
  } catch (other) {
    if (!(other instanceof TotalsError)) throw other
  }
  const noLines = input.lineItems.map((line) => ({ ...line, quantity: '0' }))
  return invoiceTotals({ ...input, lineItems: noLines, discounts: noDiscounts, shipping: '0' })
}
