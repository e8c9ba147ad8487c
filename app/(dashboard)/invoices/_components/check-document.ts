import type { InferContractRouterInputs } from '@orpc/contract'
import type { Contract } from '../../../../contract/contract.ts'
import type { FieldError } from '../../../../contract/refusals.ts'
import { capitalized } from '../../../../contract/words.ts'
import { type InvoiceTotals, invoiceTotals } from '../../../../invoicing/invoices/totals.ts'
import { TotalsError } from '../../../../invoicing/invoices/totals-error.ts'
import { type Keep, type LinePlace, type LineToSend, placeOfLine, readLines } from './check-line.ts'
import type { DocumentDraft, DraftDiscount } from './document-draft.ts'
import { type DraftLine, isBlank } from './draft-line.ts'
import { readAmount, readPercent, type Typed } from './typed-numbers.ts'

type QuoteInput = InferContractRouterInputs<Contract>['quotes']['create']

/** What every document sends when it is saved, whole; creating and updating take the same content. */
export type DocumentContent = Required<Omit<QuoteInput, 'lineItems' | 'title' | 'validUntil'>> & {
  lineItems: LineToSend[]
}

/** Messages by field, named as the draft names it: `lines.0.quantity`, `discounts.1.value`, `customerId`. */
export type FieldMessages = Record<string, string>

export interface Checked<Content> {
  /** Undefined while a message stands. */
  content: Content | undefined
  messages: FieldMessages
  /** For each line sent, its place in the draft: blank lines are not sent. */
  places: LinePlace[]
}

/** What must be right before a document is saved (C: N38): a customer, at least one line, valid amounts. */
export function checkDocument(draft: DocumentDraft, currency: string): Checked<DocumentContent> {
  const messages: FieldMessages = {}
  const keep = (path: string, typed: Typed): string => {
    if (!typed.ok) messages[path] = typed.message
    return typed.ok ? typed.text : '0'
  }
  const places = draft.lines.flatMap((line, index) => (isBlank(line) ? [] : [placeOfLine(line, index)]))
  if (!draft.customerId) messages.customerId = 'Choose a customer.'
  if (places.length === 0) messages['lines.0.description'] = 'Add at least one line.'
  const lineItems = readLines(draft.lines, places, currency, keep)
  const discounts = draft.discounts.map((discount, index) =>
    contentOfDiscount(discount, `discounts.${index}`, currency, keep),
  )
  const content: DocumentContent = {
    customerId: draft.customerId ?? '',
    lineItems,
    discounts,
    shipping: keep('shipping', readAmount(draft.shipping, currency, 'zero')),
    shippingTaxable: draft.shippingTaxable,
    taxRate: keep('taxRate', readPercent(draft.taxRate)),
    taxExemptionReason: draft.taxExemptionReason.trim() || null,
    itemizationMode: draft.itemizationMode,
    internalNotes: draft.internalNotes.trim() === '' ? null : draft.internalNotes,
    customerNotes: draft.customerNotes.trim() === '' ? null : draft.customerNotes,
  }
  if (Object.keys(messages).length === 0) Object.assign(messages, totalsMessage(content, currency, places))
  return { content: Object.keys(messages).length === 0 ? content : undefined, messages, places }
}

function contentOfDiscount(
  { description, kind, value }: DraftDiscount,
  path: string,
  currency: string,
  keep: Keep,
): DocumentContent['discounts'][number] {
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

function totalsMessage(content: DocumentContent, currency: string, places: LinePlace[]): FieldMessages {
  try {
    invoiceTotals({ ...content, currency })
    return {}
  } catch (error) {
    if (!(error instanceof TotalsError)) throw error
    return messagesOf([{ path: error.path, message: error.message }], places)
  }
}

/** The server's messages by the draft's fields: its `lineItems.1.sizes.0.quantity` counts the rows that were sent. */
export function messagesOf(errors: readonly FieldError[], places: readonly LinePlace[]): FieldMessages {
  return Object.fromEntries(errors.map(({ path, message }) => [draftPath(path, places), sentence(message)]))
}

function draftPath(path: string, places: readonly LinePlace[]): string {
  const [list, index, field = 'description', row, inner] = path.split('.')
  if (list !== 'lineItems') return path
  const place = places[Number(index ?? 0)]
  const line = `lines.${place?.line ?? 0}`
  if (field !== 'sizes' && field !== 'imprints') return `${line}.${field}`
  const at = place?.[field][Number(row ?? 0)] ?? 0
  return `${line}.${field}.${at}.${inner ?? (field === 'sizes' ? 'quantity' : 'location')}`
}

/** "must be more than zero" -> "Must be more than zero." */
function sentence(message: string): string {
  const text = capitalized(message)
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
export function liveTotals(draft: DocumentDraft, currency: string): LiveTotals {
  const or = (typed: Typed, otherwise = '0') => (typed.ok ? typed.text : otherwise)
  const input = {
    currency,
    lineItems: readLines(draft.lines, draft.lines.map(everyRow), currency, (_, typed) => or(typed)),
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

/** All rows count while one types, also unfinished ones. */
function everyRow({ sizes, imprints }: DraftLine, line: number): LinePlace {
  return { line, sizes: [...sizes.keys()], imprints: [...imprints.keys()] }
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
  const noLines = input.lineItems.map((line) => ({ ...line, quantity: '0', sizes: [], imprints: [] }))
  return invoiceTotals({ ...input, lineItems: noLines, discounts: noDiscounts, shipping: '0' })
}
