import type { Invoice } from '../../contract/invoices.ts'
import { Refused, refuseField } from '../../contract/refusals.ts'
import { requirePermitted } from '../invoices/invoice.ts'
import { type Cents, centsOf, formatMoney, shareHalfUp, sumCents } from '../money/money.ts'

/** What the rule reads of an invoice, as the API tells it: the form and the server ask the same question. */
export type CreditableInvoice = Pick<
  Invoice,
  | 'invoiceNumber'
  | 'status'
  | 'currency'
  | 'taxRate'
  | 'taxes'
  | 'shippingTaxable'
  | 'shippingCreditableAmount'
  | 'creditableTotal'
  | 'balanceDue'
> & {
  lineItems: Pick<
    Invoice['lineItems'][number],
    'id' | 'description' | 'taxable' | 'taxRate' | 'creditableAmount'
  >[]
}

/** What somebody wants credited: before tax, net of the discount's share. */
export interface WantedCredit {
  lines: readonly { lineItemId: string; amountCents: Cents }[]
  shippingCents: Cents
}

/** What a memo comes to. */
export interface CreditTotals {
  subtotalCents: Cents
  shippingCents: Cents
  taxes: { rate: string; baseCents: Cents; taxCents: Cents }[]
  taxCents: Cents
  totalCents: Cents
}

/** How a memo divides between the open balance of its invoice and the customer's credit. */
export interface CreditSplit {
  appliedCents: Cents
  excessCents: Cents
}

/**
 * The total of a memo (C: N17). Tax per rate = round(tax x base credited so far / base) - tax already credited, never
 * negative: however an invoice is credited, in whichever order and parts, all of its memos come to exactly its total
 * (MISSION 8). Voided memos do not count.
 */
export function creditTotals(invoice: CreditableInvoice, wanted: WantedCredit): CreditTotals {
  const { currency } = invoice
  const wantedBase = basesOf(invoice, wanted)
  const openBase = basesOf(invoice, everythingLeft(invoice))
  const taxes = invoice.taxes.flatMap(({ rate, base, amount, creditableAmount }) => {
    const baseCents = wantedBase.get(rate) ?? 0
    if (baseCents === 0) return []
    const taxedCents = centsOf(amount)
    const creditedBaseCents = centsOf(base) - (openBase.get(rate) ?? 0)
    const creditedTaxCents = taxedCents - centsOf(creditableAmount)
    const dueCents = shareHalfUp(taxedCents, creditedBaseCents + baseCents, centsOf(base), currency)
    return [{ rate, baseCents, taxCents: Math.max(0, dueCents - creditedTaxCents) }]
  })
  const subtotalCents = sumCents(wanted.lines.map(({ amountCents }) => amountCents))
  const taxCents = sumCents(taxes.map((tax) => tax.taxCents))
  const { shippingCents } = wanted
  const totalCents = sumCents([subtotalCents, shippingCents, taxCents])
  return { subtotalCents, shippingCents, taxes, taxCents, totalCents }
}

/** All that no memo has credited yet. */
export function everythingLeft(invoice: CreditableInvoice): WantedCredit {
  return {
    lines: invoice.lineItems.map(({ id, creditableAmount }) => ({
      lineItemId: id,
      amountCents: centsOf(creditableAmount),
    })),
    shippingCents: centsOf(invoice.shippingCreditableAmount),
  }
}

/** What of a credit is taxed at which rate: shipping at the invoice's, a line at its own where it has one. */
function basesOf(invoice: CreditableInvoice, { lines, shippingCents }: WantedCredit): Map<string, Cents> {
  const bases = new Map<string, Cents>()
  const add = (rate: string, cents: Cents) => bases.set(rate, (bases.get(rate) ?? 0) + cents)
  const byId = new Map(invoice.lineItems.map((line) => [line.id, line]))
  for (const { lineItemId, amountCents } of lines) {
    const line = byId.get(lineItemId)
    if (line?.taxable) add(line.taxRate ?? invoice.taxRate, amountCents)
  }
  if (invoice.shippingTaxable) add(invoice.taxRate, shippingCents)
  return bases
}

/** A memo lowers the open balance first; the rest is credit of the customer. */
export function splitCredit(invoice: Pick<Invoice, 'balanceDue'>, totalCents: Cents): CreditSplit {
  const appliedCents = Math.min(totalCents, centsOf(invoice.balanceDue))
  return { appliedCents, excessCents: totalCents - appliedCents }
}

/**
 * Judges a memo on an invoice as it stands under its lock. More than what is left of a line, of shipping or of the whole
 * is refused, naming it (C: N18).
 */
export function judgeCredit(
  invoice: CreditableInvoice,
  wanted: WantedCredit,
): CreditTotals & CreditSplit & { lines: CreditedLine[] } {
  requirePermitted(invoice, 'credit', 'invoice_not_creditable')
  const lines = judgeLines(invoice, wanted.lines)
  const { currency } = invoice
  const shippingLeftCents = centsOf(invoice.shippingCreditableAmount)
  if (wanted.shippingCents > shippingLeftCents) {
    throw refuseField('credit_exceeds_invoiced', 'shipping', atMost('shipping', shippingLeftCents, currency))
  }
  if (lines.length === 0 && wanted.shippingCents === 0) {
    throw refuseField(
      'nothing_to_credit',
      'lineItems',
      'Nothing would be credited. Name a line or an amount of shipping.',
    )
  }
  const totals = creditTotals(invoice, wanted)
  const leftCents = centsOf(invoice.creditableTotal)
  if (totals.totalCents > leftCents) {
    // Memos alone never get here: something was written off, and nobody is given back what they never paid.
    throw refuseField(
      'credit_exceeds_invoiced',
      'lineItems',
      `A part of ${invoice.invoiceNumber} was written off. With tax this comes to ${formatMoney(totals.totalCents, currency)}: credit at most ${formatMoney(leftCents, currency)}, tax included.`,
    )
  }
  return { ...totals, ...splitCredit(invoice, totals.totalCents), lines }
}

export interface CreditedLine {
  lineItemId: string
  description: string
  amountCents: Cents
}

function judgeLines(invoice: CreditableInvoice, wanted: WantedCredit['lines']): CreditedLine[] {
  const named = new Set<string>()
  return wanted.map(({ lineItemId, amountCents }, index) => {
    const path = `lineItems.${index}`
    const line = invoice.lineItems.find(({ id }) => id === lineItemId)
    if (!line) {
      throw new Refused('not_found', 'The invoice has no line with this id.', [
        { path: `${path}.lineItemId`, message: 'is no line of this invoice' },
      ])
    }
    const name = `“${line.description}”`
    if (named.has(lineItemId)) {
      throw refuseField('invalid_input', `${path}.lineItemId`, `${name} is named twice. Give it one amount.`)
    }
    named.add(lineItemId)
    const leftCents = centsOf(line.creditableAmount)
    if (amountCents > leftCents) {
      throw refuseField(
        'credit_exceeds_invoiced',
        `${path}.amount`,
        atMost(name, leftCents, invoice.currency),
      )
    }
    return { lineItemId, description: line.description, amountCents }
  })
}

function atMost(what: string, leftCents: Cents, currency: string): string {
  return leftCents === 0
    ? `Nothing of ${what} is left to credit. Take it out.`
    : `${formatMoney(leftCents, currency)} of ${what} can still be credited. Credit at most that much.`
}
